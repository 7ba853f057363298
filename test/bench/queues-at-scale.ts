/**
 * How fast the queues page answers with a million chunks, half of which wait, and a full two days of flow. The rows are made
 * inside the database. Times are those of the repository, the way to the database and back included.
 *
 *   node --import ./test/support/node-alias.ts test/bench/queues-at-scale.ts [chunks] [calls of each]
 *
 * A PostgreSQL of its own is started when its programs are here (Debian's places); else everything runs embedded (PGlite).
 */
import { loadavg } from "node:os";
import postgres from "postgres";
import { QUEUE_WINDOWS } from "@/lib/contracts/queues";
import { createDb } from "@/lib/db/client";
import { spanOf } from "@/lib/queues/describe-queues";
import { foldQueueFlow, purgeQueue, queueStats } from "@/lib/queues/queues.repository";
import { operationsGlance } from "@/lib/workers/workers.repository";
import { findPostgresBin, startPostgres } from "../support/postgres-cluster.ts";
import { startSupabase } from "../support/supabase.ts";

const CHUNKS = Number(process.argv[2] ?? 1_000_000);
const CALLS = Number(process.argv[3] ?? 40);
const CHUNKS_A_JOB = 10_000;
const PURGED_JOBS = 1;

const bin = findPostgresBin();
const cluster = bin ? await startPostgres(bin) : null;
const server = await startSupabase(cluster ? { databaseUrl: cluster.url } : {});
const sql = postgres(server.databaseUrl, { max: 1, onnotice: () => undefined });
const db = createDb({ url: server.url, key: server.secretKey });
const print = (line: string) => process.stdout.write(`${line}\n`);
try {
  await fill();
  await foldQueueFlow(db);
  print(`${cluster ? "PostgreSQL" : "PGlite"}, ${CHUNKS} chunks, load ${loadavg()[0]?.toFixed(1)}`);
  for (const window of QUEUE_WINDOWS)
    await time(`GET /api/queues?window=${window}`, () => queueStats(db, spanOf(window, Date.now())));
  await time("GET /api/operations", () => operationsGlance(db, Date.now()));
  await time("fold of nothing", () => foldQueueFlow(db));
  await time(
    "a count of all chunks instead",
    () => sql`
    select queue, count(*) filter (where status = 'queued') from job_chunks where status in ('queued', 'running') group by 1`,
  );
  const startedAt = performance.now();
  const { chunks, items } = await purgeQueue(db, "import");
  print(`purge of ${chunks} chunks with ${items} items: ${Math.round(performance.now() - startedAt)} ms`);
} finally {
  await sql.end();
  await server.stop();
  await cluster?.stop();
}

/** Half the chunks wait, half are finished; of the queue `import` one job's, with four items each. Then two days of flow. */
async function fill(): Promise<void> {
  for (let job = 0; job < CHUNKS / CHUNKS_A_JOB; job += 1) {
    const queue = job < PURGED_JOBS ? "import" : ["ai_processing", "classification", "color_processing"][job % 3];
    const status = job % 2 === 0 ? "queued" : "finished";
    await sql.begin(async (tx) => {
      const [row] = await tx<{ id: string }[]>`
        insert into jobs (id, kind, queue, root_job_id, status)
        select id, 'import', ${queue ?? ""}, id, 'running' from (select uuid_v7() as id) made returning id`;
      await tx`
        insert into job_chunks (job_id, key, queue, status)
        select ${row?.id ?? ""}::uuid, n::text, ${queue ?? ""}, ${status} from generate_series(1, ${CHUNKS_A_JOB}::int) n`;
      if (job >= PURGED_JOBS) return;
      await tx`
        insert into job_items (job_id, chunk_id, item_key)
        select c.job_id, c.id, c.key || ':' || n from job_chunks c, generate_series(1, 4) n where c.job_id = ${row?.id ?? ""}::uuid`;
      await tx`update jobs set total = ${CHUNKS_A_JOB * 4} where id = ${row?.id ?? ""}::uuid`;
    });
  }
  await sql`
    insert into queue_flow (queue, slot, measure, bucket, n, is_folded)
    select q.name, slot, m.measure, b, 1, true from queue_state q,
      generate_series(now() - interval '2 days', now(), '1 minute') slot,
      (values ('entered', 1), ('left', 1), ('stopped', 1), ('wait', 6), ('run', 6)) as m(measure, buckets),
      generate_series(40, 39 + m.buckets) b
    where slot > now() - interval '2 hours' or slot = date_bin('15 minutes', slot, timestamptz 'epoch')`;
  await sql`analyze`;
}

async function time(name: string, work: () => Promise<unknown>): Promise<void> {
  const times: number[] = [];
  for (let call = 0; call < CALLS; call += 1) {
    const startedAt = performance.now();
    await work();
    times.push(performance.now() - startedAt);
  }
  times.sort((a, b) => a - b);
  const at = (share: number) => times[Math.ceil(share * times.length) - 1]?.toFixed(0);
  print(`${name}: p50 ${at(0.5)} ms, p95 ${at(0.95)} ms`);
}
