import { pino } from "pino";
import { logLevel } from "@/lib/env";

/** JSON lines on stdout. Objects first, constant message second; no tokens, signed URLs, personal data or pixels. */
export const log = pino({
  level: logLevel(),
  base: { service: "app" },
  redact: ["password", "token", "authorization", "*.password", "*.token", "*.authorization"],
});
