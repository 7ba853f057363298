import { Inngest } from "inngest";
import { log } from "@/lib/log";
import { RecordingMiddleware } from "./middleware/recording";
import { RetryMiddleware } from "./middleware/retry";
import { TelemetryMiddleware } from "./middleware/telemetry";

/** Which Inngest server it talks to is the environment's choice (`INNGEST_DEV`, `INNGEST_BASE_URL`, keys), never the code's. */
export const inngest = new Inngest({
  id: "modomo",
  logger: log.child({ service: "inngest" }),
  middleware: [TelemetryMiddleware, RecordingMiddleware, RetryMiddleware],
});
