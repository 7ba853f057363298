import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { createPerson } from "@/lib/auth/people.repository";
import { type ApiClient, createApiClient, loadRoutes, newApiKey, problemOf } from "../../support/api.ts";
import { newMember, OWN } from "../../support/people.ts";
import { type Product, startProduct } from "../../support/product.ts";
import { workDb } from "../../support/work.ts";

vi.mock("next/headers", () => import("../../support/next-headers.ts"));

/** A sixth of a limit may come at once. */
const ADDRESS_BURST = 10;
const PERSON_BURST = 5;

let product: Product;
let call: ApiClient;
beforeAll(async () => {
  product = await startProduct({
    isIdle: true,
    env: {
      MODOMO_TRUSTED_PROXIES: "1",
      MODOMO_RATE_ADDRESS_PER_MINUTE: String(ADDRESS_BURST * 6),
      MODOMO_RATE_PERSON_PER_MINUTE: String(PERSON_BURST * 6),
    },
  });
  call = createApiClient(await loadRoutes(), "");
});
afterAll(() => product?.stop());

let lastAddress = 0;
/** An address nobody used before. */
const newAddress = () => ({ "x-forwarded-for": `198.51.100.${++lastAddress}` });
const keyOf = async (perMinute: number | null) => {
  const key = await newApiKey(product.db, ["jobs:read"]);
  const change = { rate_per_minute: perMinute };
  await product.db.from("api_keys").update(change).eq("prefix", key.slice(0, 12)).throwOnError();
  return key;
};
const statuses = (answers: Response[]) => answers.map(({ status }) => status).toSorted();

describe("a bucket", () => {
  const take = (db: Product["db"], bucket: string, per_minute: number, burst: number) =>
    db.rpc("take_token", { bucket, per_minute, burst }).throwOnError();

  test("gives each token once, however many app instances ask at the same time", async () => {
    const instances = [workDb(product.server), workDb(product.server)];
    const asked = Array.from({ length: 60 }, (_, index) => take(instances[index % 2] ?? product.db, "race", 0.001, 20));
    const answers = (await Promise.all(asked)).map(({ data }) => data as { allowed: boolean; remaining: number });
    expect(answers.filter(({ allowed }) => allowed)).toHaveLength(20);
    const left = answers.filter(({ allowed }) => allowed).map(({ remaining }) => remaining);
    expect(left.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 20 }, (_, index) => index));
  });

  test("fills with time, up to its size; a refusal costs nothing", async () => {
    await take(product.db, "time", 60, 1);
    const refused = (await take(product.db, "time", 60, 1)).data as { allowed: boolean; retry_s: number };
    expect(refused.allowed).toBe(false);
    expect(refused.retry_s).toBeGreaterThan(0);
    expect(refused.retry_s).toBeLessThanOrEqual(1);
    const past = new Date(Date.now() - 3_600_000).toISOString();
    await product.db.from("rate_limits").update({ updated_at: past }).eq("key", "time").throwOnError();
    expect((await take(product.db, "time", 60, 1)).data).toMatchObject({ allowed: true, remaining: 0 });
    expect((await take(product.db, "time", 60, 1)).data).toMatchObject({ allowed: false });
  });
});

