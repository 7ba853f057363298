/** Time an image through the whole worker, on the sample gallery's photos: `node test/bench/gpu-worker/latency.ts`. */
import { readdirSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { Analyzer } from "../../../gpu-worker/src/analyzer.ts";
import { installModels, modelsFolder } from "../../../gpu-worker/src/models/install.ts";
import { DEFAULT_ALLOWED_LICENCES, readRegistry, selectModels } from "../../../gpu-worker/src/models/registry.ts";

const ROUNDS = 3;
const folder = "node_modules/material-dashboard/assets/img";
const photos = [
  "home-decor-1.jpg",
  "home-decor-2.jpg",
  "home-decor-3.jpg",
  "bg-smart-home-1.jpg",
  "bg-smart-home-2.jpg",
]
  .concat(readdirSync(`${folder}/products`).flatMap((name) => (name.includes("details") ? [`products/${name}`] : [])))
  .map((name) => readFileSync(`${folder}/${name}`));

const cacheDir = resolve(process.env.MODOMO_CACHE_DIR ?? ".modomo/cache");
await installModels(cacheDir, () => undefined);
const models = selectModels(readRegistry(), DEFAULT_ALLOWED_LICENCES);
const analyzer = await Analyzer.load({ models, modelsDir: modelsFolder(cacheDir), threads: 2 });

const timings = new Map<string, number[]>();
let objects = 0;
const cpuAtStart = process.cpuUsage();
for (let round = 0; round < ROUNDS; round++) {
  for (const bytes of photos) {
    const analysis = await analyzer.analyze({ bytes, tasks: ["detect", "segment", "embed"], maxObjects: 100 });
    objects += analysis.objects.length;
    for (const [step, ms] of Object.entries(analysis.timings_ms)) timings.set(step, [...(timings.get(step) ?? []), ms]);
  }
}
const { user, system } = process.cpuUsage(cpuAtStart);
await analyzer.close();

const images = photos.length * ROUNDS;
console.log(`${images} images, ${(objects / images).toFixed(1)} objects an image, 2 threads, one image at a time`);
for (const [step, values] of timings) {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (share: number) => (sorted[Math.floor(share * (sorted.length - 1))] ?? 0).toFixed(0);
  console.log(`  ${step.padEnd(14)} median ${at(0.5)} ms, p95 ${at(0.95)} ms`);
}
console.log(
  `  CPU time ${((user + system) / 1000 / images).toFixed(0)} ms an image; RSS ${(process.memoryUsage.rss() / 1e6).toFixed(0)} MB`,
);
