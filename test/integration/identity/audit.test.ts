import postgres from "postgres";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { type AuditRow, auditActionsSchema, auditPageSchema } from "@/lib/contracts/identity";
import { type ApiClient, createApiClient, loadRoutes, newApiKey } from "../../support/api.ts";
import { newMember, OWN, signIn } from "../../support/people.ts";
import { type Product, startProduct } from "../../support/product.ts";
import { newJob } from "../../support/work.ts";

vi.mock("next/headers", () => import("../../support/next-headers.ts"));

let product: Product;
let call: ApiClient;
beforeAll(async () => {
  product = await startProduct({ isIdle: true, env: { MODOMO_TRUSTED_PROXIES: "1" } });
  call = createApiClient(await loadRoutes(), product.server.apiKey);
});
afterAll(() => product?.stop());

const log = async (query = ""): Promise<AuditRow[]> =>
  auditPageSchema.parse(await (await call("GET", `/api/audit?${query}`)).json()).items;
const latest = async (): Promise<AuditRow | undefined> => (await log("limit=1"))[0];

test("a change is written down: who, what, on what, from where, and how it ended", async () => {
  const id = await newJob(product.db);
  const headers = { "x-forwarded-for": "203.0.113.9" };
  const answer = await call("POST", `/api/jobs/${id}/cancel`, { headers });
  expect(await latest()).toMatchObject({
    actor: { kind: "key", name: "local set-up" },
    action: "POST /api/jobs/{id}/cancel",
    subject: id,
    status: answer.status,
    address: "203.0.113.9",
    request_id: answer.headers.get("x-request-id"),
  });
});

test("a person is named by their e-mail address; what was made is the subject; the input is kept", async () => {
  const { person } = await newMember(product.db, call, "operator");
  const answer = await call("POST", "/api/process/colors", { key: null, headers: OWN, body: { limit: 7 } });
  const { job_id } = (await answer.json()) as { job_id: string };
  const row = await latest();
  expect(row?.actor).toEqual({ kind: "person", id: person.id, name: person.email });
  expect(row).toMatchObject({ action: "POST /api/process/colors", subject: job_id, status: 202 });
  expect(row?.detail).toMatchObject({ body: { limit: 7 } });
});

test("passwords and keys are never kept, nor is a role change without what it was before", async () => {
  const { person } = await newMember(product.db, call, "viewer");
  await call("PATCH", `/api/users/${person.id}`, { body: { role: "reviewer", password: "correct horse battery" } });
  const row = await latest();
  expect(row).toMatchObject({ action: "PATCH /api/users/{id}", subject: person.id });
  expect(row?.detail).toEqual({
    body: { role: "reviewer", password: "[redacted]" },
    email: person.email,
    role_before: "viewer",
  });
  const { data } = await product.db.from("audit_log").select("detail").throwOnError();
  expect(JSON.stringify(data)).not.toContain("correct horse");
  expect(JSON.stringify(data)).not.toMatch(/mdm_\w/);
});

test("what was refused after it was allowed is there with its status; what was not allowed, or only read, is not", async () => {
  await call("POST", "/api/process/colors", { body: { limit: -1 } });
  expect(await latest()).toMatchObject({ action: "POST /api/process/colors", status: 422 });
  const before = await latest();
  const key = await newApiKey(product.db, ["data:read"]);
  await call("POST", "/api/process/colors", { key, body: {} });
  await call("POST", "/api/process/colors", { key: "mdm_unknown", body: {} });
  await call("GET", "/api/jobs");
  expect((await latest())?.id).toBe(before?.id);
});

test("signing in, failing to, and signing out are there, without the password", async () => {
  const member = await newMember(product.db, call, "viewer");
  const own = (rows: AuditRow[]) => rows.map(({ action, status, actor }) => [action, status, actor.kind]);
  await signIn(
    call,
    { ...member, password: "a wrong password", jar: new Map() },
    { "x-forwarded-for": "203.0.113.77" },
  );
  const [failed] = await log(`actor=${member.person.email}`);
  expect(failed).toMatchObject({ status: 401, actor: { kind: "stranger", id: "" }, address: "203.0.113.77" });
  await signIn(call, member);
  await call("DELETE", "/api/session", { key: null, headers: OWN });
  expect(own(await log(`actor=${member.person.email}`))).toEqual([
    ["DELETE /api/session", 204, "person"],
    ["POST /api/session", 200, "person"],
    ["POST /api/session", 401, "stranger"],
    ["POST /api/session", 200, "person"],
  ]);
  expect(JSON.stringify(await log("limit=100"))).not.toContain("a wrong password");
});

/** Lets the database not know a function while `work` runs. */
async function without(signature: string, work: () => Promise<void>): Promise<void> {
  const sql = postgres(product.server.databaseUrl, { max: 1 });
  const name = signature.slice(0, signature.indexOf("("));
  await sql.unsafe(`alter function public.${signature} rename to away`);
  try {
    await work();
  } finally {
    await sql.unsafe(`alter function public.away${signature.slice(name.length)} rename to ${name}`);
    await sql.end();
  }
}

test("when the log fails after a change, the change is answered and its entry is there, with an unknown end", async () => {
  await without("end_audit(uuid, int, text, jsonb)", async () => {
    expect((await call("POST", "/api/process/colors", { body: {} })).status).toBe(202);
    expect(await latest()).toMatchObject({ action: "POST /api/process/colors", status: null });
  });
});

test("when the log fails before a change, nothing is changed", async () => {
  const count = async () => (await product.db.from("jobs").select("id").throwOnError()).data.length;
  const before = await count();
  await without("begin_audit(text, text, text, jsonb)", async () => {
    expect((await call("POST", "/api/process/colors", { body: {} })).status).toBeGreaterThanOrEqual(500);
  });
  expect(await count()).toBe(before);
});

test("filters narrow, together; pages have every row once, newest first", async () => {
  const all: AuditRow[] = [];
  let cursor: string | null = null;
  do {
    const answer = await call("GET", `/api/audit?limit=3${cursor ? `&cursor=${cursor}` : ""}`);
    const page = auditPageSchema.parse(await answer.json());
    all.push(...page.items);
    cursor = page.next_cursor;
  } while (cursor);
  const ids = all.map(({ id }) => id);
  expect(ids).toEqual([...new Set(ids)].toSorted().toReversed());

  const action = "POST /api/process/colors";
  const filter = `action=${encodeURIComponent(action)}&limit=100`;
  expect((await log(filter)).map(({ id }) => id)).toEqual(
    all.filter((row) => row.action === action).map(({ id }) => id),
  );
  const middle = all[Math.floor(all.length / 2)];
  const times = (name: string) => `${name}=${encodeURIComponent(middle?.created_at ?? "")}&limit=100`;
  const [since, until] = [await log(times("since")), await log(times("until"))];
  expect([...since, ...until].map(({ id }) => id)).toEqual(ids);
  expect(since.map(({ id }) => id)).toContain(middle?.id);
  const named = all.find(({ subject }) => subject !== "");
  const own = await log(`subject=${named?.subject}&limit=100`);
  expect(own.map(({ id }) => id)).toEqual(all.filter(({ subject }) => subject === named?.subject).map(({ id }) => id));
  expect(await log(`subject=${named?.subject}&actor=nobody`)).toEqual([]);
  const { items } = auditActionsSchema.parse(await (await call("GET", "/api/audit/actions")).json());
  expect(items).toEqual([...new Set(all.map((row) => row.action))].toSorted());
});
