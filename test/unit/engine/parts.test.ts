import { describe, expect, test } from "vitest";
import { createAppHealth } from "../../../local/engine/app-health.ts";
import { ConfigError, readConfig } from "../../../local/engine/config.ts";
import { parseDeadline, parseDurationMs } from "../../../local/engine/durations.ts";
import { backoffMs, brokenBackoffMs } from "../../../local/engine/executor/backoff.ts";
import { parseRetryAfter, readResponse, toOp } from "../../../local/engine/executor/response.ts";
import { admit } from "../../../local/engine/flow/gcra.ts";
import { createHeap } from "../../../local/engine/flow/heap.ts";
import { GraphqlError, parseQuery } from "../../../local/engine/graphql/parse.ts";
import { normalize } from "../../../local/engine/ingest.ts";
import { resolveSessions } from "../../../local/engine/sessions.ts";
import { bearerToken, canonicalize, signature } from "../../../local/engine/signing.ts";
import { encodeUlid, isUlid, ulid } from "../../../local/engine/ulid.ts";

describe("durations", () => {
  test.each<[string, number | null]>([
    ["1s", 1_000],
    ["1w2d3h4m5s", 788_645_000],
    ["1.5h", 5_400_000],
    ["500ms", 500],
    ["", null],
    ["1", null],
    ["s1", null],
    ["1 s", null],
  ])("%j", (text, expected) => {
    expect(parseDurationMs(text)).toBe(expected);
  });

  test("a deadline is a duration, a time, or now", () => {
    expect(parseDeadline("1m", 1_000)).toBe(61_000);
    expect(parseDeadline("2026-01-01T00:00:00Z", 0)).toBe(Date.UTC(2026, 0, 1));
    expect(parseDeadline("", 7)).toBe(7);
    expect(parseDeadline("soon", 7)).toBeNull();
  });
});

describe("gcra", () => {
  const admissions = (rate: Parameters<typeof admit>[0], timesMs: number[]): boolean[] => {
    let tatMs = 0;
    return timesMs.map((nowMs) => {
      const result = admit(rate, tatMs, nowMs);
      if (result.isAdmitted) tatMs = result.tatMs;
      return result.isAdmitted;
    });
  };

  test("spacing, burst and recovery", () => {
    const rate = { limit: 2, periodMs: 1_000, burst: 1 };
    expect(admissions(rate, [0, 0, 0, 499, 500, 999, 1_000, 5_000, 5_000, 5_000])).toEqual([
      true,
      true,
      false,
      false,
      true,
      false,
      true,
      true,
      true,
      false,
    ]);
  });

  test("a clock set back by a day does not hold anything up for a day", () => {
    const rate = { limit: 1, periodMs: 1_000, burst: 0 };
    expect(admit(rate, 86_401_000, 5_000)).toEqual({ isAdmitted: true, tatMs: 6_000 });
  });

  test("the time it names is the first that is admitted", () => {
    const rate = { limit: 3, periodMs: 1_000, burst: 0 };
    const first = admit(rate, 0, 10_000);
    const tatMs = first.isAdmitted ? first.tatMs : Number.NaN;
    const second = admit(rate, tatMs, 10_001);
    const retryAtMs = second.isAdmitted ? Number.NaN : second.retryAtMs;
    expect(retryAtMs).toBeCloseTo(10_333.33, 1);
    expect(admit(rate, tatMs, retryAtMs - 0.01).isAdmitted).toBe(false);
    expect(admit(rate, tatMs, retryAtMs).isAdmitted).toBe(true);
  });
});

test("a heap gives back everything in order", () => {
  const heap = createHeap<number>((a, b) => a < b);
  const values = Array.from({ length: 500 }, (_, n) => (n * 7919) % 503);
  for (const value of values) heap.push(value);
  expect(values.map(() => heap.pop())).toEqual(values.toSorted((a, b) => a - b));
  expect(heap.pop()).toBeUndefined();
});

