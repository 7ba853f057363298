import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { endedRun, outputOf, sleep, startTestEngine, type TestEngine, until } from "../../support/engine/harness.ts";
import { type Call, op, type ScriptedAnswer, startScriptedApp } from "../../support/engine/scripted-app.ts";

let engine: TestEngine;
let app: Awaited<ReturnType<typeof startScriptedApp>> | undefined;

beforeEach(async () => {
  engine = await startTestEngine({ retryIntervalMs: 20 });
});

afterEach(async () => {
  app?.close();
  app = undefined;
  await engine.stop();
});

type Script = (call: Call, index: number) => ScriptedAnswer | Promise<ScriptedAnswer>;
async function start(script: Script, config: Record<string, unknown> = {}) {
  app = await startScriptedApp(engine.url, config, script);
  const response = await fetch(`${engine.url}/e/key`, {
    method: "POST",
    body: JSON.stringify({ name: "raw", data: { n: 1 } }),
  });
  const { ids } = (await response.json()) as { ids: string[] };
  return { eventId: ids[0] ?? "", calls: app.calls };
}
async function run(script: Script, config?: Record<string, unknown>) {
  const { eventId, calls } = await start(script, config);
  return { ended: await endedRun(engine, eventId), calls };
}
const ops = (...body: unknown[]): ScriptedAnswer => ({ status: 206, body });
const done = (body: unknown = "done"): ScriptedAnswer => ({ status: 200, body: JSON.stringify(body) });

test("the call request has every field the SDK reads, in header and body", async () => {
  const { calls, ended } = await run((_, index) =>
    index === 0 ? ops(op("StepRun", "aa", { data: { n: 1 } })) : done(),
  );
  const [first, second] = calls;
  expect(first?.body).toMatchObject({
    event: { id: ended.eventId, name: "raw", data: { n: 1 }, user: {} },
    events: [{ name: "raw" }],
    steps: {},
    version: -1,
    use_api: false,
    ctx: {
      run_id: ended.id,
      attempt: 0,
      max_attempts: 5,
      generation_id: 1,
      disable_immediate_execution: false,
      stack: { stack: [], current: 0 },
    },
  });
  expect(first?.headers).toMatchObject({
    "x-run-id": ended.id,
    "x-inngest-step-id": "step",
    "x-inngest-req-version": "-1",
    "x-inngest-job-id": first?.body.ctx.qi_id,
    "x-inngest-generation-id": "1",
    "x-inngest-server-kind": "dev",
    "x-request-id": expect.stringMatching(/^[0-9A-Z]{26}$/),
  });
  expect(second?.body).toMatchObject({
    steps: { aa: { data: { n: 1 } } },
    version: 2,
    ctx: { stack: { stack: ["aa"], current: 1 } },
  });
  expect(second?.headers["x-inngest-req-version"]).toBe("2");
});

describe("answers that are none", () => {
  test.each<[string, ScriptedAnswer, string]>([
    [
      "a 502 of a proxy",
      { status: 502, body: "bad gateway", headers: { "x-inngest-sdk": "" } },
      "Your server returned HTTP 502",
    ],
    ["a page of another program", { status: 200, body: "<html>", headers: {} }, "not as an Inngest app"],
  ])("%s costs attempts and ends with a reason", async (_, answer, message) => {
    const { createServer } = await import("node:http");
    const server = createServer((request, response) => {
      request.resume();
      if (typeof answer === "string") return;
      response.writeHead(answer.status).end(String(answer.body));
    }).listen(0, "127.0.0.1");
    await until("the server", () => server.address());
    const { port } = server.address() as { port: number };
    const steps = { step: { runtime: { url: `http://127.0.0.1:${port}/` }, retries: { attempts: 1 } } };
    app = await startScriptedApp(engine.url, { steps }, () => done());
    const response = await fetch(`${engine.url}/e/key`, { method: "POST", body: JSON.stringify({ name: "raw" }) });
    const ended = await endedRun(engine, ((await response.json()) as { ids: string[] }).ids[0] ?? "");
    expect(outputOf(ended)).toMatchObject({ message: expect.stringContaining(message) });
    server.close();
    server.closeAllConnections();
  });

  test("answers without anything to do are asked again, and end the run instead of hanging it", async () => {
    const { ended, calls } = await run(() => ops(), {});
    expect(ended.status).toBe("Failed");
    expect(calls.map(({ body }) => body.ctx.attempt)).toEqual([0, 1, 2, 3, 4]);
  });
});

