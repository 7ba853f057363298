import postgres from "postgres";
import { beforeAll, beforeEach, expect, test } from "vitest";
import { saveClassifications } from "@/lib/classification/classifications.repository";
import { CLASSIFIER } from "@/lib/classification/classify-scene";
import type { JobKind } from "@/lib/contracts/jobs";
import type { Db } from "@/lib/db/client";
import { claimChunk, endChunk, openItems, recordOutcomes, retryJob, sweepChunks } from "@/lib/jobs/chunks.repository";
import { cancelJob, createJob, sealJob } from "@/lib/jobs/jobs.repository";
import { saveAnalysis } from "@/lib/objects/objects.repository";
import { randomFrom } from "../../support/random.ts";
import { type SharedSupabase, sharedSupabase } from "../../support/shared-supabase.ts";
import { newChunk, newSha256, seedScene, workDb } from "../../support/work.ts";

const STEPS = 60;

let server: SharedSupabase;
let db: Db;
beforeAll(async () => {
  server = await sharedSupabase();
  db = workDb(server);
});
beforeEach(() => server.reset());

test("what failed and is retried is no longer counted as failed", async () => {
  const job = (await createJob(db, { kind: "detect", queue: "default", priority: 5, input: {} })).id;
  const { chunkId } = await newChunk(db, job, ["a", "b"], "default");
  await endChunk(db, { chunkId, status: "failed" });
  await sealJob(db, job, "planner");
  await retryJob(db, job);
  const { counters } = await readCounts();
  expect(counters.kept).toEqual(counters.real);
});

test.each([1, 2, 3])(
  "after any sequence of operations every count equals the rows there are (seed %i)",
  async (seed) => {
    const random = randomFrom(seed);
    const pick = <T>(list: readonly T[]): T | undefined => list[Math.floor(random() * list.length)];
    const [jobs, chunks, scenes]: [string[], string[], string[]] = [[], [], []];
    const kinds: JobKind[] = ["scrape", "detect", "classify"];
    const ignoreConflict = (work: Promise<unknown>) =>
      work.catch((error: { code?: string }) => {
        if (error.code !== "PT409") throw error;
      });

    const operations: (() => Promise<unknown>)[] = [
      async () => {
        const kind = pick(kinds) ?? "detect";
        jobs.push((await createJob(db, { kind, queue: "default", priority: 5, input: {} })).id);
      },
      async () => {
        const job = pick(jobs);
        const keys = Array.from({ length: 1 + Math.floor(random() * 4) }, () => `item-${Math.floor(random() * 20)}`);
        if (job)
          await newChunk(db, job, [...new Set(keys)], "default").then(
            ({ chunkId }) => chunks.push(chunkId),
            () => 0,
          );
      },
      async () => {
        const chunk = pick(chunks);
        if (!chunk) return;
        const outcomes = (await openItems(db, chunk))
          .filter(() => random() < 0.7)
          .map(({ id }) => ({
            item_id: id,
            status: pick(["completed", "failed", "skipped", "cancelled"] as const) ?? "completed",
          }));
        await Promise.all([recordOutcomes(db, chunk, outcomes), recordOutcomes(db, chunk, outcomes.toReversed())]);
      },
      async () => {
        const chunk = pick(chunks);
        if (chunk) await claimChunk(db, { chunkId: chunk, runId: `run-${random()}`, attempt: 1 });
      },
      async () => {
        const chunk = pick(chunks);
        if (chunk && random() < 0.5) await endChunk(db, { chunkId: chunk, status: "failed" });
      },
      async () => {
        const job = pick(jobs);
        if (job) await sealJob(db, job, "planner");
      },
      async () => {
        const job = pick(jobs);
        if (job && random() < 0.4) await cancelJob(db, job);
      },
      async () => {
        const job = pick(jobs);
        if (job) await ignoreConflict(retryJob(db, job));
      },
      async () => {
        const later = new Date(Date.now() + 1000).toISOString();
        if (random() < 0.3) await sweepChunks(db, { queuedBefore: later, runningBefore: later, limit: 3 });
      },
      async () => {
        const saved = await seedScene(db, { sourceId: `s-${Math.floor(random() * 6)}`, sha256: newSha256() });
        if (saved.isNew) scenes.push(saved.sceneId);
      },
      async () => {
        const scene = pick(scenes);
        if (scene) await analyse(scene, String(1 + Math.floor(random() * 3)), Math.floor(random() * 4));
      },
      async () => {
        const scene = pick(scenes);
        if (scene)
          await label(scene, pick(["interior", "object", "exterior"] as const) ?? "other", pick(["bedroom", null]));
      },
      async () => {
        if (random() > 0.2 || scenes.length === 0) return;
        const [gone] = scenes.splice(Math.floor(random() * scenes.length), 1);
        await db
          .from("scenes")
          .delete()
          .eq("id", gone ?? "")
          .throwOnError();
      },
    ];
    for (let step = 0; step < STEPS; step += 1) await pick(operations)?.();

    const { jobRows, counters } = await readCounts();
    for (const row of jobRows) expect(row.kept).toEqual(row.real);
    expect(counters.kept).toEqual(counters.real);
  },
);

