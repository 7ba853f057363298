import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { ZipFile } from "yazl";
import { InvalidInputError } from "@/lib/errors";
import { checkFile, fileKindOf } from "@/lib/imports/file-import";
import { removeOldUploads, storeFile } from "@/lib/imports/stored-file";
import { listFiles, UPLOADS_BUCKET } from "@/lib/scenes/files";
import { beginTakedown } from "@/lib/takedowns/takedowns.repository";
import { toParquet } from "../../../local/gallery/hub/dataset.ts";
import { type LoopbackServer, startLoopbackServer } from "../../support/loopback-server.ts";
import { countsOf, importDeps, runImport } from "../../support/run-import.ts";
import { sharedData } from "../../support/shared-data.ts";
import { type SharedSupabase, sharedSupabase } from "../../support/shared-supabase.ts";
import { testPhoto } from "../../support/test-photo.ts";
import { newJob } from "../../support/work.ts";

let server: SharedSupabase;
let web: LoopbackServer;
let deps: ReturnType<typeof importDeps>;
beforeAll(async () => {
  server = await sharedSupabase();
  web = await startLoopbackServer(async (request, response) => {
    const seed = /^\/photo\/(\d+)/.exec(request.url ?? "")?.[1];
    if (!seed) return void response.writeHead(404).end();
    response.end(await testPhoto(Number(seed)));
  });
  deps = importDeps(server, { hub: null as never, privateOrigins: [web.origin] });
});
afterAll(() => web?.close());
beforeEach(() => server.reset());

type Files = Record<string, Buffer | string>;

async function zipOf(files: Files): Promise<Buffer> {
  const zip = new ZipFile();
  for (const [name, content] of Object.entries(files)) zip.addBuffer(Buffer.from(content), name);
  zip.end();
  const chunks: Buffer[] = [];
  for await (const chunk of zip.outputStream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

async function* inPieces(bytes: Buffer): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += 60_000) yield bytes.subarray(at, at + 60_000);
}

async function store(name: string, bytes: Buffer) {
  const file = { file: await storeFile(deps.db, inPieces(bytes), { name }), kind: fileKindOf(name) };
  await checkFile(deps.db, file);
  return file;
}

const importFile = async (name: string, content: Buffer | string) =>
  runImport(deps, { file: await store(name, Buffer.from(content)) });
const scenes = async () =>
  (await deps.db.from("scenes").select("id, title, image_url, annotations(*)").order("image_url").throwOnError()).data;
const boxes = async () =>
  (await scenes()).flatMap(({ title, annotations }) =>
    annotations
      .toSorted((a, b) => (a.raw_id < b.raw_id ? -1 : 1))
      .map(({ origin, label, box, mask }) => ({ title, origin, label, box, hasMask: mask !== null })),
  );

