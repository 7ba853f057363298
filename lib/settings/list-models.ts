import type { GpuClient } from "@/lib/clients/gpu-worker";
import type { Models } from "@/lib/contracts/identity";

/** One entry a model and version, by task and id, from what each worker says of itself. */
export function listModels(workers: Awaited<ReturnType<GpuClient["status"]>>): Models {
  const models = new Map<string, Models["items"][number]>();
  for (const { status } of workers) {
    for (const { id, version, task, licence, state } of status?.models ?? []) {
      const key = `${task} ${id} ${version}`;
      const model = models.get(key) ?? { id, version, task, licence, workers: [] };
      models.set(key, model);
      model.workers.push({ name: status?.name ?? "", device: status?.device ?? "", state });
    }
  }
  return {
    items: [...models].toSorted(([a], [b]) => a.localeCompare(b, "en")).map(([, model]) => model),
    unreachable: workers.flatMap(({ url, status }) => (status ? [] : [new URL(url).origin])),
  };
}
