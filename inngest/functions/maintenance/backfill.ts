import type { JobKind } from "@/lib/contracts/jobs";
import type { Json } from "@/lib/db/client";
import { getDeps } from "@/lib/deps";
import { findGaps } from "@/lib/maintenance/maintenance.repository";
import type { StepTools } from "../../chunk-function";
import { startJob } from "../../start-job";
import type { Report } from "./run-maintenance";

const LIMIT = 10_000;

/**
 * Starts the jobs that scenes wait for: detection for those without objects or embeddings, colours and labels for those
 * without. Where a job of the kind is under way already it starts none. Thumbnail and fingerprint no scene can be without.
 */
export async function backfill(step: StepTools, input: Record<string, unknown>, runId: string): Promise<Report> {
  const limit = typeof input.limit === "number" ? input.limit : LIMIT;
  return step.run("start-jobs", async () => {
    const { db } = getDeps();
    const gaps = await findGaps(db, limit);
    const { undetected, uncolored, unclassified, unembedded } = gaps;
    const wanted: { key: string; kind: JobKind; count: number; input: Record<string, Json> }[] = [
      { key: "undetected", kind: "detect", count: undetected, input: { filter: { status: "ingested" } } },
      { key: "unembedded", kind: "detect", count: unembedded.length, input: { scene_ids: unembedded } },
      { key: "uncolored", kind: "colors", count: uncolored, input: { limit } },
      { key: "unclassified", kind: "classify", count: unclassified, input: { limit, force: false } },
    ];
    const jobs: Record<string, string> = {};
    for (const { key, kind, count, input: jobInput } of wanted) {
      if (count === 0 || gaps.underWay.has(kind)) continue;
      const idempotency = { owner: "backfill", key: `${runId}:${key}`, requestHash: "" };
      jobs[key] = (await startJob(db, { kind, priority: 1, input: jobInput, idempotency })).id;
    }
    const found = Object.fromEntries(wanted.map(({ key, count }) => [key, count]));
    return { found, jobs_started: Object.keys(jobs).length, jobs, under_way: [...gaps.underWay] };
  });
}
