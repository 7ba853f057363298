import type { Core } from "./core.ts";
import { resume } from "./progress.ts";
import type { Json } from "./types.ts";

/** Wakes the run that waits for a signal. @returns its id; null when none waits. */
export function sendSignal(core: Core, signal: string, data: Json): string | null {
  const pause = core.pauses.bySignal(signal);
  if (!pause || pause.expiresAt <= core.now() || !core.pauses.take(pause.id)) return null;
  core.queue.remove(`${pause.id}:timeout`);
  resume(core, pause.runId, pause.stepId, {
    memoJson: JSON.stringify({ data: { signal, data } }),
    status: "completed",
  });
  return pause.runId;
}
