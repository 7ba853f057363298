import sharp from "sharp";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { TakedownRequest } from "@/lib/contracts/takedowns";
import type { Db } from "@/lib/db/client";
import { IMAGES_BUCKET, THUMBNAILS_BUCKET } from "@/lib/scenes/files";
import { ingestScene, type SceneOrigin } from "@/lib/scenes/ingest-scene";
import { goOnTakingDown, previewTakedown, targetOf } from "@/lib/takedowns/take-down";
import { beginTakedown, getTakedown, takeDownBatch, takedownItems } from "@/lib/takedowns/takedowns.repository";
import { randomFrom } from "../../support/random";
import { type SharedSupabase, sharedSupabase } from "../../support/shared-supabase";
import { rowsOf, workDb } from "../../support/work";

let server: SharedSupabase;
let db: Db;
beforeAll(async () => {
  server = await sharedSupabase();
  db = workDb(server);
});
beforeEach(() => server.reset());

/** A picture of its own a seed: blurred noise, whose hash tells it apart. */
async function picture(seed: number): Promise<Buffer> {
  const random = randomFrom(seed);
  const raw = Buffer.from(Array.from({ length: 12 * 9 * 3 }, () => Math.floor(256 * random())));
  const small = sharp(raw, { raw: { width: 12, height: 9, channels: 3 } });
  return small.resize(240, 180, { kernel: "cubic" }).jpeg({ quality: 90 }).toBuffer();
}

async function ingest(seed: number, over: Partial<SceneOrigin> = {}, bytes?: Buffer) {
  const origin: SceneOrigin = {
    source: "generic",
    sourceId: `photo-${seed}`,
    pageUrl: `https://photos.example/p/${seed}`,
    imageUrl: `https://cdn.example/${seed}.jpg`,
    title: `Photo ${seed}`,
    description: null,
    author: "Ann Author",
    licence: null,
    licenceUrl: null,
    tags: [],
    findings: [],
    ...over,
  };
  return ingestScene(db, bytes ?? (await picture(seed)), origin);
}

async function takeDown(request: Partial<TakedownRequest>) {
  const target = await targetOf(db, { reason: "asked by its owner", dry_run: false, ...request });
  const { id } = await beginTakedown(db, target, { reason: "asked by its owner", requestedBy: null });
  return goOnTakingDown(db, id, 100);
}

/** Names of all files of a bucket; each lies in two folders of its first hex digits. */
async function files(bucket: string): Promise<string[]> {
  const list = async (path: string) => (await db.storage.from(bucket).list(path, { limit: 1000 })).data ?? [];
  const walk = async (path: string): Promise<string[]> => {
    const entries = await list(path);
    const inner = entries.map((entry) => {
      const name = path ? `${path}/${entry.name}` : entry.name;
      return entry.id === null ? walk(name) : [name];
    });
    return (await Promise.all(inner)).flat();
  };
  return walk("");
}

async function version(sceneIds: string[]): Promise<string> {
  const { data } = await db
    .from("exports")
    .insert({ name: "rooms", version: 3, format: "coco" })
    .select("id")
    .single()
    .throwOnError();
  const rows = sceneIds.map((scene_id) => ({ export_id: data.id, scene_id, sha256: "0".repeat(64) }));
  await db.from("export_items").insert(rows).throwOnError();
  return data.id;
}

