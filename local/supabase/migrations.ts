import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Database } from "./database.ts";

const FILE_NAME = /^(\d+)_(.+)\.sql$/;

export class MigrationFailedError extends Error {
  override name = "MigrationFailedError";
}

/**
 * Applies the `<version>_<name>.sql` files of a folder that the database has not seen, oldest first, each in its own
 * transaction together with its line in `supabase_migrations.schema_migrations` (the table the Supabase CLI keeps).
 * @returns names of the files applied now.
 * @throws {MigrationFailedError} names the file; the ones before it stay applied.
 */
export async function applyMigrations(db: Database, dir: string): Promise<string[]> {
  const applied = await appliedVersions(db);
  const pending = (await listMigrations(dir)).filter(({ version }) => !applied.has(version));
  for (const { version, name, file } of pending) {
    const sql = await readFile(join(dir, file), "utf8");
    await db
      .transaction(async (tx) => {
        await tx.exec(sql);
        await tx.query(
          "insert into supabase_migrations.schema_migrations (version, name, statements) values ($1, $2, array[$3::text])",
          [version, name, sql],
        );
      })
      .catch((cause: unknown) => {
        const reason = cause instanceof Error ? cause.message : String(cause);
        throw new MigrationFailedError(
          `Migration ${file} failed and was rolled back: ${reason}. The database keeps the migrations before it. ` +
            "Correct the file and start again.",
          { cause },
        );
      });
  }
  return pending.map(({ file }) => file);
}

async function appliedVersions(db: Database): Promise<Set<string>> {
  await db.exec(`
    create schema if not exists supabase_migrations;
    create table if not exists supabase_migrations.schema_migrations (
      version text not null primary key, statements text[], name text
    )`);
  const rows = await db.query("select version from supabase_migrations.schema_migrations");
  return new Set(rows.map((row) => String(row.version)));
}

async function listMigrations(dir: string): Promise<{ version: string; name: string; file: string }[]> {
  const files = await readdir(dir).catch((cause: unknown) => {
    throw new MigrationFailedError(`The migrations folder ${dir} cannot be read.`, { cause });
  });
  return files
    .flatMap((file) => {
      const match = FILE_NAME.exec(file);
      return match?.[1] && match[2] ? [{ version: match[1], name: match[2], file }] : [];
    })
    .sort((a, b) => a.version.localeCompare(b.version));
}
