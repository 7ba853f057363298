import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { type Found, meanAveragePrecision, type Truth } from "../../bench/gpu-worker/average-precision.ts";
import { sharedData } from "../../support/shared-data.ts";

const metrics = sharedData("metrics");

test.skipIf(!metrics)(
  "the bench's evaluator gives COCO's published figures on its sample (needs the shared data)",
  () => {
    const folder = join(metrics ?? "", "cocoapi_fake100");
    const read = (name: string) => JSON.parse(readFileSync(join(folder, name), "utf8"));
    const truths: Truth[] = read("instances_val2014_100.json").annotations.map(
      (a: { image_id: number; category_id: number; bbox: Truth["box"]; iscrowd: number }) => ({
        image: a.image_id,
        label: String(a.category_id),
        box: a.bbox,
        isCrowd: a.iscrowd === 1,
      }),
    );
    const found: Found[] = read("instances_val2014_fakebbox100_results.json").map(
      (d: { image_id: number; category_id: number; bbox: Found["box"]; score: number }) => ({
        image: d.image_id,
        label: String(d.category_id),
        box: d.bbox,
        score: d.score,
      }),
    );
    const [map = 0, ap50 = 0] = read("expected_bbox.json").bbox;
    expect(Math.abs(meanAveragePrecision(truths, found) - map)).toBeLessThan(2e-4);
    expect(Math.abs(meanAveragePrecision(truths, found, [0.5]) - ap50)).toBeLessThan(2e-4);
  },
);
