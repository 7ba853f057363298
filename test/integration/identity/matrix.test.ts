import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { OPENAPI_DOCUMENT } from "@/app/api/openapi-document";
import { type Role, SCOPES, type Scope } from "@/lib/contracts/identity";
import { type ApiClient, createApiClient, loadRoutes, type Method, newApiKey } from "../../support/api.ts";
import { type Jar, visitAs } from "../../support/next-headers.ts";
import { newMember, OWN } from "../../support/people.ts";
import { type Product, startProduct } from "../../support/product.ts";

vi.mock("next/headers", () => import("../../support/next-headers.ts"));

/** What docs/security.md promises, written down anew: the product's own table must not be its own judge. */
const ROLES_OF: Record<Scope, Role[]> = {
  "data:read": ["viewer", "reviewer", "operator", "admin"],
  "jobs:read": ["viewer", "reviewer", "operator", "admin"],
  "review:write": ["reviewer", "operator", "admin"],
  "jobs:write": ["operator", "admin"],
  "data:write": ["operator", "admin"],
  metrics: ["operator", "admin"],
  admin: ["admin"],
};
/** Open, each for a reason in docs/security.md. */
const OPEN = ["GET /api/ready", "GET /api/session", "POST /api/session", "DELETE /api/session"];
const LIVENESS = "GET /api/health";

const UNKNOWN = "0199f000-0000-7000-8000-00000000dead";

interface Operation {
  name: string;
  method: Method;
  url: string;
  scope: Scope | null;
}

/** Every operation of the document, on things that are not there, so that being allowed changes as little as it can. */
const operations: Operation[] = Object.entries(OPENAPI_DOCUMENT.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => {
    const { description, security } = operation as { description: string; security: unknown[] };
    const scope = SCOPES.find((each) => description.includes(`\`${each}\``)) ?? null;
    expect([path, method, security.length > 0]).toEqual([path, method, scope !== null]);
    const url = path.replaceAll(/\{\w+\}/g, UNKNOWN);
    return { name: `${method.toUpperCase()} ${path}`, method: method.toUpperCase() as Method, url, scope };
  }),
);
const guarded = operations.flatMap(({ scope, ...operation }) => (scope ? [{ ...operation, scope }] : []));

let product: Product;
let call: ApiClient;
const jars = new Map<Role, Jar>();
const keys = new Map<Scope, string>();
beforeAll(async () => {
  product = await startProduct({ isIdle: true });
  call = createApiClient(await loadRoutes(), "");
  for (const role of ROLES_OF["data:read"]) jars.set(role, (await newMember(product.db, call, role)).jar);
  for (const scope of SCOPES) keys.set(scope, await newApiKey(product.db, [scope]));
});
afterAll(() => product?.stop());

type Verdict = "unknown" | "forbidden" | "allowed";

async function verdictOn({ method, url }: Operation, key: string | null): Promise<Verdict> {
  const controller = new AbortController();
  const body = method === "GET" || method === "DELETE" ? {} : { body: {} };
  const answer = await call(method, url, { key, headers: key ? {} : OWN, signal: controller.signal, ...body });
  const text = answer.headers.get("content-type")?.includes("json") ? await answer.text() : "";
  controller.abort();
  if (answer.status === 401) return "unknown";
  return answer.status === 403 && text.includes("needs the scope") ? "forbidden" : "allowed";
}

test("nothing is open but what is meant to be", () => {
  const open = operations.filter(({ scope }) => scope === null).map(({ name }) => name);
  expect(open.toSorted()).toEqual([LIVENESS, ...OPEN].toSorted());
});

describe.each(guarded)("$name ($scope)", (operation) => {
  test("people by role, and strangers", async () => {
    visitAs(new Map());
    const verdicts: Record<string, Verdict> = { nobody: await verdictOn(operation, null) };
    const expected: Record<string, Verdict> = { nobody: "unknown" };
    for (const [role, jar] of jars) {
      visitAs(jar);
      verdicts[role] = await verdictOn(operation, null);
      expected[role] = ROLES_OF[operation.scope].includes(role) ? "allowed" : "forbidden";
    }
    expect(verdicts).toEqual(expected);
  });

  test("keys by scope", async () => {
    visitAs(new Map());
    const verdicts: Record<string, Verdict> = {};
    const expected: Record<string, Verdict> = {};
    for (const [scope, key] of keys) {
      verdicts[scope] = await verdictOn(operation, key);
      expected[scope] = scope === operation.scope || scope === "admin" ? "allowed" : "forbidden";
    }
    expect(verdicts).toEqual(expected);
  });
});
