import { afterAll, beforeAll, expect, test } from "vitest";
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
let app: TestApp;
let client: ReturnType<typeof createClient>;
const seen: string[] = [];
const failureEvents: string[] = [];

beforeAll(async () => {
  engine = await startTestEngine();
  client = createClient(engine.url);
  const on = <Name extends string>(event: Name) => ({ triggers: [{ event }] as [{ event: Name }] });
  const functions = [
    client.createFunction({ id: "wait", ...on("w/start") }, async ({ step }) => {
      const got = await step.waitForEvent("answer", {
        event: "w/answer",
        timeout: "1m",
        if: "event.data.id == async.data.id && async.data.ok == true",
      });
      return (got?.data as { text?: string } | undefined)?.text ?? "nothing";
    }),
    client.createFunction({ id: "wait-short", ...on("w/short") }, async ({ step }) =>
      step.waitForEvent("answer", { event: "w/never", timeout: "1s" }),
    ),
    client.createFunction({ id: "wait-bad", ...on("w/bad") }, async ({ step }) =>
      step.waitForEvent("answer", { event: "w/never", timeout: "1s", if: "event.data.(" }),
    ),
    client.createFunction({ id: "ask", ...on("w/ask") }, async ({ step }) => {
      const [got] = await Promise.all([
        step.waitForEvent("answer", { event: "w/asked", timeout: "10s" }),
        step.sendEvent("ask", { name: "w/asked", data: { n: 1 } }),
      ]);
      return got?.data.n;
    }),
    client.createFunction({ id: "signal", ...on("w/signal") }, async ({ step, event }) => {
      const got = await step.waitForSignal("go", { signal: `go/${event.data.id}`, timeout: "10s", onConflict: "fail" });
      return got;
    }),
    client.createFunction({ id: "sender", ...on("w/sender") }, async ({ step, event }) =>
      step.sendSignal("send", { signal: `go/${event.data.id}`, data: { from: "sender" } }),
    ),
    client.createFunction(
      {
        id: "cancellable",
        ...on("c/start"),
        cancelOn: [{ event: "c/stop", if: "event.data.id == async.data.id" }],
        onFailure: ({ event }) => void failureEvents.push(event.data.run_id),
      },
      async ({ step, event }) => {
        await step.run("before", () => void seen.push(`before ${event.data.id}`));
        await step.sleep("nap", String(event.data.nap));
        return step.run("after", () => seen.push(`after ${event.data.id}`));
      },
    ),
    client.createFunction(
      { id: "cancel-busy", ...on("c/busy"), cancelOn: [{ event: "c/stop", match: "data.id" }] },
      async ({ step }) => {
        await step.run("long", async () => {
          seen.push("busy began");
          await sleep(400);
          seen.push("busy ended");
        });
        return step.run("next", () => seen.push("busy next"));
      },
    ),
    client.createFunction({ id: "patient", ...on("w/patient") }, async ({ step }) => {
      const slow = await step
        .invoke("call", { function: slowChild, data: {}, timeout: "1s" })
        .catch((error: Error) => error.name);
      return slow;
    }),
    client.createFunction({ id: "race", ...on("w/race") }, async ({ step, group }) => {
      const started = await step.run("start", () => Date.now());
      const winner = await group.parallel({ mode: "race" }, () =>
        Promise.race([
          step.sleep("short", "1s").then(() => "sleep"),
          step.waitForEvent("long", { event: "w/never", timeout: "3s" }).then(() => "event"),
        ]),
      );
      const tookMs = await step.run("after-race", () => Date.now() - started);
      return { winner, tookMs };
    }),
    client.createFunction({ id: "cleanup", triggers: [{ event: "inngest/function.cancelled" }] }, async ({ event }) => {
      seen.push(`cancelled ${(event.data as { function_id: string }).function_id}`);
    }),
  ];
  const slowChild = client.createFunction({ id: "slow-child", triggers: [] }, async ({ step }) =>
    step.sleep("nap", "20s"),
  );
  app = await startApp({ client, functions: [...functions, slowChild] });
});

afterAll(async () => {
  await app.close();
  await engine.stop();
});

const send = async (name: string, data: Record<string, unknown> = {}): Promise<string> =>
  (await client.send({ name, data })).ids[0] ?? "";
