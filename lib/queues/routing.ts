import { type QueueName, queueNameSchema } from "@/lib/contracts/jobs";
import type { QueueRouting } from "@/lib/contracts/queues";

/** Of a function's declaration to Inngest, what says when it runs and on which queue. */
interface Declared {
  id: string;
  triggers?: readonly unknown[] | undefined;
  concurrency?: unknown;
}

type Trigger = { event?: unknown; cron?: unknown; if?: unknown };

/**
 * Which event runs which function on which queue, read off the declarations themselves, so that it cannot differ from them.
 * @param workerOf What computes the chunks of a queue; planners and maintenance always run in the app.
 */
export function routesOf(
  declared: readonly Declared[],
  workerOf: (queue: QueueName) => "app" | "gpu-worker",
): QueueRouting["routes"] {
  return declared.flatMap(({ id, triggers = [], concurrency }) => {
    const queue = queueOfKey(concurrency);
    return triggers.map((trigger) => {
      const { event, cron, if: condition } = trigger as Trigger;
      return {
        trigger: typeof cron === "string" ? `cron ${cron}` : String(event),
        condition: typeof condition === "string" ? condition : null,
        function: id,
        queue,
        worker: queue ? workerOf(queue) : "app",
      };
    });
  });
}

/** A queue is a constant concurrency key: its name in quotes. */
function queueOfKey(concurrency: unknown): QueueName | null {
  const [first] = Array.isArray(concurrency) ? concurrency : [concurrency];
  const key: unknown = first && typeof first === "object" && "key" in first ? first.key : null;
  return typeof key === "string" ? (queueNameSchema.safeParse(key.replaceAll('"', "")).data ?? null) : null;
}