function analyse(sceneId: string, version: string, count: number) {
  const objects = Array.from({ length: count }, (_, index) => ({
    category: index % 2 === 0 ? "sofa" : "lamp",
    model_label: "x",
    score: 0.5,
    confidence: "review" as const,
    box: [0, 0, 1, 1] as [number, number, number, number],
    mask:
      index === 0
        ? null
        : { rle: { size: [1, 1] as [number, number], counts: "0" }, method: "box", quality: 0, area_px: 1 },
    embedding: [1, 0],
  }));
  const model = { id: "m", version };
  const image = { id: "x", ok: true as const, width_px: 1, height_px: 1, objects, embedding: [0, 1], timings_ms: {} };
  return saveAnalysis(db, sceneId, image, { detect: model, segment: model, embed: { id: "e", version } });
}

const label = (sceneId: string, type: "interior" | "object" | "exterior" | "other", room: string | null | undefined) =>
  saveClassifications(db, [
    {
      sceneId,
      result: {
        model: CLASSIFIER,
        imageType: { label: type, score: 0.9, evidence: [] },
        roomType: { label: room ?? null, score: 0.5, evidence: [] },
        styles: [],
      },
    },
  ]);

/** Maintained figures beside what counting gives. */
async function readCounts() {
  const sql = postgres(server.databaseUrl, { max: 1, onnotice: () => undefined });
  try {
    const jobRows = await sql<{ kept: unknown; real: unknown }[]>`
      select jsonb_build_object('total', j.total, 'completed', j.completed, 'failed', j.failed, 'skipped', j.skipped, 'cancelled', j.cancelled) as kept,
        jsonb_build_object('total', count(i.id),
          'completed', count(i.id) filter (where i.status = 'completed'), 'failed', count(i.id) filter (where i.status = 'failed'),
          'skipped', count(i.id) filter (where i.status = 'skipped'), 'cancelled', count(i.id) filter (where i.status = 'cancelled')) as real
      from jobs j left join job_items i on i.job_id = j.id group by j.id`;
    const [counters] = await sql<{ kept: unknown; real: unknown }[]>`
      with real (name, key, value) as (
        select 'scenes', '', count(*) from scenes
        union all select 'classified', '', count(*) from scenes where classified_at is not null
        union all select 'image_type', image_type, count(*) from scenes where image_type is not null group by 2
        union all select 'room_type', room_type, count(*) from scenes where room_type is not null group by 2
        union all select 'objects', '', count(*) from objects
        union all select 'masks', '', count(*) from objects where mask is not null
        union all select 'category', category, count(*) from objects group by 2
        union all select 'palettes', '', count(*) from palettes
        union all select 'embeddings', '', count(*) from embeddings
        union all select 'jobs', status, count(*) from jobs group by 2
        union all select 'items', j.kind || ':' || i.status, count(*) from job_items i join jobs j on j.id = i.job_id
          where i.status in ('completed', 'failed', 'skipped') group by 2
      )
      select (select jsonb_object_agg(name || '/' || key, value) from counters where value <> 0) as kept,
        (select jsonb_object_agg(name || '/' || key, value) from real where value <> 0) as real`;
    if (!counters) throw new Error("one row of counters");
    return { jobRows, counters };
  } finally {
    await sql.end();
  }
}
