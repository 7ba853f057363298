import { QUEUE_LABELS } from "@/components/jobs/job-labels";
import type { QueueRouting } from "@/lib/contracts/queues";

type Route = QueueRouting["routes"][number];

export interface RoutingNode {
  key: string;
  label: string;
  /** Its middle, in pixels from the top of the picture. */
  y: number;
}

/** Four columns from left to right; an edge joins nodes of neighbouring columns by their index. */
export interface RoutingPicture {
  columns: { title: string; nodes: RoutingNode[] }[];
  edges: { column: number; from: number; to: number }[];
  heightPx: number;
}

const ROW_PX = 30;
const NONE = "no queue";

const STATIONS: { title: string; key: (route: Route) => string; label: (route: Route) => string }[] = [
  { title: "Event", key: ({ trigger }) => trigger, label: ({ trigger }) => trigger.replace(/^modomo\//, "") },
  { title: "Function", key: (route) => route.function, label: (route) => route.function },
  {
    title: "Queue",
    key: ({ queue }) => queue ?? NONE,
    label: ({ queue }) => (queue ? QUEUE_LABELS[queue] : "No queue"),
  },
  { title: "Worker", key: ({ worker }) => worker, label: ({ worker }) => (worker === "app" ? "App" : "gpu-worker") },
];

/** Places every event, function, queue and worker once, in an order that has few lines cross. */
export function prepareRouting(routes: QueueRouting["routes"]): RoutingPicture {
  const sorted = routes.toSorted((a, b) => order(a).localeCompare(order(b)));
  const keysOf = STATIONS.map(({ key }) => [...new Set(sorted.map(key))]);
  const heightPx = Math.max(1, ...keysOf.map((keys) => keys.length)) * ROW_PX;
  const columns = STATIONS.map(({ title, key, label }, column) => {
    const keys = keysOf[column] ?? [];
    const nodes = keys.map((each, index) => {
      const route = sorted.find((candidate) => key(candidate) === each);
      return { key: each, label: route ? label(route) : each, y: ((index + 0.5) * heightPx) / keys.length };
    });
    return { title, nodes };
  });
  const joined = new Map<string, RoutingPicture["edges"][number]>();
  for (const route of sorted) {
    for (let column = 0; column < STATIONS.length - 1; column += 1) {
      const at = (station: number) => (keysOf[station] ?? []).indexOf(STATIONS[station]?.key(route) ?? "");
      const edge = { column, from: at(column), to: at(column + 1) };
      joined.set(`${column} ${edge.from} ${edge.to}`, edge);
    }
  }
  return { columns, edges: [...joined.values()], heightPx };
}

/** By worker, then by queue, so that what belongs together lies together. */
const order = (route: Route): string => `${route.worker} ${route.queue ?? "~"} ${route.function} ${route.trigger}`;
