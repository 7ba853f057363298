import type { PGlite } from "@electric-sql/pglite";
import type { Connection } from "@supabase/lite";
import type { ExclusiveSession } from "./exclusive-session.ts";
import { toIsoTimestamp } from "./timestamps.ts";

const JSON_OID = 114;
const JSONB_OID = 3802;
export const TIMESTAMP_OID = 1114;
export const TIMESTAMPTZ_OID = 1184;
/** Where hosted Supabase looks for names: extensions live in their own schema there. */
export const SEARCH_PATH = '"$user", public, extensions';

export type Row = Record<string, unknown>;
export type Statements = {
  /** One statement with parameters. */
  query(sql: string, parameters?: unknown[]): Promise<Row[]>;
  /** Any number of statements, without parameters. */
  exec(sql: string): Promise<void>;
};

/** The database under the server, embedded or real, for our own SQL; `connection` is how Supabase Lite sees it. */
export type Database = Statements & {
  kind: "pglite" | "postgres";
  connection: Connection;
  /** Runs `work` in one transaction, alone on its session; rolls back when it throws. */
  transaction<Result>(work: (tx: Statements) => Promise<Result>): Promise<Result>;
  /** Wraps the handling of one request, see ExclusiveSession. */
  runRequest<Result>(task: () => Promise<Result>): Promise<Result>;
  /** The embedded database itself and the lock around its one session; null on a real server. */
  embedded: { pglite: PGlite; session: ExclusiveSession } | null;
  close(): Promise<void>;
};

/** Connects to a real PostgreSQL 15 or newer as a role that may create roles. */
export async function openPostgres(url: string): Promise<Database> {
  const { createPostgresConnection } = await import("@supabase/lite/postgres");
  // Supabase Lite hands JSON over as text already; put into JSON once more it would be one long string.
  const asJson = {
    serialize: (value: unknown) => (typeof value === "string" ? value : JSON.stringify(value)),
    parse: (text: string) => JSON.parse(text) as unknown,
  };
  const asIso = { serialize: (value: unknown) => value, parse: toIsoTimestamp };
  const connection = createPostgresConnection({
    url,
    postgresOptions: {
      connection: { search_path: SEARCH_PATH },
      onnotice: () => undefined,
      types: {
        json: { to: JSON_OID, from: [JSON_OID], ...asJson },
        jsonb: { to: JSONB_OID, from: [JSONB_OID], ...asJson },
        timestamp: { to: TIMESTAMP_OID, from: [TIMESTAMP_OID], ...asIso },
        timestamptz: { to: TIMESTAMPTZ_OID, from: [TIMESTAMPTZ_OID], ...asIso },
      },
    },
  });
  const sql = connection.driver;
  const statementsOn = (client: Pick<typeof sql, "unsafe">): Statements => ({
    query: async (text, parameters = []) => [...(await client.unsafe(text, parameters as never[]))],
    exec: async (text) => void (await client.unsafe(text).simple()),
  });
  return {
    kind: "postgres",
    connection,
    embedded: null,
    ...statementsOn(sql),
    transaction: async (work) => {
      const reserved = await sql.reserve();
      return inTransaction(statementsOn(reserved), work).finally(() => reserved.release());
    },
    runRequest: (task) => task(),
    close: () => connection.close(),
  };
}

export async function inTransaction<Result>(
  statements: Statements,
  work: (tx: Statements) => Promise<Result>,
): Promise<Result> {
  await statements.exec("begin");
  try {
    const result = await work(statements);
    await statements.exec("commit");
    return result;
  } catch (error) {
    await statements.exec("rollback");
    throw error;
  }
}
