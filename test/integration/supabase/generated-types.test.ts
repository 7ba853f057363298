import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import postgres from "postgres";
import { expect, test } from "vitest";
import { sharedSupabase } from "../../support/shared-supabase.ts";

const TYPES = fileURLToPath(new URL("../../../lib/db/types.ts", import.meta.url));

test("the generated types name the columns and functions the migrations make; else run `npm run db:types`", async () => {
  const { databaseUrl } = await sharedSupabase();
  const sql = postgres(databaseUrl, { max: 1, onnotice: () => undefined });
  try {
    const columns = await sql<{ name: string }[]>`
      select table_name || '.' || column_name as name from information_schema.columns where table_schema = 'public'`;
    const functions = await sql<{ name: string }[]>`
      select distinct p.proname as name from pg_proc p
      where p.pronamespace = 'public'::regnamespace and p.prorettype <> 'trigger'::regtype
        and not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e')`;
    const types = readFileSync(TYPES, "utf8");
    expect(columnsIn(types)).toEqual(columns.map(({ name }) => name).sort());
    expect(functionsIn(types)).toEqual(functions.map(({ name }) => name).sort());
  } finally {
    await sql.end();
  }
});

/** `table.column` of every Row of tables and views. */
function columnsIn(types: string): string[] {
  const rows = types.matchAll(/^ {6}(\w+): \{\n {8}Row: \{\n([\s\S]*?)^ {8}\};/gm);
  return [...rows]
    .flatMap(([, table, body = ""]) => [...body.matchAll(/^ {10}(\w+):/gm)].map(([, column]) => `${table}.${column}`))
    .sort();
}

function functionsIn(types: string): string[] {
  const [, body = ""] = /^ {4}Functions: \{\n([\s\S]*?)^ {4}\};/m.exec(types) ?? [];
  return [...body.matchAll(/^ {6}(\w+):/gm)].map(([, name]) => name ?? "").sort();
}
