import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { huggingFaceRequestSchema } from "@/lib/contracts/imports";
import { UpstreamError } from "@/lib/errors";
import { previewDataset, searchDatasets } from "@/lib/imports/preview-dataset";
import { prepareDataset } from "@/lib/imports/start-import";
import { importChunk, importInputSchema, planImportPage } from "@/lib/scenes/import-images";
import { type HubDataset, hubDataset } from "../../../local/gallery/hub/dataset.ts";
import { GOOD_TOKEN, type HubServer, startHub } from "../../support/hub-server.ts";
import { countsOf, importDeps, runImport } from "../../support/run-import.ts";
import { type SharedSupabase, sharedSupabase } from "../../support/shared-supabase.ts";
import { testPhoto } from "../../support/test-photo.ts";
import { jobRow, newJob } from "../../support/work.ts";

const ROOMS = ["bathroom", "bedroom", "kitchen"];
const CATEGORIES = ["chair", "sofa"];
const FEATURES = {
  image: { _type: "Image" },
  label: { _type: "ClassLabel", names: ROOMS },
  caption: { _type: "Value", dtype: "string" },
  objects: {
    id: { _type: "List", feature: { _type: "Value", dtype: "int64" } },
    bbox: { _type: "List", feature: { _type: "List", feature: { _type: "Value", dtype: "float32" } } },
    category: { _type: "List", feature: { _type: "ClassLabel", names: CATEGORIES } },
  },
};

let server: SharedSupabase;
let hub: HubServer;
let unique = 0;

beforeAll(async () => {
  server = await sharedSupabase();
  hub = await startHub([]);
});
afterAll(() => hub?.close());
beforeEach(async () => {
  await server.reset();
  hub.fault = () => null;
  hub.requests.length = 0;
});

/** Rows of pictures nobody has seen before; the last has no picture and no label. */
async function newDataset(rows: number, over: Partial<HubDataset> = {}): Promise<HubDataset> {
  unique += 1;
  const made = await Promise.all(
    Array.from({ length: rows }, async (_, index) => ({
      image:
        index === rows - 1 && rows > 2 ? null : { bytes: await testPhoto(unique * 1000 + index), path: `${index}.jpg` },
      label: index === rows - 1 ? -1 : index % 3,
      caption: `Room ${index}`,
      objects: {
        id: [7, 8],
        bbox: [
          [10, 20, 30, 40],
          [0, 0, 96, 96],
        ],
        category: [1, 0],
      },
    })),
  );
  const dataset = hubDataset({
    id: `some-one/rooms.v${unique}`,
    sha: String(unique).padStart(40, "a"),
    features: FEATURES,
    splits: { default: { train: made, test: made.slice(0, 2) } },
    rowGroupSize: 4,
    ...over,
  });
  hub.datasets.push(dataset);
  return dataset;
}

const deps = (token?: string) =>
  importDeps(server, { hub: hub.client(token), privateOrigins: [hub.origin, hub.cdnOrigin] });
const request = (over: object) => huggingFaceRequestSchema.parse(over);

async function importOf(over: { dataset: string } & Record<string, unknown>, token?: string) {
  const all = deps(token);
  const huggingface = await prepareDataset(all.hub, request(over));
  return { huggingface, run: await runImport(all, { huggingface }) };
}

const scenes = async () =>
  (
    await deps()
      .db.from("scenes")
      .select("*, annotations(*), rights_events(kind, detail)")
      .order("source_id")
      .throwOnError()
  ).data;

