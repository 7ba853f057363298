import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { ReplayRequest } from "@/lib/contracts/failures";
import type { Db } from "@/lib/db/client";
import { InvalidInputError, keptError } from "@/lib/errors";
import { addDeadLetter, countCrash, splitChunk } from "@/lib/failures/failures.repository";
import { replayFailures } from "@/lib/failures/replay-failures";
import {
  addChunk,
  claimChunk,
  endChunk,
  ensureChildJob,
  openItems,
  recordOutcomes,
  retryJob,
} from "@/lib/jobs/chunks.repository";
import { cancelJob, failJob, type NewJob, sealJob } from "@/lib/jobs/jobs.repository";
import { type SharedSupabase, sharedSupabase } from "../../support/shared-supabase.ts";
import { all, chunkRow, jobRow, newChunk, newJob, rowsOf, workDb } from "../../support/work.ts";

let server: SharedSupabase;
let db: Db;
beforeAll(async () => {
  server = await sharedSupabase();
  db = workDb(server);
});
beforeEach(() => server.reset());

const ASKED: ReplayRequest = { include_poison: false, dry_run: false, filter: {} };
const replay = (over: Partial<ReplayRequest> = {}) => replayFailures(db, { ...ASKED, ...over }, { poisonTries: 3 });
const UPSTREAM = keptError({ code: "upstream", message: "answered 503" });

/** An ended job with one chunk, all of whose items failed. */
async function failedJob(
  keys: string[],
  input: object = { limit: 5 },
  error = UPSTREAM,
  kind: NewJob["kind"] = "classify",
) {
  const job = await newJob(db, { kind, input: input as Record<string, never> });
  const { chunkId, items } = await newChunk(db, job, keys);
  await endChunk(db, { chunkId, status: "failed", error });
  await sealJob(db, job, "planner");
  return { job, chunkId, items };
}

const contents = async () => {
  const tables = ["jobs", "job_chunks", "job_items", "dead_letters", "failure_groups", "counters"] as const;
  const rows = await Promise.all(tables.map((table) => db.from(table).select("*").throwOnError()));
  return rows.map(({ data }) => data.map((row) => JSON.stringify(row)).toSorted());
};

test("asked for by ten at once, every item runs again once", async () => {
  const { job, chunkId } = await failedJob(["a", "b", "c"]);
  const answers = await Promise.all(Array.from({ length: 10 }, () => replay()));
  expect(answers.reduce((sum, { result }) => sum + result.items, 0)).toBe(3);
  expect(answers.flatMap(({ toSend }) => [...toSend.chunks.keys()])).toEqual([chunkId]);
  expect(await chunkRow(db, chunkId)).toMatchObject({ status: "queued", attempt: 2 });
  expect(await jobRow(db, job)).toMatchObject({ status: "running", failed: 0, attempt: 2, error: null });
  const { data } = await db.from("counters").select("value").eq("key", "classify:failed").single().throwOnError();
  expect(data.value).toBe(0);
});

test("only what is not done runs again, and the job ends once more", async () => {
  const job = await newJob(db);
  const { chunkId, items } = await newChunk(db, job, ["a", "b", "c"]);
  await recordOutcomes(db, chunkId, all(items.slice(0, 2), "completed"));
  await endChunk(db, { chunkId, status: "failed", error: UPSTREAM });
  await sealJob(db, job, "planner");
  expect((await replay({ filter: { job } })).result).toMatchObject({ items: 1, jobs: [{ job_id: job, items: 1 }] });
  const reopened = await openItems(db, chunkId);
  expect(reopened.map(({ itemKey }) => itemKey)).toEqual(["c"]);
  expect(await claimChunk(db, { chunkId, runId: "again", attempt: 2 })).toBe("claimed");
  expect(await recordOutcomes(db, chunkId, all(reopened, "completed"))).toBe(true);
  expect(await jobRow(db, job)).toMatchObject({ status: "completed", completed: 3, failed: 0 });
});

