import { randomBytes } from "node:crypto";
import diagnostics from "node:diagnostics_channel";
import type { IncomingMessage } from "node:http";

/** Shared by the bundles of one process: instrumentation and route handlers are built apart. */
const NAME = Symbol.for("modomo.peer-header");
const shared = globalThis as { [NAME]?: string };

/**
 * Gives every request a header with the address of its socket, which Next does not show to handlers (it fills in
 * `X-Forwarded-For` only where a client sent none). The header's name is random, so that no client can write it.
 */
export function notePeers(): void {
  if (shared[NAME]) return;
  const name = `x-peer-${randomBytes(12).toString("hex")}`;
  shared[NAME] = name;
  diagnostics.subscribe("http.server.request.start", (message) => {
    const { request } = message as { request: IncomingMessage };
    request.headers[name] = request.socket.remoteAddress;
  });
}

/** The address a request's connection came from; null where nobody noted it. */
export const peerOf = (headers: Headers): string | null => (shared[NAME] ? headers.get(shared[NAME]) : null);
