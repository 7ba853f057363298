import { API_KEY_PREFIX, principalOfKey } from "@/lib/auth/api-keys";
import { may, type Principal, ROLE_SCOPES, type Scope } from "@/lib/auth/scopes";
import { getSession } from "@/lib/auth/session";
import { type Deps, getDeps } from "@/lib/deps";
import { ForbiddenError, UnauthenticatedError } from "@/lib/errors";
import { log } from "@/lib/log";
import { measured } from "@/lib/signals/process-metrics";
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
}

interface NextContext {
  params: Promise<Record<string, string | string[] | undefined>>;
}

const SAFE_METHODS = new Set(["GET", "HEAD", "OPTIONS"]);

/** Wraps a handler: who asks, may they, is the input right; and every error becomes a problem document. */
export function apiRoute<Params = undefined, Query = undefined, Body = undefined>(
  spec: RouteSpec<Params, Query, Body>,
  handler: (context: RouteContext<Params, Query, Body>) => Promise<Response> | Response,
) {
  const answer = async (request: Request, context: NextContext): Promise<Response> => {
    const url = new URL(request.url);
    try {
      const deps = getDeps();
      const principal = spec.scope ? await authorise(request, deps, spec.scope) : undefined;
      return await handler({
        request,
        deps,
        principal,
        params: (spec.params ? parseInput(spec.params, await context.params) : undefined) as Params,
        query: (spec.query ? parseInput(spec.query, queryOf(url)) : undefined) as Query,
        body: (spec.body ? parseInput(spec.body, await bodyOf(request)) : undefined) as Body,
      });
    } catch (error) {
      if (isServerFault(error)) log.error({ err: error, path: url.pathname, method: request.method }, "request failed");
      return toProblem(error, url.pathname);
    }
  };
  return withSpec(spec, measured(answer));
}

async function authorise(request: Request, deps: Deps, scope: Scope): Promise<Principal> {
  const principal = await identify(request, deps);
  if (!may(principal, scope)) throw new ForbiddenError(`This needs the scope ${scope}, which you do not have.`);
  return principal;
}

async function identify(request: Request, deps: Deps): Promise<Principal> {
  const [scheme, token] = (request.headers.get("authorization") ?? "").split(" ");
  if (scheme?.toLowerCase() === "bearer" && token?.startsWith(API_KEY_PREFIX)) return principalOfKey(deps.db, token);
  const session = await getSession();
  if (!session) throw new UnauthenticatedError();
  if (!SAFE_METHODS.has(request.method)) checkSameOrigin(request);
  return { kind: "person", id: session.userId, scopes: ROLE_SCOPES[session.role] };
}

/** Cookies come along with any site's requests; this header and origin do not. @throws {ForbiddenError} */
export function checkSameOrigin(request: Request): void {
  const origin = request.headers.get("origin");
  // A sandboxed page's origin is the word "null".
  const isOwn = origin === null || (URL.canParse(origin) && new URL(origin).host === request.headers.get("host"));
  if (isOwn && request.headers.get("x-modomo-csrf") === "1") return;
  throw new ForbiddenError(
    "Requests with a session need the header `x-modomo-csrf: 1` and come from the dashboard's own pages.",
  );
}
