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

const ROUNDS = 1_500;
const PATHS: readonly [method: string, path: string][] = [
  ["POST", "/e/key"],
  ["POST", "/fn/register"],
  ["POST", "/invoke/app-f"],
  ["POST", "/invoke/%"],
  ["POST", "/v1/checkpoint/RUN/async"],
  ["POST", "/v1/checkpoint/nope/async"],
  ["POST", "/v1/signals"],
  ["POST", "/v1/cancellations"],
  ["POST", "/v0/gql"],
  ["POST", "/v1/runs/RUN/metadata"],
  ["POST", "/v1/traces/userland"],
  ["GET", "/v1/events?QUERY"],
  ["GET", "/v1/events/QUERY/runs"],
  ["GET", "/v1/runs/QUERY"],
  ["GET", "/v0/runs/QUERY/actions"],
  ["DELETE", "/v1/runs/QUERY"],
  ["DELETE", "/v1/cancellations/QUERY"],
  ["PATCH", "/e/key"],
];
const WORDS = [
  "name",
  "data",
  "ts",
  "id",
  "user",
  "meta",
  "sessions",
  "functions",
  "appName",
  "app_id",
  "function_id",
  "triggers",
  "event",
  "cron",
  "steps",
  "step",
  "runtime",
  "url",
  "concurrency",
  "limit",
  "key",
  "qi_id",
  "generation_id",
  "op",
  "opts",
  "StepRun",
  "Sleep",
  "signal",
  "query",
  "variables",
  "if",
  "started_before",
  "__proto__",
  "constructor",
  "raw",
  "app-f",
  "* * * * *",
  "((",
  "event.data.x",
  "2026-01-01T00:00:00Z",
  "{ run(runID: 1) { id } }",
  "",
  "\u0000",
  "\ud800",
  "💥",
];

let engine: TestEngine;
let app: TestApp;
let client: ReturnType<typeof createClient>;

beforeAll(async () => {
  engine = await startTestEngine();
  client = createClient(engine.url);
  app = await startApp({
    client,
    functions: [client.createFunction({ id: "f", triggers: [{ event: "e" }] }, () => "alive")],
  });
});

afterAll(async () => {
  await app.close();
  await engine.stop();
});

test("no body, path or query makes the engine answer 500, hang or stop", async () => {
  const random = seeded(99);
  const pick = <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)] as T;
  const value = (depth: number): unknown => {
    const dice = random();
    if (depth === 0 || dice < 0.3)
      return pick<unknown>([null, true, 0, -1, 1.5, 1e308, 2 ** 53, "x".repeat(300), ...WORDS]);
    if (dice < 0.5) return Array.from({ length: Math.floor(random() * 4) }, () => value(depth - 1));
    return Object.fromEntries(Array.from({ length: Math.floor(random() * 6) }, () => [pick(WORDS), value(depth - 1)]));
  };
  const run = await endedRun(engine, (await client.send({ name: "e" })).ids[0] ?? "");
  for (let round = 0; round < ROUNDS; round += 1) {
    const [method, template] = pick(PATHS);
    const path = template
      .replace("RUN", run.id)
      .replace(
        "QUERY",
        () => encodeURI(String(pick(WORDS)).replace("\ud800", "")) + (random() < 0.5 ? "=1&limit=%zz" : ""),
      );
    const json = JSON.stringify(value(4)) ?? "";
    const body = random() < 0.15 ? json.slice(0, Math.floor(random() * json.length)) : json;
    const response = await fetch(`${engine.url}${path}`, {
      method,
      ...(method === "GET" || method === "DELETE" ? {} : { body }),
    });
    await response.text();
    expect(response.status, `${method} ${path} ${body.slice(0, 500)}`).not.toBe(500);
  }
  await app.sync();
  expect(outputOf(await endedRun(engine, (await client.send({ name: "e" })).ids[0] ?? ""))).toBe("alive");
});

test("raw bytes, half requests and bodies above the limit are answered or dropped", async () => {
  const { connect } = await import("node:net");
  const port = Number(new URL(engine.url).port);
  for (const bytes of [
    "\r\n\r\n",
    "GET\r\n\r\n",
    "POST /e/k HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-length: 50\r\n\r\n{",
    "GET /%zz HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\n",
    "\x16\x03\x01\x02\x00",
  ]) {
    await new Promise<void>((resolve) => {
      const socket = connect(port, "127.0.0.1", () => socket.write(bytes));
      socket.on("data", () => socket.destroy());
      socket.on("error", () => resolve());
      socket.on("close", () => resolve());
      setTimeout(() => socket.destroy(), 50);
    });
  }
  const large = await fetch(`${engine.url}/e/key`, { method: "POST", body: "x".repeat(65 * 1024 * 1024) }).then(
    (response) => response.status,
    () => "dropped",
  );
  expect([413, "dropped"]).toContain(large);
  const event = await fetch(`${engine.url}/e/key`, {
    method: "POST",
    body: JSON.stringify([{ name: "ok" }, { name: "e", data: { x: "x".repeat(4_000_000) } }]),
  });
  expect(event.status).toBe(400);
  const refused = (await event.json()) as { ids: string[] };
  expect(refused).toMatchObject({ ids: [expect.any(String)], error: expect.stringContaining("3 MiB") });
  expect((await fetch(`${engine.url}/v1/events/${refused.ids[0]}`)).status).toBe(200);
  expect((await fetch(`${engine.url}/health`)).status).toBe(200);
});

function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
    return state / 0x7fffffff;
  };
}
