import type { Tone } from "@/components/ui/badge";
import { countOf, formatCount } from "@/components/ui/format";
import type { WorkerAction } from "@/lib/contracts/analyze";
import type { Worker } from "@/lib/contracts/workers";

export const WORKER_STATE_LABELS: Record<Worker["state"], { label: string; tone: Tone }> = {
  up: { label: "Up", tone: "ok" },
  draining: { label: "Draining", tone: "warn" },
  lost: { label: "Lost", tone: "bad" },
  down: { label: "Stopped", tone: "neutral" },
};

/** The figures of a worker, without those its kind does not have. */
export function prepareWorkerFacts(worker: Worker): { label: string; value: string }[] {
  const { kind, busy, done, failed, memory_mb, cpu_percent, recycles, event_loop_delay_ms, device, pid } = worker;
  const facts: [string, string | null][] = [
    [kind === "app" ? "Calls under way" : "Images under way", formatCount(busy)],
    ["Done", formatCount(done)],
    ["Failed", formatCount(failed)],
    ["Memory", memory_mb === null ? null : `${formatCount(Math.round(memory_mb))} MB`],
    ["CPU", cpu_percent === null ? null : `${Math.round(cpu_percent)}% of a core`],
    ["Event loop", event_loop_delay_ms === null ? null : `${Math.round(event_loop_delay_ms)} ms late`],
    ["Recycled", recycles === null ? null : countOf(recycles, "time")],
    ["Device", device],
    ["Process", pid === null ? null : String(pid)],
    ["Version", worker.version || null],
  ];
  return facts.flatMap(([label, value]) => (value === null ? [] : [{ label, value }]));
}

export const ACTION_LABELS: Record<WorkerAction, { label: string; title: string; description: string; done: string }> =
  {
    drain: {
      label: "Drain",
      title: "Drain this worker?",
      description: "It finishes the pictures it has and takes no new ones, until you resume it. Others take its work.",
      done: "It takes no new pictures.",
    },
    resume: {
      label: "Resume",
      title: "Resume this worker?",
      description: "It takes work again.",
      done: "It takes work again.",
    },
    restart: {
      label: "Restart",
      title: "Restart its inference?",
      description:
        "Its inference process is replaced, which gives memory back. Nothing is lost; new pictures wait a few seconds.",
      done: "Its inference is being replaced.",
    },
    shutdown: {
      label: "Shut down",
      title: "Shut this worker down?",
      description:
        "It finishes the pictures it has, then its process ends. What supervises it (npm start, Docker, systemd) may start a new one.",
      done: "It is shutting down.",
    },
  };
