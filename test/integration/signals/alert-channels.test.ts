import { createHmac } from "node:crypto";
import { buffer } from "node:stream/consumers";
import postgres from "postgres";
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { createAlertSender } from "@/lib/alerts/alert-sender";
import { evaluateAlerts } from "@/lib/alerts/alerts.repository";
import { deliverAlerts } from "@/lib/alerts/deliver-alerts";
import { type ApiClient, createApiClient, fieldsOf, loadRoutes, problemOf } from "../../support/api.ts";
import { type LoopbackServer, startLoopbackServer } from "../../support/loopback-server.ts";
import { type Product, startProduct } from "../../support/product.ts";
import { type StubSmtp, startStubSmtp } from "../../support/stub-smtp.ts";
import { newChunk, newJob } from "../../support/work.ts";

// What Next gives a request that has no cookies.
vi.mock("next/headers", () => ({
  cookies: async () => ({ getAll: () => [], set: () => undefined }),
  headers: async () => new Headers(),
}));

interface Received {
  path: string;
  headers: Record<string, string | string[] | undefined>;
  body: string;
}

let product: Product;
let call: ApiClient;
let hook: LoopbackServer;
let smtp: StubSmtp;
let received: Received[];
/** What the hook answers next; 204 when there is nothing left. */
let answers: number[];
let sql: postgres.Sql;

beforeAll(async () => {
  hook = await startLoopbackServer(async (request, response) => {
    const body = String(await buffer(request));
    received.push({ path: request.url ?? "", headers: request.headers, body });
    response.writeHead(answers.shift() ?? 204, { location: "/elsewhere" }).end();
  });
  smtp = await startStubSmtp();
  product = await startProduct({
    isIdle: true,
    env: {
      SMTP_URL: smtp.url,
      MODOMO_MAIL_FROM: "Modomo <modomo@example.com>",
      MODOMO_PUBLIC_URL: "https://modomo.example.com",
      MODOMO_FETCH_PRIVATE_ORIGINS: hook.origin,
    },
  });
  call = createApiClient(await loadRoutes(), product.server.apiKey);
  sql = postgres(product.server.databaseUrl, { max: 1, onnotice: () => undefined });
});
beforeEach(async () => {
  received = [];
  answers = [];
  smtp.messages.length = 0;
  await product.db.from("alert_channels").delete().neq("name", "").throwOnError();
  await product.db.from("alert_rules").delete().neq("name", "").throwOnError();
});
afterAll(async () => {
  await sql?.end();
  await product?.stop();
  await hook?.close();
  await smtp?.close();
});

async function makeChannel(kind: string, target: string): Promise<{ id: string; secret: string | null }> {
  const response = await call("POST", "/api/alerts/channels", { body: { name: `${kind} of ops`, kind, target } });
  expect(response.status).toBe(201);
  return (await response.json()) as { id: string; secret: string | null };
}

/** An alert that has something to tell. */
async function fire(): Promise<void> {
  const rule = { name: "Waits & waits", kind: "queue_age", threshold: 60, scope: "detection" };
  expect((await call("POST", "/api/alerts/rules", { body: rule })).status).toBe(201);
  const { chunkId } = await newChunk(product.db, await newJob(product.db, { queue: "detection" }), ["a"], "detection");
  await sql`update job_chunks set queued_at = now() - interval '100 seconds' where id = ${chunkId}`;
  expect(await evaluateAlerts(product.db)).toMatchObject({ notices: 1 });
}

const deliver = async () => {
  const { getDeps } = await import("@/lib/deps");
  return deliverAlerts(getDeps());
};
const deliveries = async () => {
  const page = (await (await call("GET", "/api/alerts/deliveries")).json()) as { items: Record<string, unknown>[] };
  return page.items;
};