describe("requests", () => {
  test("a key's own limit counts, wherever its requests come from; other keys are not touched", async () => {
    const [slow, other] = [await keyOf(12), await keyOf(null)]; // two at once
    const first = await call("GET", "/api/jobs", { key: slow, headers: newAddress() });
    expect(first.status).toBe(200);
    expect(first.headers.get("ratelimit-policy")).toBe('"key";q=12;w=60');
    expect(first.headers.get("ratelimit")).toMatch(/^"key";r=1;t=\d+$/);
    expect((await call("GET", "/api/jobs", { key: slow, headers: newAddress() })).status).toBe(200);
    for (let tries = 0; tries < 2; tries++) {
      const refused = await call("GET", "/api/jobs", { key: slow, headers: newAddress() });
      expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
      expect(Number(refused.headers.get("retry-after"))).toBeLessThanOrEqual(5);
      expect(await problemOf(refused)).toMatchObject({ status: 429, type: "urn:modomo:problem:rate_limited" });
    }
    expect((await call("GET", "/api/jobs", { key: other, headers: newAddress() })).status).toBe(200);
  });

  test("an address is limited before anybody looks at its keys; what it claims before the proxy changes nothing", async () => {
    const address = newAddress()["x-forwarded-for"];
    const ask = (_: unknown, index: number) =>
      call("GET", "/api/jobs", {
        key: `mdm_guess-number-${index}`,
        headers: { "x-forwarded-for": `10.9.8.${index}, ${address}` },
      });
    const answers = await Promise.all(Array.from({ length: ADDRESS_BURST + 5 }, ask));
    expect(statuses(answers).filter((status) => status === 429).length).toBeGreaterThanOrEqual(4);
    expect(statuses(answers).filter((status) => status === 401).length).toBeGreaterThanOrEqual(ADDRESS_BURST);
    const key = await keyOf(null);
    const good = await call("GET", "/api/jobs", { key, headers: { "x-forwarded-for": address } });
    expect(good.headers.get("ratelimit-policy")).toBe(`"address";q=${ADDRESS_BURST * 6};w=60`);
    expect(good.status).toBe(429);
    expect((await call("GET", "/api/jobs", { key, headers: newAddress() })).status).toBe(200);
  });

  test("a person is limited over all their addresses", async () => {
    await newMember(product.db, call, "viewer");
    const ask = () => call("GET", "/api/jobs", { key: null, headers: newAddress() });
    const answers = await Promise.all(Array.from({ length: PERSON_BURST + 3 }, ask));
    const counted = statuses(answers);
    expect(counted.filter((status) => status === 200).length).toBeGreaterThanOrEqual(PERSON_BURST);
    expect(counted.at(-1)).toBe(429);
    const refused = answers.find(({ status }) => status === 429);
    expect(refused?.headers.get("ratelimit-policy")).toContain('"person"');
  });
});

describe("signing in", () => {
  const attempt = (email: string, password: string, headers: Record<string, string> = newAddress()) =>
    call("POST", "/api/session", { key: null, body: { email, password }, headers: { ...OWN, ...headers } });

  test("ten failures for an e-mail address close it, even for the right password; others are not touched", async () => {
    const password = "the right password";
    for (const email of ["target@example.com", "bystander@example.com"]) {
      await createPerson(product.db, { email, password, role: "viewer" });
    }
    const failures = await Promise.all(Array.from({ length: 12 }, () => attempt("Target@example.com", "guess")));
    expect(statuses(failures)).toEqual([...Array(10).fill(401), 429, 429]);
    const refused = await attempt("target@example.com", password);
    expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(60);
    const problem = await problemOf(refused);
    expect(problem).toMatchObject({ status: 429, detail: expect.stringContaining("Too many attempts") });
    expect(problem.detail).not.toContain("target");
    expect((await attempt("bystander@example.com", password)).status).toBe(200);
  });

  test("an e-mail address nobody has is closed the same way: the answers do not tell it from one somebody has", async () => {
    const answers: string[] = [];
    for (let tries = 0; tries < 11; tries++) {
      const problem = await problemOf(await attempt("nobody@example.com", "guess"));
      answers.push(`${problem.status} ${problem.title}`);
    }
    expect(answers).toEqual([...Array(10).fill("401 Not signed in"), "429 Too many requests"]);
  });

  test("thirty failures from one address close it, whoever they were for", async () => {
    const address = newAddress();
    const tries = Array.from({ length: 31 }, (_, index) => attempt(`guess-${index}@example.com`, "guess", address));
    expect(statuses(await Promise.all(tries))).toEqual([...Array(30).fill(401), 429]);
    expect((await attempt("bystander@example.com", "the right password", address)).status).toBe(429);
    expect((await attempt("bystander@example.com", "the right password")).status).toBe(200);
  });

  test("who signs in is not held to have failed", async () => {
    const address = newAddress();
    for (let times = 0; times < 12; times++) {
      expect((await attempt("bystander@example.com", "the right password", address)).status).toBe(200);
    }
  });
});
