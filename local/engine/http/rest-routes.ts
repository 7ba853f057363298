import { z } from "zod";
import { createCancellation } from "../cancellations.ts";
import type { Core } from "../core.ts";
import { cancelRun } from "../finish.ts";
import type { EngineFunction } from "../registry/function.ts";
import { stableId } from "../stable-id.ts";
import type { Cancellation } from "../store/cancellations.ts";
import type { StoredEvent } from "../store/events.ts";
import type { Json, QueueItem, Run } from "../types.ts";
import { HttpError, type Reply, type Route } from "./server.ts";

const ENVIRONMENT_ID = "00000000-0000-4000-b000-000000000000";

const time = z.iso.datetime({ offset: true }).transform((text) => Date.parse(text));
const listSchema = z.object({
  name: z.string().min(1).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(20),
  cursor: z.string().optional(),
  received_after: time.optional(),
  received_before: time.optional(),
});
const cancellationSchema = z.object({
  app_id: z.string().min(1),
  function_id: z.string().min(1),
  started_after: time.nullish(),
  started_before: time,
  if: z.string().nullish(),
});

/** The read and cancel API every Inngest server has (protocol section 15). */
export function restRoutes(core: Core): Route[] {
  const route = (method: string, path: string, handler: Route["handler"]): Route => ({
    method,
    path,
    auth: "signing-key",
    handler,
  });
  return [
    route("GET", "/v1/events", ({ query }) => {
      const filter = parse(listSchema, Object.fromEntries(query));
      const { limit, name, cursor, received_after: after, received_before: before } = filter;
      return data(core.events.list({ limit, name, cursor, after, before }).map(toEvent));
    }),
    route("GET", "/v1/events/:eventId", ({ params }) => data(toEvent(findEvent(core, params.eventId)))),
    route("GET", "/v1/events/:eventId/runs", ({ params }) =>
      data(core.runs.byEvent(findEvent(core, params.eventId).id).map((run) => toRun(core, run))),
    ),
    route("GET", "/v1/runs/:runId", ({ params }) => data(toRun(core, findRun(core, params.runId)))),
    route("GET", "/v1/runs/:runId/jobs", ({ params }) =>
      data(core.queue.byRun(findRun(core, params.runId).id).map(toJob)),
    ),
    route("DELETE", "/v1/runs/:runId", ({ params }) => {
      const run = findRun(core, params.runId);
      core.db.write(() => cancelRun(core, run.id, "through the API"));
      return { status: 200, body: "" };
    }),
    route("POST", "/v1/cancellations", ({ body }) => cancel(core, body)),
    route("GET", "/v1/cancellations", () => data(core.cancellations.list().map(toCancellation))),
    route("DELETE", "/v1/cancellations/:id", ({ params }) => {
      if (!core.db.write(() => core.cancellations.remove(params.id ?? "")))
        throw new HttpError(404, `There is no cancellation ${params.id}.`);
      return { status: 204, body: "" };
    }),
    route("GET", "/v1/apps/:app/functions", ({ params }) => {
      const functions = core.registry.functions().filter((fn) => fn.app === params.app && !fn.isArchived);
      if (functions.length === 0) throw new HttpError(404, `There is no app "${params.app}".`);
      return data(functions.map(toFunction));
    }),
    { method: "GET", path: "/dev", auth: "none", handler: () => devInfo(core) },
  ];
}

function parse<T>(schema: z.ZodType<T>, value: unknown): T {
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw new HttpError(400, z.prettifyError(parsed.error));
  return parsed.data;
}

function data(content: unknown): Reply {
  return {
    status: 200,
    body: { data: content, metadata: { fetched_at: new Date().toISOString(), cached_until: null } },
  };
}

function findEvent(core: Core, id: string | undefined): StoredEvent {
  const event = core.events.get(id ?? "");
  if (!event) throw new HttpError(404, `There is no event ${id}.`);
  return event;
}

function findRun(core: Core, id: string | undefined): Run {
  const run = core.runs.get(id ?? "");
  if (!run) throw new HttpError(404, `There is no run ${id}.`);
  return run;
}

function cancel(core: Core, body: unknown): Reply {
  const wanted = parse(cancellationSchema, body);
  const fn = core.registry.find(wanted.function_id) ?? core.registry.find(`${wanted.app_id}-${wanted.function_id}`);
  if (!fn) throw new HttpError(404, `There is no function "${wanted.function_id}" in the app "${wanted.app_id}".`);
  const request = {
    fn,
    startedAfter: wanted.started_after ?? null,
    startedBefore: wanted.started_before,
    expression: wanted.if ?? null,
  };
  const cancellation = core.db.write(() => createCancellation(core, request));
  if (typeof cancellation === "string") throw new HttpError(400, cancellation);
  return data(toCancellation(cancellation));
}

const iso = (timeMs: number | null): string | null => (timeMs === null ? null : new Date(timeMs).toISOString());

function toEvent(event: StoredEvent): Record<string, unknown> {
  return { internal_id: event.id, received_at: iso(event.receivedAt), ...event.body() };
}

function toRun(core: Core, run: Run): Record<string, unknown> {
  return {
    run_id: run.id,
    run_started_at: iso(run.startedAt ?? run.queuedAt),
    function_id: core.registry.find(run.fn)?.id ?? stableId(run.fn),
    function_version: 1,
    environment_id: ENVIRONMENT_ID,
    event_id: run.eventId,
    ...(run.batchId ? { batch_id: run.batchId } : {}),
    ...(run.cron ? { cron: run.cron } : {}),
    status: run.status,
    ended_at: iso(run.endedAt),
    output: run.outputJson === null ? null : (JSON.parse(run.outputJson) as Json), // written by finishRun
  };
}

function toJob(item: QueueItem): Record<string, unknown> {
  return {
    id: item.id,
    run_id: item.runId,
    kind: item.kind,
    step_id: item.stepId,
    attempt: item.attempt,
    at: iso(item.at),
  };
}

function toFunction(fn: EngineFunction): Record<string, unknown> {
  const triggers = [
    ...fn.events.map(({ event, condition }) => ({ event, ...(condition ? { expression: condition.text } : {}) })),
    ...fn.crons.map(({ cron }) => ({ cron })),
  ];
  return { id: fn.id, slug: fn.slug, name: fn.name, app_id: stableId(`app:${fn.app}`), url: fn.url, triggers };
}

function toCancellation({
  id,
  app,
  fn,
  startedAfter,
  startedBefore,
  expression,
  createdAt,
}: Cancellation): Record<string, unknown> {
  return {
    id,
    environment_id: ENVIRONMENT_ID,
    app_id: app,
    function_id: fn,
    started_after: iso(startedAfter),
    started_before: iso(startedBefore),
    if: expression,
    created_at: iso(createdAt),
  };
}

function devInfo(core: Core): Reply {
  if (core.config.signingKey) throw new HttpError(404, "There is no /dev here.");
  const functions = core.registry.functions().filter((fn) => !fn.isArchived);
  const handlers = core.registry.apps().map((app) => ({ url: app.url, sdk: app.sdk, appName: app.name }));
  return {
    status: 200,
    body: { version: "modomo-engine", authed: false, startOpts: {}, functions: functions.map(toFunction), handlers },
  };
}
