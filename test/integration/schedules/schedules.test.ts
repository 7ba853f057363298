import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { type NewSchedule, newScheduleSchema } from "@/lib/contracts/schedules";
import { ConflictError } from "@/lib/errors";
import {
  addManualRun,
  addSchedule,
  changeSchedule,
  claimDue,
  getSchedule,
  getScheduleRun,
  listPendingRuns,
  listScheduleRuns,
  listSchedules,
  removeSchedule,
} from "@/lib/schedules/schedules.repository";
import { type Product, startProduct } from "../../support/product.ts";
import { rowsOf } from "../../support/work.ts";

let product: Product;
let startPending: typeof import("@/inngest/start-job").startPending;
beforeAll(async () => {
  product = await startProduct({ isIdle: true });
  ({ startPending } = await import("@/inngest/start-job"));
});
afterAll(() => product?.stop());
beforeEach(async () => {
  await product.server.reset();
  await product.db.from("schedules").update({ is_enabled: false }).eq("is_builtin", true).throwOnError();
});

const MADE = new Date("2026-05-01T09:30:00Z");
const at = (time: string) => new Date(`2026-05-01T${time}:00Z`);
const make = (over: Partial<NewSchedule> = {}) =>
  addSchedule(
    product.db,
    newScheduleSchema.parse({
      name: "hourly",
      cron: "0 * * * *",
      kind: "classify",
      input: { limit: 7, priority: 2 },
      ...over,
    }),
    { now: MADE },
  );
const history = async (id: string) =>
  (await listScheduleRuns(product.db, id, { limit: 50 })).items.map(
    ({ due_at, status }) => `${due_at.slice(11, 16)} ${status}`,
  );

test("a schedule that is due starts its job once, under its own input and priority", async () => {
  const { id, next_run_at } = await make();
  expect(next_run_at).toMatch(/^2026-05-01T10:00/);
  expect(await claimDue(product.db, at("09:59"))).toBe(0);
  expect(await claimDue(product.db, at("10:00"))).toBe(1);
  expect(await startPending(product.db)).toBe(1);
  const { data: jobs } = await product.db.from("jobs").select("kind, input, priority, status").throwOnError();
  expect(jobs).toEqual([{ kind: "classify", input: { limit: 7 }, priority: 2, status: "queued" }]);
  expect((await listScheduleRuns(product.db, id, { limit: 5 })).items).toMatchObject([
    { status: "started", is_manual: false, job: { status: "queued" } },
  ]);
  expect(await claimDue(product.db, at("10:01"))).toBe(0);
  expect((await getSchedule(product.db, id)).next_run_at).toMatch(/T11:00/);
});

test("ten instances that look at once start it once", async () => {
  for (let n = 0; n < 5; n += 1) await make({ name: `s${n}` });
  const claimed = await Promise.all(Array.from({ length: 10 }, () => claimDue(product.db, at("10:00"))));
  expect(claimed.reduce((sum, n) => sum + n, 0)).toBe(5);
  await Promise.all(Array.from({ length: 4 }, () => startPending(product.db)));
  expect(await rowsOf(product.db, "jobs")).toBe(5);
});

test("an instance that dies between claim and start loses nothing: the next look starts it", async () => {
  await make();
  await claimDue(product.db, at("10:00"));
  expect(await listPendingRuns(product.db)).toHaveLength(1);
  await startPending(product.db);
  await startPending(product.db);
  expect(await rowsOf(product.db, "jobs")).toBe(1);
});

test("while the run before still goes the next is left out, unless both may go", async () => {
  const strict = await make();
  const loose = await make({ name: "loose", overlap_policy: "allow" });
  for (const time of ["10:00", "11:00"]) {
    await claimDue(product.db, at(time));
    await startPending(product.db);
  }
  expect(await history(strict.id)).toEqual(["11:00 skipped", "10:00 started"]);
  expect(await history(loose.id)).toEqual(["11:00 started", "10:00 started"]);
  await product.db.from("jobs").update({ status: "completed" }).eq("status", "queued").throwOnError();
  await claimDue(product.db, at("12:00"));
  expect((await history(strict.id))[0]).toBe("12:00 pending");
});

