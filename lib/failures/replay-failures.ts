import { z } from "zod";
import { colorPayloadSchema } from "@/lib/color/color-scenes";
import type { ReplayRequest, ReplayResult } from "@/lib/contracts/failures";
import { JOB_INPUT } from "@/lib/contracts/job-input";
import type { JobKind } from "@/lib/contracts/jobs";
import type { Db, Json } from "@/lib/db/client";
import { type FieldError, InvalidInputError } from "@/lib/errors";
import { importPayloadSchema } from "@/lib/scenes/import-images";
import { candidateSchema } from "@/lib/sources/source-adapter";
import type { FailedItem, FailureChoice, OpenedChunk } from "./failures.repository";
import {
  closeLetter,
  discardFailures,
  inputsOf,
  pickFailedItems,
  pickLetters,
  replayItems,
  replayPlan,
} from "./failures.repository";
import { mergePatch } from "./merge-patch";

const PAGE = 500;
export const AT_ONCE_MAX = 10_000;

/** What a replay sets going; each is to be sent. What is lost on the way the sweeper finds, except events of no job. */
export interface ToSend {
  chunks: Map<string, OpenedChunk>;
  jobIds: Set<string>;
  /** Events of functions of no job; they carry the letter's id, so the engine takes each once. */
  events: { id: string; letterId: string; event: Json }[];
}

type Choice = Pick<ReplayRequest, "ids" | "fingerprint" | "filter">;
const toChoice = ({ ids, fingerprint, filter }: Choice): FailureChoice =>
  JSON.parse(JSON.stringify({ ...filter, ids, fingerprint })) as FailureChoice;

/**
 * Runs failures again from the stage that failed, over the items that are not done; at most 10,000 a call. However many ask
 * for the same at once, each item is opened once. Poison is left out unless asked for. A dry run changes nothing and says what
 * would be done.
 * @throws {InvalidInputError} a patched input or payload is not what the kind of job takes; nothing of that page is replayed.
 */
export async function replayFailures(
  db: Db,
  request: ReplayRequest,
  { poisonTries }: { poisonTries: number },
): Promise<{ result: ReplayResult; toSend: ToSend }> {
  const choice = toChoice(request);
  const counts = new Map<string, number>();
  const toSend: ToSend = { chunks: new Map(), jobIds: new Set(), events: [] };
  const left = { poison: 0, unsettled: 0 };
  let [after, seen, pageLength]: [string | null, number, number] = [null, 0, PAGE];
  while (pageLength === PAGE && seen < AT_ONCE_MAX) {
    const page = await pickFailedItems(db, { choice, after, limit: PAGE });
    [pageLength, after, seen] = [page.length, page.at(-1)?.id ?? after, seen + page.length];
    const isPoison = (item: FailedItem) => !request.include_poison && (item.isPoison || item.tries >= poisonTries);
    const fit = page.filter((item) => !isPoison(item));
    const ready = fit.filter(({ isSettled }) => isSettled);
    left.poison += page.length - fit.length;
    left.unsettled += fit.length - ready.length;
    const patched = await patchPage(db, ready, request.patch);
    if (request.dry_run) for (const { jobId } of ready) counts.set(jobId, (counts.get(jobId) ?? 0) + 1);
    else if (ready.length > 0) {
      const opened = await replayItems(db, { itemIds: ready.map(({ id }) => id), ...patched });
      for (const chunk of opened.chunks) toSend.chunks.set(chunk.chunkId, chunk);
      for (const jobId of opened.jobIds) toSend.jobIds.add(jobId);
      for (const { jobId, items } of opened.chunks) counts.set(jobId, (counts.get(jobId) ?? 0) + items);
    }
  }
  const letters = await replayLetters(db, request, { choice, toSend });
  const jobs = [...counts].map(([job_id, items]) => ({ job_id, items }));
  const items = jobs.reduce((sum, job) => sum + job.items, 0);
  const has_more = pageLength === PAGE || letters.hasMore;
  return { result: { dry_run: request.dry_run, items, runs: letters.count, jobs, ...left, has_more }, toSend };
}