describe("apps that are away", () => {
  test("one probe at a time, with growing pauses, until one gets through", () => {
    let recoveries = 0;
    const health = createAppHealth(() => {
      recoveries += 1;
    });
    expect(health.retryAt("a", 0)).toBeNull();
    for (let call = 0; call < 100; call += 1) expect(health.down("a", 0)).toBe(0);
    expect(health.retryAt("a", 0)).toBe(250);
    expect(health.retryAt("b", 0)).toBeNull();
    expect(health.retryAt("a", 250)).toBeNull();
    expect(health.retryAt("a", 250)).toBe(500);
    expect(health.down("a", 260)).toBe(0);
    expect(health.retryAt("a", 500)).toBe(760);
    for (let probe = 0; probe < 9; probe += 1) {
      expect(health.retryAt("a", 10_000 * (probe + 1))).toBeNull();
      health.down("a", 10_000 * (probe + 1));
    }
    expect(health.retryAt("a", 90_000)).toBe(95_000);
    health.up("a");
    health.up("a");
    expect(health.retryAt("a", 90_000)).toBeNull();
    expect(recoveries).toBe(1);
  });
});

describe("ulid", () => {
  test("the specification's example, and order within one process", () => {
    expect(encodeUlid(1_469_918_176_385, new Uint8Array(10))).toBe("01ARYZ6S410000000000000000");
    expect(encodeUlid(2 ** 48 - 1, new Uint8Array(10).fill(255))).toBe("7ZZZZZZZZZZZZZZZZZZZZZZZZZ");
    const ids = [5, 5, 5, 4, 6, 6].map(ulid);
    expect(ids).toEqual(ids.toSorted());
    expect(new Set(ids).size).toBe(6);
    expect(ids.every(isUlid)).toBe(true);
  });
});

describe("events", () => {
  const at = 1_700_000_000_000;
  test("defaults, and what is not taken over", () => {
    expect(normalize({ name: "a", data: { x: 1, _inngest: { fn_id: "f" } } }, "ID", at)).toEqual({
      id: "ID",
      name: "a",
      data: { x: 1 },
      ts: at,
      user: {},
    });
    expect(normalize({ id: "own", name: "a", ts: 1_600_000_000_000.7, v: "2", user: { u: 1 } }, "ID", at)).toEqual({
      id: "own",
      name: "a",
      data: {},
      ts: 1_600_000_000_000,
      user: { u: 1 },
      v: "2",
    });
  });

  test.each([
    [{}, /name/],
    [{ name: "" }, /name/],
    [{ name: "x".repeat(257) }, /name/],
    [{ name: "Inngest/function.failed" }, /own/],
    [{ name: "a", data: [] }, /data/],
    [{ name: "a", ts: 5 }, /1980/],
    [{ name: "a", ts: 9e15 }, /2100/],
    ["text", /object/],
    [null, /object/],
  ])("%j is refused", (raw, message) => {
    expect(normalize(raw, "ID", at)).toMatch(message);
  });

  test("sessions: own ones first, inherited ones fill up, null cuts", () => {
    expect(resolveSessions(undefined)).toBeNull();
    expect(resolveSessions({ sessions: { a: "1", b: null }, propagated_sessions: { b: "2", c: "3", a: "9" } })).toEqual(
      { sessions: { a: "1", c: "3" } },
    );
    expect(resolveSessions({ sessions: null, propagated_sessions: { b: "2" } })).toBeNull();
    const many = Object.fromEntries(["f", "e", "d", "c", "b", "a"].map((key) => [key, key]));
    expect(resolveSessions({ sessions: { z: "z" }, propagated_sessions: many })).toEqual({
      sessions: { z: "z", a: "a", b: "b", c: "c", d: "d" },
    });
  });
});

