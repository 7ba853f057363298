import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import sharp from "sharp";
import { Detector } from "../../gpu-worker/src/detect/detector.ts";
import { decodeImage } from "../../gpu-worker/src/images/decode.ts";
import { OnnxModel } from "../../gpu-worker/src/inference.ts";
import { modelsFolder } from "../../gpu-worker/src/models/install.ts";
import {
  categoryOf,
  DEFAULT_ALLOWED_LICENCES,
  readRegistry,
  selectModels,
} from "../../gpu-worker/src/models/registry.ts";
import { type ImageSignals, measureImageSignals } from "../../lib/classification/image-signals.ts";
import type { SceneObject } from "../../lib/classification/object-measures.ts";

/** What can be known about a picture without its caption. */
export interface Sight {
  widthPx: number;
  heightPx: number;
  /** Null where the detector is not installed. */
  objects: SceneObject[] | null;
  signals: ImageSignals;
}

/** Long side of the raster that the signals are measured on. */
const RASTER_SIDE_PX = 128;

export async function measureSignals(bytes: Uint8Array): Promise<ImageSignals> {
  const { data, info } = await sharp(bytes)
    .autoOrient()
    .resize({ width: RASTER_SIDE_PX, height: RASTER_SIDE_PX, fit: "inside" })
    .flatten({ background: "#ffffff" })
    .toColourspace("srgb")
    .raw({ depth: "uchar" })
    .toBuffer({ resolveWithObject: true });
  return measureImageSignals({ rgb: new Uint8Array(data), widthPx: info.width, heightPx: info.height });
}

/**
 * What is seen in every path. Detections are kept in the temporary folder, named after their model's registry entry;
 * signals are measured anew each time.
 */
export async function lookAt(paths: readonly string[]): Promise<Map<string, Sight>> {
  const detect = await openDetector();
  const sights = new Map<string, Sight>();
  for (const path of paths) {
    const bytes = readFileSync(path);
    const { width, height } = (await sharp(bytes).metadata()).autoOrient;
    const objects = (await detect?.(path, bytes)) ?? null;
    sights.set(path, { widthPx: width, heightPx: height, objects, signals: await measureSignals(bytes) });
  }
  return sights;
}

async function openDetector(): Promise<((path: string, bytes: Uint8Array) => Promise<SceneObject[]>) | null> {
  const { detect: model } = selectModels(readRegistry(), DEFAULT_ALLOWED_LICENCES);
  const modelFile = join(modelsFolder(process.env.MODOMO_CACHE_DIR ?? ".modomo/cache"), model.file.path);
  if (!existsSync(modelFile)) return null;

  const key = createHash("sha256").update(JSON.stringify(model)).digest("hex").slice(0, 12);
  const cacheFile = join(tmpdir(), `modomo-bench-detections-${key}.json`);
  const cache = new Map<string, SceneObject[]>(
    existsSync(cacheFile) ? JSON.parse(readFileSync(cacheFile, "utf8")) : [],
  );
  process.once("exit", () => writeFileSync(cacheFile, JSON.stringify([...cache])));
  const detector = new Detector(model, await OnnxModel.load(modelFile, 1));
  return async (path, bytes) => {
    const known = cache.get(path);
    if (known) return known;
    const { rgb, width, height } = await decodeImage(bytes);
    const scale = { x: width / rgb.width, y: height / rgb.height };
    const objects = (await detector.detect(rgb, model.thresholds.review)).map(({ label, score, box }): SceneObject => {
      const size = [(box.right - box.left) * scale.x, (box.bottom - box.top) * scale.y] as const;
      return {
        category: categoryOf(model, model.labels[label] ?? ""),
        score,
        box: [box.left * scale.x, box.top * scale.y, ...size],
      };
    });
    cache.set(path, objects);
    return objects;
  };
}
