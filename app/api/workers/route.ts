import { workerListSchema } from "@/lib/contracts/workers";
import { apiRoute } from "@/lib/http/api-route";
import { describeWorker } from "@/lib/workers/describe-worker";
import { watchWorkers } from "@/lib/workers/watch-workers";
import { listWorkers } from "@/lib/workers/workers.repository";

/** GET → app instances and gpu-workers, as they are now or were when last seen. */
export const GET = apiRoute(
  { summary: "App instances and gpu-workers", scope: "jobs:read", answers: { 200: workerListSchema } },
  async ({ deps }) => {
    await watchWorkers(deps); // where the app runs without timers, looking is what asks
    const nowMs = Date.now();
    const items = (await listWorkers(deps.db)).map((row) => describeWorker(row, nowMs));
    return Response.json({ generated_at: new Date(nowMs).toISOString(), items });
  },
);
