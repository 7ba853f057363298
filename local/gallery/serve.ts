import { serve } from "@hono/node-server";
import { createGalleryApp } from "./app.ts";

export interface RunningGallery {
  /** `http://127.0.0.1:<port>` */
  origin: string;
  close(): Promise<void>;
}

/** Serves the sample site on loopback; ready when this resolves. @param port 0 takes a free one. */
export async function serveGallery(port: number): Promise<RunningGallery> {
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  const server = serve({ fetch: createGalleryApp().fetch, hostname: "127.0.0.1", port }, (address) =>
    resolve(address.port),
  );
  server.once("error", reject);
  const origin = `http://127.0.0.1:${await promise}`;
  return {
    origin,
    close: async () => {
      if ("closeAllConnections" in server) server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}
