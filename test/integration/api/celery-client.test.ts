import { readFileSync } from "node:fs";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { z } from "zod";
import { type ApiClient, createApiClient, loadRoutes, type Method } from "../../support/api.ts";
import { until } from "../../support/engine/harness.ts";
import { type Product, startProduct } from "../../support/product.ts";

// What Next gives a request that has no cookies.
vi.mock("next/headers", () => ({
  cookies: async () => ({ getAll: () => [], set: () => undefined }),
  headers: async () => new Headers(),
}));

const recordingSchema = z.object({
  headers: z.record(z.string(), z.string()),
  steps: z.array(
    z.object({
      name: z.string(),
      uses: z.string().optional(),
      method: z.enum(["GET", "POST"]),
      path: z.string(),
      body: z.unknown().optional(),
      until: z.record(z.string(), z.string()).optional(),
      reads: z.record(z.string(), z.unknown()),
    }),
  ),
});
const path = new URL("../../fixtures/celery/old-client.json", import.meta.url);
const { headers, steps } = recordingSchema.parse(JSON.parse(readFileSync(path, "utf8")));

/** What a client can rely on about a field: one of these kinds, or the very value. */
const KINDS: Record<string, z.ZodType> = {
  uuid: z.uuid(),
  text: z.string().min(1),
  number: z.number(),
  boolean: z.boolean(),
  array: z.array(z.unknown()),
  object: z.record(z.string(), z.unknown()),
};

let product: Product;
let call: ApiClient;
beforeAll(async () => {
  product = await startProduct();
  call = createApiClient(await loadRoutes(), product.server.apiKey);
});
afterAll(() => product?.stop());

const answers = new Map<string, Record<string, unknown>>();
const at = (answer: unknown, field: string): unknown =>
  field.split(".").reduce((value, key) => (value as Record<string, unknown> | null)?.[key], answer);

test.each(steps)("the old client can $name", async (step) => {
  const jobId = String(step.uses ? answers.get(step.uses)?.job_id : "");
  const gallery = encodeURIComponent(product.gallery.origin);
  const url = step.path.replace("{job_id}", jobId).replace("{gallery}", gallery);
  const ask = async () => {
    const response = await call(step.method as Method, url, { headers, ...(step.body ? { body: step.body } : {}) });
    expect(response.ok, `${step.method} ${url} answered ${response.status}`).toBe(true);
    return (await response.json()) as Record<string, unknown>;
  };
  const isReached = (answer: unknown) =>
    Object.entries(step.until ?? {}).every(([key, value]) => at(answer, key) === value);
  const answer = await until(
    `${step.name} to be as told`,
    async () => {
      const latest = await ask();
      return isReached(latest) && latest;
    },
    60_000,
  );
  for (const [field, kind] of Object.entries(step.reads)) {
    const schema = typeof kind === "string" ? KINDS[kind] : undefined;
    const value = at(answer, field);
    if (schema) expect(schema.safeParse(value).success, `${field} is ${JSON.stringify(value)}`).toBe(true);
    else expect({ [field]: value }).toEqual({ [field]: kind });
  }
  answers.set(step.name, answer);
});
