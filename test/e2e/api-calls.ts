import type { QueueName } from "@/lib/contracts/jobs";
import { type Queue, queueListSchema } from "@/lib/contracts/queues";
import type { Visitor } from "./visitor";

/** What the dashboard's own pages send with every change. */
export const OWN = { "x-modomo-csrf": "1" };

export async function queueOf({ api }: Visitor, name: QueueName): Promise<Queue> {
  const queue = (await api("/api/queues", queueListSchema)).items.find((each) => each.name === name);
  if (!queue) throw new Error(`no queue ${name}`);
  return queue;
}

/** Does `act` while a queue is paused; it is resumed whatever comes of it, since the tests that follow use it too. */
export async function whilePaused({ page }: Visitor, name: QueueName, act: () => Promise<void>): Promise<void> {
  const set = (paused: boolean) => page.request.patch(`/api/queues/${name}`, { data: { paused }, headers: OWN });
  await set(true);
  try {
    await act();
  } finally {
    await set(false);
  }
}
