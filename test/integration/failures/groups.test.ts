import { beforeAll, beforeEach, expect, test } from "vitest";
import type { Db } from "@/lib/db/client";
import { keptError } from "@/lib/errors";
import { addDeadLetter, getFailure, listFailureItems, listFailures } from "@/lib/failures/failures.repository";
import { discardChosen } from "@/lib/failures/replay-failures";
import { endChunk, recordOutcomes, retryJob } from "@/lib/jobs/chunks.repository";
import { sealJob } from "@/lib/jobs/jobs.repository";
import { operationsGlance } from "@/lib/workers/workers.repository";
import { type SharedSupabase, sharedSupabase } from "../../support/shared-supabase.ts";
import { newChunk, newJob, seedScene, workDb } from "../../support/work.ts";

let server: SharedSupabase;
let db: Db;
beforeAll(async () => {
  server = await sharedSupabase();
  db = workDb(server);
});
beforeEach(() => server.reset());

const failed = (id: string, code: string, message: string) => ({
  item_id: id,
  status: "failed" as const,
  error: keptError({ code, message }),
});
const open = (state = "open") => listFailures(db, { limit: 100, state });
const letter = (over: object = {}) => ({
  runId: crypto.randomUUID(),
  functionId: "f",
  jobId: null,
  chunkId: null,
  reason: "failed" as const,
  error: { name: "upstream", message: "m", class: "external", stack: "Error: m\n at f" },
  event: { name: "e", data: {} },
  ...over,
});
const fingerprintOf = async (error: { name: string; message: string }, functionId = "f") => {
  const { data } = await db
    .rpc("failure_fingerprint", { scope: functionId, code: error.name, message: error.message })
    .throwOnError();
  return data;
};
const cause = (message: string, name = "upstream", scope = "f") => fingerprintOf({ name, message }, scope);

test.each([
  ["ids", "no scene 0199f000-0000-7000-8000-000000000001", "no scene 0199f000-0000-7000-8000-0000000000ff"],
  ["numbers", "answered 503 after 12 s", "answered 502 after 3 s"],
  ["addresses", "https://a.example/x?y=1 refuses", "http://b.example/z refuses"],
  ["hashes", "file 0123456789abcdef0123 is gone", "file fedcba98765432100000 is gone"],
  ["quoted parts", 'no source "a"', 'no source "b c"'],
])("a cause is the same whatever its %s", async (_what, one, other) => {
  expect(await cause(one)).toBe(await cause(other));
});

test("the glance over operations counts open causes, of items as of runs", async () => {
  const { chunkId, items } = await newChunk(db, await newJob(db), ["a", "b"]);
  const outcomes = items.map(({ id }) => failed(id, "not_found", "It is not there."));
  await recordOutcomes(db, chunkId, outcomes);
  expect((await operationsGlance(db, Date.now())).failures).toBe(1);
  await addDeadLetter(db, letter());
  expect((await operationsGlance(db, Date.now())).failures).toBe(2);
});

test("another place, error or sentence is another cause", async () => {
  const causes = await Promise.all([
    cause("x y"),
    cause("x z"),
    cause("x y", "internal"),
    cause("x y", "upstream", "g"),
  ]);
  expect(new Set(causes).size).toBe(4);
});

test("items and runs of one cause are one group, with its scenes and the stack of the run", async () => {
  const scene = (await seedScene(db)).sceneId;
  const job = await newJob(db, { kind: "detect" });
  const { chunkId, items } = await newChunk(db, job, ["a", "b", "c"]);
  await db.from("job_items").update({ scene_id: scene }).eq("chunk_id", chunkId).throwOnError();
  await recordOutcomes(db, chunkId, [failed(items[0]?.id ?? "", "bad_image", "not a picture")]);
  await endChunk(db, { chunkId, status: "failed", error: keptError({ code: "upstream", message: "answered 503" }) });
  await addDeadLetter(
    db,
    letter({
      jobId: job,
      chunkId,
      error: { name: "upstream", message: "answered 502", class: "external", stack: "S" },
    }),
  );
  const { items: groups } = await open();
  expect(groups).toHaveLength(2);
  expect(groups.find(({ code }) => code === "bad_image")).toMatchObject({
    class: "bad_input",
    items: 1,
    runs: 0,
    scenes: 1,
    kind: "detect",
  });
  const group = groups.find(({ code }) => code === "upstream");
  expect(group).toMatchObject({ class: "external", items: 2, open_items: 2, runs: 1, open_runs: 1, scenes: 1 });
  const detail = await getFailure(db, group?.fingerprint ?? "", { limit: 10 });
  expect(detail.sample).toMatchObject({ error: { stack: "S" }, input: { name: "e" }, job_id: job });
  expect(detail.sample_scenes).toEqual([{ id: scene, title: null }]);
  expect(detail.letters).toHaveLength(1);
  const page = await listFailureItems(db, group?.fingerprint ?? "", { limit: 1 });
  expect(page.items).toMatchObject([{ item_key: "b", tries: 0, is_poison: false }]);
  expect(page.next_cursor).not.toBeNull();
});

