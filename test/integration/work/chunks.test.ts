import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { QueueName } from "@/lib/contracts/jobs";
import type { Db } from "@/lib/db/client";
import {
  addChunk,
  claimChunk,
  endChunk,
  openItems,
  recordOutcomes,
  retryJob,
  sweepChunks,
} from "@/lib/jobs/chunks.repository";
import { cancelJob, getJob, listItems, sealJob } from "@/lib/jobs/jobs.repository";
import { type SharedSupabase, sharedSupabase } from "../../support/shared-supabase.ts";
import { all, chunkRow, jobRow, newChunk, newJob, rowsOf, seedScene, workDb } from "../../support/work.ts";

let server: SharedSupabase;
let db: Db;
beforeAll(async () => {
  server = await sharedSupabase();
  db = workDb(server);
});
beforeEach(() => server.reset());

const claim = (chunkId: string, runId = "run", attempt = 1) => claimChunk(db, { chunkId, runId, attempt });
const setQueue = (name: QueueName, state: { is_paused?: boolean; purged_at?: string }) =>
  db.from("queue_state").update(state).eq("name", name).throwOnError();

describe("add_chunk", () => {
  test("planned again it answers the chunk that is there and adds nothing", async () => {
    const job = await newJob(db);
    const { sceneId } = await seedScene(db);
    const chunk = {
      jobId: job,
      key: "from:1",
      queue: "classification" as const,
      items: [
        { item_key: "a", scene_id: sceneId },
        { item_key: "b", payload: { n: 1 } },
      ],
    };
    const first = await addChunk(db, chunk);
    const answers = await Promise.all(Array.from({ length: 5 }, () => addChunk(db, chunk)));
    for (const answer of answers) expect(answer).toEqual(first);
    expect(await getJob(db, job)).toMatchObject({ counts: { total: 2 } });
    expect(await openItems(db, first?.chunkId ?? "")).toEqual([
      expect.objectContaining({ itemKey: "a", sceneId, payload: {} }),
      expect.objectContaining({ itemKey: "b", sceneId: null, payload: { n: 1 } }),
    ]);
  });

  test("items the job has already are left out, and a chunk of nothing new is no chunk", async () => {
    const job = await newJob(db);
    await newChunk(db, job, ["a", "b"]);
    const overlapping = { jobId: job, key: "two", queue: "classification" as const };
    const second = await addChunk(db, { ...overlapping, items: [{ item_key: "b" }, { item_key: "c" }] });
    expect(await chunkRow(db, second?.chunkId ?? "")).toMatchObject({ item_count: 1 });
    expect(await addChunk(db, { ...overlapping, key: "three", items: [{ item_key: "a" }] })).toBeNull();
    expect(await rowsOf(db, "job_chunks", { job_id: job })).toBe(2);
    expect((await jobRow(db, job)).total).toBe(3);
  });

  test("a finished job is open again for new items; a scene that is gone leaves the item without one", async () => {
    const job = await newJob(db);
    await sealJob(db, job, "planner");
    const gone = "0199f000-0000-7000-8000-00000000dead";
    const added = await addChunk(db, {
      jobId: job,
      key: "late",
      queue: "classification",
      items: [{ item_key: "x", scene_id: gone }],
    });
    expect(await getJob(db, job)).toMatchObject({ status: "running", finished_at: null });
    const items = await openItems(db, added?.chunkId ?? "");
    expect(items).toMatchObject([{ itemKey: "x", sceneId: null }]);
    expect(await recordOutcomes(db, added?.chunkId ?? "", all(items, "completed"))).toBe(true);
  });
});

