import { type ServerType, serve } from "@hono/node-server";
import type { Logger } from "pino";
import { createApp, FILE_SIZE_MAX_BYTES, patchErrors } from "./app.ts";
import type { SupabaseConfig } from "./config.ts";
import { type Database, openPostgres } from "./database.ts";
import { createHandler, type Handler } from "./handler.ts";
import { applyMigrations } from "./migrations.ts";
import { openPglite } from "./pglite-database.ts";
import { ensureRoles } from "./roles.ts";
import { setUp } from "./setup.ts";
import { createStudioHandler } from "./studio.ts";
import { serveWire } from "./wire.ts";

const HOST = "127.0.0.1";
/** How long requests under way may take to end when the server is stopped. */
const REQUESTS_END_WITHIN_MS = 3000;

export type RunningServer = { port: number; close(): Promise<void> };
export type RunningSupabase = RunningServer & { studioPort: number | null; wirePort: number | null };

/** Opens the database, brings it up to date and listens; when this resolves, everything answers. */
export async function startServer(config: SupabaseConfig, log: Logger): Promise<RunningSupabase> {
  const db = config.databaseUrl ? await openPostgres(config.databaseUrl) : await openPglite(config.dataDir);
  const app = await createApp(config, db);
  patchErrors(db);
  await app.ensureSystemSchema();
  await ensureRoles(db);
  const applied = await applyMigrations(db, config.migrationsDir);
  if (applied.length > 0) log.info({ applied }, "migrations applied");
  const handler = createHandler(app, db, { jwtSecret: config.keys.jwtSecret, bodyMaxBytes: FILE_SIZE_MAX_BYTES });
  await setUp(config, db, handler);

  const studio = config.studioPort === null ? null : await listen(await studioHandler(config, db), config.studioPort);
  const { embedded } = db;
  const wire = config.wirePort !== null && embedded ? await serveWire(embedded, config.wirePort) : null;
  const main = await listen(handler, config.port);
  return {
    port: main.port,
    studioPort: studio?.port ?? null,
    wirePort: wire?.port ?? null,
    close: async () => {
      await Promise.all([main.close(), studio?.close(), wire?.close()]);
      await db.close();
    },
  };
}

async function studioHandler(config: SupabaseConfig, db: Database): Promise<Handler> {
  const isAdmin = true;
  return createStudioHandler(await createApp(config, db, isAdmin), db, config.keys.jwtSecret);
}

/** @param port 0 takes a free one. */
export async function listen(handler: Handler, port: number): Promise<RunningServer> {
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  const server: ServerType = serve(
    {
      hostname: HOST,
      port,
      fetch: (request, env) => handler(request, env.incoming.socket.remoteAddress ?? null),
    },
    (address) => resolve(address.port),
  );
  server.on("error", reject);
  return { port: await promise, close: () => closeServer(server) };
}

function closeServer(server: ServerType): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    if (!("closeAllConnections" in server)) return;
    server.closeIdleConnections();
    setTimeout(() => server.closeAllConnections(), REQUESTS_END_WITHIN_MS).unref();
  });
}
