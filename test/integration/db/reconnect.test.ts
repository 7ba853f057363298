import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, test } from "vitest";
import { createReachingFetch } from "@/lib/db/client";
import { DatabaseError } from "@/lib/errors";

test("after a lost connection the next try is on a new one, and the answer is an ordinary one", async () => {
  let isDying = false;
  const server = createServer((request, response) => {
    if (isDying) return void request.socket.destroy();
    response.writeHead(201, { "x-of": "server" }).end(JSON.stringify({ port: request.socket.remotePort }));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const reach = createReachingFetch(0);
  try {
    const first = await reach(url, { method: "POST", body: "{}" });
    expect(first).toBeInstanceOf(Response);
    expect([first.status, first.headers.get("x-of")]).toEqual([201, "server"]);
    await first.text();
    const portOf = async () => ((await (await reach(url)).json()) as { port: number }).port;
    const kept = await Promise.all([portOf(), portOf(), portOf()]);
    isDying = true;
    await expect(reach(url)).rejects.toBeInstanceOf(DatabaseError);
    isDying = false;
    expect(kept).not.toContain(await portOf());
  } finally {
    server.closeAllConnections();
    server.close();
  }
});

test("a database that is not there is one, after the patience", async () => {
  await expect(createReachingFetch(0)("http://127.0.0.1:1/")).rejects.toMatchObject({ code: "database" });
});
