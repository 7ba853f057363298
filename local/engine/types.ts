export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
export type JsonObject = { [key: string]: Json };

/** An event as functions see it: `id` is the sender's id, or the engine's own where the sender gave none. */
export type EventBody = {
  id: string;
  name: string;
  data: JsonObject;
  ts: number;
  user: JsonObject;
  v?: string;
  meta?: JsonObject;
};

/** A stored event. `json` is its body as text; `body()` parses it once, when first asked. */
export type EngineEvent = { id: string; name: string; json: string; body: () => EventBody };

export type RunStatus = "Scheduled" | "Running" | "Completed" | "Failed" | "Cancelled" | "Skipped";

export type Run = {
  id: string;
  fn: string;
  status: RunStatus;
  eventId: string;
  batchId: string | null;
  cron: string | null;
  /** Protocol version the SDK answered with; -1 before its first answer. */
  reqVersion: number;
  /** While true the SDK may only report new steps, not run them at once: siblings are in flight. */
  isForcePlan: boolean;
  /** Dispatch order of all items of the run: when it was queued, less its priority's head start. */
  ord: number;
  queuedAt: number;
  startedAt: number | null;
  endedAt: number | null;
  outputJson: string | null;
  singletonKey: string | null;
  lane: string;
};

export type QueueKind =
  | "edge"
  | "gateway"
  | "sleep"
  | "pause-timeout"
  | "start-timeout"
  | "finish-timeout"
  | "debounce"
  | "batch"
  | "cancellation"
  | "cron";

export type QueueItem = {
  seq: number;
  /** The job id; adding a second item with the id of one that is still queued does nothing. */
  id: string;
  runId: string | null;
  kind: QueueKind;
  /** `step` asks the function what comes next; a hash asks for that one step. */
  stepId: string;
  attempt: number;
  /** How many times it was handed out; an answer to an older handing-out is ignored. */
  generation: number;
  at: number;
  lane: string;
  ord: number;
  dataJson: string | null;
};

/** `planned` ends by a call, timer or event of its own; `retrying` failed inside a call that will be made again. */
export type StepStatus = "planned" | "retrying" | "completed" | "failed";

export type Step = {
  id: string;
  op: string;
  name: string;
  status: StepStatus;
  isRace: boolean;
  groupKey: string | null;
  memoJson: string | null;
  attempt: number;
  queuedAt: number;
  startedAt: number | null;
  endedAt: number | null;
};

export type Pause = {
  id: string;
  runId: string;
  stepId: string;
  kind: "wait" | "invoke" | "signal" | "cancel";
  eventName: string | null;
  expression: string | null;
  matchPath: string;
  matchValue: string;
  signal: string | null;
  expiresAt: number;
};

/** One entry of an SDK answer with status 206. */
export type Op = {
  id: string;
  op: string;
  name: string;
  displayName: string;
  opts: JsonObject;
  data: Json;
  error: Json;
};

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);
