import pino from "pino";
import { ConfigError, type EngineConfig, readConfig } from "./config.ts";
import { startEngine } from "./engine.ts";

function configOrExit(): EngineConfig {
  try {
    return readConfig(process.argv.slice(2), process.env);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exit(2);
  }
}

const config = configOrExit();
const log = pino({ name: "engine", level: config.logLevel });

function die(error: unknown): never {
  log.fatal({ err: error }, "engine ends on an error; started again it continues from disk");
  process.exit(1);
}

process.on("uncaughtException", die);
process.on("unhandledRejection", die);

const engine = await startEngine(config, log, die).catch(die);
log.info({ url: engine.url, dir: config.dir, apps: config.apps }, "engine is serving");

let isStopping = false;
for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.on(signal, () => {
    if (isStopping) return;
    isStopping = true;
    log.info({ signal }, "engine is stopping");
    void engine.stop().then(() => process.exit(0), die);
  });
}
