import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { openai } from "inngest";
import { createDefer } from "inngest/experimental";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  createClient,
  endedRun,
  outputOf,
  sleep,
  startApp,
  startTestEngine,
  type TestApp,
  type TestEngine,
  until,
} from "../../support/engine/harness.ts";

let engine: TestEngine;
let app: TestApp;
let provider: Server;
let client: ReturnType<typeof createClient>;
const seen: string[] = [];
const countOf = (entry: string): number => seen.filter((each) => each === entry).length;
const BIG = "x".repeat(1_000_000);

beforeAll(async () => {
  engine = await startTestEngine();
  let asked = 0;
  provider = createServer((request, response) => {
    asked += 1;
    if (request.url === "/flaky" && asked % 2 === 1) {
      request.socket.destroy();
      return;
    }
    response.writeHead(request.url === "/missing" ? 404 : 200, { "x-asked": "yes" });
    response.end(
      JSON.stringify({ path: request.url, method: request.method, auth: request.headers.authorization ?? null }),
    );
  });
  await new Promise<void>((resolve) => provider.listen(0, "127.0.0.1", resolve));
  const providerUrl = `http://127.0.0.1:${(provider.address() as AddressInfo).port}`;
  client = createClient(engine.url);
  const deferred = createDefer(client, { id: "deferred" }, async ({ event }) => {
    seen.push(`deferred ${JSON.stringify(event.data.word)}`);
  });
  const on = <Name extends string>(event: Name) => ({ triggers: [{ event }] as [{ event: Name }] });
  const functions = [
    client.createFunction({ id: "fetch", ...on("f/fetch") }, async ({ step }) => {
      const response = await step.fetch(`${providerUrl}/hello`, { method: "POST", body: "hi" });
      const missing = await step.fetch(`${providerUrl}/missing`);
      return {
        status: response.status,
        body: await response.json(),
        header: response.headers.get("x-asked"),
        missing: missing.status,
      };
    }),
    client.createFunction({ id: "fetch-flaky", retries: 2, ...on("f/flaky") }, async ({ step }) => {
      const response = await step.fetch(`${providerUrl}/flaky`);
      return response.status;
    }),
    client.createFunction({ id: "big", ...on("f/big") }, async ({ step }) => {
      const sizes: number[] = [];
      for (let n = 0; n < 6; n += 1) sizes.push((await step.run(`part-${n}`, () => BIG)).length);
      await step.sleep("nap", "1s");
      return sizes.reduce((sum, size) => sum + size, 0);
    }),
    client.createFunction({ id: "too-big", retries: 0, ...on("f/too-big") }, async ({ step }) =>
      step.run("part", () => BIG.repeat(5)),
    ),
    client.createFunction({ id: "deferring", ...on("f/defer") }, async ({ step, defer }) => {
      defer("keep", { function: deferred, data: { word: "kept" } });
      const dropped = defer("drop", { function: deferred, data: { word: "dropped" } });
      await step.run("s", () => 1);
      dropped.abort();
      await step.run("t", () => 2);
      seen.push("deferring ends");
    }),
    client.createFunction({ id: "v1", optimizeParallelism: false, ...on("f/v1") }, async ({ step }) => {
      const quick = async () => {
        await step.run("q1", () => void seen.push("q1"));
        return step.run("q2", () => void seen.push("q2"));
      };
      const slow = async () => {
        await step.sleep("nap", "1s");
        return step.run("s1", () => void seen.push("s1"));
      };
      await Promise.all([quick(), slow()]);
      return "joined";
    }),
    client.createFunction({ id: "many", ...on("f/many") }, async ({ step }) => {
      const all = await Promise.all(
        Array.from({ length: 30 }, (_, n) =>
          step.run(`p${n}`, async () => {
            seen.push(`p${n}`);
            await sleep(30);
            return n;
          }),
        ),
      );
      return step.run("join", () => {
        seen.push("join");
        return all.reduce((sum, n) => sum + n, 0);
      });
    }),
    client.createFunction({ id: "wild", ...on("wild/*") }, async ({ event }) => void seen.push(`wild ${event.name}`)),
    client.createFunction(
      {
        id: "picky",
        triggers: [
          { event: "f/picky", if: "event.data.n > 1" },
          { event: "f/picky", if: "event.data.n > 2" },
        ],
      },
      async ({ event }) => void seen.push(`picky ${(event.data as { n: number }).n}`),
    ),
    client.createFunction(
      { id: "batch", batchEvents: { maxSize: 3, timeout: "1s" }, ...on("f/batch") },
      async ({ events }) => void seen.push(`batch ${events.map((event) => (event.data as { n: number }).n).join()}`),
    ),
    client.createFunction(
      { id: "busy", concurrency: { limit: 2, key: "event.data.k" }, ...on("f/busy") },
      async ({ event, step }) => {
        const { k } = event.data as { k: string };
        await step.run("work", async () => {
          running.set(k, (running.get(k) ?? 0) + 1);
          most.set(k, Math.max(most.get(k) ?? 0, running.get(k) ?? 0));
          await sleep(40);
          running.set(k, (running.get(k) ?? 0) - 1);
        });
      },
    ),
    client.createFunction({ id: "sessions", ...on("f/sessions") }, async ({ step }) => {
      await step.sendEvent("go", { name: "f/inherits", data: {} });
    }),
    client.createFunction(
      { id: "inherits", ...on("f/inherits") },
      async ({ event }) => (event as { meta?: unknown }).meta ?? null,
    ),
    client.createFunction({ id: "infer", retries: 0, ...on("f/infer") }, async ({ step }) =>
      step.ai.infer("ask", {
        model: openai({ model: "any", apiKey: "secret", baseUrl: `${providerUrl}/v1/` }),
        body: { messages: [{ role: "user", content: "hi" }] },
      }),
    ),
    client.createFunction({ id: "long", checkpointing: { maxRuntime: "1s" }, ...on("f/long") }, async ({ step }) => {
      for (let n = 0; n < 4; n += 1) {
        await step.run(`part-${n}`, async () => {
          seen.push(`long ${n}`);
          await sleep(400);
        });
      }
      return "all";
    }),
    deferred,
  ];
  app = await startApp({ client, functions });
});
const running = new Map<string, number>();
const most = new Map<string, number>();

