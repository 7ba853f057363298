import { z } from "zod";
import type { RERUN_KINDS } from "@/lib/contracts/job-control";
import type { Db } from "@/lib/db/client";
import { ConflictError } from "@/lib/errors";
import type { NewItem } from "./chunks.repository";
import { getJobDetail } from "./jobs.repository";

const PAGE = 960; // below the 1000 rows an answer holds, and whole chunks of 32

type RerunKind = (typeof RERUN_KINDS)[number];

/** Input of a job that goes over the scenes of another one again. */
export const rerunInputSchema = z.object({ rerun_of: z.uuid(), only: z.enum(["all", "failed"]) });
export type RerunInput = z.infer<typeof rerunInputSchema>;

const ORDER = ["scrape", "import", "detect", "colors", "classify"] as const;

/**
 * The job of the chain whose scenes a re-run from `from` goes over: that stage's own, or, where the chain never came to it, the
 * nearest before it.
 * @throws {NotFoundError} no such job. @throws {ConflictError} there is no scene to run again.
 */
export async function findRerunSource(
  db: Db,
  jobId: string,
  { from, only }: { from: RerunKind; only: RerunInput["only"] },
): Promise<string> {
  const { chain } = await getJobDetail(db, jobId);
  const upTo = ORDER.indexOf(from);
  const stages = chain
    .filter(({ kind }) => (only === "failed" ? kind === from : ORDER.indexOf(kind) <= upTo))
    .toSorted((a, b) => ORDER.indexOf(b.kind) - ORDER.indexOf(a.kind));
  for (const { id } of stages) {
    if ((await scenesOf(db, { rerun_of: id, only }, null, 1)).length > 0) return id;
  }
  const what = only === "failed" ? "scene that failed or was cancelled" : "scene";
  throw new ConflictError(`No ${what} of this chain has come to the stage ${from}, so there is nothing to run again.`);
}

/** One page of the scenes to go over again; a page planned twice gives the same keys. `cursor` is the last item's id. */
export async function planRerun(
  db: Db,
  input: RerunInput,
  { cursor, chunkSize }: { cursor: string | null; chunkSize: number },
): Promise<{ chunks: { key: string; items: NewItem[] }[]; next: string | null }> {
  const rows = await scenesOf(db, input, cursor, PAGE);
  const chunks: { key: string; items: NewItem[] }[] = [];
  for (let start = 0; start < rows.length; start += chunkSize) {
    const part = rows.slice(start, start + chunkSize);
    chunks.push({
      key: `rerun:${part[0]?.id}`,
      items: part.map(({ sceneId }) => ({ item_key: sceneId, scene_id: sceneId })),
    });
  }
  return { chunks, next: rows.length === PAGE ? (rows.at(-1)?.id ?? null) : null };
}

async function scenesOf(
  db: Db,
  { rerun_of: jobId, only }: RerunInput,
  afterItemId: string | null,
  limit: number,
): Promise<{ id: string; sceneId: string }[]> {
  let query = db.from("job_items").select("id, scene_id").eq("job_id", jobId).not("scene_id", "is", null);
  if (only === "failed") query = query.in("status", ["failed", "cancelled"]);
  if (afterItemId) query = query.gt("id", afterItemId);
  const { data } = await query.order("id").limit(limit).throwOnError();
  return data.flatMap(({ id, scene_id: sceneId }) => (sceneId ? [{ id, sceneId }] : []));
}
