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

test("a worker that dies while it answers is passed over; where there is no other, the call can be tried again", async () => {
  const dying = await serve((_request, response) => {
    response.writeHead(200, { "content-length": "1000" }).write("{");
    setTimeout(() => response.destroy(), 20);
  });
  const living = await serve((_request, response) => response.end(ANSWER));
  const client = (urls: string[]) => createGpuClient({ urls, token: "t" });
  await expect(client([dying]).analyze(REQUEST)).rejects.toMatchObject({ code: "upstream" });
  expect((await client([dying, living]).analyze(REQUEST)).results).toEqual([]);
});

test("what answers at a worker's address and is none counts as no worker", async () => {
  const other = await serve((_request, response) => response.end("hello"));
  expect(await createGpuClient({ urls: [other], token: "t" }).status()).toEqual([{ url: other, status: null }]);
});
