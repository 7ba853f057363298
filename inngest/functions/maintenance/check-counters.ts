import { getDeps } from "@/lib/deps";
import { COUNTED, checkCounters, type Drift } from "@/lib/maintenance/maintenance.repository";
import type { StepTools } from "../../chunk-function";
import type { Report } from "./run-maintenance";

/** Counts the figures of the pages anew, a group a step, and repairs what has drifted; answers what it was. */
export async function checkAllCounters(step: StepTools): Promise<Report> {
  const drift: Drift[] = [];
  for (const what of COUNTED) drift.push(...(await step.run(`count-${what}`, () => checkCounters(getDeps().db, what))));
  return { groups_checked: COUNTED.length, repaired: drift.length, drift };
}
