import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { z } from "zod";
import { cancelJob, getJob } from "@/lib/jobs/jobs.repository";
import { recordRun } from "@/lib/jobs/runs.repository";
import { type Product, startProduct } from "../../support/product.ts";
import { jobRow, newChunk, newJob, rowsOf } from "../../support/work.ts";

let product: Product;
let modules: [
  typeof import("@/inngest/plan-function"),
  typeof import("@/inngest/functions/maintenance/sweep-stuck-work"),
  typeof import("@/inngest/functions/maintenance/keep-cancelled-run"),
];
beforeAll(async () => {
  product = await startProduct({ isIdle: true });
  modules = await Promise.all([
    import("@/inngest/plan-function"),
    import("@/inngest/functions/maintenance/sweep-stuck-work"),
    import("@/inngest/functions/maintenance/keep-cancelled-run"),
  ]);
});
afterAll(() => product?.stop());
beforeEach(() => product.server.reset());

interface Sent {
  step: string;
  ids: (string | undefined)[];
}

/** Runs a function to its end as an engine would whose every step works at once; answers the events it sent. */
async function play(fn: object, data: object, onSend: (sent: Sent) => Promise<void> = async () => undefined) {
  const sent: Sent[] = [];
  const step = {
    run: (_id: string, work: () => unknown) => work(),
    sendEvent: async (id: string, events: { id?: string } | { id?: string }[]) => {
      sent.push({ step: id, ids: [events].flat().map((event) => event.id) });
      await onSend({ step: id, ids: [] });
    },
  };
  await (fn as { fn: (context: object) => Promise<unknown> }).fn({ event: { data }, step });
  return sent;
}

test("a job of many pages that is planned anew hands itself on again: its event is no repeat of the first one", async () => {
  const planning = modules[0].planFunction({
    id: "plan-endless",
    kind: "classify",
    input: z.object({}),
    page: async (_deps, _input, cursor) => ({ chunks: [], next: String(Number(cursor) + 1) }),
  });
  const job_id = await newJob(product.db);
  const [first] = await play(planning, { job_id });
  await cancelJob(product.db, job_id);
  await product.db.rpc("retry_job", { target_job_id: job_id }).throwOnError();
  const [again] = await play(planning, { job_id });
  expect(first).toMatchObject({ step: "go-on", ids: [expect.stringContaining(job_id)] });
  expect(again?.step).toBe("go-on");
  expect(again?.ids).not.toEqual(first?.ids);
});

test("a planner's run that was cancelled past us fails its job with the reason; a run that plans nothing touches none", async () => {
  const job_id = await newJob(product.db);
  await product.db.rpc("begin_job", { target_job_id: job_id }).throwOnError();
  const ended = (name: string) => ({ function_id: "modomo-f", run_id: name, event: { name, data: { job_id } } });
  await play(modules[2].keepCancelledRun, ended("modomo/job.finished"));
  expect((await getJob(product.db, job_id)).status).toBe("running");
  const [end] = await play(modules[2].keepCancelledRun, ended("modomo/classification.requested"));
  expect(await getJob(product.db, job_id)).toMatchObject({ status: "failed", error: { code: "run_cancelled" } });
  expect(end?.ids).toEqual([expect.stringContaining(`${job_id}:finished`)]);
  expect(await rowsOf(product.db, "dead_letters", { job_id })).toBe(1);
});

test("a job to be planned anew whose events were all lost is planned, however quickly its chunks are taken", async () => {
  const job_id = await newJob(product.db);
  const { chunkId } = await newChunk(product.db, job_id, ["a"]);
  const longAgo = new Date(Date.now() - 3_600_000).toISOString();
  await product.db.from("jobs").update({ sent_at: longAgo }).eq("id", job_id).throwOnError();
  await product.db.from("job_chunks").update({ sent_at: longAgo }).eq("id", chunkId).throwOnError();

  const sent = await play(modules[1].sweepStuckWork, {}, async ({ step }) => {
    if (step !== "send-chunks") return;
    const claim = { target_chunk_id: chunkId, claiming_run_id: "quick", chunk_attempt: 2 };
    expect((await product.db.rpc("claim_chunk", claim).throwOnError()).data).toBe("claimed");
  });
  expect((await getJob(product.db, job_id)).status).toBe("running");
  expect((await jobRow(product.db, job_id)).is_sealed).toBe(false);
  expect(sent.map(({ step }) => step)).toContain("send-jobs");
});

test("what ran for no job, as the sweeper does every minute, is not kept for ever", async () => {
  const job_id = await newJob(product.db);
  const days = (count: number) => new Date(Date.now() - count * 86_400_000).toISOString();
  const run = { function_id: "f", chunk_id: null, status: "completed" as const, attempt: 0 };
  const step = { step_id: "s", attempt: 0, name: "s", status: "completed" as const, started_at: days(8) };
  await recordRun(product.db, { ...run, id: "old", job_id: null, started_at: days(8) }, [step]);
  await recordRun(product.db, { ...run, id: "new", job_id: null, started_at: days(6) }, [step]);
  await recordRun(product.db, { ...run, id: "of a job", job_id, started_at: days(8) }, [step]);
  await play(modules[1].sweepStuckWork, {});
  const { data } = await product.db.from("runs").select("id").order("id").throwOnError();
  expect(data.map(({ id }) => id)).toEqual(["new", "of a job"]);
  expect(await rowsOf(product.db, "run_steps")).toBe(2);
});
