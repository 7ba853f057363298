import { hostname } from "node:os";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { getDeps } from "@/lib/deps";
import { messageOf } from "@/lib/errors";
import { log } from "@/lib/log";
import packageJson from "@/package.json" with { type: "json" };
import { appLoad } from "./app-load";
import type { AppDetails } from "./describe-worker";
import { watchWorkers } from "./watch-workers";
import { type SeenWorker, saveWorkers } from "./workers.repository";

const BEAT_MS = 15_000;

/**
 * Has this app instance say every 15 s that it lives and how it is, and take its turn in looking after the gpu-workers. A
 * database that is away is told once in the log and tried again with the next beat.
 */
export function startHeartbeat(): void {
  const instance = createInstance();
  let wasFailing = false;
  const beat = async (state: SeenWorker["state"]) => {
    try {
      const deps = getDeps();
      await saveWorkers(deps.db, [instance(state)]);
      if (state === "up") await watchWorkers(deps);
      wasFailing = false;
    } catch (error) {
      if (!wasFailing) log.warn({ reason: messageOf(error) }, "this instance could not say that it lives");
      wasFailing = true;
    }
  };
  void beat("up");
  const timer = setInterval(() => void beat("up"), BEAT_MS);
  timer.unref();
  for (const signal of ["SIGTERM", "SIGINT"] as const) {
    process.once(signal, () => {
      clearInterval(timer);
      void beat("down"); // if the process ends sooner, it is shown as lost
    });
  }
}

/** What to write down at a beat; figures are since the one before. */
function createInstance(): (state: SeenWorker["state"]) => SeenWorker {
  const startedMs = Date.now() - process.uptime() * 1000;
  const id = `app-${hostname()}-${process.pid}-${Math.round(startedMs).toString(36)}`.replaceAll(
    /[^a-zA-Z0-9.]+/g,
    "-",
  );
  const delay = monitorEventLoopDelay({ resolution: 20 });
  delay.enable();
  let before: { cpuMs: number; atMs: number } | null = null;
  return (state) => {
    const { user, system } = process.cpuUsage();
    const now = { cpuMs: (user + system) / 1000, atMs: performance.now() };
    const details: AppDetails = {
      name: hostname(),
      pid: process.pid,
      memory_mb: Math.round(process.memoryUsage.rss() / 1_048_576),
      cpu_percent: before && Math.round((100 * (now.cpuMs - before.cpuMs)) / (now.atMs - before.atMs)),
      event_loop_delay_ms: Math.round(delay.percentile(99) / 1e5) / 10,
      ...appLoad(),
    };
    before = now;
    delay.reset();
    const times = { started_at: new Date(startedMs).toISOString(), last_seen_at: new Date().toISOString() };
    return { id, kind: "app", url: null, version: packageJson.version, state, details: { ...details }, ...times };
  };
}
