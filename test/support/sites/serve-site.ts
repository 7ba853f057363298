import type { AddressInfo } from "node:net";
import { serve } from "@hono/node-server";
import type { Hono } from "hono";

export interface RunningSite {
  /** `http://127.0.0.1:<free port>` */
  origin: string;
  /** Path and query of every request that came, oldest first. */
  paths: string[];
  /** User-Agent of every request. */
  agents: (string | null)[];
  close(): Promise<void>;
}

/** Serves an imitated site on a free loopback port. Pages that name their own origin get it from the request. */
export async function serveSite(app: Hono): Promise<RunningSite> {
  const paths: string[] = [];
  const agents: (string | null)[] = [];
  const fetch = (request: Request) => {
    const { pathname, search } = new URL(request.url);
    paths.push(pathname + search);
    agents.push(request.headers.get("user-agent"));
    return app.fetch(request);
  };
  const { promise, resolve } = Promise.withResolvers<AddressInfo>();
  const server = serve({ fetch, hostname: "127.0.0.1", port: 0 }, resolve);
  const { port } = await promise;
  return {
    origin: `http://127.0.0.1:${port}`,
    paths,
    agents,
    close: async () => {
      if ("closeAllConnections" in server) server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}
