import { setTimeout as sleep } from "node:timers/promises";
import type { JobLog } from "@/lib/contracts/job-control";
import type { Job } from "@/lib/contracts/jobs";
import type { Db } from "@/lib/db/client";
import { uuidV7Floor } from "@/lib/db/uuid";
import { messageOf } from "@/lib/errors";
import { log } from "@/lib/log";
import { listChains } from "./jobs.repository";
import { logsSince } from "./logs.repository";

const POLL_MS = 700;
/** Lines are read again for so long: of two written at once, the one with the lesser id may be there later. */
const LATE_MS = 10_000;

/** What a look at the database found of a chain: all its jobs in order, and the lines of its logs that are new. */
export interface ChainNews {
  chain: Job[];
  lines: JobLog[];
}
type Listener = (news: ChainNews) => void;

/** Watched chains by the id of their first job. */
type Watches = Map<string, { listeners: Set<Listener>; seen: Set<string> }>;
/** Of each database that is being looked at; empty while the last watcher has gone and the next look has not come. */
const watchesOf = new WeakMap<Db, Watches>();

/**
 * Tells `listen` of a chain every 0.7 s until the answered function is called. All watchers of this process share two queries a
 * look, however many they are; without any nobody looks.
 */
export function watchChain(db: Db, rootJobId: string, listen: Listener): () => void {
  const running = watchesOf.get(db);
  const watches: Watches = running ?? new Map();
  const watch = watches.get(rootJobId) ?? { listeners: new Set(), seen: new Set() };
  watches.set(rootJobId, watch);
  watch.listeners.add(listen);
  if (!running) {
    watchesOf.set(db, watches);
    void look(db, watches);
  }
  return () => {
    watch.listeners.delete(listen);
    if (watch.listeners.size === 0 && watches.get(rootJobId) === watch) watches.delete(rootJobId);
  };
}

async function look(db: Db, watches: Watches): Promise<void> {
  while (watches.size > 0) {
    try {
      await tellAll(db, watches);
    } catch (error) {
      log.warn({ reason: messageOf(error), chains: watches.size }, "watched jobs could not be read");
    }
    await sleep(POLL_MS);
  }
  // Whoever comes from now on is the first again, and starts the next round.
  watchesOf.delete(db);
}

async function tellAll(db: Db, watches: Watches): Promise<void> {
  const since = uuidV7Floor(Date.now() - LATE_MS);
  const [jobs, lines] = await Promise.all([listChains(db, [...watches.keys()]), logsSince(db, since)]);
  const chains = Map.groupBy(jobs, ({ root_job_id }) => root_job_id);
  for (const [root, { listeners, seen }] of watches) {
    const chain = chains.get(root) ?? [];
    const ids = new Set(chain.map(({ id }) => id));
    const fresh = lines.filter(({ id, job_id }) => ids.has(job_id) && !seen.has(id));
    for (const { id } of fresh) seen.add(id);
    for (const id of seen) if (id < since) seen.delete(id);
    if (chain.length > 0) for (const listen of listeners) listen({ chain, lines: fresh });
  }
}
