import { Counter, collectDefaultMetrics, Histogram, Registry } from "prom-client";
import { startSpan, withSpan } from "@/lib/telemetry/spans";

interface ProcessMetrics {
  registry: Registry;
  requests: Counter<"method" | "route" | "status">;
  seconds: Histogram<"method" | "route">;
}

/** One a process: the bundler may load this module once a route. */
const store = globalThis as { modomoProcessMetrics?: ProcessMetrics };

/** What this instance alone knows: memory, event loop, the requests it answered. */
export function processMetrics(): ProcessMetrics {
  store.modomoProcessMetrics ??= createMetrics();
  return store.modomoProcessMetrics;
}

function createMetrics(): ProcessMetrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const shared = { registers: [registry] };
  return {
    registry,
    requests: new Counter({
      ...shared,
      name: "modomo_http_requests_total",
      help: "API requests this instance answered, by route and status.",
      labelNames: ["method", "route", "status"],
    }),
    seconds: new Histogram({
      ...shared,
      name: "modomo_http_request_duration_seconds",
      help: "Time until the answer of an API request began.",
      labelNames: ["method", "route"],
      buckets: [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    }),
  };
}

type Params = Record<string, string | string[] | undefined>;

/**
 * The path with its parameters put back as names, `/api/jobs/[id]`, since a label must not hold ids.
 * @param params as the framework takes them from the path.
 */
export function routeOf(pathname: string, params: Params): string {
  const names = new Map(Object.entries(params).flatMap(([name, value]) => [value ?? []].flat().map((v) => [v, name])));
  return pathname
    .split("/")
    .map((part) => {
      const name = names.get(decode(part));
      return name === undefined ? part : `[${name}]`;
    })
    .join("/");
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part; // no valid escape: the framework has refused it or left it as it is
  }
}

interface NextContext {
  params: Promise<Params>;
}
type Handler = (request: Request, context: NextContext) => Promise<Response>;

/** Counts what a route handler answers and how fast, and makes it a span. */
export function measured(handler: Handler): Handler {
  return async (request, context) => {
    const started = performance.now();
    const labels = {
      method: request.method,
      route: routeOf(new URL(request.url).pathname, (await context.params) ?? {}),
    };
    const span = startSpan(`${labels.method} ${labels.route}`, { "http.route": labels.route });
    const response = await withSpan(span, () => handler(request, context));
    const { requests, seconds } = processMetrics();
    requests.inc({ ...labels, status: response.status });
    seconds.observe(labels, (performance.now() - started) / 1000);
    return response;
  };
}
