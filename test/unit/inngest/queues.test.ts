import { afterEach, expect, test } from "vitest";
import { chunkPlanned, jobFinishedBy } from "@/inngest/events";
import { BULK_QUEUE, NEXT_KIND, queueOf, queueOptions } from "@/inngest/queues";
import { jobRequested } from "@/inngest/start-job";
import { JOB_KINDS, type JobKind, QUEUE_NAMES } from "@/lib/contracts/jobs";
import { queueLimitOverrides } from "@/lib/env";

afterEach(() => {
  delete process.env.MODOMO_QUEUE_LIMITS;
});

test("a limit is replaced by the environment, the rest of the table stays", () => {
  const before = queueOf("detection");
  process.env.MODOMO_QUEUE_LIMITS = "detection=5, scraping=2";
  expect(queueOf("detection")).toEqual({ ...before, limit: 5 });
  expect(queueOf("import").limit).toBeGreaterThan(0);
  expect(queueOptions("scraping").concurrency).toEqual([{ scope: "env", key: '"scraping"', limit: 2 }]);
});

test.each([
  "detection",
  "detection=0",
  "detection=",
  "detection=-1",
  "detection=1.5",
  "=3",
  "detection=99999",
  "a=1;b=2",
])("limits written as %j are refused with an example", (text) => {
  expect(() => queueLimitOverrides({ MODOMO_QUEUE_LIMITS: text })).toThrow("detection=2,scraping=1");
});

test("every queue has a limit, a priority from 0 to 9 and the old system's three retries", () => {
  for (const name of QUEUE_NAMES) {
    const { limit, priority, retries } = queueOf(name);
    expect(limit).toBeGreaterThan(0);
    expect(priority).toBeGreaterThanOrEqual(0);
    expect(priority).toBeLessThanOrEqual(9);
    expect(retries).toBe(3);
  }
});

test("every chain of kinds ends, and every kind has a queue", () => {
  for (const start of JOB_KINDS) {
    const seen: JobKind[] = [];
    for (let kind: JobKind | null = start; kind; kind = NEXT_KIND[kind]) {
      expect(seen).not.toContain(kind);
      seen.push(kind);
      expect(QUEUE_NAMES).toContain(BULK_QUEUE[kind]);
    }
    expect(seen.at(-1)).toBe("classify");
  }
});

test("an event sent again has the same id, a wanted repeat has another", () => {
  const job_id = "0199f000-0000-7000-8000-000000000001";
  const chunk = { job_id, chunk_id: job_id, attempt: 1, queue: "detection" as const, priority: 5 };
  expect(chunkPlanned("detect", chunk).id).toBe(chunkPlanned("detect", chunk).id);
  expect(chunkPlanned("detect", { ...chunk, attempt: 2 }).id).not.toBe(chunkPlanned("detect", chunk).id);
  const job = { id: job_id, kind: "detect" as const, attempt: 1, input: {} };
  expect(jobRequested({ ...job, attempt: 2 }).id).not.toBe(jobRequested(job).id);
  const end = { job_id, kind: "detect" as const, status: "completed" as const };
  expect(jobFinishedBy("planner", end).id).toBe(jobFinishedBy("planner", end).id);
  expect(jobFinishedBy("chunk:2", end).id).not.toBe(jobFinishedBy("chunk:1", end).id);
});