afterAll(async () => {
  await app.close();
  provider.close();
  provider.closeAllConnections();
  await engine.stop();
});

const send = async (name: string, data: Record<string, unknown> = {}): Promise<string> =>
  (await client.send({ name, data })).ids[0] ?? "";
const run = async (name: string, data?: Record<string, unknown>) => endedRun(engine, await send(name, data));

test("step.fetch is made by the engine; any HTTP status is an answer", async () => {
  expect(outputOf(await run("f/fetch"))).toEqual({
    status: 200,
    body: { path: "/hello", method: "POST", auth: null },
    header: "yes",
    missing: 404,
  });
});

test("step.fetch is tried again when the connection breaks", async () => {
  expect(outputOf(await run("f/flaky"))).toBe(200);
});

test("state above 4 MiB is fetched by the app instead of sent to it", async () => {
  expect(outputOf(await run("f/big"))).toBe(6_000_000);
});

test("a step output above 4 MiB fails the run with its name", async () => {
  const ended = await run("f/too-big");
  expect(ended.status).toBe("Failed");
  expect(outputOf(ended)).toMatchObject({
    name: "InngestErrStepOutputTooLarge",
    message: expect.stringContaining('"part"'),
  });
});

test("step.ai.infer is made by the engine, with the provider's key", async () => {
  expect(outputOf(await run("f/infer"))).toMatchObject({
    method: "POST",
    auth: "Bearer secret",
    path: expect.stringContaining("/chat/completions"),
  });
});

test("a call that reaches the app's own time limit goes on in new calls, each step once", async () => {
  expect(outputOf(await run("f/long"))).toBe("all");
  expect([0, 1, 2, 3].map((n) => countOf(`long ${n}`))).toEqual([1, 1, 1, 1]);
});

test("deferred functions start when their run has ended, aborted ones never", async () => {
  await run("f/defer");
  await until("the deferred function", () => countOf('deferred "kept"') === 1);
  await sleep(100);
  expect(countOf('deferred "dropped"')).toBe(0);
  expect(seen.indexOf('deferred "kept"')).toBeGreaterThan(seen.indexOf("deferring ends"));
});

test("without optimised parallelism chains go on independently, and every step still runs once", async () => {
  const ended = await run("f/v1");
  expect(outputOf(ended)).toBe("joined");
  expect(["q1", "q2", "s1"].map(countOf)).toEqual([1, 1, 1]);
  expect(seen.indexOf("q2")).toBeLessThan(seen.indexOf("s1"));
});

test("thirty siblings that end at the same time run once each and join once", async () => {
  const ended = await run("f/many");
  expect(outputOf(ended)).toBe(435);
  expect(Array.from({ length: 30 }, (_, n) => countOf(`p${n}`)).every((count) => count === 1)).toBe(true);
  expect(countOf("join")).toBe(1);
});

test("wildcard triggers match below their prefix only", async () => {
  await client.send([{ name: "wild/a" }, { name: "wild/b.c" }, { name: "wilder/x" }]);
  await until("both", () => countOf("wild wild/a") + countOf("wild wild/b.c") === 2);
  expect(seen.filter((entry) => entry.startsWith("wild ")).length).toBe(2);
});

test("a trigger's condition decides; two that match start one run", async () => {
  await client.send([1, 2, 3].map((n) => ({ name: "f/picky", data: { n } })));
  await until("runs", () => countOf("picky 2") === 1 && countOf("picky 3") === 1);
  await sleep(50);
  expect(seen.filter((entry) => entry.startsWith("picky"))).toHaveLength(2);
});

test("a batch gets all its events; the rest comes when its time is up", async () => {
  await client.send([0, 1, 2, 3].map((n) => ({ name: "f/batch", data: { n } })));
  await until("both batches", () => countOf("batch 0,1,2") === 1 && countOf("batch 3") === 1);
});

test("never more calls than a concurrency key allows, and all get their turn", async () => {
  const { ids } = await client.send(
    Array.from({ length: 24 }, (_, n) => ({ name: "f/busy", data: { k: n % 2 ? "a" : "b" } })),
  );
  await Promise.all(ids.map((id) => endedRun(engine, id)));
  expect([...most.values()]).toEqual([2, 2]);
});

test("sessions are inherited by the events a run sends", async () => {
  await client.send({ name: "f/sessions", data: {}, meta: { sessions: { user: "u1" } } } as Parameters<
    typeof client.send
  >[0]);
  const child = await until("the child", () => engine.engine().core.events.list({ name: "f/inherits", limit: 1 })[0]);
  expect(outputOf(await endedRun(engine, child.id))).toEqual({ sessions: { user: "u1" } });
});
