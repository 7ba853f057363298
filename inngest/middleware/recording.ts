import { Middleware } from "inngest";
import { z } from "zod";
import { getDeps } from "@/lib/deps";
import { codeOf, type KeptError, keptError, messageOf } from "@/lib/errors";
import { type RecordedRun, type RecordedStep, recordRun } from "@/lib/jobs/runs.repository";
import { toRecord } from "@/lib/jobs/to-record";
import { log } from "@/lib/log";

const subjectSchema = z.object({ job_id: z.uuid().optional(), chunk_id: z.uuid().optional() }).catch({});

/**
 * Keeps what ran in our own tables, since no two Inngest servers offer the same history. One instance serves one request;
 * reports go out in order while the request runs, and the request waits for the last of them. A report that cannot be
 * stored is logged and dropped: the record must never fail the work.
 */
export class RecordingMiddleware extends Middleware.BaseMiddleware {
  readonly id = "recording";
  private run: RecordedRun | undefined;
  private steps = new Map<string, RecordedStep>();
  private reports: Promise<void> = Promise.resolve();

  override onMemoizationEnd({ ctx, fn }: Middleware.OnMemoizationEndArgs): void {
    const subject = subjectSchema.parse(ctx.event.data);
    this.run = {
      id: ctx.runId,
      function_id: fn.id(),
      job_id: subject.job_id ?? null,
      chunk_id: subject.chunk_id ?? null,
      status: "running",
      attempt: ctx.attempt,
      started_at: now(),
      input: toRecord(ctx.event.data),
    };
    this.report();
  }

  override onStepStart({ ctx, stepInfo }: Middleware.OnStepStartArgs): void {
    this.steps.set(stepInfo.hashedId, {
      step_id: stepInfo.hashedId,
      attempt: ctx.attempt,
      name: stepInfo.options.name ?? stepInfo.options.id,
      status: "running",
      started_at: now(),
    });
    this.report();
  }

  override onStepComplete({ stepInfo, output }: Middleware.OnStepCompleteArgs): void {
    this.endStep(stepInfo.hashedId, { status: "completed", ended_at: now(), output: toRecord(output) });
  }

  override onStepError({ stepInfo, error }: Middleware.OnStepErrorArgs): void {
    this.endStep(stepInfo.hashedId, { status: "failed", ended_at: now(), error: describe(error) });
  }

  override onRunComplete({ output }: Middleware.OnRunCompleteArgs): void {
    if (this.run) Object.assign(this.run, { status: "completed", ended_at: now(), output: toRecord(output) });
  }

  override onRunError({ error, isFinalAttempt }: Middleware.OnRunErrorArgs): void {
    if (!this.run) return;
    this.run.error = describe(error);
    if (isFinalAttempt) Object.assign(this.run, { status: "failed", ended_at: now() });
  }

  override async wrapRequest({ next }: Middleware.WrapRequestArgs): Promise<Middleware.Response> {
    const response = await next();
    this.report();
    await this.reports;
    return response;
  }

  private endStep(stepId: string, end: Partial<RecordedStep>): void {
    const step = this.steps.get(stepId);
    if (step) this.steps.set(stepId, { ...step, ...end });
  }

  private report(): void {
    this.reports = this.reports.then(async () => {
      if (!this.run) return;
      const steps = [...this.steps.values()];
      try {
        await recordRun(getDeps().db, this.run, steps);
      } catch (error) {
        log.warn({ runId: this.run.id, reason: messageOf(error) }, "run not recorded");
        return;
      }
      for (const step of steps) {
        if (step.status !== "running" && this.steps.get(step.step_id) === step) this.steps.delete(step.step_id);
      }
    });
  }
}

const now = (): string => new Date().toISOString();
const describe = (error: Error): KeptError => keptError({ code: codeOf(error), message: error.message });