test("failures of one cause leave those of another as they are, also in one chunk", async () => {
  const job = await newJob(db);
  const { chunkId, items } = await newChunk(db, job, ["a", "b"]);
  const [one, other] = items.map(({ id }) => id);
  await recordOutcomes(db, chunkId, [
    { item_id: one ?? "", status: "failed", error: UPSTREAM },
    { item_id: other ?? "", status: "failed", error: keptError({ code: "bad_image", message: "torn" }) },
  ]);
  await sealJob(db, job, "planner");
  const { data } = await db.from("failure_groups").select("fingerprint").eq("code", "upstream").single().throwOnError();
  expect((await replay({ filter: undefined, fingerprint: data.fingerprint })).result.items).toBe(1);
  expect(await jobRow(db, job)).toMatchObject({ status: "running", failed: 1 });
  expect((await replay({ filter: undefined, ids: [other ?? ""] })).result.items).toBe(1);
  expect((await openItems(db, chunkId)).length).toBe(2);
});

test("a dry run says what would be done and changes nothing", async () => {
  await failedJob(["a", "b"]);
  await failedJob(["c"]);
  const unplanned = await newJob(db);
  await failJob(db, unplanned, UPSTREAM);
  await addDeadLetter(db, planLetter(unplanned));
  const before = await contents();
  const { result, toSend } = await replay({ dry_run: true });
  expect(result).toMatchObject({ dry_run: true, items: 3, runs: 1, has_more: false });
  expect(result.jobs.map(({ items }) => items).toSorted()).toEqual([1, 2]);
  expect([toSend.chunks.size, toSend.jobIds.size, toSend.events.length]).toEqual([0, 0, 0]);
  expect(await contents()).toEqual(before);
  expect((await replay()).result).toMatchObject({ items: 3, runs: 1 });
});

test("a job below that was cancelled along takes up again under its next attempt, each time", async () => {
  const { job, chunkId } = await failedJob(["a"]);
  for (const round of [1, 2]) {
    const child = (await ensureChildJob(db, { parentId: job, kind: "colors", queue: "color_processing" })) ?? "";
    await cancelJob(db, child);
    expect((await replay({ filter: { job } })).result.items).toBe(1);
    expect(await jobRow(db, child)).toMatchObject({ status: "running", attempt: round + 1, is_sealed: false });
    const { attempt } = await chunkRow(db, chunkId);
    await claimChunk(db, { chunkId, runId: `run-${round}`, attempt });
    expect(await endChunk(db, { chunkId, status: "failed", error: UPSTREAM })).toBe(true);
  }
});

test("a thousand failures of ten jobs run again in one call", async () => {
  const jobs = await Promise.all(
    Array.from({ length: 10 }, (_, n) => failedJob(Array.from({ length: 100 }, (__, k) => `${n}-${k}`))),
  );
  const { result, toSend } = await replay();
  expect(result).toMatchObject({ items: 1000, has_more: false, unsettled: 0 });
  expect(result.jobs).toHaveLength(10);
  expect(toSend.chunks.size).toBe(10);
  expect(await rowsOf(db, "job_items", { status: "queued" })).toBe(1000);
  // A chunk opened by two pages is sent under its last attempt.
  for (const { chunkId } of jobs)
    expect((await chunkRow(db, chunkId)).attempt).toBe(toSend.chunks.get(chunkId)?.attempt);
});

test("an item whose chunk runs now is left out and counted", async () => {
  const job = await newJob(db);
  const { chunkId, items } = await newChunk(db, job, ["a", "b"]);
  await claimChunk(db, { chunkId, runId: "r", attempt: 1 });
  await recordOutcomes(db, chunkId, [{ item_id: items[0]?.id ?? "", status: "failed", error: UPSTREAM }]);
  expect((await replay()).result).toMatchObject({ items: 0, unsettled: 1 });
});

