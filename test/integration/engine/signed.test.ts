import { afterAll, beforeAll, expect, test } from "vitest";
import { ConfigError, parseConfig } from "../../../local/engine/config.ts";
import { bearerToken } from "../../../local/engine/signing.ts";
import {
  createClient,
  endedRun,
  outputOf,
  startApp,
  startTestEngine,
  type TestApp,
  type TestEngine,
  until,
} from "../../support/engine/harness.ts";

const signingKey = "signkey-test-0123456789abcdef0123456789abcdef";
let engine: TestEngine;
let app: TestApp;
let client: ReturnType<typeof createClient>;

beforeAll(async () => {
  engine = await startTestEngine({ eventKeys: "key-a,key-b", signingKey });
  client = createClient(engine.url, { isDev: false, eventKey: "key-b", signingKey });
  const fn = client.createFunction({ id: "f", triggers: [{ event: "e" }] }, async ({ event, step }) => {
    const a = await step.run("a", () => ({ z: 1, a: "ü", n: 1e21, nested: [{ b: 1, a: 2 }] }));
    await step.sleep("nap", "1s");
    return { a, name: event.name };
  });
  app = await startApp({ client, functions: [fn] });
});

afterAll(async () => {
  await app.close();
  await engine.stop();
});

test("the SDK in cloud mode registers, is called with signatures it accepts, and checkpoints", async () => {
  const { ids } = await client.send({ name: "e", data: { "k ey": [1.5, null, "é"], a: { y: 1, x: 2 } } });
  const ended = await endedRun(engine, ids[0] ?? "");
  expect(outputOf(ended)).toEqual({ a: { z: 1, a: "ü", n: 1e21, nested: [{ b: 1, a: 2 }] }, name: "e" });
});

test("unsigned calls to the app are refused by it: the signature is what lets ours in", async () => {
  const response = await fetch(`${app.url}?fnId=app-f&stepId=step`, { method: "POST", body: "{}" });
  expect(response.status).toBe(401);
});

test("an engine that was given the app's address registers it with signed requests", async () => {
  const other = await startTestEngine({ eventKeys: "key", signingKey, apps: app.url, pollIntervalMs: 200 });
  const functions = () => other.engine().core.registry.functions();
  await until("the registration", () => functions().length === 1);
  expect(functions()[0]).toMatchObject({ slug: "app-f", app: "app", url: expect.stringContaining(app.url) });
  await other.stop();
});

test("without the right keys nothing is let in or told", async () => {
  const post = (path: string, headers: Record<string, string> = {}) =>
    fetch(`${engine.url}${path}`, { method: "POST", headers, body: JSON.stringify({ name: "e" }) });
  expect((await post("/e/wrong")).status).toBe(401);
  expect((await post("/e/key-a")).status).toBe(200);
  expect((await post("/fn/register")).status).toBe(401);
  expect((await post("/v1/signals", { authorization: `Bearer ${signingKey}` })).status).toBe(401);
  for (const path of ["/v1/events", "/v1/runs/x", "/metrics"])
    expect((await fetch(`${engine.url}${path}`)).status).toBe(401);
  expect((await fetch(`${engine.url}/dev`)).status).toBe(404);
  expect((await fetch(`${engine.url}/health`)).status).toBe(200);
  const allowed = await fetch(`${engine.url}/v1/events`, {
    headers: { authorization: `Bearer ${bearerToken(signingKey)}` },
  });
  expect(allowed.status).toBe(200);
});

test("listening beyond this machine demands keys", () => {
  expect(() => parseConfig({ host: "0.0.0.0" })).toThrow(ConfigError);
  expect(() => parseConfig({ host: "0.0.0.0", eventKeys: "k" })).toThrow(/signing key/);
  expect(parseConfig({ host: "0.0.0.0", eventKeys: "k", signingKey }).host).toBe("0.0.0.0");
});
