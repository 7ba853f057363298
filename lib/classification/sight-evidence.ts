import { ancestryOf } from "../taxonomy/taxonomy.ts";
import { drawingEvidence } from "./drawing-evidence.ts";
import type { Evidence, SceneEvidence } from "./evidence.ts";
import type { ImageSignals } from "./image-signals.ts";
import { type Contribution, contributionsOf, type WeightTable } from "./linear-model.ts";
import { type KindMeasure, measureKinds, measureObjects, type SceneObject } from "./object-measures.ts";
import { nameOf, ROOM_OF_CATEGORY } from "./room-hints.ts";
import { describeMeasure, percent, withArticle } from "./sight-sentences.ts";

/** What can be seen without reading: detections and pixel statistics, either of which may be missing. */
export interface SceneSight {
  /** Null when detection has not run; an empty list says that it found nothing, which is evidence too. */
  objects: readonly SceneObject[] | null;
  widthPx: number;
  heightPx: number;
  /** Null when there is no thumbnail to measure. */
  signals: ImageSignals | null;
}

export interface SightWeights {
  type: WeightTable;
  room: WeightTable;
}

/** Kinds less sure than this are noise: the default detector's review threshold. */
const PRESENCE_MIN = 0.2;

export function sightEvidence(sight: SceneSight, weights: SightWeights): SceneEvidence {
  const photographic = contributionsOf(typeMeasures(sight), weights.type).map(toEvidence);
  const fitted = contributionsOf(roomMeasures(sight, weights.room), weights.room).map(toEvidence);
  const kinds = [...measureKinds(sight.objects ?? [], sight)].filter(([, { presence }]) => presence >= PRESENCE_MIN);
  return {
    imageType: [...photographic, ...(sight.signals ? drawingEvidence(sight.signals) : [])],
    // An empty picture is not a hallway, though most hallways look empty to the detector.
    roomType: kinds.length === 0 ? [] : [...fitted, ...unfittedRoomEvidence(kinds, weights.room)],
    styles: [],
  };
}

/** Inputs of the image type table. */
export function typeMeasures({ objects, widthPx, heightPx, signals }: SceneSight): Record<string, number> {
  const { strokes: _forDrawings, ...photographic } = signals ?? {};
  return { ...photographic, ...(objects && measureObjects(objects, { widthPx, heightPx })) };
}

/**
 * Inputs of the room table: `has:<slug>` and `area:<slug>` for every such row; a kind that was looked for and not found is 0.
 * Pixel statistics are no input: measured, they made room types worse.
 */
export function roomMeasures(sight: SceneSight, { rows }: Pick<WeightTable, "rows">): Record<string, number> {
  if (!sight.objects) return {};
  const kinds = measureKinds(sight.objects, sight);
  return Object.fromEntries(
    Object.keys(rows).map((measure) => {
      const [aspect, slug = ""] = measure.split(":");
      const found = kinds.get(slug) ?? { presence: 0, area: 0 };
      return [measure, aspect === "area" ? found.area : found.presence];
    }),
  );
}

/** Kinds the fit has not seen (other detectors find lamps, wardrobes, showers…) and rooms it does not know: hand weights. */
function unfittedRoomEvidence(kinds: readonly [string, KindMeasure][], table: WeightTable): Evidence[] {
  return kinds.flatMap(([slug, { presence: chance }]) => {
    const hints =
      ancestryOf(slug)
        .map((ancestor) => ROOM_OF_CATEGORY[ancestor])
        .find(Boolean) ?? {};
    const isFitted = `has:${slug}` in table.rows;
    return Object.entries(hints)
      .filter(([room]) => !(isFitted && room in table.start))
      .map(([label, weight]): Evidence => {
        return {
          kind: "object",
          label,
          weight: weight * chance,
          detail: `${withArticle(nameOf(slug))} was found (${percent(chance)} sure).`,
        };
      });
  });
}

function toEvidence({ measure, value, typical, label, weight }: Contribution): Evidence {
  const { kind, detail } = describeMeasure(measure, value, typical);
  return { kind, label, weight, detail };
}
