import type { Dashboard } from "@/lib/contracts/dashboard";
import type { JobKind, QueueName } from "@/lib/contracts/jobs";
import type { Db } from "@/lib/db/client";
import { listActiveJobs, listJobs } from "./jobs.repository";

const CATEGORIES_SHOWN = 12;
const COLLECTING: JobKind[] = ["scrape", "import"];

/** The overview: maintained counters and partial indexes only, so it costs the same at a million scenes. */
export async function getDashboard(db: Db, queues: { name: QueueName; limit: number }[]): Promise<Dashboard> {
  const [counters, depths, active, recent] = await Promise.all([
    readCounters(db),
    readDepths(db),
    listActiveJobs(db, 20),
    listJobs(db, { limit: 8 }),
  ]);
  const count = (name: string, key = "") => counters.get(name)?.get(key) ?? 0;
  const items = (status: string, kinds: JobKind[]) =>
    kinds.reduce((sum, kind) => sum + count("items", `${kind}:${status}`), 0);
  const collected = {
    ingested: items("completed", COLLECTING),
    duplicate: items("skipped", COLLECTING),
    failed: items("failed", COLLECTING),
  };
  return {
    counts: {
      scenes: count("scenes"),
      objects: count("objects"),
      masks: count("masks"),
      palettes: count("palettes"),
      embeddings: count("embeddings"),
      classified: count("classified"),
      failed: items("failed", ["scrape", "import", "detect", "colors", "classify"]),
    },
    image_types: ranked(counters.get("image_type")),
    room_types: ranked(counters.get("room_type")),
    categories: ranked(counters.get("category")).slice(0, CATEGORIES_SHOWN),
    yield: { found: collected.ingested + collected.duplicate + collected.failed, ...collected },
    jobs: Object.fromEntries(counters.get("jobs") ?? []),
    active_jobs: active,
    recent_jobs: recent.items,
    queues: queues.map(({ name, limit }) => {
      const depth = depths.get(name);
      return {
        name,
        limit,
        queued: depth?.queued ?? 0,
        running: depth?.running ?? 0,
        paused: depth?.isPaused ?? false,
      };
    }),
    generated_at: new Date().toISOString(),
  };
}

async function readCounters(db: Db): Promise<Map<string, Map<string, number>>> {
  const { data } = await db.from("counters").select("name, key, value").throwOnError();
  const counters = new Map<string, Map<string, number>>();
  for (const { name, key, value } of data) {
    const group = counters.get(name) ?? new Map<string, number>();
    counters.set(name, group.set(key, value));
  }
  return counters;
}

async function readDepths(db: Db): Promise<Map<string, { queued: number; running: number; isPaused: boolean }>> {
  const { data } = await db.from("queue_depths").select("name, queued, running, is_paused").throwOnError();
  return new Map(
    data.map((row) => [
      row.name ?? "",
      { queued: row.queued ?? 0, running: row.running ?? 0, isPaused: row.is_paused ?? false },
    ]),
  );
}

const ranked = (group: Map<string, number> | undefined): { label: string; count: number }[] =>
  [...(group ?? [])]
    .filter(([, count]) => count > 0)
    .map(([label, count]) => ({ label, count }))
    .sort((a, b) => b.count - a.count || a.label.localeCompare(b.label));
