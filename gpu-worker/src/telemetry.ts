import { context, metrics, propagation, type Span, SpanStatusCode, trace } from "@opentelemetry/api";
import type { MiddlewareHandler } from "hono";

/** As in the app: standard `OTEL_*` variables, and nothing at all without `OTEL_EXPORTER_OTLP_ENDPOINT`. */
export async function startTelemetry(): Promise<void> {
  const { env } = process;
  if (!env.OTEL_EXPORTER_OTLP_ENDPOINT) return;
  env.OTEL_SERVICE_NAME ||= "modomo-gpu-worker";
  env.OTEL_LOGS_EXPORTER ||= "none";
  const { startNodeSdk } = await import("@opentelemetry/sdk-node");
  const sdk = startNodeSdk();
  process.once("SIGTERM", () => void sdk.shutdown());
}

const tracer = () => trace.getTracer("modomo-gpu-worker");

/** A span a request, under the span of whoever asks. */
export const traceRequests: MiddlewareHandler = async ({ req }, next) => {
  const parent = propagation.extract(context.active(), req.header());
  const span = tracer().startSpan(`${req.method} ${req.path}`, {}, parent);
  await context.with(trace.setSpan(parent, span), next).finally(() => span.end());
};

/** Makes work that has begun a span, and its time a figure. @param name one of a few, such as `decode`. */
export async function traced<Result>(name: string, work: Promise<Result>): Promise<Result> {
  const span = tracer().startSpan(name);
  const started = performance.now();
  try {
    return await work;
  } catch (error) {
    fail(span, error);
    throw error;
  } finally {
    span.end();
    const seconds = (performance.now() - started) / 1000;
    metrics
      .getMeter("modomo-gpu-worker")
      .createHistogram("modomo.gpu.task.duration", { unit: "s" })
      .record(seconds, { task: name });
  }
}

function fail(span: Span, error: unknown): void {
  span.setStatus({ code: SpanStatusCode.ERROR, message: error instanceof Error ? error.message : String(error) });
}
