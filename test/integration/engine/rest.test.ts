import { afterAll, beforeAll, expect, test } from "vitest";
import { prune } from "../../../local/engine/prune.ts";
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

let engine: TestEngine;
let app: TestApp;
let client: ReturnType<typeof createClient>;

beforeAll(async () => {
  engine = await startTestEngine();
  client = createClient(engine.url);
  const functions = [
    client.createFunction({ id: "ok", triggers: [{ event: "r/ok" }] }, async ({ step }) => {
      await step.run("first", () => ({ n: 1 }));
      await step.sleep("nap", "1s");
      return "fine";
    }),
    client.createFunction({ id: "bad", retries: 1, triggers: [{ event: "r/bad" }] }, async ({ step, attempt }) => {
      await step.run("breaks", () => {
        throw new TypeError(`broken on attempt ${attempt + 1}`);
      });
    }),
    client.createFunction(
      { id: "single", singleton: { mode: "skip" }, triggers: [{ event: "r/single" }] },
      async ({ step }) => step.sleep("nap", "1h"),
    ),
    client.createFunction({ id: "slow", triggers: [{ event: "r/slow" }] }, async ({ step }) => step.sleep("nap", "1h")),
  ];
  app = await startApp({ client, functions });
});

afterAll(async () => {
  await app.close();
  await engine.stop();
});

const send = async (name: string, data: Record<string, unknown> = {}): Promise<string> =>
  (await client.send({ name, data })).ids[0] ?? "";
