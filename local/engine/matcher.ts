import type { Core } from "./core.ts";
import { compile, matches, valueAt } from "./expression/expression.ts";
import type { Value } from "./expression/types.ts";
import { cancelRun } from "./finish.ts";
import { failInvocation } from "./invoke.ts";
import { resume } from "./progress.ts";
import type { EngineFunction } from "./registry/function.ts";
import { offer } from "./schedule.ts";
import { scopeOf } from "./scope.ts";
import { type EngineEvent, isObject, type Pause } from "./types.ts";

/** Lets a stored event end waits, cancel runs, and start functions, in this order: no event cancels what it starts. */
export function matchEvent(core: Core, event: EngineEvent): void {
  endPauses(core, event);
  if (event.name === "inngest/function.invoked") {
    startInvoked(core, event);
    return;
  }
  const started = new Set<string>();
  for (const { fn, trigger } of core.registry.triggersFor(event.name)) {
    if (started.has(fn.slug) || (trigger.condition && !matches(trigger.condition, scopeOf(event)))) continue;
    started.add(fn.slug);
    offer(core, fn, event);
  }
}

function endPauses(core: Core, event: EngineEvent): void {
  const candidates = core.pauses.candidates(event.name, (path) => valueAt(path, event.body() as unknown as Value)); // a body is JSON
  for (const pause of candidates) {
    if (pause.expiresAt <= core.now() || !isMatch(core, pause, event) || !core.pauses.take(pause.id)) continue;
    if (pause.kind === "cancel") {
      cancelRun(core, pause.runId, `event ${event.name} asked for it`);
      continue;
    }
    core.queue.remove(`${pause.id}:timeout`);
    resume(core, pause.runId, pause.stepId, { memoJson: `{"data":${event.json}}`, status: "completed" });
  }
}

function isMatch(core: Core, pause: Pause, event: EngineEvent): boolean {
  const run = core.runs.get(pause.runId);
  if (!run || core.runs.eventIds(run).includes(event.id)) return false;
  if (!pause.expression) return true;
  const trigger = core.events.get(run.eventId);
  return trigger !== null && matches(compile(pause.expression), scopeOf(trigger, event));
}

function startInvoked(core: Core, event: EngineEvent): void {
  const internal = event.body().data._inngest;
  const target = isObject(internal) && typeof internal.fn_id === "string" ? internal.fn_id : "";
  const fn: EngineFunction | undefined = core.registry.find(target);
  if (fn && !fn.isArchived) offer(core, fn, event);
  else failInvocation(core, event, `The function "${target}" does not exist.`);
}
