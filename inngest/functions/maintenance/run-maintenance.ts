import type { MaintenanceKind } from "@/lib/contracts/schedules";
import { getDeps } from "@/lib/deps";
import { moveRun } from "@/lib/schedules/schedules.repository";
import type { StepTools } from "../../chunk-function";
import { inngest } from "../../client";
import { maintenanceRequested } from "../../events";
import { endedRunSchema } from "../../failures";
import { queueOptions } from "../../queues";
import { backfill } from "./backfill";
import { checkAllCounters } from "./check-counters";
import { forgetOld } from "./forget-old";
import { removeOrphanFiles } from "./remove-orphan-files";

export type Report = Record<string, number | string | object>;
type Task = (step: StepTools, input: Record<string, unknown>, runId: string) => Promise<Report>;

const TASKS: Record<MaintenanceKind, Task> = {
  retention: forgetOld,
  counters_check: checkAllCounters,
  orphan_files: removeOrphanFiles,
  backfill,
};

/** Does built-in maintenance in small steps and writes into the schedule's history what it did. */
export const runMaintenance = inngest.createFunction(
  {
    id: "run-maintenance",
    triggers: [maintenanceRequested],
    ...queueOptions("default"),
    singleton: { key: "event.data.run_id", mode: "skip" },
    onFailure: async ({ event, error, step }) => {
      const { run_id } = maintenanceRequested.schema.parse(endedRunSchema.parse(event.data).event.data);
      const end = { from: ["pending", "running"], status: "failed", note: error.message } as const;
      await step.run("note-failure", () => moveRun(getDeps().db, run_id, { ...end, from: [...end.from] }));
    },
  },
  async ({ event, step }) => {
    const { run_id: id, kind, input } = event.data;
    const isOurs = await step.run("begin", () => moveRun(getDeps().db, id, { from: ["pending"], status: "running" }));
    if (!isOurs) return { done: false };
    const report = await TASKS[kind](step, input, id);
    await step.run("finish", () =>
      moveRun(getDeps().db, id, { from: ["running"], status: "completed", report: JSON.parse(JSON.stringify(report)) }),
    );
    return report;
  },
);