describe("archives", () => {
  test("pictures in folders come in; what is none fails alone, and sidecars are left out", async () => {
    const run = await importFile(
      "rooms.zip",
      await zipOf({
        "a/1.jpg": await testPhoto(1),
        "a/b/2.png": await testPhoto(2, { format: "png" }),
        "a/page.jpg": "<html>",
        "a/notes.md": "about",
        "__MACOSX/a/._1.jpg": "x",
        "a/more.zip": "PK",
      }),
    );
    const byEnd = run.outcomes.map(({ status, error }) => error?.code ?? status).toSorted();
    expect(byEnd).toEqual(["completed", "completed", "not_an_image", "zip_nested"]);
    expect((await scenes()).map(({ image_url }) => image_url)).toEqual([
      "upload:rooms.zip/a/1.jpg",
      "upload:rooms.zip/a/b/2.png",
    ]);
  });

  test("a large archive is kept in parts and read across them", async () => {
    const filler = Buffer.alloc(20 * 1024 * 1024);
    for (let at = 0; at < filler.length; at += 4) filler.writeUInt32LE((at * 2654435761) >>> 0, at);
    const files: Files = { "0.md": filler };
    for (let seed = 10; seed < 60; seed += 1) files[`${seed}.jpg`] = await testPhoto(seed);
    const run = await importFile("large.zip", await zipOf(files));
    expect(countsOf(run)).toEqual({ completed: 50 });
  });

  const hostile: [string, () => Promise<Buffer>, RegExp][] = [
    ["no zip at all", async () => Buffer.from("PK but not really a zip file at all, just words"), /cannot be used/],
    ["cut short", async () => (await zipOf({ "1.jpg": await testPhoto(1) })).subarray(0, 400), /cannot be used/],
    ["a bomb", () => zipOf({ "1.jpg": Buffer.alloc(30 * 1024 * 1024) }), /zip bombs/],
    ["no pictures", () => zipOf({ "notes.txt": "hello" }), /no pictures/],
    [
      "a name that leads out",
      async () => renamed(await zipOf({ "aa/bb/1.jpg": "x" }), "aa/bb/", "../../"),
      /cannot be used/,
    ],
    ["an absolute name", async () => renamed(await zipOf({ "aetc/1.jpg": "x" }), "aetc/", "/etc/"), /cannot be used/],
    [
      "the same name twice",
      async () => renamed(await zipOf({ "1.jpg": "x", "2.jpg": "y" }), "2.jpg", "1.jpg"),
      /twice/,
    ],
    ["a size that is not true", async () => lying(await zipOf({ "1.jpg": await testPhoto(1) })), /cannot be used/],
  ];
  test.each(hostile)("%s is refused in words", async (_, make, why) => {
    const bytes = await make();
    const outcome = await importFile("hostile.zip", bytes).catch((error: unknown) => error);
    if (outcome instanceof Error) {
      expect(outcome).toBeInstanceOf(InvalidInputError);
      expect(outcome.message).toMatch(why);
    } else expect(countsOf(outcome as never)).toEqual({ failed: 1 });
    expect(await scenes()).toEqual([]);
  });

  test("an encrypted entry fails with its reason", async () => {
    const bytes = await zipOf({ "1.jpg": await testPhoto(1), "2.jpg": await testPhoto(2) });
    const entry = bytes.indexOf("PK\u0001\u0002");
    bytes.writeUInt16LE(bytes.readUInt16LE(entry + 8) | 1, entry + 8);
    const run = await importFile("locked.zip", bytes);
    expect(run.outcomes.map(({ status, error }) => error?.code ?? status)).toEqual(["zip_encrypted", "completed"]);
  });

  const robustness = sharedData("robustness");
  test.skipIf(!robustness)(
    "every hostile picture of the shared set ends, taken in or refused",
    { timeout: 120_000 },
    async () => {
      const folder = robustness ?? "";
      const names = readdirSync(folder).filter((name) => name.includes("__") && !/svgz?$|\.pdf$/.test(name));
      const files = Object.fromEntries(names.map((name) => [`in/${name}`, readFileSync(join(folder, name))]));
      const sound = Object.fromEntries(Object.entries(files).filter(([, bytes]) => bytes.length < 2_000_000));
      const zip = await zipOf({ ...sound, "good.jpg": await testPhoto(77) });
      const run = await importFile("hostile-pictures.zip", zip).catch((error: unknown) => error as Error);
      if (run instanceof Error) throw run;
      expect(run.outcomes.length).toBeGreaterThan(80);
      expect(run.outcomes.find(({ key }) => key === `entry:${run.outcomes.length - 1}`)?.status).toBe("completed");
      for (const { status, error } of run.outcomes)
        if (status === "failed") expect(error?.message).toMatch(/^[A-Z].*\.$/);
    },
  );
});

/** The archive with other names of the same length. */
function renamed(zip: Buffer, from: string, to: string): Buffer {
  return Buffer.from(zip.toString("latin1").replaceAll(from, to), "latin1");
}

/** The archive whose list says that its first entry is small. */
function lying(zip: Buffer): Buffer {
  const entry = zip.indexOf("PK\u0001\u0002");
  zip.writeUInt32LE(100, entry + 24);
  return zip;
}