test("a letter told twice is counted once", async () => {
  const told = letter();
  await addDeadLetter(db, told);
  await addDeadLetter(db, told);
  expect((await open()).items).toMatchObject([{ runs: 1, open_runs: 1 }]);
});

test("a retried job takes its failures and the letters of its chunks out of what is open", async () => {
  const job = await newJob(db);
  const { chunkId } = await newChunk(db, job, ["a", "b"]);
  const error = keptError({ code: "upstream", message: "m" });
  await addDeadLetter(db, letter({ jobId: job, chunkId }));
  await endChunk(db, { chunkId, status: "failed", error });
  await sealJob(db, job, "planner");
  await retryJob(db, job);
  expect((await open()).items).toEqual([]);
  expect((await open("replayed")).items).toMatchObject([{ open_items: 0, open_runs: 0, items: 2, runs: 1 }]);
  await endChunk(db, { chunkId, status: "failed", error });
  expect((await open()).items).toMatchObject([{ open_items: 2, open_runs: 0, items: 4, runs: 1 }]);
});

test("discarded with a reason they are no longer open, and stay failed in their job", async () => {
  const job = await newJob(db);
  const { chunkId } = await newChunk(db, job, ["a", "b"]);
  await endChunk(db, { chunkId, status: "failed", error: keptError({ code: "bad_image", message: "m" }) });
  await addDeadLetter(db, letter());
  const [group] = (await listFailures(db, { limit: 10, state: "open", class: "bad_input" })).items;
  expect(await discardChosen(db, { fingerprint: group?.fingerprint }, "not ours to mend")).toEqual({
    discarded: 2,
    has_more: false,
  });
  expect((await open()).items.map(({ class: kind }) => kind)).toEqual(["external"]);
  expect(await discardChosen(db, { filter: { text: "M" } }, "all of it")).toEqual({ discarded: 1, has_more: false });
  expect((await open("discarded")).items).toHaveLength(2);
  const { data } = await db.from("job_items").select("status, discard_reason").eq("job_id", job).throwOnError();
  expect(data).toEqual(Array(2).fill({ status: "failed", discard_reason: "not ours to mend" }));
});

test("the list can be filtered, and paged while failures go on", async () => {
  const job = await newJob(db);
  for (const n of "abcdefg")
    await addDeadLetter(db, letter({ error: { name: "upstream", message: n, class: "external" } }));
  const { chunkId } = await newChunk(db, job, ["x"]);
  await endChunk(db, { chunkId, status: "failed", error: keptError({ code: "bad_image", message: "torn" }) });
  for (const filter of [{ kind: "classify" }, { class: "bad_input" }, { text: "TOR" }, { job }]) {
    expect((await listFailures(db, { limit: 10, ...filter })).items).toMatchObject([{ message: "torn" }]);
  }
  expect((await listFailures(db, { limit: 10, function: "f" })).items).toHaveLength(7);
  const first = await listFailures(db, { limit: 5 });
  await addDeadLetter(db, letter({ error: { name: "upstream", message: "new", class: "external" } }));
  const second = await listFailures(db, { limit: 5, cursor: first.next_cursor ?? "" });
  expect([...first.items, ...second.items].map(({ message }) => message)).toEqual(
    [..."torn gfedcba".split(" ")].flatMap((w) => (w === "torn" ? [w] : [...w])),
  );
  expect(second.next_cursor).toBeNull();
});