test("a streamed answer is unwrapped", async () => {
  const envelope = {
    status: 206,
    headers: { "x-inngest-sdk": "js", "x-inngest-req-version": "2" },
    body: JSON.stringify([op("RunComplete", "zz", { data: 5 })]),
  };
  const { ended } = await run(() => ({ status: 201, body: `   ${JSON.stringify(envelope)}`, headers: {} }));
  expect(outputOf(ended)).toBe(5);
});

test("no-retry decides, whatever the status; retry-after decides when", async () => {
  const fatal = await run(() => ({
    status: 500,
    body: { name: "E", message: "no" },
    headers: { "x-inngest-no-retry": "true" },
  }));
  expect(fatal.calls).toHaveLength(1);
  expect(outputOf(fatal.ended)).toMatchObject({ name: "E", message: "no" });
  app?.close();
  const begun = Date.now();
  const later = await run((_, index) =>
    index === 0
      ? { status: 400, body: { message: "wait" }, headers: { "x-inngest-no-retry": "false", "retry-after": "1" } }
      : done(),
  );
  expect(later.ended.status).toBe("Completed");
  expect(Date.now() - begun).toBeGreaterThanOrEqual(1000);
});

test("planned steps reported again are planned once; the last one to end asks what comes next, once", async () => {
  const both = ops(op("StepPlanned", "aa"), op("StepPlanned", "bb"));
  const { calls, ended } = await run(async ({ stepId, body }) => {
    if (stepId !== "step") {
      await sleep(stepId === "aa" ? 60 : 120);
      return ops(op("StepRun", stepId ?? "", { data: stepId }));
    }
    return Object.keys(body.steps).length === 2 ? done(body.steps) : both;
  });
  expect(outputOf(ended)).toEqual({ aa: { data: "aa" }, bb: { data: "bb" } });
  expect(calls.map(({ stepId }) => stepId).sort()).toEqual(["aa", "bb", "step", "step"]);
  expect(calls.at(-1)?.body.ctx.stack.stack).toEqual(["aa", "bb"]);
});

test("steps and the end in one answer are stored and end the run", async () => {
  const { ended } = await run(() =>
    ops(op("StepRun", "aa", { data: 1 }), op("StepRun", "bb", { data: 2 }), op("RunComplete", "zz", { data: 3 })),
  );
  expect(outputOf(ended)).toBe(3);
  expect(
    engine
      .engine()
      .core.steps.memos(ended.id)
      .map(({ id }) => id),
  ).toEqual(["aa", "bb"]);
});

test("several finished steps in one answer are one question", async () => {
  const { calls } = await run((_, index) => (index === 0 ? ops(op("StepRun", "aa"), op("StepRun", "bb")) : done()));
  expect(calls).toHaveLength(2);
});