describe("datasets with annotations", () => {
  test("COCO: boxes, outlines and categories, by file name from any folder on", async () => {
    const index = {
      images: [
        { id: 5, file_name: "1.jpg", width: 96, height: 96 },
        { id: 6, file_name: "sub/2.jpg", width: 48, height: 48 },
      ],
      categories: [{ id: 3, name: "sofa" }],
      annotations: [
        { id: 1, image_id: 5, category_id: 3, bbox: [1, 2, 30, 40], segmentation: [[1, 2, 31, 2, 31, 42, 1, 42]] },
        { id: 2, image_id: 5, category_id: 9, bbox: [0, 0, 5, 5], segmentation: { size: [96, 96], counts: [0, 9216] } },
        { id: 3, image_id: 6, category_id: 3, bbox: [0, 0, 24, 24] },
        { id: 4, image_id: 99, category_id: 3, bbox: [0, 0, 24, 24] },
      ],
    };
    const files = { "ds/images/1.jpg": await testPhoto(1), "ds/images/sub/2.jpg": await testPhoto(2) };
    const run = await importFile(
      "coco.zip",
      await zipOf({ ...files, "ds/annotations/instances.json": JSON.stringify(index) }),
    );
    expect(countsOf(run)).toEqual({ completed: 2 });
    expect(await boxes()).toEqual([
      { title: "1.jpg", origin: "coco", label: "sofa", box: [1, 2, 30, 40], hasMask: true },
      { title: "1.jpg", origin: "coco", label: "category 9", box: [0, 0, 5, 5], hasMask: true },
      { title: "2.jpg", origin: "coco", label: "sofa", box: [0, 0, 48, 48], hasMask: false },
    ]);
  });

  test.each([
    "names: [chair, 'floor lamp']",
    "names:\n  0: chair\n  1: floor lamp\n",
    "names:\n- chair\n- floor lamp\n",
  ])("YOLO: %j", async (names) => {
    const run = await importFile(
      "yolo.zip",
      await zipOf({
        "data.yaml": `train: images/train\n${names}\n`,
        "images/train/1.jpg": await testPhoto(1),
        "labels/train/1.txt": "1 0.5 0.5 0.5 0.25\n0 0.1 0.1 0.3 0.1 0.3 0.3 0.1 0.3\nnonsense\n",
        "images/train/2.jpg": await testPhoto(2),
      }),
    );
    expect(countsOf(run)).toEqual({ completed: 2 });
    const found = (await boxes()).map(({ label, box }) => [label, box?.map(Math.round)]);
    expect(found).toEqual([
      ["floor lamp", [24, 36, 48, 24]],
      ["chair", [10, 10, 19, 19]],
    ]);
  });

  test("Pascal VOC, and its class pictures are no scenes", async () => {
    const xml = `<annotation><size><width>96</width><height>96</height></size><object><name>sofa</name>
      <bndbox><xmin>10</xmin><ymin>20</ymin><xmax>50</xmax><ymax>60</ymax></bndbox></object></annotation>`;
    const run = await importFile(
      "voc.zip",
      await zipOf({
        "JPEGImages/1.jpg": await testPhoto(1),
        "Annotations/1.xml": xml,
        "SegmentationClass/1.png": await testPhoto(3, { format: "png" }),
      }),
    );
    expect(countsOf(run)).toEqual({ completed: 1 });
    expect(await boxes()).toMatchObject([{ origin: "voc", label: "sofa", box: [10, 20, 40, 40] }]);
  });

  test("a broken index is said at once", async () => {
    const files = { "1.jpg": await testPhoto(1), "a.json": '{"images": [], "annotations": [' };
    await expect(importFile("coco.zip", await zipOf(files))).rejects.toThrow("a.json cannot be read");
    const wrong = { "1.jpg": await testPhoto(1), "a.json": '{"images": [{}], "annotations": []}' };
    await expect(importFile("coco.zip", await zipOf(wrong))).rejects.toThrow("a.json is wrong at images.0");
  });

  test("importing the same archive again changes nothing", async () => {
    const zip = await zipOf({
      "data.yaml": "names: [a]",
      "images/1.jpg": await testPhoto(1),
      "labels/1.txt": "0 .5 .5 .5 .5",
    });
    await importFile("yolo.zip", zip);
    const before = await boxes();
    expect(countsOf(await importFile("yolo.zip", zip))).toEqual({ skipped: 1 });
    expect(await boxes()).toEqual(before);
    expect(before).toHaveLength(1);
  });
});

test("stored parts go when no job needs them: never of open jobs, later of failed ones, a day after the upload at the earliest", async () => {
  const { db } = deps;
  const now = Date.now();
  const tomorrow = new Date(now + 25 * 3600_000);
  const [open, well, failed, unnamed] = await Promise.all(
    ["a", "b", "c", "d"].map((text) => storeFile(db, inPieces(Buffer.from(text)), { name: `${text}.txt` })),
  );
  const ids = [open, well, failed, unnamed].map((file) => String(file?.id));
  for (const [file, end] of [
    [open, { status: "running" }],
    [well, { status: "completed", finished_at: new Date(now).toISOString() }],
    [failed, { status: "completed", finished_at: new Date(now).toISOString(), total: 1, failed: 1 }],
  ] as const) {
    const jobId = await newJob(db, {
      kind: "import",
      queue: "import",
      input: { file: { file: { ...file }, kind: "txt" } },
    });
    await db.from("jobs").update(end).eq("id", jobId).throwOnError();
  }
  const there = async () =>
    (await Promise.all(ids.map((id) => listFiles(db, UPLOADS_BUCKET, id)))).map((parts) => parts.length);
  const monthAgo = new Date(now - 30 * 24 * 3600_000);
  expect(await removeOldUploads(db, ids, monthAgo)).toMatchObject({ removed: 0 });
  expect(await there()).toEqual([1, 1, 1, 1]);
  expect(await removeOldUploads(db, ids, monthAgo, tomorrow)).toMatchObject({ seen: 4, removed: 2 });
  expect(await there()).toEqual([1, 0, 1, 0]);
  expect(await removeOldUploads(db, ids, tomorrow, tomorrow)).toMatchObject({ removed: 1 });
  expect(await there()).toEqual([1, 0, 0, 0]);
});