describe("claim_chunk", () => {
  test("of ten runs at once one claims; the same run asking again still has it", async () => {
    const { chunkId } = await newChunk(db, await newJob(db), ["a"]);
    const runs = Array.from({ length: 10 }, (_, index) => `run-${index}`);
    const verdicts = await Promise.all(runs.map((run) => claim(chunkId, run)));
    expect(verdicts.toSorted()).toEqual(["claimed", ...Array(9).fill("taken")]);
    const winner = runs[verdicts.indexOf("claimed")] ?? "";
    expect(await claim(chunkId, winner)).toBe("claimed");
    expect(await chunkRow(db, chunkId)).toMatchObject({ status: "running", run_id: winner });
  });

  test("claiming begins the job", async () => {
    const job = await newJob(db);
    const { chunkId } = await newChunk(db, job, ["a"]);
    await claim(chunkId);
    expect(await jobRow(db, job)).toMatchObject({ status: "running", started_at: expect.any(String) });
  });

  test("an event of an older attempt finds its chunk taken; so does any run once it is finished", async () => {
    const job = await newJob(db);
    const { chunkId, items } = await newChunk(db, job, ["a"]);
    await recordOutcomes(db, chunkId, all(items, "failed"));
    expect(await claim(chunkId, "late")).toBe("taken");
    await sealJob(db, job, "planner");
    await retryJob(db, job);
    expect(await claim(chunkId, "old", 1)).toBe("taken");
    expect(await claim(chunkId, "new", 2)).toBe("claimed");
  });

  test("in a paused queue it waits, and not when it runs already", async () => {
    const job = await newJob(db);
    const running = await newChunk(db, job, ["a"]);
    const waiting = await newChunk(db, job, ["b"]);
    await claim(running.chunkId, "first");
    await setQueue("classification", { is_paused: true });
    expect(await claim(waiting.chunkId)).toBe("paused");
    expect(await claim(running.chunkId, "first")).toBe("claimed");
    await setQueue("classification", { is_paused: false });
    expect(await claim(waiting.chunkId)).toBe("claimed");
  });

  test("a purge takes what was sent before it and nothing later; running chunks finish", async () => {
    const job = await newJob(db);
    const running = await newChunk(db, job, ["a"]);
    const waiting = await newChunk(db, job, ["b"]);
    await claim(running.chunkId, "first");
    await setQueue("classification", { purged_at: new Date(Date.now() + 50).toISOString() });
    expect(await claim(waiting.chunkId)).toBe("purged");
    expect(await claim(running.chunkId, "first")).toBe("claimed");
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(await claim((await newChunk(db, job, ["c"])).chunkId)).toBe("claimed");
  });

  test("a cancelled job's chunk, and one that is not there, are cancelled", async () => {
    const job = await newJob(db);
    const { chunkId } = await newChunk(db, job, ["a"]);
    await claim(chunkId, "first");
    await cancelJob(db, job);
    expect(await claim(chunkId, "first")).toBe("cancelled");
    expect(await claim("0199f000-0000-7000-8000-00000000dead")).toBe("cancelled");
  });
});

describe("record_outcomes", () => {
  test("items count once, whatever is repeated and whoever comes at the same time", async () => {
    const job = await newJob(db);
    const { chunkId, items } = await newChunk(db, job, ["a", "b", "c", "d"]);
    const [first, ...rest] = items;
    if (!first) throw new Error("four items");
    await Promise.all(Array.from({ length: 5 }, () => recordOutcomes(db, chunkId, all([first], "failed"))));
    await recordOutcomes(db, chunkId, all([first], "completed")); // the first outcome stays
    await Promise.all(rest.map((item) => recordOutcomes(db, chunkId, all([item, first], "completed"))));
    expect(await getJob(db, job)).toMatchObject({
      status: "queued",
      counts: { total: 4, completed: 3, failed: 1, skipped: 0, cancelled: 0 },
    });
    expect((await chunkRow(db, chunkId)).status).toBe("finished");
  });

  test("reasons, notes and scenes are kept with the item; another chunk's items are not touched", async () => {
    const job = await newJob(db);
    const { sceneId } = await seedScene(db, { title: "A quiet room" });
    const mine = await newChunk(db, job, ["a"]);
    const other = await newChunk(db, job, ["b"]);
    const error = { code: "bad_image", message: "not a picture" };
    await recordOutcomes(db, mine.chunkId, [
      ...mine.items.map(({ id }) => ({ item_id: id, status: "failed" as const, error, note: "n", scene_id: sceneId })),
      ...all(other.items, "completed"),
    ]);
    const { items } = await listItems(db, { jobId: job, limit: 10 });
    expect(items.find(({ item_key }) => item_key === "a")).toMatchObject({
      status: "failed",
      error,
      note: "n",
      scene_id: sceneId,
      scene_title: "A quiet room",
      finished_at: expect.any(String),
    });
    const untouched = { status: "queued", scene_title: null, finished_at: null };
    expect(items.find(({ item_key }) => item_key === "b")).toMatchObject(untouched);
  });

  test("an item says which page or picture it stands for", async () => {
    const job = await newJob(db);
    const payloads: Record<string, string>[] = [
      { url: "https://a.example/x.jpg" },
      { pageUrl: "https://a.example/x" },
      {},
    ];
    const items = payloads.map((payload, at) => ({ item_key: `${at}`, payload }));
    await addChunk(db, { jobId: job, key: "chunk", queue: "classification", items });
    const { items: listed } = await listItems(db, { jobId: job, limit: 10 });
    expect(Object.fromEntries(listed.map(({ item_key, address }) => [item_key, address]))).toEqual({
      0: "https://a.example/x.jpg",
      1: "https://a.example/x",
      2: null,
    });
  });

  test.each(["before", "after"])(
    "sealed %s the last outcome: one is told the end, and told again when it asks",
    async (when) => {
      const job = await newJob(db);
      const chunks = await Promise.all(["a", "b", "c"].map((key) => newChunk(db, job, [key])));
      if (when === "before") expect(await sealJob(db, job, "planner")).toBe(false);
      const tell = () =>
        Promise.all(chunks.map(({ chunkId, items }) => recordOutcomes(db, chunkId, all(items, "completed"))));
      const told = await tell();
      const isSealer = when === "after" && (await sealJob(db, job, "planner"));
      expect(told.filter(Boolean)).toHaveLength(when === "before" ? 1 : 0);
      expect(isSealer).toBe(when === "after");
      expect(await tell()).toEqual(told);
      expect(await sealJob(db, job, "planner")).toBe(isSealer);
      expect((await getJob(db, job)).status).toBe("completed");
    },
  );

  test("end_chunk ends what is open of a chunk and leaves what has ended", async () => {
    const job = await newJob(db);
    const { chunkId, items } = await newChunk(db, job, ["a", "b", "c"]);
    await sealJob(db, job, "planner");
    await recordOutcomes(db, chunkId, all(items.slice(0, 1), "completed"));
    const error = { code: "UpstreamError", message: "the worker is gone" };
    expect(await endChunk(db, { chunkId, status: "failed", error })).toBe(true);
    expect(await endChunk(db, { chunkId, status: "cancelled" })).toBe(true);
    expect(await getJob(db, job)).toMatchObject({
      status: "completed",
      counts: { completed: 1, failed: 2, cancelled: 0 },
    });
  });

  test("a late outcome of a cancelled job changes nothing", async () => {
    const job = await newJob(db);
    const { chunkId, items } = await newChunk(db, job, ["a"]);
    await claim(chunkId);
    await cancelJob(db, job);
    expect(await recordOutcomes(db, chunkId, all(items, "completed"))).toBe(false);
    expect(await getJob(db, job)).toMatchObject({ status: "cancelled", counts: { completed: 0, cancelled: 1 } });
  });
});

