import { getDeps } from "@/lib/deps";
import { type Env, getEnv } from "@/lib/env";
import { BATCHED, forgetBatch, forgetPage, PAGED } from "@/lib/maintenance/maintenance.repository";
import type { StepTools } from "../../chunk-function";
import type { Report } from "./run-maintenance";

const PAGE = 1000;
const PAGES_A_STEP = 50;
/** All in all; a run holds 1000 steps. What is left the next run forgets. */
const STEPS_MAX = 80;
const DAY_MS = 24 * 60 * 60_000;

const KEPT_DAYS: Record<(typeof PAGED)[number] | (typeof BATCHED)[number], (env: Env) => number> = {
  items: (env) => env.MODOMO_KEEP_ITEMS_DAYS,
  failed_items: (env) => env.MODOMO_KEEP_FAILURES_DAYS,
  chunks: (env) => env.MODOMO_KEEP_ITEMS_DAYS,
  job_logs: (env) => env.MODOMO_KEEP_RUNS_DAYS,
  runs: (env) => env.MODOMO_KEEP_RUNS_DAYS,
  schedule_runs: (env) => env.MODOMO_KEEP_RUNS_DAYS,
  dead_letters: (env) => env.MODOMO_KEEP_FAILURES_DAYS,
  failure_groups: (env) => env.MODOMO_KEEP_FAILURES_DAYS,
  audit: (env) => env.MODOMO_KEEP_AUDIT_DAYS,
  idempotency_keys: (env) => env.MODOMO_KEEP_RUNS_DAYS,
  rate_limits: () => 1,
};

/** Forgets what is older than its days, page by page; answers how many rows of each went. */
export async function forgetOld(step: StepTools): Promise<Report> {
  const now = await step.run("read-clock", () => Date.now());
  const before = (what: keyof typeof KEPT_DAYS) => new Date(now - KEPT_DAYS[what](getEnv()) * DAY_MS).toISOString();
  const report: Record<string, number> = {};
  for (const what of PAGED) {
    let cursor: string | null = null;
    report[what] = 0;
    for (let part = 0; part < STEPS_MAX; part += 1) {
      const from: string | null = cursor;
      const done: { deleted: number; cursor: string | null } = await step.run(`forget-${what}-${part}`, () =>
        forgetPages(what, before(what), from),
      );
      report[what] += done.deleted;
      cursor = done.cursor;
      if (cursor === null) break;
    }
  }
  for (const what of BATCHED) {
    report[what] = 0;
    for (let part = 0; part < STEPS_MAX; part += 1) {
      const { deleted, isDone } = await step.run(`forget-${what}-${part}`, () => forgetBatches(what, before(what)));
      report[what] += deleted;
      if (isDone) break;
    }
  }
  return report;
}

async function forgetPages(
  what: (typeof PAGED)[number],
  before: string,
  from: string | null,
): Promise<{ deleted: number; cursor: string | null }> {
  let [deleted, cursor] = [0, from];
  for (let page = 0; page < PAGES_A_STEP; page += 1) {
    const done = await forgetPage(getDeps().db, { what, before, cursor, limit: PAGE });
    deleted += done.deleted;
    cursor = done.cursor;
    if (cursor === null) break;
  }
  return { deleted, cursor };
}

async function forgetBatches(what: (typeof BATCHED)[number], before: string) {
  let deleted = 0;
  for (let batch = 0; batch < PAGES_A_STEP; batch += 1) {
    const gone = await forgetBatch(getDeps().db, { what, before, limit: PAGE });
    deleted += gone;
    if (gone < PAGE) return { deleted, isDone: true };
  }
  return { deleted, isDone: false };
}
