import { parseEnv } from "./env.ts";
import { startWorker } from "./server.ts";
import { startTelemetry } from "./telemetry.ts";

try {
  await startTelemetry();
  const worker = await startWorker(parseEnv(process.env), () => process.exit(0));
  const stop = () => {
    process.off("SIGINT", stop).off("SIGTERM", stop);
    void worker.close().then(() => process.exit(0));
  };
  process.on("SIGINT", stop).on("SIGTERM", stop);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}
