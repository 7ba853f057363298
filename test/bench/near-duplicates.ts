/**
 * How long PostgreSQL takes to find the near duplicates of one hash among a million: the product's `near_duplicates` over
 * rows made inside the database, timed there with `clock_timestamp()`. On a PostgreSQL of this machine where there is one,
 * and on the embedded PGlite.
 *
 *   node --import ./test/support/node-alias.ts test/bench/near-duplicates.ts [rows] [look-ups] [pglite|postgres]
 */
import { rmSync } from "node:fs";
import { availableParallelism, loadavg } from "node:os";
import postgres from "postgres";
import { DUPLICATE_DISTANCE_MAX } from "@/lib/images/perceptual-hash";
import { findPostgresBin, startPostgres } from "../support/postgres-cluster.ts";
import { startSupabase } from "../support/supabase.ts";

const rowCount = Number(process.argv[2] ?? 1_000_000);
const lookups = Number(process.argv[3] ?? 300);
const only = process.argv[4];
const TARGET_MS = 5;
const BATCH = 50_000;

console.log(
  `${rowCount} hashes, ${lookups} look-ups; ${availableParallelism()} cores, load ${loadavg()[0]?.toFixed(1)}`,
);
const bin = findPostgresBin();
if (only !== "pglite") {
  if (!bin) console.log("PostgreSQL: none is installed");
  else {
    const cluster = await startPostgres(bin);
    await measure("PostgreSQL", cluster.url);
    await cluster.stop();
  }
}
if (only !== "postgres") await measure("PGlite", undefined);

async function measure(name: string, databaseUrl: string | undefined): Promise<void> {
  const server = await startSupabase(databaseUrl ? { databaseUrl } : {});
  const sql = postgres(server.databaseUrl, { max: 1, onnotice: () => undefined });
  try {
    await fill(sql);
    await sql`vacuum analyze scenes`;
    const [found] =
      await sql`select count(*)::int as n from near_duplicates((select phash from scenes limit 1), ${DUPLICATE_DISTANCE_MAX})`;
    const times = await time(sql);
    const at = (share: number) => times[Math.min(times.length - 1, Math.floor(share * times.length))]?.toFixed(2);
    const mean = (times.reduce((sum, each) => sum + each, 0) / times.length).toFixed(2);
    console.log(
      `${name}: median ${at(0.5)} ms, mean ${mean} ms, p95 ${at(0.95)} ms, worst ${times.at(-1)?.toFixed(2)} ms of SQL time; target ${TARGET_MS} ms` +
        ` (a hash of the set finds ${found?.n})`,
    );
  } finally {
    await sql.end();
    await server.stop();
    rmSync(server.dataDir, { recursive: true, force: true });
  }
}

/** Rows with random hashes. Without the triggers and indexes the look-up has no part in, they are there in minutes. */
async function fill(sql: postgres.Sql): Promise<void> {
  await sql`alter table scenes disable trigger user`;
  const unused = await sql`
    select indexname from pg_indexes where schemaname = 'public' and tablename = 'scenes'
      and indexname not like 'scenes_phash_%' and indexname not like '%key'`;
  for (const { indexname } of unused) await sql`drop index if exists ${sql(indexname)}`.catch(() => undefined);
  for (let from = 0; from < rowCount; from += BATCH) {
    await sql`
      insert into scenes (source, source_id, image_url, sha256, phash, width_px, height_px, bytes, format, storage_path, thumbnail_path)
      select 'bench', n::text, 'x', encode(sha256(n::text::bytea), 'hex'),
        substr(encode(sha256(('hash' || n)::bytea), 'hex'), 1, 16), 1920, 1280, 300000, 'jpeg', n::text, n::text
      from generate_series(${from}::int, ${Math.min(rowCount, from + BATCH) - 1}::int) as n`;
  }
}

/** Milliseconds of each look-up, fastest first; half the hashes asked for are in the set, half are new. */
async function time(sql: postgres.Sql): Promise<number[]> {
  await sql`
    create or replace function bench_lookup(hash text) returns float8 language plpgsql as $$
    declare started timestamptz := clock_timestamp();
    begin
      perform * from near_duplicates(hash, ${sql.unsafe(String(DUPLICATE_DISTANCE_MAX))});
      return extract(epoch from clock_timestamp() - started) * 1000;
    end $$`;
  const times: number[] = [];
  for (let index = 0; index < lookups; index += 1) {
    const seed = index % 2 === 0 ? `hash${(index * 7919) % rowCount}` : `other${index}`;
    const [row] = await sql`select bench_lookup(substr(encode(sha256(${seed}::bytea), 'hex'), 1, 16)) as ms`;
    times.push(Number(row?.ms));
  }
  await sql`drop function bench_lookup(text)`;
  return times.sort((a, b) => a - b);
}