// biome-ignore lint/suspicious/noExplicitAny: answers are compared with expect, whatever they hold
type Answer = { status: number; body: any };
async function call(method: string, path: string, body?: unknown): Promise<Answer> {
  const response = await fetch(`${engine.url}${path}`, {
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, body: text ? JSON.parse(text) : null };
}
const gql = async (query: string, variables: Record<string, unknown>) =>
  (await call("POST", "/v0/gql", { query, variables })).body;

test("events can be listed by name, page by page, newest first, and read one by one", async () => {
  const ids: string[] = [];
  for (let n = 0; n < 5; n += 1) ids.push(await send("r/list", { n }));
  const first = await call("GET", "/v1/events?name=r/list&limit=2");
  expect(first.body.data.map((event: { internal_id: string }) => event.internal_id)).toEqual([ids[4], ids[3]]);
  const next = await call("GET", `/v1/events?name=r/list&limit=2&cursor=${ids[3]}`);
  expect(next.body.data.map((event: { data: unknown }) => event.data)).toEqual([{ n: 2 }, { n: 1 }]);
  const one = await call("GET", `/v1/events/${ids[0]}`);
  expect(one.body).toMatchObject({ data: { name: "r/list", data: { n: 0 }, internal_id: ids[0] }, metadata: {} });
  expect((await call("GET", "/v1/events?received_before=2020-01-01T00:00:00Z")).body.data).toEqual([]);
  expect((await call("GET", "/v1/events?limit=0")).status).toBe(400);
  expect((await call("GET", "/v1/events/nope")).body).toMatchObject({
    status: 404,
    error: expect.stringContaining("nope"),
  });
});

test("runs tell their state and output; a failed run's output is its error", async () => {
  const good = await send("r/ok");
  const bad = await send("r/bad");
  const run = await endedRun(engine, good);
  const answer = await call("GET", `/v1/runs/${run.id}`);
  expect(answer.body.data).toMatchObject({
    run_id: run.id,
    status: "Completed",
    output: "fine",
    event_id: good,
    function_version: 1,
  });
  const failed = await endedRun(engine, bad);
  const listed = await call("GET", `/v1/events/${bad}/runs`);
  expect(listed.body.data).toHaveLength(1);
  expect(listed.body.data[0]).toMatchObject({
    run_id: failed.id,
    status: "Failed",
    output: { name: "TypeError", message: "broken on attempt 2" },
  });
  expect((await call("GET", "/v1/runs/nope")).status).toBe(404);
});

test("a run can be cancelled; its jobs are gone", async () => {
  const id = await send("r/slow");
  const run = await until("the run to sleep", () =>
    engine
      .engine()
      .core.runs.byEvent(id)
      .find((each) =>
        engine
          .engine()
          .core.queue.byRun(each.id)
          .some(({ kind }) => kind === "sleep"),
      ),
  );
  expect((await call("GET", `/v1/runs/${run.id}/jobs`)).body.data).toMatchObject([{ kind: "sleep", run_id: run.id }]);
  expect((await call("DELETE", `/v1/runs/${run.id}`)).status).toBe(200);
  expect((await call("GET", `/v1/runs/${run.id}`)).body.data.status).toBe("Cancelled");
  expect((await call("GET", `/v1/runs/${run.id}/jobs`)).body.data).toEqual([]);
});

test("a cancellation covers the runs of its time span and condition, and later ones while it is open", async () => {
  const [a, b] = [await send("r/slow", { tenant: "a" }), await send("r/slow", { tenant: "b" })];
  const later = new Date(Date.now() + 60_000).toISOString();
  const wanted = { app_id: "app", function_id: "slow", started_before: later, if: "event.data.tenant == 'a'" };
  const created = await call("POST", "/v1/cancellations", wanted);
  expect(created.body.data).toMatchObject({ function_id: "app-slow", if: wanted.if });
  const status = async (id: string) => (await call("GET", `/v1/events/${id}/runs`)).body.data[0].status;
  await until("the first to be cancelled", async () => (await status(a)) === "Cancelled");
  expect(await status(await send("r/slow", { tenant: "a" }))).toBe("Cancelled");
  expect(await status(b)).not.toBe("Cancelled");
  const listed = await call("GET", "/v1/cancellations");
  expect(listed.body.data.map(({ id }: { id: string }) => id)).toContain(created.body.data.id);
  expect((await call("DELETE", `/v1/cancellations/${created.body.data.id}`)).status).toBe(204);
  expect(await status(await send("r/slow", { tenant: "a" }))).not.toBe("Cancelled");
  expect((await call("POST", "/v1/cancellations", { ...wanted, if: "((" })).status).toBe(400);
  expect((await call("POST", "/v1/cancellations", { ...wanted, function_id: "nope" })).status).toBe(404);
  await call("POST", "/v1/cancellations", { app_id: "app", function_id: "slow", started_before: later });
});

test("functions, health, dev and metrics", async () => {
  expect(
    (await call("GET", "/v1/apps/app/functions")).body.data.map(({ slug }: { slug: string }) => slug).sort(),
  ).toEqual(["app-bad", "app-ok", "app-single", "app-slow"]);
  expect((await call("GET", "/v1/apps/nope/functions")).status).toBe(404);
  expect((await call("GET", "/health")).body).toEqual({ status: 200, message: "OK" });
  expect((await call("GET", "/dev")).body.functions).toHaveLength(4);
  const metrics = await (await fetch(`${engine.url}/metrics`)).text();
  expect(metrics).toMatch(/^modomo_engine_queue_depth\{state="ready"\} \d+$/m);
  expect(metrics).toMatch(/^modomo_engine_runs\{status="Completed"\} [1-9]\d*$/m);
  expect(metrics).toMatch(/^modomo_engine_dispatch_latency_seconds_count [1-9]\d*$/m);
  expect(metrics).toMatch(/^modomo_engine_queue_oldest_wait_seconds \d/m);
});

test("what is left out says so; what is unknown too", async () => {
  expect(await call("POST", "/v0/connect/start")).toMatchObject({
    status: 501,
    body: { error: expect.stringContaining("Connect") },
  });
  expect(await call("GET", "/v1/nothing")).toMatchObject({ status: 404 });
  expect(await call("PUT", "/e/key")).toMatchObject({ status: 405 });
});

test("a run that its singleton skipped is found as that, and pruned like any other", async () => {
  const first = await send("r/single");
  await until(
    "the first",
    async () => (await call("GET", `/v1/events/${first}/runs`)).body.data[0]?.status === "Running",
  );
  const second = await send("r/single");
  const [listed] = (await call("GET", `/v1/events/${second}/runs`)).body.data;
  const { data: skipped } = (await call("GET", `/v1/runs/${listed.run_id}`)).body;
  expect(skipped).toMatchObject({ status: "Skipped", output: null, event_id: second, ended_at: expect.any(String) });
  const { data } = await gql("query ($id: String!) { run(runID: $id) { status startedAt } }", { id: listed.run_id });
  expect(data.run).toEqual({ status: "SKIPPED", startedAt: null });
  const { core } = engine.engine();
  expect(core.queue.byRun(listed.run_id)).toEqual([]);
  const endedAtMs = Date.parse(skipped.ended_at);
  core.db.write(() => core.retention.deleteRuns({ endedBefore: endedAtMs, keep: 1e6, limit: 1e6 }));
  expect((await call("GET", `/v1/runs/${listed.run_id}`)).status).toBe(404);
});

test("gql: a run with its trace, a span's output, an event", async () => {
  const good = await endedRun(engine, await send("r/ok"));
  const query = `query Get($id: String!) { run(runID: $id) { status trace { name status childrenSpans { ...Span } } } }
    fragment Span on RunTraceSpan { name status stepOp outputID }`;
  const { data } = await gql(query, { id: good.id });
  expect(data.run).toMatchObject({
    status: "COMPLETED",
    trace: {
      status: "COMPLETED",
      childrenSpans: [
        { name: "first", status: "COMPLETED", stepOp: "RUN" },
        { name: "nap", status: "COMPLETED", stepOp: "SLEEP" },
      ],
    },
  });
  const outputQuery =
    "query Output($o: String!) { out: runTraceSpanOutputByID(outputID: $o) { data error { name message } } }";
  const output = await gql(outputQuery, { o: data.run.trace.childrenSpans[0].outputID });
  expect(output.data.out).toEqual({ data: '{"n":1}', error: null });
  const bad = await endedRun(engine, await send("r/bad"));
  const failed = await gql(
    `query ($id: String!) { run(runID: $id) { trace { outputID childrenSpans { ...Span childrenSpans { ...Span } } } } }
      fragment Span on RunTraceSpan { name status attempts outputID }`,
    { id: bad.id },
  );
  const first = { name: "Attempt 1", status: "FAILED", attempts: 1 };
  expect(failed.data.run.trace.childrenSpans).toMatchObject([
    { name: "breaks", status: "FAILED", attempts: 2, childrenSpans: [first] },
  ]);
  const earlier = await gql(outputQuery, { o: failed.data.run.trace.childrenSpans[0].childrenSpans[0].outputID });
  expect(earlier.data.out).toEqual({ data: null, error: { name: "TypeError", message: "broken on attempt 1" } });
  const error = await gql(outputQuery, { o: failed.data.run.trace.outputID });
  expect(error.data.out).toEqual({ data: null, error: { name: "TypeError", message: "broken on attempt 2" } });
  const event = await gql(`{ eventV2(id: "${good.eventId}") { name raw runs { id status } } }`, {});
  expect(event.data.eventV2).toMatchObject({ name: "r/ok", runs: [{ id: good.id, status: "COMPLETED" }] });
  expect((await gql("mutation { x }", {})).errors[0].message).toContain("only queries");
  expect((await gql("{ runs { id } }", {})).errors[0].message).toContain('"runs"');
});

test("pages of other origins and other hosts are refused while there are no keys", async () => {
  const foreign = await fetch(`${engine.url}/health`, { headers: { origin: "https://example.com" } });
  expect(foreign.status).toBe(403);
  const own = await fetch(`${engine.url}/health`, { headers: { origin: "http://localhost:3000" } });
  expect(own.status).toBe(200);
});

test("old runs go with their steps and events, running ones stay, and the space is given back", async () => {
  const small = await startTestEngine({ keepRuns: 3, pruneIntervalMs: 3_600_000 });
  const other = createClient(small.url, { id: "small" });
  const wait = other.createFunction({ id: "wait", triggers: [{ event: "p/wait" }] }, ({ step }) =>
    step.sleep("nap", "1h"),
  );
  const fn = other.createFunction({ id: "f", triggers: [{ event: "p/e" }] }, ({ step }) =>
    step.run("s", () => "x".repeat(200_000)),
  );
  const served = await startApp({ client: other, functions: [fn, wait] });
  const { ids } = await other.send([{ name: "p/wait" }, ...Array.from({ length: 20 }, () => ({ name: "p/e" }))]);
  for (const id of ids.slice(1)) {
    await endedRun(small, id);
    await sleep(2);
  }
  const { core } = small.engine();
  const before = core.db.sizeBytes();
  expect((await prune(core, () => false)).runs).toBeGreaterThanOrEqual(17);
  const kept = ids.slice(1).filter((id) => core.runs.byEvent(id).length > 0);
  expect(kept.length).toBeLessThanOrEqual(3);
  expect(kept.every((id) => core.events.get(id))).toBe(true);
  expect(core.runs.byEvent(ids[0] ?? "")).toHaveLength(1);
  expect(core.events.get(ids[0] ?? "")).not.toBeNull();
  expect(core.db.sizeBytes()).toBeLessThan(before / 2);
  await served.close();
  await small.stop();
});
