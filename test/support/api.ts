import { randomBytes } from "node:crypto";
import { globSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { serve } from "@hono/node-server";
import { expect } from "vitest";
import { API_KEY_PREFIX, hashApiKey } from "@/lib/auth/api-keys";
import { type Problem, problemSchema } from "@/lib/contracts/common";
import type { Db } from "@/lib/db/client";

const APP_DIR = fileURLToPath(new URL("../../app/", import.meta.url));

type Handler = (request: Request, context: { params: Promise<Record<string, string>> }) => Promise<Response>;
const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"] as const;
export type Method = (typeof METHODS)[number];

export interface Route {
  /** As in the folder names, route groups left out: `/api/jobs/[id]`. */
  path: string;
  handlers: Partial<Record<Method, Handler>>;
}

/** Every route handler on disk. */
export async function loadRoutes(): Promise<Route[]> {
  // Not what answers where there is no endpoint.
  const files = globSync("{api,(celery)}/**/route.ts", { cwd: APP_DIR }).filter((file) => !file.includes("[..."));
  return Promise.all(
    files.toSorted().map(async (file) => {
      const module = (await import(`${APP_DIR}${file}`)) as Route["handlers"];
      const handlers = Object.fromEntries(
        METHODS.flatMap((method) => (module[method] ? [[method, module[method]]] : [])),
      );
      return { path: `/${file.replace(/^\(\w+\)\//, "").replace(/\/route\.ts$/, "")}`, handlers };
    }),
  );
}

export interface Call {
  /** Null sends none. Default is the key of the client. */
  key?: string | null;
  /** Sent as JSON; text as it is. */
  body?: unknown;
  headers?: Record<string, string>;
  signal?: AbortSignal;
}

export type ApiClient = (method: Method, url: string, call?: Call) => Promise<Response>;

/** Calls the exported handlers as Next would: finds the route, gives it the parameters of its path. */
export function createApiClient(routes: Route[], key: string): ApiClient {
  return async (method, url, call = {}) => {
    const address = new URL(url, "http://modomo.test");
    const { handler, params } = findHandler(routes, method, address.pathname);
    const bearer = call.key === undefined ? key : call.key;
    const headers = new Headers(call.headers);
    if (bearer !== null) headers.set("authorization", `Bearer ${bearer}`);
    const isRaw = typeof call.body === "string" || call.body instanceof FormData;
    const body = isRaw ? (call.body as string | FormData) : JSON.stringify(call.body);
    const request = new Request(address, {
      method,
      headers,
      ...(body === undefined ? {} : { body }),
      signal: call.signal,
    });
    return handler(request, { params: Promise.resolve(params) });
  };
}

/** The same handlers behind a real port, for clients that speak HTTP. */
export async function serveApi(routes: Route[]): Promise<{ url: string; close(): Promise<void> }> {
  const fetch = (request: Request) => {
    const { handler, params } = findHandler(routes, request.method as Method, new URL(request.url).pathname);
    return handler(request, { params: Promise.resolve(params) });
  };
  const { promise, resolve } = Promise.withResolvers<AddressInfo>();
  const server = serve({ fetch, hostname: "127.0.0.1", port: 0 }, resolve);
  const { port } = await promise;
  return { url: `http://127.0.0.1:${port}`, close: () => new Promise((done) => server.close(() => done())) };
}

function findHandler(routes: Route[], method: Method, pathname: string) {
  for (const { path, handlers } of routes.toSorted((a, b) => a.path.split("[").length - b.path.split("[").length)) {
    const pattern = new RegExp(`^${path.replace(/\[(\w+)\]/g, "(?<$1>[^/]+)")}$`);
    const match = pattern.exec(pathname);
    const handler = handlers[method];
    if (match && handler) return { handler, params: { ...match.groups } as Record<string, string> };
  }
  throw new Error(`there is no ${method} ${pathname}`);
}

/** A key with these scopes, made as the set-up makes the first one. */
export async function newApiKey(
  db: Db,
  scopes: string[],
  over: { expires_at?: string; revoked_at?: string } = {},
): Promise<string> {
  const key = `${API_KEY_PREFIX}${randomBytes(24).toString("base64url")}`;
  const row = { name: "test", prefix: key.slice(0, 12), key_hash: hashApiKey(key), scopes, ...over };
  await db.from("api_keys").insert(row).throwOnError();
  return key;
}

/** The problem document of an answer, after checking that it is one and agrees with the status. */
export async function problemOf(response: Response): Promise<Problem> {
  expect(response.headers.get("content-type")).toBe("application/problem+json");
  const problem = problemSchema.parse(await response.json());
  expect(problem.status).toBe(response.status);
  return problem;
}

/** Names of the fields an answer calls wrong. */
export const fieldsOf = (problem: Problem): string[] =>
  [...new Set(problem.errors?.map(({ field }) => field))].toSorted();
