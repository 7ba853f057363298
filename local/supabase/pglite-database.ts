import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { inspect } from "node:util";
import type { PgliteConnection } from "@supabase/lite/pglite";
import { Kysely } from "kysely";
import {
  type Database,
  inTransaction,
  type Row,
  SEARCH_PATH,
  type Statements,
  TIMESTAMP_OID,
  TIMESTAMPTZ_OID,
} from "./database.ts";
import { ExclusiveSession } from "./exclusive-session.ts";
import { createPgliteDialect } from "./pglite-dialect.ts";
import { toIsoTimestamp } from "./timestamps.ts";

export class DatabaseOpenError extends Error {
  override name = "DatabaseOpenError";
}

/**
 * Opens (or creates) the embedded database in `<dataDir>/pgdata`; in memory when `dataDir` is null.
 * @throws {DatabaseOpenError} names the folder and what to do.
 */
export async function openPglite(dataDir: string | null): Promise<Database> {
  const connection = await (dataDir ? openFolder(dataDir) : connectPglite());
  const pglite = connection.driver;
  const session = new ExclusiveSession();
  connection.kysely = new Kysely({ dialect: createPgliteDialect(pglite, session) });
  const statements: Statements = {
    query: async (sql, parameters = []) => (await pglite.query<Row>(sql, parameters)).rows,
    exec: async (sql) => void (await pglite.exec(sql)),
  };
  const exclusively = async <Result>(work: () => Promise<Result>): Promise<Result> => {
    const release = await session.acquire();
    return work().finally(release);
  };
  await statements.exec(`set search_path to ${SEARCH_PATH}`);
  return {
    kind: "pglite",
    connection,
    embedded: { pglite, session },
    query: (sql, parameters) => exclusively(() => statements.query(sql, parameters)),
    exec: (sql) => exclusively(() => statements.exec(sql)),
    transaction: (work) => exclusively(() => inTransaction(statements, work)),
    runRequest: (task) => session.runRequest(task),
    close: () => connection.close(),
  };
}

/**
 * A process killed while it creates the database leaves a folder that no start can open. A mark beside the folder says
 * that it is not complete yet; nothing can have been stored in it, so it is made anew. The mark names the folder's inode:
 * a backup put in its place is another folder, and stays.
 */
async function openFolder(dataDir: string): Promise<PgliteConnection> {
  const folder = join(dataDir, "pgdata");
  const incomplete = join(dataDir, "pgdata.incomplete");
  const isHalfMade =
    existsSync(incomplete) && existsSync(folder) && readFileSync(incomplete, "utf8") === inodeOf(folder);
  if (isHalfMade) rmSync(folder, { recursive: true });
  mkdirSync(folder, { recursive: true });
  if (readdirSync(folder).length === 0) writeFileSync(incomplete, inodeOf(folder));
  try {
    const connection = await connectPglite(folder);
    await connection.driver.waitReady;
    rmSync(incomplete, { force: true });
    return connection;
  } catch (cause) {
    throw new DatabaseOpenError(
      `The embedded database in ${folder} cannot be opened: ${inspect(cause, { depth: 1 })}. ` +
        "Put a backup of that folder in its place, or move it away to start with an empty one.",
      { cause },
    );
  }
}

function inodeOf(path: string): string {
  return String(statSync(path).ino);
}

async function connectPglite(folder?: string): Promise<PgliteConnection> {
  const { createPgliteConnection } = await import("@supabase/lite/pglite");
  const { vector } = await import("@electric-sql/pglite/vector");
  return createPgliteConnection({
    ...(folder ? { url: folder } : {}),
    pgliteOptions: {
      extensions: { vector },
      parsers: { [TIMESTAMP_OID]: toIsoTimestamp, [TIMESTAMPTZ_OID]: toIsoTimestamp },
    },
  });
}
