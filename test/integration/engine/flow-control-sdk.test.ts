import { afterAll, beforeAll, expect, test } from "vitest";
import {
  createClient,
  endedRun,
  sleep,
  startApp,
  startTestEngine,
  type TestApp,
  type TestEngine,
  until,
} from "../../support/engine/harness.ts";

/** How far the engine's clock is ahead: moved shortly before a full minute, so that a schedule is soon due. */
let offsetMs = 0;
let engine: TestEngine;
let app: TestApp;
let client: ReturnType<typeof createClient>;
const seen: { what: string; atMs: number }[] = [];

type Data = { k?: string; n?: number; p?: number };

beforeAll(async () => {
  engine = await startTestEngine({}, () => Date.now() + offsetMs);
  client = createClient(engine.url);
  const on = <Name extends string>(event: Name) => ({ triggers: [{ event }] as [{ event: Name }] });
  const note = (what: string): void => void seen.push({ what, atMs: Date.now() });
  const handler =
    (name: string, workMs = 0) =>
    async ({ event }: { event: { data?: unknown } }): Promise<void> => {
      note(`${name} ${(event.data as Data).n}`);
      await sleep(workMs);
    };
  const functions = [
    client.createFunction(
      { id: "rate", rateLimit: { limit: 1, period: "1h", key: "event.data.k" }, ...on("rate") },
      handler("rate"),
    ),
    client.createFunction(
      { id: "throttle", throttle: { limit: 2, period: "1s" }, ...on("throttle") },
      handler("throttle"),
    ),
    client.createFunction(
      { id: "debounce", debounce: { period: "1s", key: "event.data.k" }, ...on("debounce") },
      handler("debounce"),
    ),
    client.createFunction({ id: "once", idempotency: "event.data.k", ...on("once") }, handler("once")),
    client.createFunction({ id: "skip", singleton: { mode: "skip" }, ...on("skip") }, handler("skip", 300)),
    client.createFunction({ id: "latest", singleton: { mode: "cancel" }, ...on("latest") }, async ({ event, step }) => {
      await step.sleep("nap", "1s");
      note(`latest ${(event.data as Data).n}`);
    }),
    client.createFunction(
      { id: "urgent", concurrency: 1, priority: { run: "event.data.p * 100" }, ...on("urgent") },
      handler("urgent", 60),
    ),
    client.createFunction(
      { id: "late", concurrency: 1, timeouts: { start: "1s" }, ...on("late") },
      handler("late", 1_600),
    ),
    client.createFunction({ id: "endless", timeouts: { finish: "1s" }, ...on("endless") }, async ({ step }) =>
      step.sleep("nap", "1h"),
    ),
    client.createFunction({ id: "cron", triggers: [{ cron: "* * * * *" }] }, async ({ event }) =>
      note(`cron ${event.name}`),
    ),
  ];
  app = await startApp({ client, functions });
});

afterAll(async () => {
  await app.close();
  await engine.stop();
});

const send = async (name: string, data: Data[]): Promise<string[]> =>
  (await client.send(data.map((each) => ({ name, data: each })))).ids;
const notes = (name: string): string[] =>
  seen.filter(({ what }) => what.startsWith(`${name} `)).map(({ what }) => what.slice(name.length + 1));

test("a schedule fires on its minute, once", async () => {
  const before = notes("cron").length;
  offsetMs += Math.max(0, 59_000 - (Date.now() % 60_000)); // never past a minute: a tick jumped over fires late
  await until("the tick", () => notes("cron").length > before);
  expect((Date.now() + offsetMs) % 60_000).toBeLessThan(15_000);
  await sleep(200);
  expect(notes("cron").slice(before)).toEqual(["inngest/scheduled.timer"]);
});

test("rateLimit and idempotency drop what is too much, by key", async () => {
  await send("rate", [
    { k: "a", n: 0 },
    { k: "a", n: 1 },
    { k: "b", n: 2 },
  ]);
  await send("once", [
    { k: "a", n: 0 },
    { k: "a", n: 1 },
    { k: "b", n: 2 },
  ]);
  await until("the runs", () => notes("rate").length === 2 && notes("once").length === 2);
  await sleep(100);
  expect([notes("rate").sort(), notes("once").sort()]).toEqual([
    ["0", "2"],
    ["0", "2"],
  ]);
});

test("throttle spaces starts and keeps their order", async () => {
  await send(
    "throttle",
    [0, 1, 2, 3].map((n) => ({ n })),
  );
  await until("all starts", () => notes("throttle").length === 4);
  expect(notes("throttle")).toEqual(["0", "1", "2", "3"]);
  const times = seen.filter(({ what }) => what.startsWith("throttle")).map(({ atMs }) => atMs);
  expect((times[3] ?? 0) - (times[0] ?? 0)).toBeGreaterThanOrEqual(1_400);
});

test("debounce runs the newest event once it is quiet", async () => {
  const sentAt = Date.now();
  for (const n of [0, 1, 2]) await send("debounce", [{ k: "a", n }]);
  await until("the run", () => notes("debounce").length > 0);
  expect(Date.now() - sentAt).toBeGreaterThanOrEqual(990);
  await sleep(100);
  expect(notes("debounce")).toEqual(["2"]);
});

test("singleton: skip keeps the first, cancel keeps the last", async () => {
  await send("skip", [{ n: 0 }]);
  await until("the first", () => notes("skip").length === 1);
  await send("skip", [{ n: 1 }]);
  const [first = "", second = ""] = await send("latest", [{ n: 0 }, { n: 1 }]);
  expect((await endedRun(engine, first)).status).toBe("Cancelled");
  expect((await endedRun(engine, second)).status).toBe("Completed");
  expect(notes("skip")).toEqual(["0"]);
  expect(notes("latest")).toEqual(["1"]);
});

test("priority decides among what waits", async () => {
  const ids = await send("urgent", [
    { n: 0, p: 0 },
    { n: 1, p: 0 },
    { n: 2, p: 5 },
    { n: 3, p: -5 },
  ]);
  await Promise.all(ids.map((id) => endedRun(engine, id)));
  expect(notes("urgent").slice(-3)).toEqual(notes("urgent")[0] === "2" ? ["0", "1", "3"] : ["2", "1", "3"]);
});

test("timeouts cancel what starts or ends too late", async () => {
  const [early = "", late = ""] = await send("late", [{ n: 0 }, { n: 1 }]);
  const [endless = ""] = await send("endless", [{ n: 0 }]);
  expect((await endedRun(engine, endless)).status).toBe("Cancelled");
  expect((await endedRun(engine, late)).status).toBe("Cancelled");
  expect((await endedRun(engine, early)).status).toBe("Completed");
});
