import { z } from "zod";
import type { Core } from "./core.ts";
import { applyDefer, endReported } from "./executor/opcodes.ts";
import { MAX_STEPS } from "./executor/request.ts";
import { toOp } from "./executor/response.ts";
import { finishRun } from "./finish.ts";

const checkpointSchema = z.object({
  qi_id: z.string(),
  generation_id: z.number().int(),
  steps: z.array(z.unknown()),
});

export type CheckpointResult = { status: 200 } | { status: 400 | 409; error: string };

const ACCEPTED = new Set(["Step", "StepRun", "StepPlanned", "DeferAdd", "DeferAbort"]);

/**
 * Stores steps that ended while their call goes on (protocol section 9). 409 tells the SDK that its call was given up:
 * handed out again, or its run has ended.
 */
export function checkpoint(core: Core, runId: string, body: unknown): CheckpointResult {
  const parsed = checkpointSchema.safeParse(body);
  if (!parsed.success) return { status: 400, error: z.prettifyError(parsed.error) };
  const ops = parsed.data.steps.flatMap((step) => toOp(step) ?? []);
  const refused = ops.find(({ op }) => !ACCEPTED.has(op));
  if (refused) return { status: 400, error: `"${refused.op}" cannot be checkpointed, it ends the call.` };
  const run = core.runs.get(runId);
  const item = core.queue.leased(parsed.data.qi_id, parsed.data.generation_id);
  if (!run || run.endedAt !== null || item?.runId !== runId) {
    return { status: 409, error: "This call was given up: its run ended, or it was handed out again." };
  }
  core.db.write(() => {
    for (const op of ops) {
      if (run.endedAt !== null) return;
      if (op.op === "DeferAdd" || op.op === "DeferAbort") applyDefer(core, run, op);
      else if (op.op !== "StepPlanned") endReported(core, run, op);
    }
    if (run.endedAt === null && core.steps.count(run.id) > MAX_STEPS) {
      finishRun(core, run, "Failed", {
        name: "InngestErrFunctionOverflowed",
        message: `A run may have at most ${MAX_STEPS} steps.`,
      });
    }
    if (item.attempt > 0) core.queue.resetAttempt(item.id);
  });
  return { status: 200 };
}
