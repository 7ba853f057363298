import type { Logger } from "pino";
import type { EngineConfig } from "./config.ts";
import type { Metrics } from "./metrics.ts";
import type { Registry } from "./registry/registry.ts";
import type { CancellationStore } from "./store/cancellations.ts";
import type { Database } from "./store/database.ts";
import type { EventStore } from "./store/events.ts";
import type { FailedAttemptStore } from "./store/failed-attempts.ts";
import type { MarkStore } from "./store/marks.ts";
import type { PauseStore } from "./store/pauses.ts";
import type { QueueStore } from "./store/queue.ts";
import type { RetentionStore } from "./store/retention.ts";
import type { RunStore } from "./store/runs.ts";
import type { StepStore } from "./store/steps.ts";
import type { JsonObject } from "./types.ts";

/** An event the engine itself sends (`inngest/…`). */
export type InternalEvent = { id?: string; name: string; data: JsonObject; meta?: JsonObject };

/** What the engine's modules work on. Tests build one over a file in a temporary folder. */
export type Core = {
  config: EngineConfig;
  log: Logger;
  now: () => number;
  db: Database;
  events: EventStore;
  runs: RunStore;
  steps: StepStore;
  failedAttempts: FailedAttemptStore;
  queue: QueueStore;
  pauses: PauseStore;
  marks: MarkStore;
  cancellations: CancellationStore;
  retention: RetentionStore;
  registry: Registry;
  metrics: Metrics;
  /** Stores an event and lets it start and resume runs. A field, not an import: ending a run publishes, and publishing may end one. */
  publish: (event: InternalEvent) => string;
};
