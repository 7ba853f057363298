import { trace } from "@opentelemetry/api";
import { pino } from "pino";
import { logLevel } from "@/lib/env";

/** JSON lines on stdout. Objects first, constant message second; no tokens, signed URLs, personal data or pixels. */
export const log = pino({
  level: logLevel(),
  base: { service: "app" },
  mixin: traceIds,
  redact: ["password", "token", "authorization", "*.password", "*.token", "*.authorization"],
});

/** Of the span a line is written in, so that a log leads to its trace; nothing where nothing is traced. */
function traceIds(): object {
  const span = trace.getActiveSpan()?.spanContext();
  return span ? { trace_id: span.traceId, span_id: span.spanId } : {};
}
