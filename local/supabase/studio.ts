import type { App } from "@supabase/lite";
import type { Database } from "./database.ts";
import { receive, toRequest } from "./exchange.ts";
import type { Handler } from "./handler.ts";
import { handleStorage } from "./storage/handler.ts";
import { serveStudioAsset } from "./studio-assets.ts";

const BODY_MAX_BYTES = 64 * 1024 * 1024;
const SENSITIVE_NAME = /secret|password|pass$|token|key$|credential|jwt/i;
/** Made to be shown, and the browser's own page reads it. */
const PUBLIC_NAME = "publishable_key";
const URL_WITH_CREDENTIALS = /^([a-z][a-z0-9+.-]*:\/\/)[^/@]*@/i;
const REDACTED = "[redacted]";

/**
 * The database browser that comes with Supabase Lite, with full rights and without a key: for the person at this
 * machine. What keeps others out is the loopback address, and that a page of another site is refused: a request must
 * name this host and port itself (a rebound DNS name does not) and must come from this origin or from no page at all.
 * @param adminApp a Lite app whose requests without a key run as service_role.
 */
export function createStudioHandler(adminApp: App, db: Database, jwtSecret: string): Handler {
  return async (request, peerAddress) => {
    if (!isFromThisMachine(request)) return Response.json({ message: "Forbidden" }, { status: 403 });
    const received = await receive(request, BODY_MAX_BYTES);
    if (received.url.pathname.startsWith("/static/")) return serveStudioAsset(received.url.pathname);
    const forward = async (next: typeof received): Promise<Response> =>
      adminApp.fetch(toRequest(next), { peerAddress });
    const { pathname } = received.url;
    const answer = await db.runRequest(() =>
      pathname.startsWith("/storage/v1/") ? handleStorage(received, forward, jwtSecret) : forward(received),
    );
    const headers = new Headers(answer.headers);
    headers.delete("access-control-allow-origin");
    if (!pathname.startsWith("/_system/") || !answer.ok)
      return new Response(answer.body, { status: answer.status, headers });
    headers.delete("content-length");
    return new Response(JSON.stringify(redact(await answer.json())), { status: answer.status, headers });
  };
}

/** The `Host` must be loopback with the port this listens on, and the page that asks, if any, must be ours. */
export function isFromThisMachine(request: Request): boolean {
  const { host } = new URL(request.url);
  if (!/^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/.test(host)) return false;
  const origin = request.headers.get("origin");
  if (origin !== null && origin !== `http://${host}`) return false;
  const site = request.headers.get("sec-fetch-site");
  return site === null || site === "same-origin" || site === "none";
}

/** Replaces every secret in a JSON value: fields named like one, and user and password inside addresses. */
export function redact(value: unknown): unknown {
  if (typeof value === "string") return value.replace(URL_WITH_CREDENTIALS, `$1${REDACTED}@`);
  if (Array.isArray(value)) return value.map(redact);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, field]) => {
      const isSecret = name !== PUBLIC_NAME && SENSITIVE_NAME.test(name) && typeof field === "string" && field !== "";
      return [name, isSecret ? REDACTED : redact(field)];
    }),
  );
}
