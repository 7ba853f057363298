import { type JobKind, QUEUE_NAMES, type QueueName } from "@/lib/contracts/jobs";
import { queueLimitOverrides } from "@/lib/env";
import type { QueueSettings } from "@/lib/queues/describe-queues";

export interface Queue {
  /** Steps in flight at once, over all functions of the queue and all app instances. */
  limit: number;
  /** Priority of a job that names none, 0 to 9. */
  priority: number;
  /** Tries after the first; backoff is exponential from `MODOMO_RETRY_BASE_MS`. */
  retries: number;
  /** Where the work of its chunks is computed. */
  worker: "app" | "gpu-worker";
}

/**
 * The one queue table. Names are those of the old Celery routing (`celery` = `default`). Limits can be replaced by
 * `MODOMO_QUEUE_LIMITS=detection=2,…` without a code change.
 */
const TABLE: Record<QueueName, Queue> = {
  default: { limit: 4, priority: 5, retries: 3, worker: "app" },
  ai_processing: { limit: 1, priority: 3, retries: 3, worker: "gpu-worker" },
  detection: { limit: 1, priority: 7, retries: 3, worker: "gpu-worker" },
  scraping: { limit: 1, priority: 5, retries: 3, worker: "app" },
  import: { limit: 2, priority: 5, retries: 3, worker: "app" },
  color_processing: { limit: 2, priority: 4, retries: 3, worker: "app" },
  classification: { limit: 2, priority: 4, retries: 3, worker: "app" },
};

export function queueOf(name: QueueName): Queue {
  return { ...TABLE[name], limit: queueLimitOverrides()[name] ?? TABLE[name].limit };
}

/** Every queue as it is set, and where its limit can be changed. */
export const queueSettings = (): QueueSettings[] =>
  QUEUE_NAMES.map((name) => {
    const { limit, priority, retries } = queueOf(name);
    const isOverridden = queueLimitOverrides()[name] !== undefined;
    return { name, limit, priority, retries, limit_from: isOverridden ? "MODOMO_QUEUE_LIMITS" : "inngest/queues.ts" };
  });

/** What every function of a queue is declared with: one constant concurrency key of the environment, and the retries. */
export function queueOptions(name: QueueName) {
  const { limit, retries } = queueOf(name);
  return {
    concurrency: [{ scope: "env" as const, key: `"${name}"`, limit }] as [{ scope: "env"; key: string; limit: number }],
    retries: retries as 3,
  };
}

/** Priority 0-9 as Inngest has it: a head start in seconds, 120 for each step above 5. */
export const PRIORITY_EXPRESSION = "(event.data.priority - 5) * 120";

/** Where the bulk work of each kind runs. Single images of `detect` go to `detection`. */
export const BULK_QUEUE: Record<JobKind, QueueName> = {
  scrape: "scraping",
  import: "import",
  detect: "ai_processing",
  colors: "color_processing",
  classify: "classification",
};

/** What takes up the scenes a kind of job brings out, when the job runs the whole pipeline. */
export const NEXT_KIND: Record<JobKind, JobKind | null> = {
  scrape: "detect",
  import: "detect",
  detect: "colors",
  colors: "classify",
  classify: null,
};
