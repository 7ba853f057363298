import type { Scope } from "./expression/evaluate.ts";
import type { EngineEvent } from "./types.ts";

/** The variables of an expression about one event, or about a waiting run's event and a newly arrived one. */
export function scopeOf(event: EngineEvent, arrived?: EngineEvent): Scope {
  const asValue = (of: EngineEvent): Scope[string] => of.body() as unknown as Scope[string]; // a body is JSON
  return arrived ? { event: asValue(event), async: asValue(arrived) } : { event: asValue(event) };
}