test("after hours away the policy decides", async () => {
  const schedules = await Promise.all(
    (["skip", "once", "all"] as const).map((missed_policy) =>
      make({ name: missed_policy, missed_policy, missed_max: 2 }),
    ),
  );
  await claimDue(product.db, at("14:30"));
  await startPending(product.db);
  expect(await Promise.all(schedules.map(({ id }) => history(id)))).toEqual([
    ["14:00 skipped"],
    ["14:00 started", "13:00 skipped"],
    ["14:00 pending", "13:00 started", "12:00 skipped"],
  ]);
  // Runs that may not overlap are made up for one after the other; what comes due meanwhile is left out as ever.
  await claimDue(product.db, at("15:00"));
  await startPending(product.db);
  const all = schedules[2]?.id ?? "";
  expect(await history(all)).toEqual(["15:00 skipped", "14:00 pending", "13:00 started", "12:00 skipped"]);
  await product.db.from("jobs").update({ status: "completed" }).eq("status", "queued").throwOnError();
  await startPending(product.db);
  expect(await history(all)).toEqual(["15:00 skipped", "14:00 started", "13:00 started", "12:00 skipped"]);
});

test("paused it is not due; times that passed meanwhile are not made up for", async () => {
  const { id } = await make();
  await changeSchedule(product.db, id, { enabled: false }, at("09:40"));
  expect(await claimDue(product.db, at("12:00"))).toBe(0);
  const again = await changeSchedule(product.db, id, { enabled: true }, at("12:30"));
  expect(again.next_run_at).toMatch(/T13:00/);
  expect(await claimDue(product.db, at("12:31"))).toBe(0);
});

test("another expression is another next time; another name is not", async () => {
  const { id } = await make();
  expect((await changeSchedule(product.db, id, { name: "x" }, at("09:40"))).next_run_at).toMatch(/T10:00/);
  const changed = await changeSchedule(product.db, id, { cron: "45 * * * *" }, at("09:40"));
  expect(changed.next_run_at).toMatch(/T09:45/);
  expect(changed.next_runs.map((time) => time.slice(11, 16))).toEqual(["09:45", "10:45", "11:45", "12:45", "13:45"]);
});

test("what cannot be started any more fails alone with the reason", async () => {
  const { id } = await make({ name: "broken" });
  const fine = await make({ name: "fine" });
  await product.db
    .from("schedules")
    .update({ input: { limit: "many" } })
    .eq("id", id)
    .throwOnError();
  await claimDue(product.db, at("10:00"));
  await startPending(product.db);
  expect((await listScheduleRuns(product.db, id, { limit: 5 })).items).toMatchObject([
    { status: "failed", note: expect.stringContaining("classify"), job: null },
  ]);
  expect(await history(fine.id)).toEqual(["10:00 started"]);
});

test("run now starts it at once, paused or not, and says so in the history", async () => {
  const { id } = await make({ enabled: false });
  const runId = await addManualRun(product.db, id);
  await startPending(product.db, runId);
  expect(await getScheduleRun(product.db, runId)).toMatchObject({
    status: "started",
    is_manual: true,
    job: { status: "queued" },
  });
});

test("run now asked twice under one key is one run; under another key, or for another schedule, it is another", async () => {
  const { id } = await make({ enabled: false });
  const other = await make({ name: "other", enabled: false });
  const [first, again] = await Promise.all([1, 2].map(() => addManualRun(product.db, id, { key: "me k" })));
  expect(again).toBe(first);
  await startPending(product.db, first);
  await startPending(product.db, again);
  expect(await rowsOf(product.db, "jobs")).toBe(1);
  expect(await addManualRun(product.db, id, { key: "me k2" })).not.toBe(first);
  expect(await addManualRun(product.db, other.id, { key: "me k" })).not.toBe(first);
});

test("names are unique; built-in schedules can be paused and moved, not removed or made another kind", async () => {
  await make();
  await expect(make()).rejects.toBeInstanceOf(ConflictError);
  const { items } = await listSchedules(product.db, { limit: 100 });
  expect(
    items
      .filter(({ is_builtin }) => is_builtin)
      .map(({ kind }) => kind)
      .toSorted(),
  ).toEqual(["backfill", "counters_check", "orphan_files", "retention"]);
  const builtin = items.find(({ is_builtin }) => is_builtin)?.id ?? "";
  expect(await changeSchedule(product.db, builtin, { cron: "5 5 * * *" })).toMatchObject({ cron: "5 5 * * *" });
  await expect(changeSchedule(product.db, builtin, { kind: "classify" })).rejects.toBeInstanceOf(ConflictError);
  await expect(removeSchedule(product.db, builtin)).rejects.toBeInstanceOf(ConflictError);
});
