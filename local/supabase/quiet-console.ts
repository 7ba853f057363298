import type { Logger } from "pino";

/**
 * Takes over the console for this process. Supabase Lite prints every failed statement with its parameters there, which
 * would put people's data into the logs; only the kind of error and where it came from are kept.
 */
export function quietConsole(log: Logger): void {
  const report = (...values: unknown[]): void => {
    const error = values.find((value) => value instanceof Error);
    if (error) log.debug({ error: error.name, code: codeOf(error), frames: framesOf(error) }, "supabase lite error");
  };
  Object.assign(globalThis.console, { log: report, info: report, debug: report, warn: report, error: report });
}

function codeOf(error: Error): string | undefined {
  return "code" in error && typeof error.code === "string" ? error.code : undefined;
}

/** The stack without its first lines, which repeat the message. */
function framesOf(error: Error): string[] {
  const lines = (error.stack ?? "").split("\n").map((line) => line.trim());
  return lines.filter((line) => line.startsWith("at ")).slice(0, 5);
}
