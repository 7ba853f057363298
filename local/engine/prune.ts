import type { Core } from "./core.ts";

const DAY_MS = 86_400_000;
const RUNS_PER_TICK = 250;
const EVENTS_PER_TICK = 1_000;
/** Kept events per kept run: its trigger, and what its end published. */
const EVENTS_PER_RUN = 4;

/**
 * Deletes what is older than configured, or more than configured: finished runs with their steps, then events no
 * stored run needs, and expired keys. Works in small pieces, so that dispatching goes on between them.
 */
export async function prune(core: Core, isStopped: () => boolean): Promise<{ runs: number; events: number }> {
  const { keepDays, keepRuns } = core.config;
  const oldestMs = core.now() - keepDays * DAY_MS;
  let runs = 0;
  for (let deleted = -1; deleted !== 0 && !isStopped(); runs += deleted) {
    deleted = core.db.write(() =>
      core.retention.deleteRuns({ endedBefore: oldestMs, keep: keepRuns, limit: RUNS_PER_TICK }),
    );
    await core.db.committed();
  }
  let events = 0;
  const limits = { receivedBefore: oldestMs, keep: keepRuns * EVENTS_PER_RUN };
  for (let cursor: number | null = 0; cursor !== null && !isStopped(); ) {
    const page: { deleted: number; cursor: number | null } = core.db.write(() =>
      core.retention.deleteEvents({ ...limits, cursor: cursor ?? 0, limit: EVENTS_PER_TICK }),
    );
    events += page.deleted;
    cursor = page.cursor;
    await core.db.committed();
  }
  if (isStopped()) return { runs, events };
  core.db.write(() => {
    while (core.marks.expire(core.now(), 1_000) === 1_000);
    core.cancellations.prune(oldestMs);
    core.retention.releaseSpace();
  });
  if (runs + events > 0) core.log.info({ runs, events }, "old runs and events deleted");
  return { runs, events };
}
