import postgres from "postgres";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { addChannel, addRule, changeRule, listRules } from "@/lib/alerts/alert-settings.repository";
import { claimDeliveries, evaluateAlerts, listAlerts, listDeliveries } from "@/lib/alerts/alerts.repository";
import { type NewAlertRule, newAlertRuleSchema } from "@/lib/contracts/alerts";
import type { Db } from "@/lib/db/client";
import { recordOutcomes } from "@/lib/jobs/chunks.repository";
import { type SharedSupabase, sharedSupabase } from "../../support/shared-supabase.ts";
import { all, newChunk, newJob, workDb } from "../../support/work.ts";

let server: SharedSupabase;
let db: Db;
let sql: postgres.Sql;
beforeAll(async () => {
  server = await sharedSupabase();
  db = workDb(server);
  sql = postgres(server.databaseUrl, { max: 1, onnotice: () => undefined });
});
beforeEach(async () => {
  await server.reset();
  await db.from("alert_rules").delete().neq("name", "").throwOnError();
  await addChannel(db, { name: "ops", kind: "webhook", target: "https://example.com/hook", is_enabled: true });
});
afterAll(() => sql?.end());

const newRule = (over: Partial<NewAlertRule>) =>
  addRule(db, newAlertRuleSchema.parse({ name: "a rule", kind: "queue_age", threshold: 60, ...over }));
const open = async () => (await listAlerts(db, { state: "open", limit: 50 })).items;
const events = async () => (await listDeliveries(db, { limit: 50 })).items.map(({ event }) => event).toReversed();

/** A chunk that has waited for so many seconds. */
async function waitingChunk(seconds: number, queue: "detection" | "import" = "detection"): Promise<string> {
  const { chunkId } = await newChunk(db, await newJob(db, { queue }), ["a"], queue);
  await sql`update job_chunks set queued_at = now() - make_interval(secs => ${seconds}) where id = ${chunkId}`;
  return chunkId;
}

test("a fresh installation has a rule of each kind", async () => {
  await server.reset();
  const kinds = (await listRules(db)).map(({ kind }) => kind).toSorted();
  expect(kinds).toEqual(["failure_rate", "lost_worker", "queue_age", "stalled_job"]);
});

describe("queue_age", () => {
  test("fires for the queue that waits too long and no other, and resolves when it is taken up", async () => {
    await newRule({});
    const chunkId = await waitingChunk(100);
    await waitingChunk(20, "import");
    expect(await evaluateAlerts(db)).toEqual({ opened: 1, resolved: 0, notices: 1 });
    expect(await open()).toMatchObject([{ rule: "queue_age", subject: "detection", state: "open" }]);
    await db.from("job_chunks").update({ status: "running" }).eq("id", chunkId).throwOnError();
    expect(await evaluateAlerts(db)).toEqual({ opened: 0, resolved: 1, notices: 0 });
    expect(await open()).toEqual([]);
    expect(await events()).toEqual(["fired", "resolved"]);
  });

  test("a paused queue is left alone, and so is a queue the rule does not name", async () => {
    await newRule({ name: "of imports", scope: "import" });
    await waitingChunk(100);
    expect(await evaluateAlerts(db)).toMatchObject({ opened: 0 });
    await newRule({});
    await db.from("queue_state").update({ is_paused: true }).eq("name", "detection").throwOnError();
    expect(await evaluateAlerts(db)).toMatchObject({ opened: 0 });
  });
});

describe("failure_rate", () => {
  /** Ends so many items of a kind of job. */
  async function endItems(completed: number, failed: number): Promise<void> {
    const jobId = await newJob(db);
    const keys = Array.from({ length: completed + failed }, (_, i) => `item ${i}`);
    const { chunkId, items } = await newChunk(db, jobId, keys);
    await recordOutcomes(db, chunkId, [
      ...all(items.slice(0, completed), "completed"),
      ...all(items.slice(completed), "failed"),
    ]);
  }

  test("only what ended since the window began counts, and too few items say nothing", async () => {
    await newRule({ kind: "failure_rate", threshold: 0.2, window_s: 900, min_items: 10 });
    await endItems(0, 50); // before anybody looked
    expect(await evaluateAlerts(db)).toMatchObject({ opened: 0 });
    await endItems(4, 5);
    expect(await evaluateAlerts(db)).toMatchObject({ opened: 0 });
    await endItems(2, 0);
    expect(await evaluateAlerts(db)).toMatchObject({ opened: 1 });
    const [alert] = await open();
    expect(alert).toMatchObject({
      subject: "classify",
      summary: "5 of 11 classify items failed in the last 15 minutes.",
    });
    expect(alert?.value).toBeCloseTo(5 / 11, 6);
    await endItems(13, 0);
    expect(await evaluateAlerts(db)).toMatchObject({ resolved: 0 });
    await endItems(1, 0); // exactly 0.2 is not more than that
    expect(await evaluateAlerts(db)).toMatchObject({ resolved: 1 });
  });
});

