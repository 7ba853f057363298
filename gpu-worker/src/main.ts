import { parseEnv } from "./env.ts";
import { startWorker } from "./server.ts";

try {
  const worker = await startWorker(parseEnv(process.env));
  const stop = () => {
    process.off("SIGINT", stop).off("SIGTERM", stop);
    void worker.close().then(() => process.exit(0));
  };
  process.on("SIGINT", stop).on("SIGTERM", stop);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}