describe("answers of the app", () => {
  const sdk = { "x-inngest-sdk": "js:v4" };
  const read = (status: number, body: string, headers: Record<string, string> = sdk) =>
    readResponse({ status, body, headers }, 0);

  test("an error keeps its name, message and cause, whatever form it comes in", () => {
    expect(read(500, '{"name":"TypeError","message":"m","cause":1}')).toMatchObject({
      kind: "failed",
      isRetriable: true,
      error: { name: "TypeError", message: "m", cause: 1 },
    });
    expect(read(500, JSON.stringify('{"name":"E","message":"m"}'))).toMatchObject({
      error: { name: "E", message: "m" },
    });
    expect(read(500, '{"error":"not found"}')).toMatchObject({ error: { message: "not found" } });
    expect(read(500, "")).toMatchObject({ error: { message: expect.stringContaining("HTTP 500") } });
    expect(read(500, "plain")).toMatchObject({ error: { message: "plain" } });
  });

  test("200 is a result, text included; a single opcode is a list of one", () => {
    expect(read(200, "null")).toMatchObject({ kind: "completed", output: null });
    expect(read(200, "words")).toMatchObject({ kind: "completed", output: "words" });
    expect(read(206, '{"op":"StepRun","id":"a","data":1}')).toMatchObject({
      kind: "ops",
      ops: [{ op: "StepRun", id: "a", data: 1, error: null }],
    });
    expect(toOp({ id: "a" })).toBeNull();
  });

  test.each<[string | null, number | null]>([
    [null, null],
    ["0", 1_000],
    ["90", 90_000],
    ["1970-01-01T00:01:00Z", 60_000],
    ["Thu, 01 Jan 1970 00:00:30 GMT", 30_000],
    ["9999999", 86_400_000],
    ["soon", null],
  ])("retry-after %j", (text, expected) => {
    expect(parseRetryAfter(text, 0)).toBe(expected);
  });

  test("waits grow as the table says, or stay as configured", () => {
    expect([0, 1, 2, 9, 30].map((attempt) => backoffMs(attempt, undefined, () => 0))).toEqual([
      15_000, 30_000, 60_000, 7_200_000, 7_200_000,
    ]);
    expect(backoffMs(0, undefined, () => 1)).toBe(45_000);
    expect(backoffMs(7, 50)).toBe(50);
    expect([0, 1, 9].map(brokenBackoffMs)).toEqual([250, 500, 10_000]);
  });
});

describe("signatures", () => {
  test("canonical JSON: sorted keys at every depth, no spaces, JavaScript's numbers", () => {
    expect(canonicalize({ b: [1, { z: null, a: "ü" }], a: 1e21, "\u{10000}": true, "\uffff": 1 })).toBe(
      '{"a":1e+21,"b":[1,{"a":"ü","z":null}],"\u{10000}":true,"\uffff":1}',
    );
  });

  test("the key's text signs, its bytes are hashed for the token, the prefix is left out of both", async () => {
    const { createHash, createHmac } = await import("node:crypto");
    const mac = createHmac("sha256", "abcd").update('{"a":1}100').digest("hex");
    expect(signature("signkey-prod-abcd", '{ "a": 1 }', 100_999)).toBe(`t=100&s=${mac}`);
    expect(bearerToken("signkey-prod-abcd")).toBe(
      `signkey-prod-${createHash("sha256")
        .update(Buffer.from([0xab, 0xcd]))
        .digest("hex")}`,
    );
  });
});

describe("graphql", () => {
  test("aliases, variables, nested selections, fragments", () => {
    const text = `query Q($id: ID!, $n: Int = 1) { a: run(runID: $id, opts: {deep: [1, "x"]}) { id ...F ... on Run { status } } } fragment F on Run { trace { name } }`;
    expect(parseQuery(text, { id: "r1" })).toEqual([
      {
        name: "run",
        alias: "a",
        args: { runID: "r1", opts: { deep: [1, "x"] } },
        fields: [
          { name: "id", alias: "id", args: {}, fields: [] },
          { name: "trace", alias: "trace", args: {}, fields: [{ name: "name", alias: "name", args: {}, fields: [] }] },
          { name: "status", alias: "status", args: {}, fields: [] },
        ],
      },
    ]);
  });

  test.each([
    "",
    "{",
    "{ a",
    "mutation { a }",
    "{ a(b: ",
    "{ ...Nope }",
    "{ % }",
    `{${" a {".repeat(50)}`,
    "query { ...F } fragment F on R { ...F }",
  ])("%j is refused", (text) => {
    expect(() => parseQuery(text, {})).toThrow(GraphqlError);
  });
});

describe("configuration", () => {
  test("flags win over the environment; lists are repeatable", () => {
    const env = { MODOMO_ENGINE_PORT: "1", MODOMO_ENGINE_APPS: "http://a/x,http://b/x" };
    expect(readConfig([], env)).toMatchObject({ port: 1, apps: ["http://a/x", "http://b/x"], host: "127.0.0.1" });
    expect(readConfig(["--port", "2", "--app", "http://c", "--app", "http://d"], env)).toMatchObject({
      port: 2,
      apps: ["http://c", "http://d"],
    });
  });

  test.each([[["--nope"]], [["--port", "x"]], [["--app", "not a url"]], [["--sync", "maybe"]]])(
    "%j is refused with what can be said",
    (argv) => {
      expect(() => readConfig(argv, {})).toThrow(ConfigError);
    },
  );
});
