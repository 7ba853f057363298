import type { App } from "@supabase/lite";
import type { Database } from "./database.ts";
import { BodyTooLargeError, type Forward, receive, toRequest } from "./exchange.ts";
import { handleStorage } from "./storage/handler.ts";

const API_PREFIXES = ["/rest/v1/", "/auth/v1/", "/storage/v1/"];
const MULTIPART_OVERHEAD_BYTES = 1024 * 1024;

export type Handler = (request: Request, peerAddress: string | null) => Promise<Response>;

/**
 * The public face of the server: health, Data API, Auth and Storage. Everything else, above all `/_system/*`, which
 * tells passwords and the schema to anyone, is 404.
 * @param bodyMaxBytes largest file; a little more is allowed for what wraps it.
 */
export function createHandler(app: App, db: Database, options: { jwtSecret: string; bodyMaxBytes: number }): Handler {
  return async (request, peerAddress) => {
    const { pathname } = new URL(request.url);
    if (pathname === "/health") return Response.json({ status: "ok" });
    const isApi = pathname === "/_system/ping" || API_PREFIXES.some((prefix) => pathname.startsWith(prefix));
    if (!isApi) return Response.json({ message: "Not found" }, { status: 404 });
    const forward: Forward = async (next) => app.fetch(toRequest(next), { peerAddress });
    try {
      const received = await receive(request, options.bodyMaxBytes + MULTIPART_OVERHEAD_BYTES);
      return await db.runRequest(() =>
        pathname.startsWith("/storage/v1/") ? handleStorage(received, forward, options.jwtSecret) : forward(received),
      );
    } catch (error) {
      if (!(error instanceof BodyTooLargeError)) throw error;
      return Response.json({ statusCode: "413", error: "Payload too large", message: error.message }, { status: 413 });
    }
  };
}