async function replayLetters(
  db: Db,
  { dry_run: isDry, patch }: ReplayRequest,
  { choice, toSend }: { choice: FailureChoice; toSend: ToSend },
): Promise<{ count: number; hasMore: boolean }> {
  const letters = await pickLetters(db, { choice, after: null, limit: PAGE });
  const jobs = patch?.input
    ? await inputsOf(
        db,
        letters.flatMap(({ jobId }) => jobId ?? []),
      )
    : new Map();
  let count = 0;
  for (const { id, jobId, isPlan, event } of letters) {
    const job = jobId ? jobs.get(jobId) : undefined;
    const input = job && patch?.input ? patchInput(job, patch.input) : null;
    if (isDry) count += isPlan ? 1 : 0;
    else if (isPlan && jobId) {
      if (!(await replayPlan(db, id, input))) continue;
      toSend.jobIds.add(jobId);
      count += 1;
    } else if (isPlan) {
      toSend.events.push({ id: `dead-letter:${id}`, letterId: id, event });
      count += 1;
    } else await closeLetter(db, id); // its items are done, or open again
  }
  return { count, hasMore: letters.length === PAGE };
}

/** Inputs by job and payloads by item after the patch; empty without one. */
async function patchPage(
  db: Db,
  items: FailedItem[],
  patch: ReplayRequest["patch"],
): Promise<{ inputs: Record<string, Json>; payloads: Record<string, Json> }> {
  const { input: inputPatch, payload: payloadPatch } = patch ?? {};
  const inputs: Record<string, Json> = {};
  const payloads: Record<string, Json> = {};
  if (inputPatch) {
    const jobs = await inputsOf(db, [...new Set(items.map(({ jobId }) => jobId))]);
    for (const [id, job] of jobs) inputs[id] = patchInput(job, inputPatch);
  }
  if (payloadPatch) for (const item of items) payloads[item.id] = patchPayload(item, payloadPatch);
  return { inputs, payloads };
}

function patchInput({ kind, input }: { kind: keyof typeof JOB_INPUT; input: Json }, patch: Json): Json {
  const merged = mergePatch(input, patch);
  const parsed = JOB_INPUT[kind].safeParse(merged);
  if (parsed.success) return merged;
  throw notFitting("input", `the input of a ${kind} job`, parsed.error.issues);
}

/** What an item may carry, by kind of job. Of scenes to look at, the item has the id and nothing besides. */
const PAYLOAD: Record<JobKind, z.ZodType> = {
  scrape: candidateSchema,
  import: importPayloadSchema,
  detect: z.strictObject({}),
  colors: colorPayloadSchema,
  classify: z.strictObject({}),
};

function patchPayload({ kind, payload }: FailedItem, patch: Json): Json {
  const merged = mergePatch(payload, patch);
  const parsed = PAYLOAD[kind].safeParse(merged);
  if (parsed.success) return merged;
  throw notFitting("payload", `what an item of a ${kind} job carries`, parsed.error.issues);
}

function notFitting(
  part: "input" | "payload",
  what: string,
  issues: { path: PropertyKey[]; message: string }[],
): InvalidInputError {
  const errors: FieldError[] = issues.map(({ path, message }) => ({
    field: ["patch", part, ...path].map(String).join("."),
    message,
  }));
  return new InvalidInputError(`With this patch ${what} would not be valid.`, errors);
}

/** Discards open failures, at most 10,000 a call; items stay failed in their jobs. */
export async function discardChosen(
  db: Db,
  choice: Choice,
  reason: string,
): Promise<{ discarded: number; has_more: boolean }> {
  const wanted = toChoice(choice);
  let [discarded, after, pageLength]: [number, string | null, number] = [0, null, PAGE];
  for (let seen = 0; pageLength === PAGE && seen < AT_ONCE_MAX; seen += PAGE) {
    const page = await pickFailedItems(db, { choice: wanted, after, limit: PAGE });
    [pageLength, after] = [page.length, page.at(-1)?.id ?? after];
    discarded += await discardFailures(db, { itemIds: page.map(({ id }) => id), letterIds: [], reason });
  }
  const letters = await pickLetters(db, { choice: wanted, after: null, limit: PAGE });
  discarded += await discardFailures(db, { itemIds: [], letterIds: letters.map(({ id }) => id), reason });
  return { discarded, has_more: pageLength === PAGE || letters.length === PAGE };
}
