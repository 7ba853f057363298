import type { WorkerAction } from "@/lib/contracts/analyze";
import type { Worker } from "@/lib/contracts/workers";
import type { Deps } from "@/lib/deps";
import { ConflictError } from "@/lib/errors";
import { describeWorker } from "./describe-worker";
import { noteStatus } from "./watch-workers";
import { getWorker } from "./workers.repository";

/**
 * Tells a gpu-worker what to do and writes down how it answered.
 * @throws {NotFoundError} no worker has this id. @throws {ConflictError} it is an app instance. @throws {UpstreamError} out of reach.
 */
export async function tellWorker(
  { db, gpu }: Pick<Deps, "db" | "gpu">,
  id: string,
  action: WorkerAction,
  nowMs = Date.now(),
): Promise<Worker> {
  const worker = await getWorker(db, id);
  if (worker.kind !== "gpu-worker" || !worker.url) {
    throw new ConflictError(
      `${id} is an app instance, which shares its address with the others and so cannot refuse work alone. ` +
        "Send SIGTERM through what runs it (the terminal of `npm start`, docker, systemd, your host): it finishes its requests.",
    );
  }
  await noteStatus(db, worker.url, await gpu.tell(worker.url, action), nowMs);
  return describeWorker(await getWorker(db, id), nowMs);
}
