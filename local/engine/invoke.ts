import type { Core } from "./core.ts";
import { completed, type Ending, failed, resume } from "./progress.ts";
import { type EngineEvent, isObject, type Json } from "./types.ts";

/** `<run>.<step>` of the step that invoked a function with this event; null for ordinary events. */
export function correlationOf(event: EngineEvent): string | null {
  if (event.name !== "inngest/function.invoked") return null;
  const internal = event.body().data._inngest;
  return isObject(internal) && typeof internal.correlation_id === "string" ? internal.correlation_id : null;
}

/** Answers the step that invoked a function which has ended. */
export function answerInvocation(core: Core, event: EngineEvent, result: { output: Json } | { error: Json }): void {
  const correlation = correlationOf(event);
  if (correlation)
    endInvocation(core, correlation, "error" in result ? failed(result.error) : completed(result.output));
}

/** Answers the step that invoked a function which will never run for this event. */
export function failInvocation(core: Core, event: EngineEvent, message: string): void {
  const correlation = correlationOf(event);
  if (correlation) endInvocation(core, correlation, failed({ name: "InngestInvokeError", message }));
}

/** @param correlation the pause's id. */
export function endInvocation(core: Core, correlation: string, ending: Ending): void {
  const pause = core.pauses.get(correlation);
  if (!pause || !core.pauses.take(pause.id)) return;
  core.queue.remove(`${pause.id}:timeout`);
  resume(core, pause.runId, pause.stepId, ending);
}