describe("what is named goes, with all that hangs on it; the rest stays", () => {
  test.each<[string, (sceneId: string) => Promise<Partial<TakedownRequest>>]>([
    ["url of the picture", async () => ({ url: "https://cdn.example/1.jpg" })],
    ["url of the picture, spelt otherwise", async () => ({ url: "HTTPS://CDN.example:443/x/../1.jpg?utm_source=a" })],
    ["url of its page", async () => ({ url: "https://photos.example/p/1#top" })],
    ["host", async () => ({ host: "one.example" })],
    ["host above it", async () => ({ host: "example.test" })],
    ["author, however spelt", async () => ({ author: "BOB Builder" })],
    ["scene", async (scene_id) => ({ image: { scene_id } })],
    ["the picture itself", async () => ({ image: { base64: (await picture(1)).toString("base64") } })],
    [
      "a small copy of it",
      async () => ({
        image: {
          base64: (
            await sharp(await picture(1))
              .resize(120)
              .webp()
              .toBuffer()
          ).toString("base64"),
        },
      }),
    ],
  ])("by %s", async (name, request) => {
    const host = { host: "one.example", "host above it": "a.example.test" }[name];
    const { sceneId } = await ingest(1, {
      author: "Bob Builder",
      ...(host ? { imageUrl: `https://${host}/1.jpg` } : {}),
    });
    const kept = await ingest(2, { imageUrl: "https://notexample.test/2.jpg" });
    const object = { scene_id: sceneId, ordinal: 0, category: "sofa", model_label: "couch", score: 0.9 };
    const found = { confidence: "accepted", box: [0, 0, 9, 9], model_id: "m", model_version: "1" };
    await db
      .from("objects")
      .insert({ ...object, ...found })
      .throwOnError();
    const vector = { model_id: "e", model_version: "1", dimensions: 2, vector: "[1,2]" };
    await db
      .from("embeddings")
      .insert({ scene_id: sceneId, ...vector })
      .throwOnError();
    const exportId = await version([sceneId, kept.sceneId]);
    const [{ data: row }] = [
      await db.from("scenes").select("sha256, storage_path").eq("id", sceneId).single().throwOnError(),
    ];

    const takedown = await takeDown(await request(sceneId));

    expect(takedown).toMatchObject({
      status: "completed",
      finished_at: expect.any(String),
      removed: { scenes: 1, objects: 1, palettes: 1, embeddings: 1, files: 2, export_items: 1 },
      versions: [{ name: "rooms", version: 3, items: 1 }],
    });
    expect(await takedownItems(db, takedown.id)).toMatchObject([
      { scene_id: sceneId, source_id: "photo-1", sha256: row.sha256, files_removed_at: expect.any(String) },
    ]);
    const { data: left } = await db.from("scenes").select("id").throwOnError();
    expect(left).toEqual([{ id: kept.sceneId }]);
    for (const table of ["objects", "embeddings"] as const) expect(await rowsOf(db, table)).toBe(0);
    expect(await rowsOf(db, "rights_events", { scene_id: sceneId })).toBe(0);
    expect(await files(IMAGES_BUCKET)).toHaveLength(1);
    expect(await files(THUMBNAILS_BUCKET)).toHaveLength(1);
    expect(await files(IMAGES_BUCKET)).not.toContain(row.storage_path);
    const { data: marked } = await db
      .from("exports")
      .select("taken_down_items")
      .eq("id", exportId)
      .single()
      .throwOnError();
    expect(marked).toEqual({ taken_down_items: 1 });
  });
});

