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
