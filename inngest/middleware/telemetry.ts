import { type Context, metrics, type Span, trace } from "@opentelemetry/api";
import { Middleware } from "inngest";
import { carryTrace, failSpan, resumeTrace, startSpan, withSpan } from "@/lib/telemetry/spans";

/** Where an event carries the span it was sent from. Functions never see it. */
const CARRIER = "_trace";

/**
 * A span a run and a span a step, under the span that sent the event: so a request, its planner, the chunks and what the
 * gpu-worker does for them are one trace. A run that takes several requests has a span for each. Without OpenTelemetry the
 * spans are empty objects and events carry nothing.
 */
export class TelemetryMiddleware extends Middleware.BaseMiddleware {
  readonly id = "telemetry";
  private run: { span: Span; within: Context } | undefined;

  override transformSendEvent(arg: Middleware.TransformSendEventArgs): Middleware.TransformSendEventArgs {
    const carried = carryTrace();
    if (!carried) return arg;
    return { ...arg, events: arg.events.map((event) => ({ ...event, data: { ...event.data, [CARRIER]: carried } })) };
  }

  override transformFunctionInput(arg: Middleware.TransformFunctionInputArgs): Middleware.TransformFunctionInputArgs {
    const { ctx, fn } = arg;
    const { [CARRIER]: carried, ...data } = (ctx.event.data ?? {}) as Record<string, unknown>;
    const parent = resumeTrace(carried);
    const span = startSpan(
      `run ${fn.id()}`,
      { "modomo.function": fn.id(), "modomo.run_id": ctx.runId, "modomo.attempt": ctx.attempt, ...subjectOf(data) },
      parent,
    );
    this.run = { span, within: trace.setSpan(parent, span) };
    return carried === undefined ? arg : { ...arg, ctx: { ...ctx, event: { ...ctx.event, data } } };
  }

  override async wrapStepHandler({ next, fn, stepInfo }: Middleware.WrapStepHandlerArgs): Promise<unknown> {
    const name = stepInfo.options.name ?? stepInfo.options.id;
    const span = startSpan(`step ${name}`, { "modomo.function": fn.id(), "modomo.step": name }, this.run?.within);
    const started = performance.now();
    return withSpan(span, next, this.run?.within).finally(() => {
      const attributes = { "modomo.function": fn.id(), "modomo.step": name.replace(/-\d+$/, "") };
      meter()
        .createHistogram("modomo.step.duration", { unit: "s" })
        .record((performance.now() - started) / 1000, attributes);
    });
  }

  override onRunComplete({ fn }: Middleware.OnRunCompleteArgs): void {
    countRun(fn.id(), "completed");
  }

  override onRunError({ fn, error, isFinalAttempt }: Middleware.OnRunErrorArgs): void {
    if (this.run) failSpan(this.run.span, error);
    countRun(fn.id(), isFinalAttempt ? "failed" : "retried");
  }

  override async wrapRequest({ next }: Middleware.WrapRequestArgs): Promise<Middleware.Response> {
    try {
      return await next();
    } finally {
      this.run?.span.end();
    }
  }
}

const meter = () => metrics.getMeter("modomo");
const countRun = (id: string, status: string): void =>
  meter().createCounter("modomo.runs").add(1, { "modomo.function": id, "modomo.status": status });

function subjectOf({ job_id, chunk_id }: Record<string, unknown>): Record<string, string> {
  return {
    ...(typeof job_id === "string" && { "modomo.job_id": job_id }),
    ...(typeof chunk_id === "string" && { "modomo.chunk_id": chunk_id }),
  };
}
