import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { BadImageError } from "@/lib/images/bad-image-error";
import { DUPLICATE_DISTANCE_MAX, hammingDistance } from "@/lib/images/perceptual-hash";
import { type PreparedImage, prepareImage } from "@/lib/images/prepare-image";
import { openImage } from "@/lib/images/sharp";
import { sharedData } from "../../support/shared-data";

/** What sharp 0.35.5 does with a file when nothing is blocked. */
interface Probe {
  format?: string;
  width?: number;
  height?: number;
  decode: "ok" | "error";
  lenient: "ok" | "error";
}

const robustness = sharedData("robustness");
const neardup = sharedData("neardup");
const readJson = (path: string) => JSON.parse(readFileSync(path, "utf8"));
const prepareFile = (...path: string[]) => prepareImage(readFileSync(join(...path)));
const ACCEPTED = new Set(["jpeg", "png", "webp"]); // "heif" in the probe is AVIF or HEIC, so it is judged apart

describe.skipIf(!robustness)("hostile and broken files (needs the shared data set `robustness`)", () => {
  const folder = robustness ?? "";
  const probes: Record<string, Probe> = robustness ? readJson(join(folder, "probe_sharp_0.35.json")) : {};
  const files = robustness ? readdirSync(folder).filter((file) => file in probes) : [];

  test("the set is there", () => {
    expect(files.length).toBeGreaterThan(100);
  });

  test.each(files)("%s is prepared or refused in words, in bounded time", async (file) => {
    const probe = probes[file] as Probe;
    const startedMs = Date.now();
    const outcome = await prepareFile(folder, file).catch((error: unknown) => error);
    expect(Date.now() - startedMs).toBeLessThan(5000);
    if (outcome instanceof BadImageError) {
      expect(outcome.message).toMatch(/^[A-Z].*\.$/);
      expect(isUsable(probe), `${outcome.reason}: ${outcome.message}`).toBe(false);
      return;
    }
    const prepared = outcome as PreparedImage;
    expect(probe.lenient).toBe("ok");
    const thumbnail = await openImage(prepared.thumbnail).metadata();
    expect(thumbnail.width / thumbnail.height).toBeCloseTo(prepared.widthPx / prepared.heightPx, 1);
  });

  test("all eight EXIF orientations are one upright picture", async () => {
    const turned = readdirSync(join(folder, "exif_orientation"));
    const prepared = await Promise.all(turned.map((file) => prepareFile(folder, "exif_orientation", file)));
    expect(prepared.map((picture) => picture.orientation).sort()).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    for (const picture of prepared) {
      expect([picture.widthPx, picture.heightPx]).toEqual([1800, 1200]);
      expect(hammingDistance(picture.phash, prepared[0]?.phash ?? "")).toBeLessThanOrEqual(2);
    }
  });
});

describe.skipIf(!neardup)("near duplicates (needs the shared data set `neardup`)", () => {
  const folder = neardup ?? "";
  const hashesOf = async (set: string) => {
    const files = readdirSync(join(folder, set)).filter((file) => file.endsWith(".jpg"));
    return Promise.all(files.map(async (file) => ({ file, phash: (await prepareFile(folder, set, file)).phash })));
  };

  test("real interiors: the duplicates are found, all of them and nothing else", async () => {
    const { groups } = readJson(join(folder, "houses/groups.json")) as { groups: { files: { file: string }[] }[] };
    const expected = groups
      .map((group) =>
        group.files
          .map(({ file }) => file)
          .sort()
          .join(" = "),
      )
      .sort();
    const hashes = await hashesOf("houses");
    const found = hashes.flatMap((first, index) =>
      hashes
        .slice(index + 1)
        .filter((second) => hammingDistance(first.phash, second.phash) <= DUPLICATE_DISTANCE_MAX)
        .map((second) => [first.file, second.file].sort().join(" = ")),
    );
    expect(found.sort()).toEqual(expected);
  });

  test("blur, contrast, saturation, sharpening, shrinking and squashing stay a duplicate", async () => {
    const hashes = await hashesOf("pdq_bridge_mods");
    const original = hashes.find(({ file }) => file === "aaa-orig.jpg")?.phash ?? "";
    const distances = hashes.map(({ file, phash }) => [file, hammingDistance(original, phash)] as const);
    expect(distances.filter(([, distance]) => distance > DUPLICATE_DISTANCE_MAX)).toEqual([]);
    expect(distances).toHaveLength(12);
  });

  test("a resized copy is a duplicate; a mirrored, a rotated and another photo are not", async () => {
    const set = "imagededup_mixed";
    const { phash } = await prepareFile(folder, set, "ukbench00120.jpg");
    const distanceTo = async (file: string) => hammingDistance(phash, (await prepareFile(folder, set, file)).phash);
    expect(await distanceTo("ukbench00120_resize.jpg")).toBeLessThanOrEqual(DUPLICATE_DISTANCE_MAX);
    for (const other of ["ukbench00120_hflip.jpg", "ukbench00120_rotation.jpg", "ukbench09268.jpg"]) {
      expect(await distanceTo(other)).toBeGreaterThan(DUPLICATE_DISTANCE_MAX);
    }
  });
});

/** Whether a file has to be accepted: it decodes without a warning, in an accepted format, within the size rules. */
function isUsable({ format = "", width = 0, height = 0, decode }: Probe): boolean {
  const [short, long] = [Math.min(width, height), Math.max(width, height)];
  return decode === "ok" && ACCEPTED.has(format) && short >= 64 && long / short <= 20 && width * height <= 50e6;
}
