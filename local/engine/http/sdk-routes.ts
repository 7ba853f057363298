import { z } from "zod";
import { checkpoint } from "../checkpoint.ts";
import type { Core } from "../core.ts";
import { runState, stepsJson } from "../executor/request.ts";
import { IngestError, ingest, normalize } from "../ingest.ts";
import { sendSignal } from "../pauses.ts";
import { RegistrationError } from "../registry/function.ts";
import { applyRegistration } from "../registry/sync.ts";
import { stableId } from "../stable-id.ts";
import type { Json } from "../types.ts";
import { ulid } from "../ulid.ts";
import { HttpError, type Reply, type Request, type Route } from "./server.ts";

/** What else has to happen when an app registers: limits may have changed, and it can be reached. */
export type RegistrationHooks = { onChange: () => void; onReachable: (app: string) => void };

const signalSchema = z.object({ signal: z.string().min(1), data: z.json().default(null) });

/** What the SDK itself calls: events, registration, checkpoints, run state, signals. */
export function sdkRoutes(core: Core, hooks: RegistrationHooks): Route[] {
  return [
    {
      method: "GET",
      path: "/health",
      auth: "none",
      handler: () => ({ status: 200, body: { status: 200, message: "OK" } }),
    },
    { method: "POST", path: "/e/:eventKey", auth: "event-key", handler: (request) => takeEvents(core, request) },
    { method: "POST", path: "/invoke/:slug", auth: "signing-key", handler: (request) => invokeFunction(core, request) },
    {
      method: "POST",
      path: "/fn/register",
      auth: "signing-key",
      handler: ({ body }) => register(core, body, hooks),
    },
    {
      method: "POST",
      path: "/v1/checkpoint/:runId/async",
      auth: "signing-key",
      handler: (request) => takeCheckpoint(core, request),
    },
    {
      method: "GET",
      path: "/v0/runs/:runId/batch",
      auth: "signing-key",
      handler: ({ params }) => raw(`[${stateOf(core, params.runId).events.join(",")}]`),
    },
    {
      method: "GET",
      path: "/v0/runs/:runId/actions",
      auth: "signing-key",
      handler: ({ params }) => raw(stepsJson(stateOf(core, params.runId))),
    },
    { method: "POST", path: "/v1/signals", auth: "signing-key", handler: ({ body }) => signal(core, body) },
    {
      method: "POST",
      path: "/v1/runs/:runId/metadata",
      auth: "signing-key",
      handler: () => ({ status: 200, body: {} }),
    },
    { method: "POST", path: "/v1/traces/userland", auth: "none", handler: () => ({ status: 200, body: {} }) },
  ];
}

function takeEvents(core: Core, { body, headers }: Request): Reply {
  const seed = headers["x-inngest-event-id-seed"];
  try {
    const ids = ingest(core, body, typeof seed === "string" ? seed : null);
    return { status: 200, body: { ids, status: 200 } };
  } catch (error) {
    if (!(error instanceof IngestError)) throw error;
    return { status: 400, body: { ids: error.ids, status: 400, error: error.message } };
  }
}

function invokeFunction(core: Core, { params, body }: Request): Reply {
  const fn = core.registry.find(params.slug ?? "");
  if (!fn || fn.isArchived) throw new HttpError(404, `The function "${params.slug}" does not exist.`);
  const event = normalize({ name: "invoke", ...(typeof body === "object" ? body : {}) }, ulid(core.now()), core.now());
  if (typeof event === "string") throw new HttpError(400, event);
  const id = core.db.write(() =>
    core.publish({ name: "inngest/function.invoked", data: { ...event.data, _inngest: { fn_id: fn.slug } } }),
  );
  return { status: 200, body: { id, status: 200 } };
}

function register(core: Core, body: unknown, { onChange, onReachable }: RegistrationHooks): Reply {
  try {
    const app = applyRegistration({ core, onChange }, body);
    const name = typeof body === "object" && body !== null && "appName" in body ? String(body.appName) : "";
    onReachable(name);
    return {
      status: 200,
      body: { ok: true, modified: app !== null, sync_id: stableId(`sync:${name}`), app_id: stableId(`app:${name}`) },
    };
  } catch (error) {
    if (!(error instanceof RegistrationError)) throw error;
    return { status: 400, body: { ok: false, error: error.message, status: 400 } };
  }
}

function takeCheckpoint(core: Core, { params, body }: Request): Reply {
  const result = checkpoint(core, params.runId ?? "", body);
  return { status: result.status, body: result.status === 200 ? {} : { error: result.error, status: result.status } };
}

function stateOf(core: Core, runId: string | undefined): ReturnType<typeof runState> {
  const run = core.runs.get(runId ?? "");
  if (!run) throw new HttpError(404, `There is no run ${runId}.`);
  return runState(core, run);
}

function signal(core: Core, body: unknown): Reply {
  const parsed = signalSchema.safeParse(body);
  if (!parsed.success) throw new HttpError(400, z.prettifyError(parsed.error));
  const runId = core.db.write(() => sendSignal(core, parsed.data.signal, parsed.data.data as Json)); // z.json() is JSON
  if (!runId) throw new HttpError(404, `No run waits for the signal "${parsed.data.signal}".`);
  return {
    status: 200,
    body: { data: { run_id: runId }, metadata: { fetched_at: new Date().toISOString(), cached_until: null } },
  };
}

/** JSON text that is sent as it is stored. */
function raw(json: string): Reply {
  return { status: 200, body: json, headers: { "content-type": "application/json" } };
}