describe("lost_worker", () => {
  test.each([
    { name: "silent for longer", silentS: 100, row: {}, opened: 1 },
    { name: "seen", silentS: 10, row: {}, opened: 0 },
    { name: "stopped and said so", silentS: 100, row: { state: "down" }, opened: 0 },
    { name: "silent while draining", silentS: 100, row: { state: "draining" }, opened: 1 },
    { name: "gone since yesterday", silentS: 90_000, row: {}, opened: 0 },
  ])("a worker $name: $opened", async ({ row, silentS, opened }) => {
    await newRule({ kind: "lost_worker", threshold: 60 });
    const last_seen_at = new Date(Date.now() - silentS * 1000).toISOString();
    await db
      .from("workers")
      .insert({ ...row, id: "gpu-1", kind: "gpu-worker", last_seen_at })
      .throwOnError();
    expect(await evaluateAlerts(db)).toMatchObject({ opened });
  });
});

describe("stalled_job", () => {
  async function job(seconds: number, over: Record<string, unknown> = {}): Promise<string> {
    const id = await newJob(db);
    await sql`alter table jobs disable trigger jobs_touch`;
    await sql`update jobs set ${sql({ status: "running", ...over })} where id = ${id}`;
    await sql`update jobs set updated_at = now() - make_interval(secs => ${seconds}) where id = ${id}`;
    await sql`alter table jobs enable trigger jobs_touch`;
    return id;
  }

  test("a running job that does not move is told of; a queued, an ended and a moving one are not", async () => {
    await newRule({ kind: "stalled_job", threshold: 600 });
    const stalled = await job(700);
    await job(700, { status: "queued" });
    await job(700, { status: "completed" });
    await job(500);
    await evaluateAlerts(db);
    expect((await open()).map(({ subject }) => subject)).toEqual([stalled]);
  });

  test("a job that waits for the one before it is not, unless that one has ended", async () => {
    await newRule({ kind: "stalled_job", threshold: 600 });
    const parent = await job(10);
    const child = await job(700, { parent_job_id: parent, kind: "colors" });
    expect(await evaluateAlerts(db)).toMatchObject({ opened: 0 });
    await db.from("jobs").update({ status: "completed" }).eq("id", parent).throwOnError();
    await evaluateAlerts(db);
    expect((await open()).map(({ subject }) => subject)).toEqual([child]);
  });
});

describe("how often it is told", () => {
  test("ten instances at once tell once, and looking again tells nothing more", async () => {
    await newRule({});
    await waitingChunk(100);
    const results = await Promise.all(Array.from({ length: 10 }, () => evaluateAlerts(db)));
    expect(results.reduce((sum, { notices }) => sum + notices, 0)).toBe(1);
    expect(results.reduce((sum, { opened }) => sum + opened, 0)).toBe(1);
    expect(await events()).toEqual(["fired"]);
  });

  test("again after the interval while it lasts, never without one", async () => {
    const { id } = await newRule({ repeat_s: 3600 });
    await waitingChunk(100);
    await evaluateAlerts(db);
    await sql`update alerts set notified_at = now() - interval '59 minutes'`;
    expect(await evaluateAlerts(db)).toMatchObject({ notices: 0 });
    await sql`update alerts set notified_at = now() - interval '61 minutes'`;
    expect(await evaluateAlerts(db)).toMatchObject({ notices: 1, opened: 0 });
    expect(await events()).toEqual(["fired", "repeated"]);
    await changeRule(db, id, { repeat_s: null });
    await sql`update alerts set notified_at = now() - interval '3 days'`;
    expect(await evaluateAlerts(db)).toMatchObject({ notices: 0 });
  });

  test("silenced it opens without a word and is told when the silence ends; what nobody heard of ends in silence", async () => {
    const { id } = await newRule({ silenced_until: new Date(Date.now() + 60_000).toISOString() });
    const chunkId = await waitingChunk(100);
    expect(await evaluateAlerts(db)).toEqual({ opened: 1, resolved: 0, notices: 0 });
    await db.from("job_chunks").update({ status: "running" }).eq("id", chunkId).throwOnError();
    expect(await evaluateAlerts(db)).toEqual({ opened: 0, resolved: 1, notices: 0 });
    expect(await events()).toEqual([]);
    await waitingChunk(100);
    await evaluateAlerts(db);
    await changeRule(db, id, { silenced_until: null });
    expect(await evaluateAlerts(db)).toMatchObject({ opened: 0, notices: 1 });
    expect(await events()).toEqual(["fired"]);
  });

  test("a rule that is switched off closes what it had opened", async () => {
    const { id } = await newRule({});
    await waitingChunk(100);
    await evaluateAlerts(db);
    await changeRule(db, id, { is_enabled: false });
    expect(await evaluateAlerts(db)).toMatchObject({ resolved: 1 });
  });

  test("a delivery is handed to one sender only", async () => {
    await newRule({});
    await waitingChunk(100);
    await evaluateAlerts(db);
    const hands = await Promise.all(Array.from({ length: 5 }, () => claimDeliveries(db, 10)));
    expect(hands.flat()).toHaveLength(1);
    await sql`update alert_deliveries set due_at = now() - interval '1 second'`; // the sender died
    expect(await claimDeliveries(db, 10)).toMatchObject([{ attempts: 2, event: "fired" }]);
  });
});
