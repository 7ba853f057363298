import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { InvalidInputError } from "@/lib/errors";
import { prepareImage } from "@/lib/images/prepare-image";
import { toArrayBuffer } from "@/lib/imports/byte-source";
import { describeColumns, detectMapping } from "@/lib/imports/features";
import { openParquet } from "@/lib/imports/parquet-file";
import { readRow } from "@/lib/imports/row-values";
import { hubDataset, toParquet } from "../../../local/gallery/hub/dataset.ts";
import { randomFrom } from "../../support/random.ts";
import { sharedData } from "../../support/shared-data.ts";
import { testPhoto } from "../../support/test-photo.ts";

const sourceOf = (bytes: Uint8Array) => ({
  byteLength: bytes.byteLength,
  slice: async (start: number, end = bytes.byteLength) => toArrayBuffer(bytes.subarray(start, end)),
});

/** Every row of a file, as an import reads it. */
async function readAll(bytes: Uint8Array) {
  const file = await openParquet(sourceOf(bytes), "some.parquet");
  const { features } = file;
  const mapping = detectMapping(describeColumns(features));
  const columns = features.map(({ name }) => name);
  const rows = await file.rows(columns, 0, file.rowCount);
  return { mapping, contents: rows.map((row) => readRow(row, { features, mapping, boxForm: "xywh" })) };
}

const folder = sharedData("hf");

describe.skipIf(!folder)("real and corrupt files (needs the shared data set `hf`)", () => {
  const bad = folder ? readdirSync(join(folder, "bad_parquet")).filter((name) => name.endsWith(".parquet")) : [];

  test.each(bad)("%s is refused in words, in bounded time", async (name) => {
    const started = Date.now();
    const error = await readAll(readFileSync(join(folder ?? "", "bad_parquet", name))).catch(
      (thrown: unknown) => thrown,
    );
    expect(Date.now() - started).toBeLessThan(5000);
    // One of them is only odd (an unknown statistics order); the rest are damaged.
    if (error instanceof Error) {
      expect(error).toBeInstanceOf(InvalidInputError);
      expect(error.message).toMatch(/some\.parquet is damaged/);
    }
  });

  test("a file without notes whose paths are of no type: its pictures and captions are found", async () => {
    const { contents, mapping } = await readAll(readFileSync(join(folder ?? "", "pokemon_text_image.parquet")));
    expect(mapping).toMatchObject({ image: "image", caption: "text" });
    expect(contents).toHaveLength(49);
    for (const { pictures, title } of contents) {
      expect(title).toBeTruthy();
      const [picture] = pictures;
      expect(picture && "bytes" in picture ? picture.bytes.length : 0).toBeGreaterThan(100);
    }
  });
});

describe("damage", () => {
  test("a file cut anywhere or with bytes turned gives an error or the rows, never a crash", async () => {
    const features = { image: { _type: "Image" }, caption: { _type: "Value", dtype: "string" } };
    const rows = await Promise.all(
      [1, 2, 3].map(async (seed) => ({ image: { bytes: await testPhoto(seed), path: null }, caption: "x" })),
    );
    const whole = toParquet(hubDataset({ id: "a/b", features, splits: {}, rowGroupSize: 2 }), rows);
    const random = randomFrom(7);
    for (let round = 0; round < 120; round += 1) {
      const bytes = Uint8Array.from(round % 3 === 0 ? whole.subarray(0, Math.floor(random() * whole.length)) : whole);
      if (round % 3 !== 0)
        for (let n = 0; n < 8; n += 1)
          bytes[Math.floor((1 - random() ** 2) * bytes.length)] = Math.floor(random() * 256);
      const outcome = await readAll(bytes).catch((error: unknown) => error);
      if (outcome instanceof Error) expect(outcome).toBeInstanceOf(InvalidInputError);
    }
  });

  test("bytes of pictures come out as they went in", async () => {
    const bytes = await testPhoto(5, { format: "webp" });
    const features = { image: { _type: "Image" } };
    const { contents } = await readAll(
      toParquet({ features, rowGroupSize: 10 }, [{ image: { bytes, path: "a.webp" } }]),
    );
    const [picture] = contents[0]?.pictures ?? [];
    expect(picture && "bytes" in picture && picture.bytes.equals(bytes)).toBe(true);
    await expect(prepareImage(bytes)).resolves.toMatchObject({ format: "webp" });
  });
});
