/**
 * How many photos a second go through ingest's own work: download → sniff → decode → hash → thumbnail → palette → write under
 * the content hash, 1920 px JPEGs from a loopback server. Beside it the floor, decoding and shrinking alone; and the same run
 * into the local Supabase instead of a folder: both files into Storage, the scene and its rights into the database.
 *
 *   node --import ./test/support/node-alias.ts test/bench/ingest.ts [images] [at once]
 */
import { randomBytes } from "node:crypto";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { availableParallelism, loadavg, tmpdir } from "node:os";
import { dirname, join } from "node:path";
import pLimit from "p-limit";
import { createSafeFetch } from "@/lib/http/safe-fetch";
import { decodePixels } from "@/lib/images/decode-pixels";
import { prepareImage, THUMBNAIL_SIDE_PX } from "@/lib/images/prepare-image";
import { openImage, openRgb } from "@/lib/images/sharp";
import { storagePath } from "@/lib/images/storage-path";
import { ingestScene } from "@/lib/scenes/ingest-scene";
import { startLoopbackServer } from "../support/loopback-server.ts";
import { samplePhoto } from "../support/sample-photos.ts";
import { startSupabase } from "../support/supabase.ts";
import { workDb } from "../support/work.ts";

const PHOTOS = [
  "home-decor-1",
  "home-decor-2",
  "home-decor-3",
  "meeting",
  "office-dark",
  "products/product-details-1",
  "vr-bg",
];
const imageCount = Number(process.argv[2] ?? 240);
const atOnce = Number(process.argv[3] ?? availableParallelism() + 1);
const TARGET_PER_S = 60;

/** Real photos at 1920 px, each of another brightness so that no two files are the same. */
const originals = await Promise.all(
  PHOTOS.map((name) =>
    openImage(samplePhoto(`${name}.jpg`))
      .resize({ width: 1920 })
      .png()
      .toBuffer(),
  ),
);
const files = await Promise.all(
  Array.from({ length: 28 }, (_, index) =>
    openImage(originals[index % originals.length] as Buffer)
      .linear(1 - index * 0.005)
      .jpeg({ quality: 85 })
      .toBuffer(),
  ),
);
const fileOf = (index: number) => files[index % files.length] as Buffer;
const server = await startLoopbackServer((request, response) => response.end(fileOf(Number(request.url?.slice(1)))));
const web = createSafeFetch({
  userAgent: "Modomo/bench",
  privateOrigins: [server.origin],
  connectionsPerOrigin: atOnce,
});
const folder = await mkdtemp(join(tmpdir(), "modomo-bench-"));

const supabase = await startSupabase();
const db = workDb(supabase);
/** Pictures no two of which look alike, or ingest would know them again: photos under random patches. */
const distinct = await Promise.all(
  Array.from({ length: files.length + imageCount }, async (_, index) => {
    const patches = openRgb({ data: randomBytes(9 * 6 * 3), width: 9, height: 6 });
    const input = await patches.resize(1920, 1280, { kernel: "nearest" }).ensureAlpha(0.7).png().toBuffer();
    const photo = openImage(originals[index % originals.length] as Buffer).resize(1920, 1280);
    return photo.composite([{ input }]).jpeg({ quality: 85 }).toBuffer();
  }),
);
const shop = await startLoopbackServer((request, response) => response.end(distinct[Number(request.url?.slice(1))]));
const shopper = createSafeFetch({
  userAgent: "Modomo/bench",
  privateOrigins: [shop.origin],
  connectionsPerOrigin: atOnce,
});
let taken = 0;

/** The product's own ingest. */
async function ingestIntoStorage(): Promise<void> {
  const sourceId = String(taken++);
  const imageUrl = `${shop.origin}/${sourceId}`;
  const { bytes } = await shopper.fetchBytes(imageUrl);
  const nothing = { pageUrl: null, title: null, description: null, author: null, licence: null, licenceUrl: null };
  const { isNew } = await ingestScene(db, bytes, {
    ...nothing,
    source: "bench",
    sourceId,
    imageUrl,
    tags: [],
    findings: [],
  });
  if (!isNew) throw new Error(`picture ${sourceId} was taken for another`);
}

async function ingest(index: number): Promise<void> {
  const { bytes } = await web.fetchBytes(`${server.origin}/${index}`);
  const prepared = await prepareImage(bytes);
  for (const [data, ext] of [
    [bytes, prepared.ext],
    [prepared.thumbnail, "webp"],
  ] as const) {
    const path = join(folder, storagePath(prepared.sha256, ext));
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, data);
  }
}

interface Pace {
  perSecond: number;
  /** Of all threads, the server's too: unlike the rate it means something on a busy machine. */
  cpuMs: number;
}

/** The pace of `work` over all images, `atOnce` at a time, after a warm-up. */
async function measure(work: (index: number) => Promise<unknown>): Promise<Pace> {
  const limit = pLimit(atOnce);
  const run = (count: number) => Promise.all(Array.from({ length: count }, (_, index) => limit(() => work(index))));
  await run(files.length);
  const startedMs = performance.now();
  const cpuBefore = process.cpuUsage();
  await run(imageCount);
  const { user, system } = process.cpuUsage(cpuBefore);
  return {
    perSecond: imageCount / ((performance.now() - startedMs) / 1000),
    cpuMs: (user + system) / 1000 / imageCount,
  };
}

const floor = await measure((index) => decodePixels(fileOf(index), THUMBNAIL_SIDE_PX));
const whole = await measure(ingest);
const intoStorage = await measure(ingestIntoStorage);
const meanKib = files.reduce((sum, file) => sum + file.length, 0) / files.length / 1024;
const cores = availableParallelism();
const line = ({ perSecond, cpuMs }: Pace) => `${perSecond.toFixed(1)} images/s, ${cpuMs.toFixed(1)} ms CPU an image`;
console.log(`${imageCount} JPEGs of 1920 px, ${meanKib.toFixed(0)} KiB each, ${atOnce} at once`);
console.log(`${cores} cores, load ${loadavg()[0]?.toFixed(1)}`);
console.log(`floor (decode and shrink)  ${line(floor)}`);
console.log(`ingest (all of it)         ${line(whole)}; target ${TARGET_PER_S} images/s`);
console.log(`ingest into local Storage  ${line(intoStorage)} in this process`);
await Promise.all([
  supabase.stop(),
  shop.close(),
  shopper.close(),
  web.close(),
  server.close(),
  rm(folder, { recursive: true }),
]);
