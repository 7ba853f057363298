import { context, propagation } from "@opentelemetry/api";
import { Analyzer } from "../analyzer.ts";
import { ImageError } from "../errors.ts";
import { readRegistry, selectModels } from "../models/registry.ts";
import { startTelemetry } from "../telemetry.ts";
import type { InferenceFailure, InferenceMessage, InferenceRequest, InferenceSettings, Usage } from "./protocol.ts";

/*
 * The process that computes. It is a child of the service so that its memory, which fragments over thousands of images, can
 * be given back by ending it. It lives until the service lets go of it, also when that is killed; signals meant for both are
 * the service's to act on, which waits for what is in flight.
 */
process.on("SIGINT", () => undefined).on("SIGTERM", () => undefined);
process.on("disconnect", () => process.exit(0));

await startTelemetry();
const { modelsDir, threads, allowedLicences } = JSON.parse(process.argv[2] ?? "{}") as InferenceSettings;
const analyzer = await Analyzer.load({ models: selectModels(readRegistry(), allowedLicences), modelsDir, threads });

process.on("message", async ({ id, job, trace }: InferenceRequest) => {
  try {
    const parent = propagation.extract(context.active(), trace);
    const analysis = await context.with(parent, () => analyzer.analyze(job));
    send({ usage: usage(), id, analysis });
  } catch (error) {
    send({ usage: usage(), id, failure: describe(error) });
  }
});
send({ usage: usage(), id: null });

function send(message: InferenceMessage): void {
  if (process.connected) process.send?.(message);
}

function usage(): Usage {
  const { user, system } = process.cpuUsage();
  return { rssMb: process.memoryUsage.rss() / 1_048_576, cpuMs: (user + system) / 1000 };
}

function describe(error: unknown): InferenceFailure {
  if (error instanceof ImageError) {
    const { code, message, isPermanent } = error;
    return { kind: "image", code, message, isPermanent };
  }
  const { message, stack } = error instanceof Error ? error : { message: String(error), stack: undefined };
  return { kind: "other", message, stack };
}