describe("a dataset with parquet files", () => {
  test("rows become scenes with title, tags, licence, provenance and annotations of their own", async () => {
    const { id, sha } = await newDataset(6);
    const { run, huggingface } = await importOf({ dataset: id, limit: 100 });
    expect(countsOf(run)).toEqual({ completed: 5, skipped: 1 });
    expect(huggingface).toMatchObject({ config: "default", split: "train", revision: sha, via: "converted" });
    const [first] = await scenes();
    expect(first).toMatchObject({
      source: "huggingface",
      source_id: `${id}@${sha.slice(0, 12)}/default/train/0`,
      title: "Room 0",
      tags: ["bathroom"],
      licence: "mit",
      author: "some-one",
    });
    expect(first?.rights_events.find(({ kind }) => kind === "dataset-licence")?.detail).toContain("nobody has checked");
    const annotations = first?.annotations.map(({ label, box, raw_id, origin }) => ({ label, box, raw_id, origin }));
    expect(annotations?.toSorted((a, b) => (a.raw_id < b.raw_id ? -1 : 1))).toEqual([
      { label: "sofa", box: [10, 20, 30, 40], raw_id: "7", origin: "huggingface" },
      { label: "chair", box: [0, 0, 96, 96], raw_id: "8", origin: "huggingface" },
      { label: "bathroom", box: null, raw_id: "label:0", origin: "huggingface" },
    ]);
  });

  test("the stored bytes are the dataset's own, and importing again brings nothing new", async () => {
    const { id, splits } = await newDataset(3);
    await importOf({ dataset: id, limit: 100 });
    const before = await scenes();
    const image = splits.default?.train?.[0]?.image as { bytes: Uint8Array };
    expect(before[0]?.bytes).toBe(image.bytes.byteLength);
    const again = await importOf({ dataset: `https://huggingface.co/datasets/${id}`, limit: 100 });
    expect(countsOf(again.run)).toEqual({ skipped: 3 });
    expect(await scenes()).toEqual(before);
  });

  test("offset and limit take exactly those rows, over row groups", async () => {
    const { id } = await newDataset(12);
    const { run } = await importOf({ dataset: id, offset: 3, limit: 6 });
    expect(run.outcomes.map(({ key }) => key)).toEqual([3, 4, 5, 6, 7, 8].map((row) => `row:${row}`));
    expect((await importOf({ dataset: id, offset: 12, limit: 5 })).run.outcomes).toEqual([]);
  });

  test("files are read in parts, at the commit, and the token stays with the hub", async () => {
    const { id } = await newDataset(4, { access: "gated" });
    const { run } = await importOf({ dataset: id, limit: 100 }, GOOD_TOKEN);
    expect(countsOf(run)).toEqual({ completed: 3, skipped: 1 });
    const files = hub.requests.filter(({ path }) => path.includes("/0000.parquet"));
    expect(files.length).toBeGreaterThan(0);
    for (const { range, path, host, authorization } of files) {
      expect(range).toMatch(/^bytes=\d+-\d+$/);
      expect(path).not.toContain("convert");
      expect(authorization).toBe(host === "hub" ? `Bearer ${GOOD_TOKEN}` : null);
    }
    expect(files.some(({ host }) => host === "cdn")).toBe(true);
  });

  test("a list of pictures makes several scenes of one row", async () => {
    const views = await Promise.all(
      [1, 2, 3].map(async (seed) => ({ bytes: await testPhoto(900_000 + seed), path: null })),
    );
    const features = { views: { _type: "List", feature: { _type: "Image" } } };
    const { id } = await newDataset(1, { features, splits: { default: { train: [{ views }] } } });
    const { run } = await importOf({ dataset: id, limit: 10 });
    expect(run.outcomes).toMatchObject([{ status: "completed", note: "3 pictures" }]);
    expect(new Set(run.sceneIds).size).toBe(3);
  });

  test("no licence is said to be none", async () => {
    const { id } = await newDataset(1, { licence: null });
    await importOf({ dataset: id, limit: 1 });
    const [scene] = await scenes();
    expect(scene).toMatchObject({ licence: null, rights_state: "unknown" });
    expect(scene?.rights_events.map(({ detail }) => detail).join()).toContain("names no licence");
  });

  test("a broken picture fails alone, with its reason", async () => {
    const good = { bytes: await testPhoto(800_001), path: "a.jpg" };
    const rows = [{ image: good }, { image: { bytes: Buffer.from("<html>"), path: "b.jpg" } }];
    const features = { image: { _type: "Image" } };
    const { id } = await newDataset(1, { features, splits: { default: { train: rows } } });
    const { run } = await importOf({ dataset: id, limit: 10 });
    expect(run.outcomes).toMatchObject([
      { status: "completed" },
      { status: "failed", error: { code: "not_an_image" } },
    ]);
  });

  test("columns can be named, and box forms", async () => {
    const { id } = await newDataset(1);
    const columns = { caption: null, labels: [], box_format: "xyxy" as const };
    await importOf({ dataset: id, limit: 1, columns });
    const [scene] = await scenes();
    expect(scene).toMatchObject({ title: null, tags: [] });
    expect(scene?.annotations.find(({ raw_id }) => raw_id === "7")?.box).toEqual([10, 20, 20, 20]);
    await expect(importOf({ dataset: id, columns: { image: "caption" } })).resolves.toBeDefined();
    await expect(importOf({ dataset: id, columns: { labels: ["nothing"] } })).rejects.toThrow("no column nothing");
  });
});

test("a request as an event or a schedule carries it is settled when it is planned first, and only then", async () => {
  const { id: dataset } = await newDataset(6);
  const all = deps();
  const body = { dataset, limit: 4, include_detection: false };
  const jobId = await newJob(all.db, { kind: "import", queue: "import", input: body });
  const first = await planImportPage(all, importInputSchema.parse(body), null, jobId);
  expect(first.chunks.flatMap(({ items }) => items)).toHaveLength(4);
  const { input, created_at } = await jobRow(all.db, jobId);
  expect(input).toMatchObject({ huggingface: { dataset, limit: 4, split: "train" }, pipeline: false });

  const changed = hub.datasets.at(-1);
  if (changed) changed.sha = "f".repeat(40);
  expect(await planImportPage(all, importInputSchema.parse(body), null, jobId)).toEqual(first);
  expect((await jobRow(all.db, jobId)).input).toEqual(input);
  const items = first.chunks.flatMap(({ items: planned }) =>
    planned.map(({ item_key, payload }) => ({
      id: item_key,
      itemKey: item_key,
      sceneId: null,
      payload: payload ?? {},
    })),
  );
  const job = { id: jobId, input: input as Record<string, unknown>, created_at };
  const { outcomes } = await importChunk(all, items, { job, isLastTry: true });
  expect(outcomes.map(({ status }) => status)).toEqual(["completed", "completed", "completed", "completed"]);
});

