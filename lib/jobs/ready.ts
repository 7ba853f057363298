import type { z } from "zod";
import type { readySchema } from "@/lib/contracts/dashboard";
import type { Deps } from "@/lib/deps";
import { messageOf } from "@/lib/errors";

type Report = z.infer<typeof readySchema>;

/** Anybody may ask, so that asking often must not cost often. */
const FRESH_MS = 1_000;
const recent = new WeakMap<Deps["db"], { atMs: number; report: Promise<Report> }>();

/** Asks each dependency, once a second at most; says what is wrong in words an operator can act on. */
export function checkReady({ db, gpu }: Pick<Deps, "db" | "gpu">): Promise<Report> {
  const known = recent.get(db);
  if (known && performance.now() - known.atMs < FRESH_MS) return known.report;
  const report = askAll(db, gpu);
  recent.set(db, { atMs: performance.now(), report });
  return report;
}

/** What strangers may know: which dependency answers, not what it said. */
export const withoutDetail = ({ ready, dependencies }: Report): Report => ({
  ready,
  dependencies: Object.fromEntries(Object.entries(dependencies).map(([name, { ok }]) => [name, { ok }])),
});

async function askAll(db: Deps["db"], gpu: Deps["gpu"]): Promise<Report> {
  const [database, workers] = await Promise.all([checkDatabase(db), checkWorkers(gpu)]);
  return { ready: database.ok && workers.ok, dependencies: { database, gpu_workers: workers } };
}

async function checkDatabase(db: Deps["db"]): Promise<{ ok: boolean; detail: string }> {
  try {
    await db.from("queue_state").select("name").limit(1).throwOnError();
    return { ok: true, detail: "answers" };
  } catch (error) {
    return { ok: false, detail: messageOf(error) };
  }
}

async function checkWorkers(gpu: Deps["gpu"]): Promise<{ ok: boolean; detail: string }> {
  const workers = await gpu.status();
  const up = workers.filter(({ status }) => status !== null).length;
  return { ok: up > 0, detail: `${up} of ${workers.length} answer` };
}