describe("patch", () => {
  test("the job runs again with the patched input; others keep theirs", async () => {
    const one = await failedJob(["a"]);
    const other = await failedJob(["b"]);
    await replay({ filter: { job: one.job }, patch: { input: { force: true, limit: null } } });
    expect((await jobRow(db, one.job)).input).toEqual({ force: true });
    expect((await jobRow(db, other.job)).input).toEqual({ limit: 5 });
  });

  test("of two different patches at once one wins whole", async () => {
    const { job } = await failedJob(["a", "b"]);
    const answers = await Promise.all([7, 8, 9].map((limit) => replay({ patch: { input: { limit } } })));
    const winner = answers.findIndex(({ result }) => result.items === 2);
    expect(answers.map(({ result }) => result.items).toSorted()).toEqual([0, 0, 2]);
    expect((await jobRow(db, job)).input).toEqual({ limit: 7 + winner });
  });

  test("items run again with the patched payload", async () => {
    const { job, chunkId } = await failedJob(["a"], {}, UPSTREAM, "import");
    await replay({ filter: { job }, patch: { payload: { url: "https://example.com/b.jpg" } } });
    expect((await openItems(db, chunkId)).map(({ payload }) => payload)).toEqual([
      { url: "https://example.com/b.jpg" },
    ]);
  });

  test.each([
    ["import", { url: "no address" }],
    ["import", { url: "https://example.com/b.jpg", colour: "red" }],
    ["import", { row: { file: 0, at: "first", index: 1 } }],
    ["colors", { object_id: "the lamp" }],
    ["detect", { url: "https://example.com/b.jpg" }],
    ["classify", { label: "kitchen" }],
  ] as const)("an item of %s cannot carry %j: refused, and nothing runs", async (kind, payload) => {
    await failedJob(["a"], {}, UPSTREAM, kind);
    const before = await contents();
    const error = await replay({ patch: { payload } }).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(InvalidInputError);
    expect((error as InvalidInputError).errors[0]?.field).toMatch(/^patch\.payload/);
    expect(await contents()).toEqual(before);
  });

  test.each([[{ limit: 0 }], [{ colour: "red" }], [{ force: "perhaps" }]])(
    "%j does not fit the kind of job: refused by field, dry or not, and nothing runs",
    async (input) => {
      await failedJob(["a"]);
      const before = await contents();
      for (const dry_run of [true, false]) {
        const refusal = await replay({ dry_run, patch: { input } }).catch((error: unknown) => error);
        expect(refusal).toBeInstanceOf(InvalidInputError);
        expect((refusal as InvalidInputError).errors[0]?.field).toMatch(/^patch\.input/);
      }
      expect(await contents()).toEqual(before);
    },
  );
});

const planLetter = (jobId: string | null) => ({
  runId: crypto.randomUUID(),
  functionId: "plan-classification",
  jobId,
  chunkId: null,
  reason: "failed" as const,
  error: { name: "upstream", message: "m", class: "external" },
  event: { name: "modomo/classification.requested", data: { job_id: jobId } },
});

test("a job that could not be planned is planned again, once, with the patched input", async () => {
  const job = await newJob(db, { input: { limit: 5 } });
  await failJob(db, job, UPSTREAM);
  await addDeadLetter(db, planLetter(job));
  const answers = await Promise.all([1, 2, 3].map(() => replay({ patch: { input: { limit: 9 } } })));
  expect(answers.flatMap(({ toSend }) => [...toSend.jobIds])).toEqual([job]);
  expect(await jobRow(db, job)).toMatchObject({ status: "queued", attempt: 2, error: null, input: { limit: 9 } });
  expect(await rowsOf(db, "dead_letters", { state: "replayed" })).toBe(1);
});

test("a run of no job is replayed by its own event, under an id the engine takes once", async () => {
  await addDeadLetter(db, { ...planLetter(null), event: { name: "modomo/job.finished", data: { x: 1 } } });
  const [one, other] = await Promise.all([replay(), replay()]);
  expect(one?.toSend.events).toEqual(other?.toSend.events);
  expect(one?.toSend.events).toMatchObject(
    [{ id: /^dead-letter:/, event: { name: "modomo/job.finished" } }].map((e) => ({
      ...e,
      id: expect.stringMatching(e.id),
    })),
  );
});

