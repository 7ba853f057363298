import { type Access, authorise } from "@/lib/auth/authorise";
import { rateHeaders } from "@/lib/auth/rate";
import { isSafe } from "@/lib/auth/same-origin";
import type { Principal } from "@/lib/auth/scopes";
import { type Deps, getDeps } from "@/lib/deps";
import { log } from "@/lib/log";
import { measured } from "@/lib/signals/process-metrics";
import { type AuditNote, openAuditTrail } from "./audit-trail";
import { DATA_POLICY } from "./content-security-policy";
import { bodyOf, parseInput, queryOf } from "./input";
import { isServerFault, toProblem } from "./problem";
import { type RouteSpec, withSpec } from "./route-spec";

export interface RouteContext<Params, Query, Body> {
  request: Request;
  deps: Deps;
  /** Undefined on open routes. */
  principal: Principal | undefined;
  params: Params;
  query: Query;
  body: Body;
  /** Names the request in the log, the audit log and the answer's `x-request-id`. */
  requestId: string;
  /** Adds to the audit entry of a change; the path's id and the body are in it already. Secrets are taken out. */
  annotate: (note: AuditNote) => void;
}

interface NextContext {
  params: Promise<Record<string, string | string[] | undefined>>;
}

/**
 * Wraps a handler: who asks, may they, how often, is the input right; every change is written to the audit log, and every
 * error becomes a problem document.
 */
export function apiRoute<Params = undefined, Query = undefined, Body = undefined>(
  spec: RouteSpec<Params, Query, Body>,
  handler: (context: RouteContext<Params, Query, Body>) => Promise<Response> | Response,
) {
  const answer = async (request: Request, context: NextContext): Promise<Response> => {
    const url = new URL(request.url);
    const rawParams = (await context.params) ?? {};
    const trail = openAuditTrail(request, rawParams);
    const { requestId } = trail.change;
    let access: Access | undefined;
    let response: Response;
    try {
      const deps = getDeps();
      const change = isSafe(request.method) ? null : trail.change;
      access = spec.scope ? await authorise(request, deps, { scope: spec.scope, change }) : undefined;
      const params = (spec.params ? parseInput(spec.params, rawParams) : undefined) as Params;
      const query = (spec.query ? parseInput(spec.query, queryOf(url)) : undefined) as Query;
      const body = (spec.body ? parseInput(spec.body, await bodyOf(request)) : undefined) as Body;
      if (body) trail.annotate({ detail: { body } });
      const { annotate } = trail;
      response = await handler({
        request,
        deps,
        principal: access?.principal,
        params,
        query,
        body,
        requestId,
        annotate,
      });
    } catch (error) {
      if (isServerFault(error)) {
        log.error({ err: error, path: url.pathname, method: request.method, requestId }, "request failed");
      }
      response = toProblem(error, url.pathname);
    }
    if (access?.auditId) await trail.end(getDeps().db, access.auditId, response);
    return dress(response, { "x-request-id": requestId, ...(access?.rate && rateHeaders(access.rate)) });
  };
  return withSpec(spec, measured(answer));
}

/** What an answer has where it says nothing else: data of one caller is kept by no cache, and no answer is a page. */
const DEFAULTS = {
  "cache-control": "private, no-store",
  "content-security-policy": DATA_POLICY,
};

function dress(response: Response, headers: Record<string, string>): Response {
  const dressed = new Response(response.body, response);
  for (const [name, value] of Object.entries(headers)) dressed.headers.set(name, value);
  for (const [name, value] of Object.entries(DEFAULTS))
    if (!dressed.headers.has(name)) dressed.headers.set(name, value);
  return dressed;
}
