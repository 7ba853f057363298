import { afterEach, expect, test } from "vitest";
import {
  createClient,
  endedRun,
  endedRuns,
  outputOf,
  sleep,
  startApp,
  startTestEngine,
  type TestApp,
  type TestEngine,
  until,
} from "../../support/engine/harness.ts";

let engine: TestEngine;
let app: TestApp | undefined;

afterEach(async () => {
  await app?.close();
  app = undefined;
  await engine.stop();
});

const core = () => engine.engine().core;
const portOf = (url: string): number => Number(new URL(url).port);

test("an app that goes away and returns loses no attempt, however long it takes", async () => {
  engine = await startTestEngine({ retryIntervalMs: 20 });
  const client = createClient(engine.url);
  const attempts: number[] = [];
  const fn = client.createFunction({ id: "f", retries: 1, triggers: [{ event: "e" }] }, async ({ step, attempt }) => {
    attempts.push(attempt);
    await step.sleep("nap", "1s");
    return step.run("s", () => attempt);
  });
  app = await startApp({ client, functions: [fn] });
  const { ids } = await client.send([{ name: "e" }, { name: "e" }, { name: "e" }]);
  await until("the runs to sleep", () => attempts.length === 3);
  const port = portOf(app.url);
  await app.close();
  const late = await client.send({ name: "e" });
  await sleep(2_500); // far longer than two attempts 20 ms apart
  app = await startApp({ client, functions: [fn], port });
  const runs = await Promise.all([...ids, ...late.ids].map((id) => endedRun(engine, id)));
  expect(runs.map(({ status }) => status)).toEqual(Array(4).fill("Completed"));
  expect(runs.map(outputOf)).toEqual(Array(4).fill(0));
});

test("an app that never returns fails its runs once the limit is over", async () => {
  engine = await startTestEngine({ unreachableLimitMs: 300 });
  const client = createClient(engine.url);
  const fn = client.createFunction({ id: "f", retries: 0, triggers: [{ event: "e" }] }, () => 1);
  const gone = await startApp({ client, functions: [fn] });
  await gone.close();
  const { ids } = await client.send({ name: "e" });
  const ended = await endedRun(engine, ids[0] ?? "");
  expect(ended.status).toBe("Failed");
  expect(outputOf(ended)).toMatchObject({ name: "AppUnreachable" });
});

test("a connection that breaks during a step costs an attempt and is tried again soon", async () => {
  engine = await startTestEngine({ retryIntervalMs: 60_000 });
  const client = createClient(engine.url);
  let calls = 0;
  const fn = client.createFunction({ id: "f", retries: 1, triggers: [{ event: "e" }] }, async ({ attempt }) => {
    calls += 1;
    if (calls === 1) app?.server.closeAllConnections();
    return attempt;
  });
  app = await startApp({ client, functions: [fn] });
  const { ids } = await client.send({ name: "e" });
  expect(outputOf(await endedRun(engine, ids[0] ?? ""))).toBe(1);
});

test("the engine finds its apps itself, and notices a changed one", async () => {
  const client = createClient("http://127.0.0.1:1");
  const make = (id: string) => client.createFunction({ id, triggers: [{ event: "e" }] }, () => id);
  const serve = async (ids: string[], port = 0) =>
    startApp({ client: createClient(engine.url), functions: ids.map(make), port }).catch(() => undefined);
  engine = await startTestEngine({ pollIntervalMs: 100 });
  app = await serve(["a"]);
  const url = app?.url ?? "";
  await app?.close();
  await engine.stop();
  engine = await startTestEngine({ pollIntervalMs: 100, apps: url });
  expect(core().registry.functions()).toEqual([]);
  const { createServer } = await import("inngest/node");
  const listen = (ids: string[]) => createServer({ client, functions: ids.map(make) }).listen(portOf(url), "127.0.0.1");
  const first = listen(["a", "b"]);
  await until("a and b", () => core().registry.functions().length === 2);
  first.close();
  first.closeAllConnections();
  const second = listen(["b", "c"]);
  const active = () =>
    core()
      .registry.functions()
      .filter((fn) => !fn.isArchived)
      .map((fn) => fn.slug)
      .sort();
  await until("b and c", () => active().join() === "app-b,app-c");
  second.close();
  second.closeAllConnections();
});