describe("a dataset without converted files", () => {
  test("a small part comes row by row from the viewer; expired addresses are made anew", async () => {
    const { id } = await newDataset(5, { isConverted: false });
    let asked = 0;
    const isExpired = (path: string) => path.includes("cached-assets") && asked++ % 2 === 0;
    hub.fault = (path) => (isExpired(path) ? new Response("<Error/>", { status: 403 }) : null);
    const { run, huggingface } = await importOf({ dataset: id, limit: 100 });
    expect(huggingface.via).toBe("viewer");
    expect(countsOf(run)).toEqual({ completed: 4, skipped: 1 });
    expect(asked).toBe(8);
    for (const { image_url } of await scenes()) expect(image_url).not.toMatch(/Signature|cached-assets/);
  });

  test("a large part is refused in words", async () => {
    const { id } = await newDataset(1, { isConverted: false });
    await expect(importOf({ dataset: id, limit: 5000 })).rejects.toThrow("at most 2000 rows");
  });

  test("a viewer that is off leaves the dataset's own parquet files", async () => {
    const viewerRefusal = { status: 501, code: "NotSupportedDisabledViewerError", message: "The viewer is disabled." };
    const { id, sha } = await newDataset(4, { viewerRefusal, isConverted: false, hasOwnParquet: true });
    const preview = await previewDataset(hub.client(), { dataset: id });
    expect(preview).toMatchObject({ split: "train", viewer_note: expect.stringContaining("switched the viewer off") });
    expect(preview.rows[0]?.image).toMatch(/^data:image\/webp;base64,/);
    const { run, huggingface } = await importOf({ dataset: id, revision: sha, limit: 10 });
    expect(huggingface.via).toBe("repo");
    expect(countsOf(run)).toEqual({ completed: 3, skipped: 1 });
    const bare = await newDataset(1, { viewerRefusal, isConverted: false });
    await expect(importOf({ dataset: bare.id })).rejects.toThrow(/no parquet files of its own/);
  });
});

describe("who may read it, and when", () => {
  test.each(["gated", "private"] as const)("%s: no token, a wrong one, the right one", async (access) => {
    const { id } = await newDataset(2, { access });
    await expect(importOf({ dataset: id })).rejects.toMatchObject({ message: expect.stringContaining("HF_TOKEN") });
    await expect(importOf({ dataset: id }, "hf_other")).rejects.toMatchObject({
      message: expect.stringContaining("HF_TOKEN"),
    });
    expect(countsOf((await importOf({ dataset: id }, GOOD_TOKEN)).run)).toEqual({ completed: 2 });
  });

  test("429 is obeyed: the wait is what the RateLimit header says", async () => {
    const { id } = await newDataset(1);
    hub.fault = () => new Response("{}", { status: 429, headers: { ratelimit: '"api";r=0;t=2' } });
    const error = await importOf({ dataset: id }).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(UpstreamError);
    expect((error as UpstreamError).retryAfterMs).toBe(2000);
  });

  test("a viewer that is not ready yet is a passing failure", async () => {
    const { id } = await newDataset(1);
    const message = "The server is busier than usual and the response is not ready yet. Please retry later.";
    const headers = { "x-error-code": "ResponseNotReady" };
    hub.fault = (path) =>
      path.startsWith("/viewer") ? Response.json({ error: message }, { status: 500, headers }) : null;
    await expect(importOf({ dataset: id })).rejects.toBeInstanceOf(UpstreamError);
    hub.fault = () => null;
    expect(countsOf((await importOf({ dataset: id })).run)).toEqual({ completed: 1 });
  });

  test("a partial conversion is told", async () => {
    const { id } = await newDataset(2, { partial: true });
    expect(await previewDataset(hub.client(), { dataset: id })).toMatchObject({ partial: true, row_count: 2 });
    expect((await importOf({ dataset: id })).huggingface.partial).toBe(true);
  });

  test("search and preview show what an import would take", async () => {
    const { id } = await newDataset(3);
    expect((await searchDatasets(hub.client(), "rooms")).items.map((item) => item.id)).toContain(id);
    const preview = await previewDataset(hub.client(), { dataset: id });
    expect(preview).toMatchObject({
      mapping: { image: "image", caption: "caption", labels: ["label"], objects: "objects" },
      row_count: 3,
      dataset: { licence: "mit", gated: false },
    });
    expect(preview.rows[0]).toMatchObject({ title: "Room 0", tags: ["bathroom"], object_count: 2 });
  });
});