describe("webhook", () => {
  test("is signed with the key shown once, and the signature covers time and body", async () => {
    const { secret } = await makeChannel("webhook", `${hook.origin}/hook?x=1`);
    await fire();
    expect(await deliver()).toEqual({ sent: 1, failed: 0 });
    expect(received).toHaveLength(1);
    const [{ path, headers, body } = { path: "", headers: {}, body: "" }] = received;
    expect(path).toBe("/hook?x=1");
    expect(JSON.parse(body)).toMatchObject({
      id: headers["x-modomo-delivery"],
      event: "fired",
      rule: "queue_age",
      rule_name: "Waits & waits",
      subject: "detection",
      threshold: 60,
      summary: expect.stringContaining("detection"),
      link: "https://modomo.example.com/alerts",
    });
    const [, seconds, digest] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(String(headers["x-modomo-signature"])) ?? [];
    expect(digest).toBe(
      createHmac("sha256", secret ?? "")
        .update(`${seconds}.${body}`)
        .digest("hex"),
    );
    expect(Math.abs(Number(seconds) - Date.now() / 1000)).toBeLessThan(60);
  });

  test("that fails is tried again later, with the same id, and each try is on record", async () => {
    await makeChannel("webhook", `${hook.origin}/hook`);
    await fire();
    answers = [500];
    expect(await deliver()).toEqual({ sent: 0, failed: 1 });
    expect(await deliveries()).toMatchObject([{ status: "pending", attempts: 1, error: expect.stringMatching(/500/) }]);
    expect(await deliver()).toEqual({ sent: 0, failed: 0 }); // not due yet
    await sql`update alert_deliveries set due_at = now()`;
    expect(await deliver()).toEqual({ sent: 1, failed: 0 });
    expect(new Set(received.map(({ headers }) => headers["x-modomo-delivery"])).size).toBe(1);
    expect(await deliveries()).toMatchObject([{ status: "sent", attempts: 2, error: null }]);
  });

  test("is given up after six tries, and at once when it is refused for good", async () => {
    await makeChannel("webhook", `${hook.origin}/hook`);
    await fire();
    answers = Array(10).fill(503);
    for (let i = 0; i < 8; i += 1) {
      await deliver();
      await sql`update alert_deliveries set due_at = now()`;
    }
    expect(received).toHaveLength(6);
    expect(await deliveries()).toMatchObject([{ status: "failed", attempts: 6 }]);
    await sql`update alert_deliveries set status = 'pending', attempts = 0, due_at = now()`;
    answers = [410];
    await deliver();
    expect(await deliveries()).toMatchObject([{ status: "failed", attempts: 1, error: expect.stringMatching(/410/) }]);
  });

  test("is not sent to private addresses, nor where a redirect leads", async () => {
    for (const target of [
      "http://169.254.169.254/latest",
      "http://localhost/",
      "http://127.0.0.1/x",
      "http://[::1]/",
    ]) {
      const { id } = await makeChannel("webhook", target);
      const result = await (await call("POST", `/api/alerts/channels/${id}/test`)).json();
      expect({ target, ...(result as object) }).toMatchObject({ target, status: "failed", error: expect.any(String) });
      await call("DELETE", `/api/alerts/channels/${id}`);
    }
    const { id } = await makeChannel("webhook", `${hook.origin}/hook`);
    answers = [302];
    expect(await (await call("POST", `/api/alerts/channels/${id}/test`)).json()).toMatchObject({ status: "failed" });
    expect(received).toHaveLength(1);
  });
});

test("Slack's form: one text, with what means something there escaped", async () => {
  await makeChannel("slack", `${hook.origin}/services/T0/B0/x`);
  await fire();
  await deliver();
  const { text, ...rest } = JSON.parse(received[0]?.body ?? "{}") as { text: string };
  expect(rest).toEqual({});
  expect(text).toContain("*Alert: Waits &amp; waits (detection)*");
  expect(text).toContain("<https://modomo.example.com/alerts|");
});

test("e-mail: to every address, subject and text for people", async () => {
  await makeChannel("email", "ops@example.com, night@example.com");
  await fire();
  expect(await deliver()).toEqual({ sent: 1, failed: 0 });
  expect(smtp.messages).toHaveLength(1);
  const [{ to, data } = { to: [], data: "" }] = smtp.messages;
  expect(to).toEqual(["ops@example.com", "night@example.com"]);
  expect(data).toMatch(/^Subject: \[Modomo\] Alert: Waits & waits \(detection\)$/m);
  expect(data).toContain("https://modomo.example.com/alerts");
});

