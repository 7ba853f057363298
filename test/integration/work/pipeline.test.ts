import { afterAll, beforeAll, expect, test } from "vitest";
import { listItems } from "@/lib/jobs/jobs.repository";
import { listRuns } from "@/lib/jobs/runs.repository";
import { getScene, listScenes } from "@/lib/scenes/scenes.repository";
import { PHOTOS } from "../../../local/gallery/photos.ts";
import { until } from "../../support/engine/harness.ts";
import { jobOf, type Product, startProduct, summary } from "../../support/product.ts";
import { rowsOf } from "../../support/work.ts";

const [broken] = PHOTOS;
const GOOD = PHOTOS.length - 1;
const SCRAPE = { kind: "scrape" as const, input: { source: "gallery", limit: 100, pipeline: true } };

let product: Product;
beforeAll(async () => {
  product = await startProduct();
  product.gallery.broken.add(`/images/${broken?.id}.jpg`);
});
afterAll(() => product?.stop());

async function contents() {
  const { db } = product;
  const tables = ["scenes", "objects", "palettes", "embeddings", "classifications", "rights_events"] as const;
  const counts = Object.fromEntries(await Promise.all(tables.map(async (table) => [table, await rowsOf(db, table)])));
  const files = await Promise.all(
    ["images", "thumbnails"].map(async (bucket) => (await db.storage.from(bucket).list("", { limit: 1000 })).data),
  );
  return { ...counts, folders: files.map((list) => list?.map(({ name }) => name).toSorted()) };
}

test("one event takes a gallery through all stages; the picture that is none fails alone; a second run adds nothing", async () => {
  const first = await product.startJob(SCRAPE);
  const chain = await product.ended(first);
  expect(summary(chain)).toEqual({
    scrape: `completed ${GOOD}/1/0/0 of ${PHOTOS.length}`,
    detect: `completed ${GOOD}/0/0/0 of ${GOOD}`,
    colors: `completed ${GOOD}/0/0/0 of ${GOOD}`,
    classify: `completed ${GOOD}/0/0/0 of ${GOOD}`,
  });
  expect(chain.map(({ kind, parent_job_id }) => [kind, parent_job_id])).toEqual([
    ["scrape", null],
    ["detect", first],
    ["colors", jobOf(chain, "detect").id],
    ["classify", jobOf(chain, "colors").id],
  ]);
  const { items } = await listItems(product.db, { jobId: first, status: "failed", limit: 10 });
  expect(items).toMatchObject([{ item_key: String(broken?.id), scene_id: null, error: { code: expect.any(String) } }]);

  const scenes = (await listScenes(product.db, { limit: 100 })).items;
  expect(scenes).toHaveLength(GOOD);
  for (const scene of scenes) expect(scene).toMatchObject({ status: "classified", object_count: 2 });
  const detail = await getScene(product.db, scenes[0]?.id ?? "");
  expect(detail.objects.map(({ category, palette }) => [category, palette.length > 0])).toEqual([
    ["sofa", true],
    ["lamp", true],
  ]);
  const before = await contents();
  expect(before).toMatchObject({ scenes: GOOD, objects: 2 * GOOD, palettes: 3 * GOOD, embeddings: 3 * GOOD });

  const again = await product.ended(await product.startJob(SCRAPE));
  expect(summary(again)).toEqual({
    scrape: `completed 0/1/${GOOD}/0 of ${PHOTOS.length}`,
    detect: `completed 0/0/${GOOD}/0 of ${GOOD}`,
    colors: `completed 0/0/${GOOD}/0 of ${GOOD}`,
    classify: `completed 0/0/${GOOD}/0 of ${GOOD}`,
  });
  // The section that robots.txt forbids was asked about anew, and its refusal is on record anew.
  expect(await contents()).toEqual({ ...before, rights_events: before.rights_events + 1 });
}, 240_000);

test("the section that robots.txt forbids is not collected, and the listing is kept as refused", async () => {
  const { data } = await product.db.from("crawl_frontier").select("url, status, candidates, error").throwOnError();
  const pages = data.filter(({ status }) => status === "fetched");
  expect(new Set(pages.map(({ url }) => new URL(url).pathname))).toEqual(new Set(["/photos"]));
  const refused = data.filter(({ status }) => status === "refused");
  expect(refused.map(({ url, candidates }) => [new URL(url).pathname, candidates])).toEqual([
    ["/private/", 0],
    ["/private/", 0], // once a job
  ]);
  expect(JSON.stringify(refused[0]?.error)).toContain("robots.txt");
  const { data: scenes } = await product.db.from("scenes").select("page_url").throwOnError();
  expect(scenes.filter(({ page_url }) => page_url?.includes("/private/"))).toEqual([]);
});

test("every run and step of the job is on record, ended", async () => {
  const { data: jobs } = await product.db.from("jobs").select("id, kind").throwOnError();
  for (const { id, kind } of jobs) {
    const runs = await until("its runs to be on record as ended", async () => {
      const { items } = await listRuns(product.db, { jobId: id, limit: 100 });
      return items.length > 0 && items.every(({ status }) => status !== "running") && items;
    });
    const planners = runs.filter(({ function_id }) => function_id.includes("plan-"));
    expect(planners).toHaveLength(kind === "scrape" ? 1 : 0);
    for (const run of runs) {
      expect(run).toMatchObject({ status: "completed", ended_at: expect.any(String), error: null });
      for (const step of run.steps) expect(step).toMatchObject({ status: "completed", ended_at: expect.any(String) });
    }
    const chunkRuns = runs.filter(({ function_id }) => !/plan-|seal-next-job/.test(function_id));
    expect(chunkRuns.length).toBeGreaterThan(0);
    for (const run of chunkRuns) {
      expect(run.steps.map(({ name }) => name)).toEqual(expect.arrayContaining(["do-items", "record-outcomes"]));
    }
  }
});

test("an event sent past the API becomes a job of its own, once", async () => {
  await product.send("modomo/classification.requested", { force: true, limit: 3 });
  const job = await until("the job to be there", async () => {
    const { data } = await product.db.from("jobs").select("id").eq("kind", "classify").is("parent_job_id", null);
    return data?.[0];
  });
  expect(summary(await product.ended(job.id))).toEqual({ classify: "completed 3/0/0/0 of 3" });
  expect(await rowsOf(product.db, "jobs", { kind: "classify" })).toBe(3);
});

test("an event that is no valid request leaves a dead letter and no job", async () => {
  const before = await rowsOf(product.db, "jobs");
  await product.send("modomo/scrape.requested", { source: 7 });
  const letter = await until(
    "its dead letter",
    async () => (await product.db.from("dead_letters").select("*")).data?.[0],
  );
  expect(letter).toMatchObject({ reason: "failed", job_id: null, state: "open" });
  expect(JSON.stringify(letter.error)).toContain("source");
  expect(JSON.stringify(letter.event)).toContain("modomo/scrape.requested");
  expect(await rowsOf(product.db, "jobs")).toBe(before);
});

test("one object alone gets its palette anew", async () => {
  const { data } = await product.db.from("objects").select("id").limit(1).single().throwOnError();
  await product.db.from("palettes").delete().eq("object_id", data.id).throwOnError();
  const job = await product.startJob({ kind: "colors", input: { object_id: data.id } });
  expect(summary(await product.ended(job))).toEqual({ colors: "completed 1/0/0/0 of 1" });
  expect((await product.db.from("palettes").select("id").eq("object_id", data.id)).data).toHaveLength(1);
});
