import { NonRetriableError, RetryAfterError, referenceFunction } from "inngest";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  createClient,
  endedRun,
  outputOf,
  startApp,
  startTestEngine,
  type TestApp,
  type TestEngine,
} from "../../support/engine/harness.ts";

let engine: TestEngine;
let app: TestApp;
let client: ReturnType<typeof createClient>;
const calls: Record<string, number> = {};
const count = (name: string): number => {
  calls[name] = (calls[name] ?? 0) + 1;
  return calls[name];
};
const failures: { message: string; functionId: string }[] = [];

beforeAll(async () => {
  engine = await startTestEngine();
  client = createClient(engine.url);
  const functions = [
    client.createFunction({ id: "three", triggers: [{ event: "t/three" }] }, async ({ event, step }) => {
      const a = await step.run("a", () => count("a") && Number(event.data.n));
      const b = await step.run("b", () => a * 2);
      return step.run("c", () => ({ data: b }));
    }),
    client.createFunction({ id: "plain", checkpointing: false, triggers: [{ event: "t/plain" }] }, async ({ step }) => {
      const a = await step.run("a", () => 1);
      const b = await step.run("b", () => new Date(0));
      return { a, b, none: await step.run("c", () => undefined) };
    }),
    client.createFunction({ id: "flaky", retries: 3, triggers: [{ event: "t/flaky" }] }, async ({ step, attempt }) => {
      const first = await step.run("first", () => fails("flaky-1", 3));
      const second = await step.run("second", () => fails("flaky-2", 3));
      return { first, second, attempt };
    }),
    client.createFunction({ id: "caught", retries: 1, triggers: [{ event: "t/caught" }] }, async ({ step }) => {
      try {
        return await step.run("bad", () => {
          count("caught");
          throw new TypeError("dead");
        });
      } catch (error) {
        return step.run("rescue", () => (error as Error).message);
      }
    }),
    client.createFunction(
      {
        id: "fatal",
        retries: 5,
        triggers: [{ event: "t/fatal" }],
        onFailure: ({ error, event }) => {
          failures.push({ message: error.message, functionId: event.data.function_id });
        },
      },
      async () => {
        count("fatal");
        throw new NonRetriableError("never again");
      },
    ),
    client.createFunction({ id: "body", retries: 2, triggers: [{ event: "t/body" }] }, async () => {
      count("body");
      throw new Error("body");
    }),
    client.createFunction({ id: "later", retries: 2, triggers: [{ event: "t/later" }] }, async ({ step }) =>
      step.run("s", () => {
        if (count("later") === 1) throw new RetryAfterError("busy", 1000);
        return Date.now();
      }),
    ),
    client.createFunction({ id: "parallel", triggers: [{ event: "t/parallel" }] }, async ({ step }) => {
      const before = await step.run("before", () => count("before"));
      const results = await Promise.all([
        step.run("p1", () => count("p1")),
        step.run("p2", () => count("p2")),
        step.sleep("nap", "1s").then(() => "slept"),
        step.run("p3", () => count("p3")),
      ]);
      return { before, results, after: await step.run("after", () => count("after")) };
    }),
    client.createFunction({ id: "caller", triggers: [{ event: "t/caller" }] }, async ({ step }) =>
      step.invoke("call", { function: child, data: { v: 21 } }),
    ),
    client.createFunction({ id: "caller-bad", triggers: [{ event: "t/caller-bad" }] }, async ({ step }) => {
      const message = (error: Error) => error.message;
      const missing = await step
        .invoke("missing", { function: referenceFunction({ functionId: "nope" }), data: {} })
        .catch(message);
      const broken = await step
        .invoke("broken", { function: referenceFunction({ functionId: "fatal" }), data: {} })
        .catch(message);
      return { missing, broken };
    }),
  ];
  const child = client.createFunction(
    { id: "child", triggers: [] },
    async ({ event }) => Number((event.data as { v: number }).v) * 2,
  );
  app = await startApp({ client, functions: [...functions, child] });
});

afterAll(async () => {
  await app.close();
  await engine.stop();
});

function fails(name: string, times: number): string {
  const attempt = count(name);
  if (attempt <= times) throw new Error(`${name} ${attempt}`);
  return `${name} ok`;
}

async function run(name: string, data: Record<string, unknown> = {}) {
  const { ids } = await client.send({ name, data });
  return endedRun(engine, ids[0] ?? "");
}

test("steps run once each and their results reach the end, whatever their shape", async () => {
  const ended = await run("t/three", { n: 4 });
  expect(ended.status).toBe("Completed");
  expect(outputOf(ended)).toEqual({ data: 8 });
  expect(calls.a).toBe(1);
});

test("without checkpointing every step is a call of its own", async () => {
  expect(outputOf(await run("t/plain"))).toEqual({ a: 1, b: "1970-01-01T00:00:00.000Z", none: null });
});

test("each step has its own budget of attempts", async () => {
  const ended = await run("t/flaky");
  expect(ended.status).toBe("Completed");
  expect(outputOf(ended)).toEqual({ first: "flaky-1 ok", second: "flaky-2 ok", attempt: 0 });
  expect([calls["flaky-1"], calls["flaky-2"]]).toEqual([4, 4]);
});

test("a step out of attempts can be caught by the function", async () => {
  const ended = await run("t/caught");
  expect(outputOf(ended)).toBe("dead");
  expect(calls.caught).toBe(2);
});

test("a NonRetriableError fails the run at once and calls onFailure", async () => {
  const ended = await run("t/fatal");
  expect(ended.status).toBe("Failed");
  expect(outputOf(ended)).toMatchObject({ message: "never again" });
  expect(calls.fatal).toBe(1);
  await expect.poll(() => failures, { timeout: 5000 }).toEqual([{ message: "never again", functionId: "app-fatal" }]);
});

test("an error outside steps uses up the function's attempts", async () => {
  const ended = await run("t/body");
  expect(ended.status).toBe("Failed");
  expect(calls.body).toBe(3);
});

test("RetryAfterError decides when the next attempt comes", async () => {
  const started = Date.now();
  const ended = await run("t/later");
  expect(Number(outputOf(ended)) - started).toBeGreaterThanOrEqual(1000);
});

test("parallel steps run once each and join", async () => {
  const ended = await run("t/parallel");
  expect(outputOf(ended)).toEqual({ before: 1, results: [1, 1, "slept", 1], after: 1 });
});

test("invoke returns the child's result", async () => {
  expect(outputOf(await run("t/caller"))).toBe(42);
});

test("invoking a missing or failing function is an error in the caller, not a hang", async () => {
  const ended = await run("t/caller-bad");
  expect(ended.status).toBe("Completed");
  expect(outputOf(ended)).toEqual({ missing: 'The function "app-nope" does not exist.', broken: "never again" });
});
