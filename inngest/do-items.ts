import { NonRetriableError } from "inngest";
import pLimit from "p-limit";
import { type Deps, getDeps } from "@/lib/deps";
import { messageOf } from "@/lib/errors";
import { beginWork, type ChunkItem, failWork, openItems } from "@/lib/jobs/chunks.repository";
import { log } from "@/lib/log";
import { failItem } from "@/lib/scenes/item-failure";
import type { ChunkWork } from "./chunk-function";

const NOTHING: ChunkWork = { outcomes: [], sceneIds: [] };

/** Of those suspected one works at a time, so that a process that dies lays the blame on one of them only. */
const oneSuspect = pLimit(1);

/**
 * Does the open items of a chunk, unless they took their process down too often: work that does so never fails, and would be
 * begun for ever. One item alone then ends as poison.
 * @throws {NonRetriableError} named `memory`: several took it down, so one of them is to be found.
 */
export async function doItems(
  { chunkId, runId }: { chunkId: string; runId: string },
  work: (deps: Deps, items: ChunkItem[]) => Promise<ChunkWork>,
): Promise<ChunkWork> {
  const deps = getDeps();
  const deaths = await beginWork(deps.db, { chunkId, runId, isAlone: false });
  if (deaths === null) return NOTHING;
  if (deaths === 0) return doBegun(deps, chunkId, work);
  return oneSuspect(async () => {
    const known = await beginWork(deps.db, { chunkId, runId, isAlone: true });
    if (known === null) return NOTHING;
    if (known < deps.env.MODOMO_POISON_TRIES) return doBegun(deps, chunkId, work);
    return giveUp(await openItems(deps.db, chunkId), known);
  });
}

async function doBegun(
  deps: Deps,
  chunkId: string,
  work: (deps: Deps, items: ChunkItem[]) => Promise<ChunkWork>,
): Promise<ChunkWork> {
  try {
    return await work(deps, await openItems(deps.db, chunkId));
  } catch (error) {
    await failWork(deps.db, chunkId).catch((cause) => {
      log.warn({ chunkId, reason: messageOf(cause) }, "a failure counts as a death, since the database was away");
    });
    throw error;
  }
}

function giveUp(items: ChunkItem[], deaths: number): ChunkWork {
  const [item, ...others] = items;
  if (!item) return NOTHING;
  const message = `The app ended ${deaths} times while it worked on this, and never came to an end with it.`;
  if (others.length === 0) return { outcomes: [failItem(item, { code: "poison", message })], sceneIds: [] };
  throw Object.assign(new NonRetriableError(message), { name: "memory" });
}