describe("sweep_chunks", () => {
  const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString();
  const sweep = () => sweepChunks(db, { queuedBefore: minutesAgo(5), runningBefore: minutesAgo(60), limit: 100 });
  const age = (chunkId: string, times: { sent_at?: string; claimed_at?: string }) =>
    db.from("job_chunks").update(times).eq("id", chunkId).throwOnError();

  test("a chunk whose event was lost is sent again under its next attempt, once", async () => {
    const job = await newJob(db, { priority: 7 });
    const { chunkId } = await newChunk(db, job, ["a"]);
    expect(await sweep()).toEqual([]);
    await age(chunkId, { sent_at: minutesAgo(6) });
    expect(await sweep()).toEqual([
      { kind: "classify", chunk: { chunkId, jobId: job, attempt: 2, queue: "classification", priority: 7 } },
    ]);
    expect(await sweep()).toEqual([]);
    expect(await claim(chunkId, "old", 1)).toBe("taken");
    expect(await claim(chunkId, "new", 2)).toBe("claimed");
  });

  test("a run that has been silent too long loses its chunk", async () => {
    const { chunkId } = await newChunk(db, await newJob(db), ["a"]);
    await claim(chunkId, "silent");
    await age(chunkId, { sent_at: minutesAgo(70), claimed_at: minutesAgo(30) });
    expect(await sweep()).toEqual([]);
    await age(chunkId, { claimed_at: minutesAgo(61) });
    expect((await sweep()).map(({ chunk }) => chunk.attempt)).toEqual([2]);
    expect(await chunkRow(db, chunkId)).toMatchObject({ status: "queued", run_id: null, claimed_at: null });
  });

  test("a long queue that moves, a paused one and a job that has ended are left alone", async () => {
    const job = await newJob(db);
    const [moving, waiting] = [await newChunk(db, job, ["a"]), await newChunk(db, job, ["b"])];
    await claim(moving.chunkId);
    await age(waiting.chunkId, { sent_at: minutesAgo(50) });
    const paused = await newChunk(db, await newJob(db, { queue: "import" }), ["a"], "import");
    await age(paused.chunkId, { sent_at: minutesAgo(50) });
    await setQueue("import", { is_paused: true });
    const ended = await newJob(db);
    await age((await newChunk(db, ended, ["a"], "default")).chunkId, { sent_at: minutesAgo(50) });
    await cancelJob(db, ended);
    expect(await sweep()).toEqual([]);
    await age(moving.chunkId, { claimed_at: minutesAgo(6) }); // nothing was claimed since: it no longer moves
    expect((await sweep()).map(({ chunk }) => chunk.chunkId)).toEqual([waiting.chunkId]);
  });
});
