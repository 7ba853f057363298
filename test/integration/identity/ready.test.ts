import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { readySchema } from "@/lib/contracts/dashboard";
import { type ApiClient, createApiClient, loadRoutes, newApiKey } from "../../support/api.ts";
import { type Product, startProduct } from "../../support/product.ts";

vi.mock("next/headers", () => import("../../support/next-headers.ts"));

let product: Product;
let call: ApiClient;
beforeAll(async () => {
  product = await startProduct({ isIdle: true });
  call = createApiClient(await loadRoutes(), product.server.apiKey);
});
afterAll(() => product?.stop());

test("strangers learn whether it is ready, and nothing of what is behind it", async () => {
  for (const key of [null, "mdm_unknown", await newApiKey(product.db, ["metrics"])]) {
    const answer = await call("GET", "/api/ready", { key });
    expect(answer.status).toBe(200);
    expect(await answer.json()).toEqual({
      ready: true,
      dependencies: { database: { ok: true }, gpu_workers: { ok: true } },
    });
  }
  const known = readySchema.parse(await (await call("GET", "/api/ready")).json());
  expect(known.dependencies.gpu_workers?.detail).toBe("1 of 1 answer");
});
