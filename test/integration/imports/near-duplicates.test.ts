import { beforeAll, describe, expect, test } from "vitest";
import type { Db } from "@/lib/db/client";
import { DUPLICATE_DISTANCE_MAX, hammingDistance, isTelling } from "@/lib/images/perceptual-hash";
import { openImage } from "@/lib/images/sharp";
import { bareOrigin, ingestScene } from "@/lib/scenes/ingest-scene";
import { randomFrom } from "../../support/random.ts";
import { samplePhoto } from "../../support/sample-photos.ts";
import { sharedSupabase } from "../../support/shared-supabase.ts";
import { newSha256, workDb } from "../../support/work.ts";

let db: Db;
beforeAll(async () => {
  const server = await sharedSupabase();
  await server.reset();
  db = workDb(server);
});

const random = randomFrom(64);
const randomHash = () => Array.from({ length: 16 }, () => Math.floor(random() * 16).toString(16)).join("");

/** The hash with `count` of its bits turned. */
function turned(hash: string, count: number): string {
  let value = BigInt(`0x${hash}`);
  const bits = new Set<number>();
  while (bits.size < count) bits.add(Math.floor(random() * 64));
  for (const bit of bits) value ^= 1n << BigInt(bit);
  return value.toString(16).padStart(16, "0");
}

const near = async (hash: string, max_distance: number) =>
  (await db.rpc("near_duplicates", { hash, max_distance, at_most: 100 }).throwOnError()).data;

describe("near duplicates in SQL", () => {
  test("are those a comparison with every hash finds, with their distances", async () => {
    const base = Array.from({ length: 40 }, randomHash);
    const hashes = base.flatMap((hash) => [hash, ...[1, 2, 4, 6, 7, 8, 12].map((count) => turned(hash, count))]);
    const rows = hashes.map((phash, index) => {
      const path = { storage_path: "x", thumbnail_path: "x", image_url: "x", format: "jpeg" };
      return {
        source: "test",
        source_id: String(index),
        sha256: newSha256(),
        phash,
        width_px: 64,
        height_px: 64,
        bytes: 1,
        ...path,
      };
    });
    const { data } = await db.from("scenes").insert(rows).select("id, phash").throwOnError();
    for (const distance of [0, 1, 3, DUPLICATE_DISTANCE_MAX, 7]) {
      for (const hash of [...base.slice(0, 12), randomHash()]) {
        const expected = data.filter(({ phash }) => hammingDistance(phash, hash) <= distance).map(({ id }) => id);
        const found = await near(hash, distance);
        expect(found.map(({ scene_id }) => scene_id).toSorted()).toEqual(expected.toSorted());
        const phashOf = new Map(data.map(({ id, phash }) => [id, phash]));
        for (const each of found)
          expect(each.distance).toBe(hammingDistance(phashOf.get(each.scene_id) ?? "0".repeat(16), hash));
        expect(found.map((each) => each.distance)).toEqual(
          found.map((each) => each.distance).toSorted((a, b) => a - b),
        );
      }
    }
  });

  test("a distance the bands cannot promise is refused", async () => {
    const { error } = await db.rpc("near_duplicates", { hash: randomHash(), max_distance: 8 });
    expect(error?.message).toContain("max_distance");
  });

  test("ingest takes a resized and re-encoded copy for the picture that is there, and another photo for another", async () => {
    const origin = (sourceId: string) =>
      bareOrigin({ source: "test", sourceId, imageUrl: `https://example.com/${sourceId}`, title: null });
    const photo = samplePhoto("home-decor-1.jpg");
    const first = await ingestScene(db, photo, origin("photo"));
    const copy = await openImage(photo).resize(500).webp({ quality: 60 }).toBuffer();
    expect(await ingestScene(db, copy, origin("copy"))).toMatchObject({
      sceneId: first.sceneId,
      isNew: false,
      duplicateOf: "test:photo, in another size or version",
    });
    expect(await ingestScene(db, samplePhoto("home-decor-2.jpg"), origin("other"))).toMatchObject({ isNew: true });
  });

  test("flat pictures are nobody's duplicates: their hashes tell nothing", () => {
    expect(isTelling("0".repeat(16))).toBe(false);
    expect(isTelling("f".repeat(16))).toBe(false);
    expect(isTelling("a5c3e1f00f1e3c5a")).toBe(true);
  });
});
