import {
  type Attributes,
  type Context,
  context,
  propagation,
  type Span,
  SpanStatusCode,
  trace,
} from "@opentelemetry/api";
import { codeOf, messageOf } from "@/lib/errors";

const SCOPE = "modomo";

export const startSpan = (name: string, attributes: Attributes, parent: Context = context.active()): Span =>
  trace.getTracer(SCOPE).startSpan(name, { attributes }, parent);

/** Runs the work with the span as the one that further spans belong to; what is thrown is on it and thrown on. */
export async function withSpan<Result>(
  span: Span,
  work: () => Promise<Result>,
  parent: Context = context.active(),
): Promise<Result> {
  try {
    return await context.with(trace.setSpan(parent, span), work);
  } catch (error) {
    failSpan(span, error);
    throw error;
  } finally {
    span.end();
  }
}

export function failSpan(span: Span, error: unknown): void {
  span.setStatus({ code: SpanStatusCode.ERROR, message: messageOf(error) });
  span.setAttribute("error.type", codeOf(error));
}

/** The active span as text for a message (`traceparent` of W3C Trace Context); undefined where nothing is traced. */
export function carryTrace(): string | undefined {
  const carrier: Record<string, string> = {};
  propagation.inject(context.active(), carrier);
  return carrier.traceparent;
}

/** What `carryTrace` wrote somewhere else, as the parent of spans here. */
export const resumeTrace = (traceparent: unknown): Context =>
  typeof traceparent === "string" ? propagation.extract(context.active(), { traceparent }) : context.active();