test("a function removed while it runs starts no new run, and its running one ends with a reason", async () => {
  engine = await startTestEngine({ retryIntervalMs: 10 });
  const client = createClient(engine.url);
  const gone = client.createFunction({ id: "gone", retries: 1, triggers: [{ event: "e" }] }, async ({ step }) => {
    await step.sleep("nap", "1s");
    return 1;
  });
  const kept = client.createFunction({ id: "kept", triggers: [{ event: "k" }] }, () => 1);
  app = await startApp({ client, functions: [gone, kept] });
  const { ids } = await client.send({ name: "e" });
  await until("the run to sleep", () => core().runs.byEvent(ids[0] ?? "")[0]?.startedAt);
  const port = portOf(app.url);
  await app.close();
  app = await startApp({ client, functions: [kept], port });
  const after = await client.send({ name: "e" });
  const ended = await endedRun(engine, ids[0] ?? "");
  expect(ended.status).toBe("Failed");
  expect(JSON.stringify(outputOf(ended))).toContain("was not found in this app");
  expect(core().runs.byEvent(after.ids[0] ?? "")).toEqual([]);
});

test("a restart of the engine continues sleeping, waiting and queued runs, and calls cut off are made again", async () => {
  engine = await startTestEngine();
  const client = createClient(engine.url);
  const ran: string[] = [];
  const fn = client.createFunction({ id: "f", triggers: [{ event: "e" }] }, async ({ step, event }) => {
    await step.run("before", () => void ran.push(`before ${event.data.n}`));
    await step.sleep("nap", "1s");
    const got = await step.waitForEvent("go", { event: "go", timeout: "10s" });
    return step.run("after", () => `${event.data.n} ${got?.data.word}`);
  });
  const slow = client.createFunction({ id: "slow", triggers: [{ event: "slow" }] }, async ({ step }) => {
    await step.run("first", () => void ran.push("first"));
    return step.run("long", async () => {
      ran.push("long");
      await sleep(300);
      return "done";
    });
  });
  app = await startApp({ client, functions: [fn, slow] });
  const { ids } = await client.send([{ name: "e", data: { n: 1 } }, { name: "e", data: { n: 2 } }, { name: "slow" }]);
  await until("work to begin", () => ran.length === 4);
  await engine.restart();
  const slowRun = await endedRun(engine, ids[2] ?? "");
  expect(outputOf(slowRun)).toBe("done");
  await until("both to wait", () =>
    ids.slice(0, 2).every((id) => {
      const run = core().runs.byEvent(id)[0];
      return (
        run &&
        core()
          .queue.byRun(run.id)
          .some(({ kind }) => kind === "pause-timeout")
      );
    }),
  );
  await engine.restart();
  await client.send({ name: "go", data: { word: "go" } });
  const runs = await Promise.all(ids.slice(0, 2).map((id) => endedRun(engine, id)));
  expect(runs.map(outputOf)).toEqual(["1 go", "2 go"]);
  expect(ran.filter((entry) => entry !== "long").sort()).toEqual(["before 1", "before 2", "first"]);
});

test("the same request sent twice is taken once: same seed, same ids, one run", async () => {
  engine = await startTestEngine();
  const client = createClient(engine.url);
  let runs = 0;
  const fn = client.createFunction({ id: "f", triggers: [{ event: "e" }] }, () => {
    runs += 1;
  });
  app = await startApp({ client, functions: [fn] });
  const post = async (seed: string) => {
    const response = await fetch(`${engine.url}/e/key`, {
      method: "POST",
      headers: { "x-inngest-event-id-seed": seed },
      body: JSON.stringify([{ name: "e" }, { name: "e" }]),
    });
    return ((await response.json()) as { ids: string[] }).ids;
  };
  const seed = `${Date.now()},${Buffer.alloc(10, 7).toString("base64")}`;
  const [first, second] = await Promise.all([post(seed), post(seed)]);
  expect(second).toEqual(first);
  expect(new Set(first).size).toBe(2);
  await until("both runs", () => first?.every((id) => endedRuns(engine, id).length === 1));
  await sleep(100);
  expect(runs).toBe(2);
});

test("two engines cannot share a folder; the second says so and leaves the first alone", async () => {
  engine = await startTestEngine();
  await expect(startTestEngine({ dir: engine.dir })).rejects.toThrow(/Another engine is using/);
  expect((await fetch(`${engine.url}/health`)).status).toBe(200);
});
