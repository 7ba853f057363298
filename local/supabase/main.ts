import { inspect } from "node:util";
import pino from "pino";
import { acquireLock, LockHeldError } from "../support/lock.ts";
import { ConfigError, readConfig, type SupabaseConfig } from "./config.ts";
import { MigrationFailedError } from "./migrations.ts";
import { DatabaseOpenError } from "./pglite-database.ts";
import { quietConsole } from "./quiet-console.ts";
import { type RunningServer, startServer } from "./server.ts";
import { SetupFailedError } from "./setup.ts";

/** Errors whose message is written for the person who starts the server; others keep their stack. */
const EXPLAINED = [ConfigError, DatabaseOpenError, LockHeldError, MigrationFailedError, SetupFailedError];

async function main(): Promise<void> {
  const config = readConfig(process.env);
  const log = pino({ level: config.logLevel, base: null });
  quietConsole(log);
  const lock = acquireLock(config.dataDir, "supabase");
  process.on("exit", () => lock.release());
  const server = await startServer(config, log);
  stopOnSignal(server);
  const { port, studioPort, wirePort } = server;
  const url = `http://127.0.0.1:${port}`;
  const readyMs = Math.round(performance.now()); // since the process began
  log.info({ url, port, studioPort, wirePort, database: describeDatabase(config), readyMs }, "supabase ready");
}

function stopOnSignal(server: RunningServer): void {
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.once(signal, () => {
      server.close().then(
        () => process.exit(0),
        () => process.exit(1),
      );
    });
  }
}

function describeDatabase(config: SupabaseConfig): string {
  return config.databaseUrl ? `PostgreSQL at ${new URL(config.databaseUrl).host}` : "PGlite";
}

main().catch((error: unknown) => {
  const isExplained = EXPLAINED.some((kind) => error instanceof kind);
  const text = isExplained && error instanceof Error ? error.message : inspect(error);
  process.stderr.write(`${text}\n`);
  process.exit(1);
});
