import type { JobFilter } from "@/lib/contracts/job-control";
import type { Job, JobDetail, JobItem, JobKind, JobPage, JobStatus, QueueName } from "@/lib/contracts/jobs";
import { jobItemSchema } from "@/lib/contracts/jobs";
import type { Db, Json, Tables } from "@/lib/db/client";
import { decodeCursor, toPage } from "@/lib/db/cursor";
import { NotFoundError } from "@/lib/errors";
import { toFilterJson } from "./job-filter";
import { toJob } from "./job-view";

const IDS_AT_ONCE = 100; // of chains that is at most 500 jobs, below the 1000 rows an answer holds

export interface NewJob {
  kind: JobKind;
  queue: QueueName;
  priority: number;
  input: Record<string, Json>;
  /** `owner` scopes the key to whoever sent it; `requestHash` tells a repeat from a misuse. */
  idempotency?: { key: string; owner: string; requestHash: string };
  createdBy?: string;
}

/**
 * Makes a job, or answers the one its idempotency key made before.
 * @throws {ConflictError} the key was used for another request (as PT409, see `fromDatabase`).
 */
export async function createJob(db: Db, job: NewJob): Promise<Job> {
  const { data } = await db
    .rpc("start_job", {
      job_kind: job.kind,
      job_queue: job.queue,
      job_priority: job.priority,
      job_input: job.input,
      key_owner: job.idempotency?.owner,
      idempotency_key: job.idempotency?.key,
      request_hash: job.idempotency?.requestHash,
      creator: job.createdBy,
    })
    .single()
    .throwOnError();
  return toJob(data);
}

async function findRow(db: Db, id: string): Promise<Tables<"jobs">> {
  const { data } = await db.from("jobs").select("*").eq("id", id).maybeSingle().throwOnError();
  if (!data) throw new NotFoundError(`There is no job ${id}.`);
  return data;
}

/** @throws {NotFoundError} */
export const getJob = async (db: Db, id: string): Promise<Job> => toJob(await findRow(db, id));

/** Those of the ids there are. */
export async function getJobs(db: Db, ids: string[]): Promise<Job[]> {
  const jobs: Job[] = [];
  for (let start = 0; start < ids.length; start += IDS_AT_ONCE) {
    const query = db
      .from("jobs")
      .select("*")
      .in("id", ids.slice(start, start + IDS_AT_ONCE));
    jobs.push(...(await query.throwOnError()).data.map(toJob));
  }
  return jobs;
}

/** All jobs of the chains that begin with these jobs, in order of creation. */
export async function listChains(db: Db, rootIds: string[]): Promise<Job[]> {
  const chains: Job[] = [];
  for (let start = 0; start < rootIds.length; start += IDS_AT_ONCE) {
    const query = db
      .from("jobs")
      .select("*")
      .in("root_job_id", rootIds.slice(start, start + IDS_AT_ONCE));
    const { data } = await query.order("id").throwOnError();
    chains.push(...data.map(toJob));
  }
  return chains;
}

/** The job and its whole chain. @throws {NotFoundError} */
export async function getJobDetail(db: Db, id: string): Promise<JobDetail> {
  const row = await findRow(db, id);
  const { data } = await db
    .from("jobs")
    .select("*")
    .eq("root_job_id", row.root_job_id)
    .order("id")
    .limit(20)
    .throwOnError();
  return { ...toJob(row), chain: data.map(toJob) };
}

/** Newest first. @throws {InvalidInputError} the cursor is not ours. */
export async function listJobs(
  db: Db,
  { cursor, limit, ...filter }: JobFilter & { cursor?: string | undefined; limit: number },
): Promise<JobPage> {
  const rows = await findJobs(db, toFilterJson(filter), decodeCursor(cursor), limit + 1);
  return toPage(rows, limit, toJob);
}

/** Running and queued jobs, newest first, at most `limit`. */
export async function listActiveJobs(db: Db, limit = 100): Promise<Job[]> {
  return (await findJobs(db, toFilterJson({ statuses: ["queued", "running"] }), null, limit)).map(toJob);
}

async function findJobs(db: Db, filter: Json, beforeId: string | null, atMost: number): Promise<Tables<"jobs">[]> {
  const { data } = await db
    .rpc("list_jobs", { filter, ...(beforeId ? { before_id: beforeId } : {}), at_most: atMost })
    .throwOnError();
  return data;
}

/** In the order the items were made. @throws {NotFoundError} */
export async function listItems(
  db: Db,
  {
    jobId,
    status,
    cursor,
    limit,
  }: { jobId: string; status?: JobItem["status"] | undefined; cursor?: string | undefined; limit: number },
): Promise<{ items: JobItem[]; next_cursor: string | null }> {
  await findRow(db, jobId);
  const after = decodeCursor(cursor);
  let query = db
    .from("job_items")
    .select(
      "id, item_key, status, scene_id, scenes(title), url:payload->>url, page:payload->>pageUrl, error, note, finished_at",
    )
    .eq("job_id", jobId);
  if (after) query = query.gt("id", after);
  if (status) query = query.eq("status", status);
  const { data } = await query
    .order("id")
    .limit(limit + 1)
    .throwOnError();
  return toPage(data, limit, ({ scenes: scene, url, page, ...row }) =>
    jobItemSchema.parse({ ...row, scene_title: scene?.title ?? null, address: page ?? url }),
  );
}

/** Moves a queued job to running; answers its status afterwards. @throws {NotFoundError} */
export async function beginJob(db: Db, jobId: string): Promise<JobStatus> {
  const { data } = await db.rpc("begin_job", { target_job_id: jobId }).throwOnError();
  if (!data) throw new NotFoundError(`There is no job ${jobId}.`);
  return data as JobStatus;
}

/** True to the caller whose sealing ended the job, whenever it asks. */
export async function sealJob(db: Db, jobId: string, caller: string): Promise<boolean> {
  const { data } = await db.rpc("seal_job", { target_job_id: jobId, caller }).throwOnError();
  return data;
}

export async function failJob(db: Db, jobId: string, error: { code: string; message: string }): Promise<void> {
  await db.rpc("fail_job", { target_job_id: jobId, job_error: error }).throwOnError();
}

/** Cancels the job and what follows from it; answers the ids that were still open. @throws PT404 */
export async function cancelJob(db: Db, jobId: string): Promise<string[]> {
  const { data } = await db.rpc("cancel_job", { target_job_id: jobId }).throwOnError();
  return data;
}

/** The child of `parentId` of this kind, if one was made. */
export async function findChild(db: Db, parentId: string, kind: JobKind): Promise<string | null> {
  const query = db.from("jobs").select("id").eq("parent_job_id", parentId).eq("kind", kind);
  const { data } = await query.maybeSingle().throwOnError();
  return data?.id ?? null;
}

/** Jobs that ended before the instant while the job after them still waits to hear of it. */
export async function sweepEnds(
  db: Db,
  { endedBefore, limit }: { endedBefore: string; limit: number },
): Promise<Job[]> {
  const { data } = await db.rpc("sweep_ends", { ended_before: endedBefore, at_most: limit }).throwOnError();
  return data.map(toJob);
}

/** Jobs nobody has begun since the instant, under their next attempt number. */
export async function sweepJobs(
  db: Db,
  { queuedBefore, limit }: { queuedBefore: string; limit: number },
): Promise<Job[]> {
  const { data } = await db.rpc("sweep_jobs", { queued_before: queuedBefore, at_most: limit }).throwOnError();
  return data.map(toJob);
}
