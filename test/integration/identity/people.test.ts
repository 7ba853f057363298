import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { createPerson, getPerson } from "@/lib/auth/people.repository";
import { type Person, personPageSchema, personSchema } from "@/lib/contracts/identity";
import { type ApiClient, createApiClient, loadRoutes, newApiKey, problemOf } from "../../support/api.ts";
import { visitAs } from "../../support/next-headers.ts";
import { newMember, OWN, signIn } from "../../support/people.ts";
import { type Product, startProduct } from "../../support/product.ts";
import { anonClient } from "../supabase/clients.ts";

vi.mock("next/headers", () => import("../../support/next-headers.ts"));

let product: Product;
let call: ApiClient;
beforeAll(async () => {
  product = await startProduct({ isIdle: true });
  call = createApiClient(await loadRoutes(), product.server.apiKey);
});
afterAll(() => product?.stop());

const asVisitor = (method: Parameters<ApiClient>[0], url: string, body?: object) =>
  call(method, url, { key: null, headers: OWN, ...(body && { body }) });
const patch = (id: string, body: object) => call("PATCH", `/api/users/${id}`, { body });

test("somebody added signs in at once, with the role given and no other", async () => {
  const body = { email: "New.Person@Example.com", password: "a long enough one", role: "viewer" };
  const answer = await call("POST", "/api/users", { body });
  expect(answer.status).toBe(201);
  const person = personSchema.parse(await answer.json());
  expect(answer.headers.get("location")).toBe(`/api/users/${person.id}`);
  expect(person).toMatchObject({ email: "new.person@example.com", role: "viewer", disabled_at: null });
  expect((await signIn(call, { person, password: body.password, jar: new Map() })).status).toBe(200);
  expect((await asVisitor("GET", "/api/jobs")).status).toBe(200);
  expect((await asVisitor("GET", "/api/users")).status).toBe(403);
  const again = await problemOf(await call("POST", "/api/users", { body: { ...body, email: person.email } }));
  expect(again).toMatchObject({ status: 409, detail: expect.stringContaining("there already") });
});

test("a role holds from the next request on", async () => {
  const { person } = await newMember(product.db, call, "viewer");
  expect((await asVisitor("POST", "/api/process/colors", {})).status).toBe(403);
  expect(await (await patch(person.id, { role: "operator" })).json()).toMatchObject({ role: "operator" });
  expect((await asVisitor("POST", "/api/process/colors", {})).status).toBe(202);
});

test("a lock ends what is open at once, keeps them out, and can be taken off", async () => {
  const member = await newMember(product.db, call, "viewer");
  const browser = anonClient(product.server);
  await browser.auth.signInWithPassword({ email: member.person.email, password: member.password });
  expect((await browser.from("counters").select("*")).data?.length).toBeGreaterThan(0);

  expect((await patch(member.person.id, { disabled: true })).status).toBe(200);
  expect((await asVisitor("GET", "/api/jobs")).status).toBe(401);
  expect((await browser.from("counters").select("*")).data).toEqual([]); // past the app as well
  const refused = await problemOf(await signIn(call, { ...member, jar: new Map() }));
  expect(refused.status).toBe(403);
  expect((await asVisitor("GET", "/api/jobs")).status).toBe(401);

  expect(await (await patch(member.person.id, { disabled: false })).json()).toMatchObject({ disabled_at: null });
  expect((await signIn(call, member)).status).toBe(200);
});

test("a new password ends every session of theirs; the old one is worth nothing", async () => {
  const member = await newMember(product.db, call, "viewer");
  await patch(member.person.id, { password: "quite another one" });
  expect((await asVisitor("GET", "/api/jobs")).status).toBe(401);
  expect((await signIn(call, member)).status).toBe(401);
  expect((await signIn(call, { ...member, password: "quite another one" })).status).toBe(200);
});

test("somebody removed is gone at once; what they did stays under their name", async () => {
  const { person } = await newMember(product.db, call, "operator");
  await asVisitor("POST", "/api/process/colors", {});
  expect((await call("DELETE", `/api/users/${person.id}`)).status).toBe(204);
  expect((await asVisitor("GET", "/api/jobs")).status).toBe(401);
  expect((await call("DELETE", `/api/users/${person.id}`)).status).toBe(404);
  const { data } = await product.db.from("audit_log").select("action").eq("actor_name", person.email).throwOnError();
  expect(data.map(({ action }) => action)).toContain("POST /api/process/colors");
});

test("signing out ends the session on the server: its cookies are worth nothing elsewhere", async () => {
  const { jar } = await newMember(product.db, call, "viewer");
  const stolen = new Map(jar);
  expect((await asVisitor("DELETE", "/api/session")).status).toBe(204);
  visitAs(stolen);
  expect((await asVisitor("GET", "/api/jobs")).status).toBe(401);
});

test("an admin among people cannot do with a key less than an admin; nobody else manages people", async () => {
  for (const role of ["viewer", "reviewer", "operator"] as const) {
    const { person } = await newMember(product.db, call, role);
    expect((await asVisitor("PATCH", `/api/users/${person.id}`, { role: "admin" })).status).toBe(403);
    expect((await getPerson(product.db, person.id)).role).toBe(role);
  }
  const key = await newApiKey(product.db, ["jobs:write", "data:write"]);
  expect((await call("GET", "/api/users", { key })).status).toBe(403);
});

test("the list has everybody once, page by page, those without a role too", async () => {
  await anonClient(product.server).auth.signUp({ email: "roleless@example.com", password: "a long enough one" });
  for (const name of ["ana", "ben", "cleo"]) {
    await createPerson(product.db, { email: `${name}@pages.example`, password: "a long enough one", role: "viewer" });
  }
  const seen: Person[] = [];
  let cursor: string | null = null;
  do {
    const url: string = `/api/users?limit=2${cursor ? `&cursor=${cursor}` : ""}`;
    const page = personPageSchema.parse(await (await call("GET", url)).json());
    seen.push(...page.items);
    cursor = page.next_cursor;
  } while (cursor);
  const emails = seen.map(({ email }) => email);
  expect(emails).toEqual(emails.toSorted());
  expect(new Set(emails).size).toBe(emails.length);
  expect(seen.find(({ email }) => email === "roleless@example.com")?.role).toBeNull();
  expect(emails).toEqual(expect.arrayContaining(["ana@pages.example", product.server.adminEmail]));
});

test.each([
  ["demoted", (id: string) => patch(id, { role: "viewer" })],
  ["locked", (id: string) => patch(id, { disabled: true })],
  ["removed", (id: string) => call("DELETE", `/api/users/${id}`)],
])("the last admin cannot be %s; of two at once exactly one can", async (_how, act) => {
  await product.server.reset();
  const { data } = await product.db.from("user_roles").select("user_id").eq("role", "admin").single().throwOnError();
  const refused = await problemOf(await act(data.user_id));
  expect(refused).toMatchObject({ status: 409, detail: expect.stringContaining("last admin") });
  const other = { email: "second@example.com", password: "a long enough one", role: "admin" as const };
  const second = await createPerson(product.db, other);
  const answers = await Promise.all([act(data.user_id), act(second.id)]);
  expect(answers.map(({ ok }) => ok).toSorted()).toEqual([false, true]);
  const left = await product.db.from("user_roles").select("user_id").eq("role", "admin").is("disabled_at", null);
  expect(left.data).toHaveLength(1);
});
