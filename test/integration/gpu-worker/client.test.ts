import type { RequestListener } from "node:http";
import { afterEach, expect, test } from "vitest";
import { createGpuClient } from "@/lib/clients/gpu-worker";
import type { AnalyzeRequest } from "@/lib/contracts/analyze";
import { startLoopbackServer } from "../../support/loopback-server.ts";

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  await Promise.all(closing.splice(0).map((close) => close()));
});

async function serve(listener: RequestListener): Promise<string> {
  const { origin, close } = await startLoopbackServer(listener);
  closing.push(close);
  return origin;
}

const REQUEST = { images: [], tasks: ["detect"] } as unknown as AnalyzeRequest;
const ref = { id: "m", version: "1" };
const ANSWER = JSON.stringify({ results: [], models: { detect: ref, segment: ref, embed: ref } });

test("a worker that dies of a request is told apart from one out of reach, and takes no other down with it", async () => {
  const dying = await serve((_request, response) => {
    response.writeHead(200, { "content-length": "1000" }).write("{");
    setTimeout(() => response.destroy(), 20);
  });
  let asked = 0;
  const living = await serve((_request, response) => response.end(ANSWER, () => asked++));
  const client = (urls: string[]) => createGpuClient({ urls, token: "t" });
  await expect(client([dying]).analyze(REQUEST)).rejects.toMatchObject({ code: "memory" });
  await expect(client([dying, living]).analyze(REQUEST)).rejects.toMatchObject({ code: "memory" });
  expect(asked).toBe(0);
});

test.each([
  [503, "upstream"],
  [429, "upstream"],
  [507, "memory"],
])("status %i is %s, and the wait it asks for is kept", async (status, code) => {
  const busy = await serve((_request, response) => response.writeHead(status, { "retry-after": "7" }).end("busy"));
  const call = createGpuClient({ urls: [busy], token: "t" }).analyze(REQUEST);
  await expect(call).rejects.toMatchObject({ code, retryAfterMs: 7000 });
});

test("a busy worker is passed over for the next", async () => {
  const busy = await serve((_request, response) => response.writeHead(503).end("loading"));
  const living = await serve((_request, response) => response.end(ANSWER));
  expect((await createGpuClient({ urls: [busy, living], token: "t" }).analyze(REQUEST)).results).toEqual([]);
});

test("what answers at a worker's address and is none counts as no worker", async () => {
  const other = await serve((_request, response) => response.end("hello"));
  expect(await createGpuClient({ urls: [other], token: "t" }).status()).toEqual([{ url: other, status: null }]);
});

test("calls go to the worker with the least to do", async () => {
  const asked: string[] = [];
  const held = Promise.withResolvers<void>();
  const serveAs = (name: string) =>
    serve(async (_request, response) => {
      asked.push(name);
      if (asked.length === 1) await held.promise; // the first call, whoever has it
      response.end(ANSWER);
    });
  const client = createGpuClient({ urls: [await serveAs("a"), await serveAs("b")], token: "t" });
  const first = client.analyze(REQUEST);
  for (let call = 0; call < 3; call += 1) await client.analyze(REQUEST);
  expect(asked).toEqual(["a", "b", "b", "b"]);
  held.resolve();
  await first;
  await client.analyze(REQUEST);
  expect(asked.at(-1)).toBe("a");
});

test("a worker that asked for a rest is asked last until it is over, and all are asked before a call fails", async () => {
  const asked: string[] = [];
  const draining = await serve((_request, response) => {
    asked.push("draining");
    response.writeHead(503, { "retry-after": "30" }).end();
  });
  const others = ["b", "c"].map((name) =>
    serve((_request, response) => {
      asked.push(name);
      response.writeHead(name === "b" && asked.length === 2 ? 500 : 200).end(ANSWER);
    }),
  );
  const client = createGpuClient({ urls: [draining, ...(await Promise.all(others))], token: "t" });
  for (let call = 0; call < 3; call += 1) expect((await client.analyze(REQUEST)).results).toEqual([]);
  expect(asked).toEqual(["draining", "b", "c", "b", "c"]);
});

test("what is told to a worker is answered with how it is, or fails with the reason", async () => {
  const status = {
    name: "w",
    version: "1",
    device: "cpu",
    models: [],
    busy: 0,
    images_done: 1,
    images_failed: 0,
    rss_mb: 9,
    uptime_s: 5,
  };
  let told = "";
  const url = await serve((request, response) => {
    told = `${request.method} ${request.url} ${request.headers.authorization}`;
    response.writeHead(request.url === "/v1/drain" ? 202 : 404).end(JSON.stringify({ ...status, state: "draining" }));
  });
  const client = createGpuClient({ urls: [url], token: "t" });
  expect(await client.tell(url, "drain")).toMatchObject({ state: "draining", recycles: 0 });
  expect(told).toBe("POST /v1/drain Bearer t");
  await expect(client.tell(url, "restart")).rejects.toMatchObject({ code: "upstream" });
});
