import sharp from "sharp";
import { beforeAll, beforeEach, expect, test } from "vitest";
import { classifyScenes } from "@/lib/classification/classify-scenes";
import type { Db } from "@/lib/db/client";
import { putFile, THUMBNAILS_BUCKET } from "@/lib/scenes/files";
import { getSceneFile } from "@/lib/scenes/scenes.repository";
import { type SharedSupabase, sharedSupabase } from "../../support/shared-supabase.ts";
import { seedScene, workDb } from "../../support/work.ts";

let server: SharedSupabase;
let db: Db;
beforeAll(async () => {
  server = await sharedSupabase();
  db = workDb(server);
});
beforeEach(() => server.reset());

test("a scene whose thumbnail is gone or damaged fails alone; the others of its chunk get their labels", async () => {
  const good = await sharp({ create: { width: 200, height: 150, channels: 3, background: "#a33" } })
    .webp()
    .toBuffer();
  const files = { gone: null, damaged: good.subarray(0, 40), good };
  const items = [];
  for (const [id, bytes] of Object.entries(files)) {
    const { sceneId } = await seedScene(db);
    const { thumbnailPath } = await getSceneFile(db, sceneId);
    if (bytes) await putFile(db, THUMBNAILS_BUCKET, thumbnailPath, bytes, "image/webp");
    items.push({ id, itemKey: id, sceneId, payload: {} });
  }
  const { outcomes } = await classifyScenes({ db }, items, { jobCreatedAt: new Date().toISOString(), force: true });
  expect(outcomes.map(({ item_id, status, error }) => [item_id, status, error?.code])).toEqual([
    ["gone", "failed", "not_found"],
    ["damaged", "failed", "image_corrupt"],
    ["good", "completed", undefined],
  ]);
});