describe("checkpoints", () => {
  const checkpoint = async (
    call: Call,
    steps: unknown[],
    generation = call.body.ctx.generation_id,
  ): Promise<number> => {
    const body = {
      run_id: call.body.ctx.run_id,
      fn_id: call.body.ctx.fn_id,
      qi_id: call.body.ctx.qi_id,
      generation_id: generation,
      steps,
    };
    const response = await fetch(`${engine.url}/v1/checkpoint/${call.body.ctx.run_id}/async`, {
      method: "POST",
      body: JSON.stringify(body),
    });
    return response.status;
  };

  test("a step that was checkpointed is not asked for again, and gives the attempts back", async () => {
    const { calls, ended } = await run(async (call, index) => {
      if (index === 0) return { status: 500, body: { message: "first" }, headers: { "x-inngest-no-retry": "false" } };
      if (index === 1) {
        expect(await checkpoint(call, [op("StepRun", "aa", { data: 1, rawArgs: ["x"], promise: {} })])).toBe(200);
        expect(await checkpoint(call, [op("StepRun", "aa", { data: "second time" })])).toBe(200);
        return "break";
      }
      return done(call.body.steps);
    });
    expect(outputOf(ended)).toEqual({ aa: { data: 1 } });
    expect(calls.map(({ body }) => body.ctx.attempt)).toEqual([0, 1, 1]);
  });

  test("waits cannot be checkpointed, an older handing-out is told to stop, a finished run too", async () => {
    const statuses: number[] = [];
    const { calls } = await run(async (call) => {
      statuses.push(await checkpoint(call, [op("Sleep", "aa", { name: "1s" })]));
      statuses.push(await checkpoint(call, [op("StepRun", "aa")], call.body.ctx.generation_id - 1));
      return done();
    });
    const [call] = calls;
    if (call) statuses.push(await checkpoint(call, [op("StepRun", "bb")]));
    expect(statuses).toEqual([400, 409, 409]);
  });

  test("a call cut off by a restart is made again with a higher generation and the same attempt; the old one is told to stop", async () => {
    const { eventId, calls } = await start((_, index) => (index === 0 ? "hang" : done()));
    await until("the first call", () => calls.length === 1);
    await engine.restart();
    await endedRun(engine, eventId);
    expect(calls.map(({ body }) => [body.ctx.generation_id, body.ctx.attempt, body.ctx.qi_id])).toEqual([
      [1, 0, calls[0]?.body.ctx.qi_id],
      [2, 0, calls[0]?.body.ctx.qi_id],
    ]);
    if (calls[0]) expect(await checkpoint(calls[0], [op("StepRun", "aa")])).toBe(409);
  });

  test.each<[string, ScriptedAnswer]>([
    ["never answers", "hang"],
    ["sends headers and spaces for ever", "trickle"],
  ])("a call to an app that %s is given up and made again, same attempt, higher generation", async (_, first) => {
    await engine.stop();
    engine = await startTestEngine({ callLimitMs: 250, maxInFlight: 1 });
    const late: number[] = [];
    const { eventId, calls } = await start(async (call, index) => {
      if (index < 2) {
        expect(await checkpoint(call, [op("StepRun", `s${index}`, { data: index })])).toBe(200);
        return first;
      }
      for (const old of calls.slice(0, 2)) late.push(await checkpoint(old, [op("StepRun", "late")]));
      return done(call.body.steps);
    });
    const ended = await endedRun(engine, eventId);
    expect(calls.map(({ body }) => [body.ctx.generation_id, body.ctx.attempt, body.ctx.qi_id])).toEqual(
      [1, 2, 3].map((generation) => [generation, 0, calls[0]?.body.ctx.qi_id]),
    );
    expect(late).toEqual([409, 409]);
    expect(outputOf(ended)).toEqual({ s0: { data: 0 }, s1: { data: 1 } });
  });
});

test("a step out of attempts is an error the function gets, not its end", async () => {
  const config = { steps: undefined };
  const { calls, ended } = await run(
    ({ body }) => {
      if ("aa" in body.steps) return done(body.steps);
      return { status: 206, body: [op("StepError", "aa", { error: { name: "Error", message: "boom" } })], headers: {} };
    },
    config.steps === undefined ? {} : config,
  );
  expect(outputOf(ended)).toEqual({ aa: { error: { name: "Error", message: "boom" } } });
  expect(calls.map(({ body }) => body.ctx.attempt)).toEqual([0, 1, 2, 3, 4, 0]);
});

test("more than a thousand steps fail the run by name", async () => {
  const { ended } = await run(() => ops(...Array.from({ length: 1001 }, (_, n) => op("StepRun", `s${n}`))));
  expect(ended.status).toBe("Failed");
  expect(outputOf(ended)).toMatchObject({ name: "InngestErrFunctionOverflowed" });
});

test.each([
  ["11 triggers", { triggers: Array.from({ length: 11 }, (_, n) => ({ event: `e${n}` })) }],
  ["two equal triggers", { triggers: [{ event: "e" }, { event: "e" }] }],
  ["an expression that is none", { triggers: [{ event: "e", expression: "((" }] }],
  ["cancelOn with arithmetic", { cancel: [{ event: "e", if: "event.data.a + 1 == async.data.a" }] }],
  ["3 concurrency limits", { concurrency: [1, 2, 3].map((limit) => ({ limit })) }],
  ["batch with debounce", { batchEvents: { maxSize: 2, timeout: "1s" }, debounce: { period: "1s" } }],
  ["a batch of one", { batchEvents: { maxSize: 1, timeout: "1s" } }],
  ["a debounce of half a second", { debounce: { period: "500ms" } }],
  ["a rate limit of none", { rateLimit: { limit: 0, period: "1h" } }],
  ["no steps", { steps: {} }],
])("a registration with %s is refused as a whole, with its reason", async (_, config) => {
  app = await startScriptedApp(engine.url, {}, () => done());
  const before = engine.engine().core.registry.functions();
  const response = await app.register(config);
  expect(response.status).toBe(400);
  expect(((await response.json()) as { error: string }).error).toContain("raw-f");
  expect(engine.engine().core.registry.functions()).toEqual(before);
});
