import postgres from "postgres";

/** Rows that a fresh installation has (seeds, first admin, first key), by table of the schema `public`, and its people. */
export type Snapshot = { tables: Record<string, unknown[]>; people: unknown[] };

/** What is in the database now; taken right after start, it is what `restoreSnapshot` goes back to. */
export function takeSnapshot(databaseUrl: string): Promise<Snapshot> {
  return withClient(databaseUrl, async (sql) => {
    const tables: Snapshot["tables"] = {};
    for (const table of await listTables(sql)) {
      const [row] = await sql`select coalesce(jsonb_agg(to_jsonb(t)), '[]') as rows from public.${sql(table)} t`;
      tables[table] = row?.rows;
    }
    const [row] = await sql`select coalesce(jsonb_agg(to_jsonb(t)), '[]') as people from auth.users t`;
    return { tables, people: row?.people };
  });
}

/**
 * Makes the database what it was: every table of `public`, the people who can sign in, the index of stored files. Files
 * themselves stay behind, unreachable. One transaction, so nobody sees it half done.
 */
export function restoreSnapshot(databaseUrl: string, snapshot: Snapshot): Promise<void> {
  return withClient(databaseUrl, (sql) =>
    sql.begin(async (tx) => {
      const tables = await listTables(tx);
      if (tables.length > 0)
        await tx`truncate ${tx(tables.map((table) => `public.${table}`))} restart identity cascade`;
      await tx`delete from auth.users`;
      await tx`delete from storage.objects`;
      // Rows come back in no particular order: foreign keys are not checked, nor triggers run, for them.
      await tx`set local session_replication_role = replica`;
      for (const [table, rows] of Object.entries(snapshot.tables)) {
        if (rows.length > 0) await insertRows(tx, { schema: "public", table }, rows);
      }
      await insertRows(tx, { schema: "auth", table: "users" }, snapshot.people);
    }),
  ).then(() => undefined);
}

async function insertRows(
  sql: postgres.TransactionSql,
  { schema, table }: { schema: string; table: string },
  rows: unknown[],
): Promise<void> {
  const columns = await sql`
    select column_name from information_schema.columns
    where table_schema = ${schema} and table_name = ${table} and is_generated = 'NEVER'`;
  const names = columns.map((column) => String(column.column_name));
  await sql`
    insert into ${sql(schema)}.${sql(table)} (${sql(names)}) overriding system value
    select ${sql(names)} from jsonb_populate_recordset(null::${sql(schema)}.${sql(table)}, ${JSON.stringify(rows)}::text::jsonb)`;
}

async function listTables(sql: postgres.Sql | postgres.TransactionSql): Promise<string[]> {
  const rows = await sql`select tablename from pg_tables where schemaname = 'public' order by tablename`;
  return rows.map((row) => String(row.tablename));
}

async function withClient<Result>(databaseUrl: string, work: (sql: postgres.Sql) => Promise<Result>): Promise<Result> {
  const sql = postgres(databaseUrl, { max: 1, onnotice: () => undefined });
  try {
    return await work(sql);
  } finally {
    await sql.end();
  }
}
