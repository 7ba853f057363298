import { afterAll, beforeAll, expect, test } from "vitest";
import { listItems } from "@/lib/jobs/jobs.repository";
import { jobOf, type Product, startProduct, summary } from "../../support/product.ts";

let product: Product;
beforeAll(async () => {
  product = await startProduct();
});
afterAll(() => product?.stop());

test("a picture that takes the gpu-worker down stays out as poison; all others of its batch go through", async () => {
  const [scrape] = await product.ended(
    await product.startJob({ kind: "scrape", input: { source: "gallery", limit: 6, pipeline: false } }),
  );
  expect(scrape?.status).toBe("completed");
  const { data: scenes } = await product.db.from("scenes").select("id, sha256").order("id").throwOnError();
  const bad = scenes[3];
  product.gpu.deadly.add(bad?.sha256 ?? "");
  const id = await product.startJob({ kind: "detect", input: { scene_ids: scenes.map((scene) => scene.id) } });
  const chain = await product.ended(id);
  expect(summary(chain)).toEqual({ detect: "completed 5/1/0/0 of 6" });
  const { items } = await listItems(product.db, { jobId: jobOf(chain, "detect").id, status: "failed", limit: 10 });
  expect(items).toMatchObject([
    { scene_id: bad?.id, error: { code: "poison", class: "poison", message: expect.stringContaining("3 times") } },
  ]);
  const { data: groups } = await product.db.from("failure_groups").select("class, items, scenes").throwOnError();
  expect(groups).toEqual([{ class: "poison", items: 1, scenes: 1 }]);
});
