import { createHmac } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
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
import { startScriptedApp } from "../../support/engine/scripted-app.ts";

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
  const fails = client.createFunction({ id: "fails", retries: 1, triggers: [{ event: "fails" }] }, ({ attempt }) => {
    throw new RangeError(`attempt ${attempt}`);
  });
  app = await startApp({ client, functions: [fn, fails] });
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

test("answers of the SDK that tell of an error are signed too: the error that counts is its own", async () => {
  const { ids } = await client.send({ name: "fails" });
  const ended = await endedRun(engine, ids[0] ?? "");
  expect(outputOf(ended)).toMatchObject({ name: "RangeError", message: "attempt 1" });
});

test("a streamed answer is signed inside its envelope", async () => {
  const streaming = createClient(engine.url, { id: "streaming", isDev: false, eventKey: "key-a", signingKey });
  const fn = streaming.createFunction({ id: "s", triggers: [{ event: "streamed" }] }, async ({ step }) => {
    return (await step.run("a", () => 1)) + 1;
  });
  const statuses: number[] = [];
  const served = await startApp({ client: streaming, functions: [fn], isStreaming: true });
  served.server.prependListener("request", (_, response) => {
    response.on("finish", () => statuses.push(response.statusCode));
  });
  const { ids } = await streaming.send({ name: "streamed" });
  expect(outputOf(await endedRun(engine, ids[0] ?? ""))).toBe(2);
  expect(new Set(statuses)).toEqual(new Set([201]));
  await served.close();
});

const answer = JSON.stringify("done");
const raw = (body: string, atMs: number, key = signingKey): string => {
  const seconds = String(Math.floor(atMs / 1000));
  const mac = createHmac("sha256", key.replace("signkey-test-", ""))
    .update(body + seconds)
    .digest("hex");
  return `t=${seconds}&s=${mac}`;
};

test.each<[string, () => string | undefined, string | null]>([
  ["with the right signature", () => raw(answer, Date.now()), null],
  ["without a signature", () => undefined, "carries no signature"],
  ["with one of another key", () => raw(answer, Date.now(), "abcd"), "does not fit the signing key"],
  ["with one of another answer", () => raw('"other"', Date.now()), "does not fit the signing key"],
  ["with text for a signature", () => "nonsense", "does not fit the signing key"],
  ["signed ten minutes ago", () => raw(answer, Date.now() - 600_000), "was signed at another time"],
])("an answer %s", async (_, sign, problem) => {
  const script = () => {
    const signed = sign();
    const headers: Record<string, string> = signed ? { "x-inngest-signature": signed } : {};
    return { status: 200, body: answer, headers };
  };
  const scripted = await startScriptedApp(engine.url, {}, script, bearerToken(signingKey));
  const steps = { step: { runtime: { url: `${scripted.url}?fnId=raw-f&stepId=step` }, retries: { attempts: 1 } } };
  await scripted.register({ steps });
  const sent = await fetch(`${engine.url}/e/key-a`, { method: "POST", body: JSON.stringify({ name: "raw" }) });
  const { ids } = (await sent.json()) as { ids: string[] };
  const ended = await endedRun(engine, ids[0] ?? "");
  if (problem === null) expect(outputOf(ended)).toBe("done");
  else {
    expect(ended.status).toBe("Failed");
    expect(outputOf(ended)).toMatchObject({ name: "AnswerNotTrusted", message: expect.stringContaining(problem) });
  }
  scripted.close();
});

test("a registration that is not signed is not taken from the app's address", async () => {
  const impostor = createServer((request, response) => {
    request.resume();
    response.writeHead(200, { "x-inngest-sdk": "js:v4" }).end(JSON.stringify({ appName: "app", functions: [] }));
  }).listen(0, "127.0.0.1");
  await until("the server", () => impostor.listening);
  const url = `http://127.0.0.1:${(impostor.address() as AddressInfo).port}/`;
  const other = await startTestEngine({ eventKeys: "key", signingKey, apps: url, pollIntervalMs: 100 });
  const warnings: unknown[] = [];
  other.engine().core.log.warn = (facts: unknown) => void warnings.push(facts);
  await until("the warning", () => warnings.length > 0);
  expect(warnings[0]).toMatchObject({ problem: expect.stringContaining("carries no signature") });
  await other.stop();
  impostor.close();
  impostor.closeAllConnections();
});

test("unsigned calls to the app are refused by it: the signature is what lets ours in", async () => {
  const response = await fetch(`${app.url}?fnId=app-f&stepId=step`, { method: "POST", body: "{}" });
  expect(response.status).toBe(401);
});

test("an engine that was given the app's address registers it with signed requests", async () => {
  const other = await startTestEngine({ eventKeys: "key", signingKey, apps: app.url, pollIntervalMs: 200 });
  const functions = () => other.engine().core.registry.functions();
  await until("the registration", () => functions().length === 2);
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