describe("lists and tables", () => {
  test.each([
    ["list.txt", (at: string) => `${at}/photo/1\n${at}/photo/2\n${at}/gone\nnot an address\n`],
    ["list.csv", (at: string) => `url,caption\n${at}/photo/1,"one"\n${at}/photo/2,two\n${at}/gone,x\nnot,y\n`],
    [
      "list.jsonl",
      (at: string) =>
        `${["photo/1", "photo/2", "gone"]
          .map((path) => JSON.stringify({ url: `${at}/${path}`, caption: "one" }))
          .join("\n")}\n{}`,
    ],
  ])("%s: each address by itself", async (name, make) => {
    const run = await importFile(name, make(web.origin));
    expect(countsOf(run)).toEqual({ completed: 2, failed: 2 });
    if (name !== "list.txt") expect((await scenes())[0]?.title).toBe("one");
  });

  test("its hosts are booked for the job; what was taken down by its host or address is not asked for", async () => {
    const host = new URL(web.origin).host;
    const jobId = await newJob(deps.db, { kind: "import", queue: "import" });
    const by = { reason: "asked by its owner", requestedBy: null };
    await beginTakedown(deps.db, { kind: "url", value: `${web.origin}/photo/2` }, by);
    web.requests.length = 0;
    const file = await store("a.txt", Buffer.from(`${web.origin}/photo/1\n${web.origin}/photo/2?utm_source=x\n`));
    const run = await runImport(deps, { file }, new Date().toISOString(), jobId);
    expect(run.outcomes.map(({ status, error }) => error?.code ?? status)).toEqual(["completed", "refused_takedown"]);
    expect(web.requests.map(({ url }) => url).filter((url) => url?.startsWith("/photo"))).toEqual(["/photo/1"]);
    const { data } = await deps.db.from("crawl_job_hosts").select("host, requests").eq("job_id", jobId).throwOnError();
    expect(data).toEqual([{ host, requests: expect.any(Number) }]);
    expect(data[0]?.requests).toBeGreaterThan(0);
  });

  test("a long list is planned in pages, every address once", async () => {
    const lines = Array.from({ length: 9000 }, (_, index) => `${web.origin}/${"x".repeat(60)}/${index}`);
    const { planFilePage } = await import("@/lib/imports/file-import");
    const file = await store("long.txt", Buffer.from(lines.join("\n")));
    const seen: string[] = [];
    let pages = 0;
    for (let cursor: string | null = null; ; pages += 1) {
      const { chunks, next } = await planFilePage(deps.db, file, cursor);
      seen.push(...chunks.flatMap(({ items }) => items.map(({ payload }) => String(payload?.url))));
      if (next === null) break;
      cursor = next;
    }
    expect(seen).toEqual(lines);
    expect(pages).toBeGreaterThan(1);
  });

  test("a parquet file with pictures or addresses", async () => {
    const text = { _type: "Value", dtype: "string" };
    const rows = [1, 2, 3].map((seed) => ({ url: `${web.origin}/photo/${seed}`, caption: `photo ${seed}` }));
    const table = toParquet({ features: { url: text, caption: text }, rowGroupSize: 2 }, rows);
    expect(countsOf(await importFile("images.parquet", Buffer.from(table)))).toEqual({ completed: 3 });
    expect((await scenes()).map(({ title }) => title)).toEqual(["photo 1", "photo 2", "photo 3"]);
    const without = toParquet({ features: { caption: text }, rowGroupSize: 2 }, [{ caption: "x" }]);
    await expect(importFile("text.parquet", Buffer.from(without))).rejects.toThrow("no column holds pictures");
  });

  test("empty files and unknown ones are refused", async () => {
    await expect(importFile("a.txt", "")).rejects.toThrow("empty");
    await expect(importFile("a.txt", "# nothing\n")).rejects.toThrow("no pictures");
    await expect(importFile("a.exe", "x")).rejects.toThrow("must end in");
  });
});