describe("what was taken down does not come back", () => {
  test.each<[string, Parameters<typeof ingest>]>([
    [
      "the same bytes from elsewhere",
      [1, { source: "upload", sourceId: "u", imageUrl: "upload:a.jpg", pageUrl: null }],
    ],
    ["other bytes under its source id", [5, {}, undefined]],
    ["other bytes at its address", [5, { sourceId: "photo-5", imageUrl: "https://cdn.example/1.jpg" }]],
  ])("%s", async (name, [seed, over = {}]) => {
    await ingest(1);
    await takeDown({ url: "https://cdn.example/1.jpg" });
    const origin = name.includes("source id") ? { sourceId: "photo-1" } : over;
    await expect(ingest(seed, origin)).rejects.toMatchObject({ code: "forbidden", reason: "takedown" });
    expect(await rowsOf(db, "scenes")).toBe(0);
    expect(await files(IMAGES_BUCKET)).toEqual([]);
  });

  test("another size and format of it", async () => {
    const bytes = await picture(1);
    await ingest(1);
    await takeDown({ url: "https://cdn.example/1.jpg" });
    const copy = await sharp(bytes).resize(200).png().toBuffer();
    const origin = { source: "upload", sourceId: "u", imageUrl: "upload:b.png", pageUrl: null };
    await expect(ingest(1, origin, copy)).rejects.toMatchObject({ reason: "takedown" });
  });

  test("what comes new from a host or an author that were taken down", async () => {
    await takeDown({ host: "cdn.example" });
    await expect(ingest(6)).rejects.toMatchObject({ reason: "takedown" });
    await takeDown({ author: "Ann Author" });
    await expect(ingest(6, { imageUrl: "https://other.example/6.jpg" })).rejects.toMatchObject({ reason: "takedown" });
  });

  test("what comes new from a host below one that was taken down, and not from one beside it", async () => {
    await takeDown({ host: "example.test" });
    const at = (host: string) => ingest(6, { imageUrl: `https://${host}/6.jpg` });
    await expect(at("a.b.example.test")).rejects.toMatchObject({ reason: "takedown" });
    await expect(at("example.test:8443")).resolves.toMatchObject({ isNew: true });
    expect((await ingest(7, { imageUrl: "https://notexample.test/7.jpg" })).isNew).toBe(true);
  });

  test("every picture that looks like the one that was sent goes, not the nearest alone", async () => {
    const bytes = await picture(1);
    const { sceneId } = await ingest(1);
    const { phash } = (await db.from("scenes").select("phash").eq("id", sceneId).single().throwOnError()).data;
    const other = await ingest(2);
    // Two tries at once may both have been stored; five bits of the second are turned.
    const near = `${phash.slice(0, 14)}${(Number.parseInt(phash.slice(14), 16) ^ 0b11111).toString(16).padStart(2, "0")}`;
    await db.from("scenes").update({ phash: near }).eq("id", other.sceneId).throwOnError();
    const takedown = await takeDown({ image: { base64: bytes.toString("base64") } });
    expect(takedown).toMatchObject({ kind: "phash", removed: { scenes: 2 } });
  });

  test("a picture unlike it does", async () => {
    await ingest(1);
    await takeDown({ url: "https://cdn.example/1.jpg" });
    expect((await ingest(2)).isNew).toBe(true);
  });
});

test("a dry run says what would go, and nothing goes", async () => {
  const { sceneId } = await ingest(1);
  await ingest(2, { imageUrl: "https://other.example/2.jpg", pageUrl: null });
  const preview = await previewTakedown(db, { kind: "host", value: "cdn.example" });
  expect(preview).toEqual({
    dry_run: true,
    kind: "host",
    value: "cdn.example",
    scenes: 1,
    more: false,
    scene_ids: [sceneId],
  });
  expect(await rowsOf(db, "scenes")).toBe(2);
  expect((await ingest(3)).isNew).toBe(true);
});

test("cut off after the rows, it goes on with the files", async () => {
  for (const seed of [1, 2, 3]) await ingest(seed);
  const { id } = await beginTakedown(db, { kind: "host", value: "cdn.example" }, { reason: "r", requestedBy: null });
  expect(await takeDownBatch(db, id, 2)).toBe(2);
  expect(await files(IMAGES_BUCKET)).toHaveLength(3);
  expect(await getTakedown(db, id)).toMatchObject({ status: "running", removed: { scenes: 2 } });
  expect(await goOnTakingDown(db, id, 10)).toMatchObject({ status: "completed", removed: { scenes: 3, files: 6 } });
  expect(await files(IMAGES_BUCKET)).toEqual([]);
  expect(await goOnTakingDown(db, id, 10)).toMatchObject({ removed: { scenes: 3 } });
});

test("begun in the middle of a crawl of that host, nothing of it is left, rows or files", async () => {
  const seeds = Array.from({ length: 12 }, (_, index) => index + 1);
  const crawl = Promise.allSettled(seeds.map((seed) => ingest(seed)));
  const takedown = takeDown({ host: "cdn.example" });
  const outcomes = await crawl;
  const { id } = await takedown;
  await goOnTakingDown(db, id, 10);
  expect(await rowsOf(db, "scenes")).toBe(0);
  expect(await files(IMAGES_BUCKET)).toEqual([]);
  expect(await files(THUMBNAILS_BUCKET)).toEqual([]);
  for (const outcome of outcomes.filter(({ status }) => status === "rejected")) {
    expect((outcome as PromiseRejectedResult).reason).toMatchObject({ reason: "takedown" });
  }
});
