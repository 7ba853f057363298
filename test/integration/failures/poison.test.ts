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

test("a picture that takes the app itself down, again and again, stays out in the end; all others go through", async () => {
  const { data: scenes } = await product.db.from("scenes").select("id, sha256").order("id").throwOnError();
  const bad = scenes[2];
  await product.killApp();
  process.env.TEST_DEADLY_FILE = bad?.sha256 ?? "";
  await product.startApp();
  const deaths = product.keepAppAlive();
  const ids = scenes.filter(({ id }) => id !== scenes[3]?.id).map(({ id }) => id);
  const chain = await product.ended(await product.startJob({ kind: "colors", input: { scene_ids: ids } }), 110_000);
  expect(summary(chain)).toEqual({ colors: "completed 4/1/0/0 of 5" });
  const { items } = await listItems(product.db, { jobId: jobOf(chain, "colors").id, status: "failed", limit: 10 });
  expect(items).toMatchObject([{ scene_id: bad?.id, error: { code: "poison", class: "poison" } }]);
  expect(deaths()).toBeGreaterThanOrEqual(3);
  const { data } = await product.db
    .from("job_items")
    .select("is_poison")
    .eq("id", items[0]?.id ?? "")
    .single()
    .throwOnError();
  expect(data.is_poison).toBe(true);
});