describe("poison", () => {
  /** Runs every chunk that is queued; a chunk that holds one of `poison` fails as a whole with `code`. */
  async function runAll(job: string, poison: string[], code = "TypeError"): Promise<number> {
    for (let runs = 0; runs < 200; runs += 1) {
      const { data } = await db
        .from("job_chunks")
        .select("id, attempt")
        .match({ job_id: job, status: "queued" })
        .order("id")
        .limit(1)
        .throwOnError();
      const [chunk] = data;
      if (!chunk) return runs;
      await claimChunk(db, { chunkId: chunk.id, runId: `run-${runs}`, attempt: chunk.attempt });
      const items = await openItems(db, chunk.id);
      if (!items.some(({ itemKey }) => poison.includes(itemKey))) {
        await recordOutcomes(db, chunk.id, all(items, "completed"));
        continue;
      }
      const halves = await splitChunk(db, { chunkId: chunk.id, attempt: chunk.attempt });
      expect(await splitChunk(db, { chunkId: chunk.id, attempt: chunk.attempt })).toEqual(halves);
      if (halves.length === 0)
        await endChunk(db, { chunkId: chunk.id, status: "failed", error: keptError({ code, message: "m" }) });
    }
    throw new Error("it never ends");
  }
  const keys = Array.from({ length: 32 }, (_, n) => `item-${n}`);

  test.each(["item-0", "item-13", "item-31"])("of 32 items %s alone stays out", async (bad) => {
    const job = await newJob(db);
    await addChunk(db, {
      jobId: job,
      key: "part:1",
      queue: "classification",
      items: keys.map((item_key) => ({ item_key })),
    });
    await sealJob(db, job, "planner");
    const runs = await runAll(job, [bad]);
    expect(runs).toBe(11);
    expect(await jobRow(db, job)).toMatchObject({ status: "completed", completed: 31, failed: 1, total: 32 });
    const { data } = await db.from("job_items").select("item_key, is_poison").eq("status", "failed").throwOnError();
    expect(data).toEqual([{ item_key: bad, is_poison: true }]);

    expect((await replay()).result).toMatchObject({ items: 0, poison: 1 });
    await expect(retryJob(db, job)).rejects.toMatchObject({ code: "PT409" });
    expect((await replay({ include_poison: true })).result).toMatchObject({ items: 1, poison: 0 });
  });

  test("a fault that hits every item ends after a few halvings, and blames none", async () => {
    const job = await newJob(db);
    await addChunk(db, {
      jobId: job,
      key: "part:1",
      queue: "classification",
      items: keys.map((item_key) => ({ item_key })),
    });
    await sealJob(db, job, "planner");
    expect(await runAll(job, keys)).toBeLessThanOrEqual(11);
    expect(await jobRow(db, job)).toMatchObject({ status: "failed", failed: 32 });
  });

  test("an item that failed of its own making three times is poison; failures of a service that was away do not count", async () => {
    const { job, chunkId } = await failedJob(["a"]);
    for (let attempt = 2; attempt <= 6; attempt += 1) {
      expect((await replay({ filter: { job } })).result.items).toBe(1);
      await endChunk(db, { chunkId, status: "failed", error: UPSTREAM });
    }
    for (let failure = 1; failure <= 3; failure += 1) {
      expect((await replay({ filter: { job } })).result.items).toBe(1);
      await endChunk(db, { chunkId, status: "failed", error: keptError({ code: "bad_image", message: "torn" }) });
    }
    expect((await replay({ filter: { job } })).result).toMatchObject({ items: 0, poison: 1 });
  });

  test("what took its worker down is counted each time", async () => {
    const { items } = await newChunk(db, await newJob(db), ["a"]);
    const id = items[0]?.id ?? "";
    expect([await countCrash(db, id), await countCrash(db, id), await countCrash(db, id)]).toEqual([1, 2, 3]);
  });
});
