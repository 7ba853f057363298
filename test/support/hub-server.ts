import type { AddressInfo } from "node:net";
import { serve } from "@hono/node-server";
import { createHuggingFace, type HuggingFace } from "@/lib/clients/hugging-face";
import { createHubApp } from "../../local/gallery/hub/app.ts";
import type { HubDataset } from "../../local/gallery/hub/dataset.ts";

export const GOOD_TOKEN = "hf_ok";

export interface HubServer {
  /** Of hub and viewer. */
  origin: string;
  /** Another port, where files come from. */
  cdnOrigin: string;
  datasets: HubDataset[];
  /** Answers instead of the stand-in for as long as it gives one. */
  fault: (path: string) => Response | null;
  /** What was asked for, with the token it came with. */
  requests: { path: string; host: "hub" | "cdn"; authorization: string | null; range: string | null }[];
  /** The product's client of it. */
  client(token?: string): HuggingFace;
  close(): Promise<void>;
}

/** The stand-in hub on two ports, as the real one has two hosts. @param lifetimeMs of signed addresses of pictures. */
export async function startHub(datasets: HubDataset[], lifetimeMs = 60_000): Promise<HubServer> {
  const hub: HubServer = {
    origin: "",
    cdnOrigin: "",
    datasets,
    fault: () => null,
    requests: [],
    client: (token) =>
      createHuggingFace({
        hubUrl: `${hub.origin}/hub`,
        viewerUrl: `${hub.origin}/viewer`,
        token,
        userAgent: "Modomo test",
        privateOrigins: [hub.origin, hub.cdnOrigin],
      }),
    close: async () => {
      for (const { server } of [main, cdn]) {
        if ("closeAllConnections" in server) server.closeAllConnections();
        await new Promise((done) => server.close(done));
      }
    },
  };
  const cdn = await listen("cdn", () => createHubApp({ datasets: async () => hub.datasets }));
  hub.cdnOrigin = cdn.origin;
  const options = { datasets: async () => hub.datasets, token: GOOD_TOKEN, cdnOrigin: cdn.origin, lifetimeMs };
  const main = await listen("hub", () => createHubApp(options));
  hub.origin = main.origin;
  return hub;

  async function listen(host: "hub" | "cdn", make: () => ReturnType<typeof createHubApp>) {
    const app = make();
    const fetch = (request: Request) => {
      const { pathname, search } = new URL(request.url);
      const { headers } = request;
      const path = pathname + search;
      hub.requests.push({ path, host, authorization: headers.get("authorization"), range: headers.get("range") });
      return hub.fault(path) ?? app.fetch(request);
    };
    const { promise, resolve } = Promise.withResolvers<AddressInfo>();
    const server = serve({ fetch, hostname: "127.0.0.1", port: 0 }, resolve);
    return { server, origin: `http://127.0.0.1:${(await promise).port}` };
  }
}
