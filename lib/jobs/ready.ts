import type { z } from "zod";
import type { readySchema } from "@/lib/contracts/dashboard";
import type { Deps } from "@/lib/deps";
import { messageOf } from "@/lib/errors";

/** Asks each dependency in turn; says what is wrong in words an operator can act on. */
export async function checkReady({ db, gpu }: Pick<Deps, "db" | "gpu">): Promise<z.infer<typeof readySchema>> {
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