test("without a mail server a mail channel says what is missing", async () => {
  const sender = createAlertSender({
    SMTP_URL: undefined,
    MODOMO_PUBLIC_URL: undefined,
    MODOMO_MAIL_FROM: "a@example.com",
    MODOMO_USER_AGENT: "test",
    MODOMO_FETCH_PRIVATE_ORIGINS: [],
  });
  expect(sender.canSendEmail).toBe(false);
  const channel = { kind: "email" as const, target: "a@example.com", secret: null };
  const message = { event: "test" as const, alert_id: null, rule: "", rule_name: "", subject: "", value: null };
  const rest = { threshold: null, summary: "", opened_at: new Date().toISOString(), resolved_at: null };
  await expect(sender.send(channel, { ...message, ...rest }, "id")).rejects.toThrow(/SMTP_URL/);
});

describe("settings", () => {
  test("a test is sent now and kept like any delivery", async () => {
    const { id } = await makeChannel("webhook", `${hook.origin}/hook`);
    const response = await call("POST", `/api/alerts/channels/${id}/test`);
    expect(await response.json()).toMatchObject({ status: "sent", event: "test", channel_id: id, alert_id: null });
    expect(received).toHaveLength(1);
    expect(await deliveries()).toHaveLength(1);
  });

  test("secrets are shown once: neither key nor path of an address is ever read back", async () => {
    await makeChannel("slack", `${hook.origin}/services/very-secret`);
    const { secret } = await makeChannel("webhook", `${hook.origin}/also-secret`);
    const listed = await (await call("GET", "/api/alerts/channels")).text();
    expect(listed).toContain(new URL(hook.origin).host);
    for (const hidden of ["very-secret", "also-secret", secret ?? "?"]) expect(listed).not.toContain(hidden);
    expect(JSON.parse(listed)).toMatchObject({ can_send_email: true });
    const { data: audit } = await product.db.from("audit_log").select("*").throwOnError();
    expect(audit.length).toBeGreaterThan(1);
    for (const hidden of ["very-secret", "also-secret"]) expect(JSON.stringify(audit)).not.toContain(hidden);
  });

  test("a name is taken once; a change that makes no sense is refused by field", async () => {
    const { id } = await makeChannel("email", "ops@example.com");
    const again = await call("POST", "/api/alerts/channels", {
      body: { name: "email of ops", kind: "slack", target: "https://example.com" },
    });
    expect((await problemOf(again)).status).toBe(409);
    const wrong = await problemOf(
      await call("PATCH", `/api/alerts/channels/${id}`, { body: { target: "https://example.com" } }),
    );
    expect({ status: wrong.status, fields: fieldsOf(wrong) }).toEqual({ status: 422, fields: ["target"] });
    const rule = await call("POST", "/api/alerts/rules", {
      body: { name: "r", kind: "queue_age", threshold: 60 },
    });
    const { id: ruleId } = (await rule.json()) as { id: string };
    const change = (body: object) => call("PATCH", `/api/alerts/rules/${ruleId}`, { body });
    expect(fieldsOf(await problemOf(await change({ scope: "nowhere" })))).toEqual(["scope"]);
    expect(await (await change({ threshold: 120, is_enabled: false })).json()).toMatchObject({
      threshold: 120,
      is_enabled: false,
      name: "r",
    });
    expect((await call("DELETE", `/api/alerts/rules/${ruleId}`)).status).toBe(204);
    expect((await problemOf(await call("DELETE", `/api/alerts/rules/${ruleId}`))).status).toBe(404);
  });

  test("the list of alerts pages without gaps and filters by state", async () => {
    const rows = Array.from({ length: 5 }, (_, i) => ({
      rule: "queue_age",
      subject: `queue ${i}`,
      state: i % 2 ? "open" : "resolved",
      detail: { summary: "s" },
    }));
    await product.db.from("alerts").insert(rows).throwOnError();
    const page = async (query: string) =>
      (await (await call("GET", `/api/alerts?${query}`)).json()) as {
        items: { subject: string }[];
        next_cursor: string;
      };
    const first = await page("limit=2");
    const second = await page(`limit=2&cursor=${first.next_cursor}`);
    const subjects = [...first.items, ...second.items].map(({ subject }) => subject);
    expect(new Set(subjects).size).toBe(4);
    expect((await page("state=open")).items.map(({ subject }) => subject).toSorted()).toEqual(["queue 1", "queue 3"]);
  });
});