const run = async (name: string, data?: Record<string, unknown>) => endedRun(engine, await send(name, data));
const core = () => engine.engine().core;
const activeRun = (eventId: string) => until("the run", () => core().runs.byEvent(eventId)[0]);
const untilWaiting = async (eventId: string) => {
  const { id } = await activeRun(eventId);
  await until("the run to wait", () =>
    core()
      .queue.byRun(id)
      .some(({ kind }) => kind === "pause-timeout" || kind === "sleep"),
  );
  return id;
};

test("waitForEvent: only the event its expression names ends the wait, and it ends all waits it matches", async () => {
  const first = await send("w/start", { id: "x" });
  const twin = await send("w/start", { id: "x" });
  const other = await send("w/start", { id: "y" });
  await Promise.all([first, twin, other].map(untilWaiting));
  await send("w/answer", { id: "x", ok: false });
  await send("w/answer", { id: "z", ok: true });
  await sleep(50);
  expect([first, twin, other].flatMap((id) => endedRuns(engine, id))).toEqual([]);
  await send("w/answer", { id: "x", ok: true, text: "hello" });
  expect(outputOf(await endedRun(engine, first))).toBe("hello");
  expect(outputOf(await endedRun(engine, twin))).toBe("hello");
  await sleep(50);
  expect(endedRuns(engine, other)).toEqual([]);
});

test("waitForEvent: null when the time is up", async () => {
  expect(outputOf(await run("w/short"))).toBeNull();
});

test("waitForEvent: an expression that is none fails the run with its name", async () => {
  const ended = await run("w/bad");
  expect(ended.status).toBe("Failed");
  expect(outputOf(ended)).toMatchObject({ name: "InvalidExpression" });
});

test("a wait reported together with the step that causes its event does not miss it", async () => {
  expect(outputOf(await run("w/ask"))).toBe(1);
});

test("a signal wakes the one run that waits for it; a second waiter fails; nobody waiting is told so", async () => {
  const waiting = await send("w/signal", { id: 1 });
  await untilWaiting(waiting);
  const second = await run("w/signal", { id: 1 });
  expect(second.status).toBe("Failed");
  const sent = await run("w/sender", { id: 1 });
  const woken = await endedRun(engine, waiting);
  expect(outputOf(woken)).toEqual({ signal: "go/1", data: { from: "sender" } });
  expect(outputOf(sent)).toMatchObject({ runId: woken.id });
  const again = await run("w/sender", { id: 1 });
  expect(again.status).toBe("Completed");
  expect(outputOf(again)).not.toHaveProperty("runId", woken.id);
});

test("cancelOn: the matching run stops and is not a failure; others go on", async () => {
  const stopped = await send("c/start", { id: "a", nap: "1m" });
  const kept = await send("c/start", { id: "b", nap: "1s" });
  await Promise.all([stopped, kept].map(untilWaiting));
  await send("c/stop", { id: "a" });
  const ended = await endedRun(engine, stopped);
  expect(ended.status).toBe("Cancelled");
  expect(core().queue.byRun(ended.id)).toEqual([]);
  expect((await endedRun(engine, kept)).status).toBe("Completed");
  expect(seen.filter((entry) => entry.startsWith("after"))).toEqual(["after b"]);
  await until("function.cancelled", () => seen.includes("cancelled app-cancellable"));
  expect(failureEvents).toEqual([]);
});

test("cancel during a step: the step may end, nothing after it starts, the late answer changes nothing", async () => {
  const id = await send("c/busy", { id: "k" });
  await until("the step to begin", () => seen.includes("busy began"));
  await send("c/stop", { id: "k" });
  expect((await endedRun(engine, id)).status).toBe("Cancelled");
  await until("the step to end", () => seen.includes("busy ended"));
  await sleep(150);
  expect(seen).not.toContain("busy next");
  expect(endedRuns(engine, id)[0]?.status).toBe("Cancelled");
});

test("invoke with a time limit gives an error when the child is slower", async () => {
  expect(outputOf(await run("w/patient"))).toBe("InngestInvokeTimeoutError");
});

test("a race goes on when its first branch ends", async () => {
  const output = outputOf(await run("w/race")) as { winner: string; tookMs: number };
  expect(output.winner).toBe("sleep");
  expect(output.tookMs).toBeLessThan(2500);
});
