import type { PGlite } from "@electric-sql/pglite";
import { PGLiteSocketServer } from "@electric-sql/pglite-socket";
import type { Database } from "./database.ts";

const HOST = "127.0.0.1";
const CONNECTIONS_MAX = 20;
/** First bytes of the messages after which a command goes on: parse, bind, describe, execute, close, flush, copy. */
const MID_COMMAND = new Set([..."PBDECHdcf"].map((letter) => letter.charCodeAt(0)));

/**
 * Lets Postgres clients reach the embedded database, as superuser and without a password: for tests and type
 * generation only. They share its one session with the API; a command, or a transaction, has it alone.
 * @param port 0 takes a free one.
 */
export async function serveWire(
  { pglite, session }: NonNullable<Database["embedded"]>,
  port: number,
): Promise<{ port: number; close(): Promise<void> }> {
  let release: (() => void) | null = null;
  const giveBackUnlessInTransaction = (): void => {
    if (pglite.isInTransaction()) return;
    release?.();
    release = null;
  };
  // What the socket server calls of a PGlite, with the session taken around it.
  const shared: Partial<PGlite> = {
    waitReady: pglite.waitReady,
    isInTransaction: () => release !== null && pglite.isInTransaction(),
    runExclusive: async (work) => {
      release ??= await session.acquire();
      return pglite.runExclusive(work);
    },
    execProtocolRawStream: async (message, options) => {
      await pglite.execProtocolRawStream(message, options);
      const [type = 0] = message;
      if (!MID_COMMAND.has(type)) giveBackUnlessInTransaction();
    },
    exec: async (sql) => {
      const results = await pglite.exec(sql);
      giveBackUnlessInTransaction();
      return results;
    },
  };
  const server = new PGLiteSocketServer({
    db: shared as PGlite, // the four members above are all it uses
    host: HOST,
    port,
    maxConnections: CONNECTIONS_MAX,
  });
  await server.start();
  return { port: Number(server.getServerConn().split(":").at(-1)), close: () => server.stop() };
}
