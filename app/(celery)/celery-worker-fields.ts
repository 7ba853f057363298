import type { Dashboard } from "@/lib/contracts/dashboard";
import type { Worker } from "@/lib/contracts/workers";
import { activeTaskFields, oldQueueName } from "./celery-fields";

const isOnline = ({ state }: Worker): boolean => state === "up" || state === "draining";

/** `GET /jobs/celery/workers`: as the old inspection, which saw none but those that answer. */
export function workerFields({ items, generated_at }: { items: Worker[]; generated_at: string }) {
  const online = items.filter(isOnline);
  return {
    workers: Object.fromEntries(online.map((worker) => [worker.name, toWorker(worker)])),
    total_workers: online.length,
    online_workers: online.length,
    timestamp: generated_at,
  };
}

const toWorker = ({ pid, busy, done, failed }: Worker) => ({
  status: "online",
  pid,
  total_completed: done,
  total_failed: failed,
  total_received: busy + done + failed,
});

/** `GET /jobs/celery/dashboard`. */
export function dashboardFields({ active_jobs, queues, generated_at }: Dashboard, workers: Worker[]) {
  const online = workers.filter(isOnline);
  const { processed_tasks: active, total_tasks } = activeTaskFields({ items: active_jobs });
  const lengths = queues.map(({ name, queued }) => [oldQueueName(name), queued] as const);
  return {
    celery_available: true,
    timestamp: generated_at,
    workers: Object.fromEntries(
      online.map((worker) => {
        const {
          total_completed: tasks_completed,
          total_failed: tasks_failed,
          total_received: tasks_received,
          ...rest
        } = toWorker(worker);
        return [worker.name, { ...rest, tasks_completed, tasks_failed, tasks_received }];
      }),
    ),
    tasks: { active, active_count: total_tasks },
    queues: Object.fromEntries(lengths.map(([name, length]) => [name, { length, waiting: length }])),
    system: {
      total_workers: online.length,
      online_workers: online.length,
      total_active_tasks: total_tasks,
      total_queues: queues.length,
      total_queued: lengths.reduce((sum, [, length]) => sum + length, 0),
    },
  };
}
