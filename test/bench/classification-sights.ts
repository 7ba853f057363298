import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import sharp from "sharp";
import { Detector } from "../../gpu-worker/src/detect/detector.ts";
import { Embedder } from "../../gpu-worker/src/embed/embedder.ts";
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
import type { SceneEmbedding } from "../../lib/classification/scene-probe.ts";

/** What can be known about a picture without its caption. */
export interface Sight {
  widthPx: number;
  heightPx: number;
  /** Null where the detector is not installed. */
  objects: SceneObject[] | null;
  signals: ImageSignals;
  /** Null where the model is not installed. */
  embedding: SceneEmbedding | null;
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
 * What is seen in every path. Detections and vectors are kept in the temporary folder by their models' registry
 * entries, since they take about 0.3 s a picture; signals are measured anew each time.
 */
export async function lookAt(paths: readonly string[]): Promise<Map<string, Sight>> {
  const models = await openModels();
  const sights = new Map<string, Sight>();
  for (const path of paths) {
    const bytes = readFileSync(path);
    const { width, height } = (await sharp(bytes).metadata()).autoOrient;
    const seen = (await models?.(path, bytes)) ?? { objects: null, embedding: null };
    sights.set(path, { widthPx: width, heightPx: height, ...seen, signals: await measureSignals(bytes) });
  }
  return sights;
}

type Seen = { objects: SceneObject[]; embedding: SceneEmbedding };

async function openModels(): Promise<((path: string, bytes: Uint8Array) => Promise<Seen>) | null> {
  const models = selectModels(readRegistry(), DEFAULT_ALLOWED_LICENCES);
  const folder = modelsFolder(process.env.MODOMO_CACHE_DIR ?? ".modomo/cache");
  const files = [models.detect, models.embed].map(({ file }) => join(folder, file.path));
  if (!files.every((file) => existsSync(file))) return null;

  const { detect: model, embed } = models;
  const key = createHash("sha256")
    .update(JSON.stringify([model, embed]))
    .digest("hex")
    .slice(0, 12);
  const cacheFile = join(tmpdir(), `modomo-bench-sights-${key}.json`);
  const cache = new Map<string, Seen>(existsSync(cacheFile) ? JSON.parse(readFileSync(cacheFile, "utf8")) : []);
  process.once("exit", () => writeFileSync(cacheFile, JSON.stringify([...cache])));
  const [detectFile = "", embedFile = ""] = files;
  const detector = new Detector(model, await OnnxModel.load(detectFile, 1));
  const embedder = new Embedder(embed, await OnnxModel.load(embedFile, 1));
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
    const seen = { objects, embedding: { modelId: embed.id, vector: await embedder.embedScene(rgb) } };
    cache.set(path, seen);
    return seen;
  };
}
