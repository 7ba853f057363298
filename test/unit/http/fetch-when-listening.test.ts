import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, expect, test } from "vitest";
import { fetchWhenListening } from "@/lib/http/fetch-when-listening";

let server: Server | undefined;
afterEach(() => new Promise<void>((done) => (server ? server.close(() => done()) : done())));

const listen = (port: number): Promise<number> =>
  new Promise((resolve) => {
    const created = createServer((_request, response) => response.end("here"));
    server = created.listen(port, "127.0.0.1", () => resolve((created.address() as AddressInfo).port));
  });

const closedPort = async (): Promise<number> => {
  const port = await listen(0);
  await new Promise<void>((done) => server?.close(() => done()));
  server = undefined;
  return port;
};

test("a service that comes back within the patience is reached", async () => {
  const port = await closedPort();
  const answer = fetchWhenListening(`http://127.0.0.1:${port}/`, undefined, 5_000);
  await sleep(300);
  await listen(port);
  expect(await (await answer).text()).toBe("here");
});

test("a service that stays away is an error once the patience is over", async () => {
  const port = await closedPort();
  await expect(fetchWhenListening(`http://127.0.0.1:${port}/`, undefined, 100)).rejects.toThrow("fetch failed");
});

test("any other failure is not waited for", async () => {
  const startedAt = Date.now();
  await expect(fetchWhenListening("http://nobody.invalid/", undefined, 60_000)).rejects.toThrow();
  expect(Date.now() - startedAt).toBeLessThan(30_000);
});
