import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { isLoopback } from "../config.ts";
import type { Core } from "../core.ts";

export type Request = {
  method: string;
  path: string;
  params: Record<string, string>;
  query: URLSearchParams;
  headers: IncomingMessage["headers"];
  body: unknown;
};
export type Reply = { status: number; body: unknown; headers?: Record<string, string> };
export type Handler = (request: Request) => Reply | Promise<Reply>;
/** `path` holds `:name` placeholders; `auth` says which key a caller must show when the engine has keys. */
export type Route = { method: string; path: string; auth: "none" | "event-key" | "signing-key"; handler: Handler };

/** A request that is refused, in the form the Inngest API answers. */
export class HttpError extends Error {
  override name = "HttpError";
  status: number;
  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

export type HttpServer = { listen: (host: string, port: number) => Promise<AddressInfo>; close: () => Promise<void> };

const MAX_BODY_BYTES = 64 * 1024 * 1024;

/**
 * HTTP around a list of routes. An answer leaves only after everything written so far is on disk, so nothing it tells
 * can be lost any more.
 */
export function createHttpServer(
  core: Core,
  routes: Route[],
  authorize: (route: Route, request: Request) => void,
): HttpServer {
  const compiled = routes.map((route) => ({ route, pattern: toPattern(route.path) }));
  const server: Server = createServer(
    { keepAliveTimeout: 60_000 },
    (incoming, outgoing) => void respond(incoming, outgoing),
  );

  async function respond(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    let reply: Reply;
    try {
      reply = await answer(incoming);
    } catch (error) {
      reply = toErrorReply(core, error);
    }
    await core.db.committed();
    const isText = typeof reply.body === "string";
    const payload = isText ? String(reply.body) : JSON.stringify(reply.body);
    outgoing.writeHead(reply.status, {
      "content-type": isText ? "text/plain; charset=utf-8" : "application/json",
      "content-length": Buffer.byteLength(payload),
      "x-inngest-server-kind": core.config.signingKey ? "cloud" : "dev",
      ...reply.headers,
    });
    outgoing.end(payload);
  }

  async function answer(incoming: IncomingMessage): Promise<Reply> {
    guardLocal(core, incoming);
    const method = incoming.method ?? "GET";
    const [path = "/", search = ""] = (incoming.url ?? "/").split("?", 2);
    const hit = match(method, path);
    const params = Object.fromEntries(Object.entries(hit.params).map(([name, value]) => [name, decode(value)]));
    const query = new URLSearchParams(search);
    const request: Request = { method, path, params, query, headers: incoming.headers, body: undefined };
    authorize(hit.route, request);
    request.body = method === "POST" || method === "PUT" ? await readBody(incoming) : undefined;
    return hit.route.handler(request);
  }

  function match(method: string, path: string): { route: Route; params: Record<string, string> } {
    let isKnownPath = false;
    for (const { route, pattern } of compiled) {
      const found = pattern.exec(path);
      if (found && route.method === method) return { route, params: found.groups ?? {} };
      isKnownPath ||= found !== null;
    }
    throw isKnownPath
      ? new HttpError(405, `${method} is not allowed here.`)
      : new HttpError(404, `There is no ${path} here.`);
  }

  return {
    listen: (host, port) =>
      new Promise((resolve, reject) => {
        server.once("error", reject);
        server.listen(port, host, () => resolve(server.address() as AddressInfo)); // a TCP server has one
      }),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Without keys only this machine is served, and no web page of another origin through somebody's browser. */
function guardLocal(core: Core, incoming: IncomingMessage): void {
  if (core.config.signingKey) return;
  const host = (incoming.headers.host ?? "").replace(/:\d+$/, "");
  const origin = incoming.headers.origin;
  if (!isLoopback(host) || (origin !== undefined && !isLoopback(hostOf(origin)))) {
    throw new HttpError(403, "Without keys the engine serves only this machine.");
  }
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).hostname : "";
}

function decode(part: string | undefined): string {
  try {
    return decodeURIComponent(part ?? "");
  } catch {
    throw new HttpError(400, "The address is not encoded correctly.");
  }
}

function toPattern(path: string): RegExp {
  return new RegExp(`^${path.replace(/:(\w+)/g, "(?<$1>[^/]+)")}/?$`);
}

/** The parsed JSON body; undefined for an empty one. Events instead of an iterator: this is the engine's hottest path. */
function readBody(incoming: IncomingMessage): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    incoming.on("data", (chunk: Buffer) => {
      size += chunk.length;
      if (size <= MAX_BODY_BYTES) chunks.push(chunk);
      else reject(new HttpError(413, `The body is larger than ${MAX_BODY_BYTES / 1024 / 1024} MiB.`));
    });
    incoming.on("error", () => reject(new HttpError(400, "The request broke off.")));
    incoming.on("end", () => {
      try {
        resolve(size === 0 ? undefined : JSON.parse(Buffer.concat(chunks).toString("utf8")));
      } catch {
        reject(new HttpError(400, "The body is not JSON."));
      }
    });
  });
}

function toErrorReply(core: Core, error: unknown): Reply {
  if (error instanceof HttpError) return { status: error.status, body: { error: error.message, status: error.status } };
  core.log.error({ err: error }, "request failed");
  return { status: 500, body: { error: "The engine failed on this request; its log says why.", status: 500 } };
}
