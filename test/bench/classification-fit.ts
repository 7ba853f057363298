import type { ClassifierWeights } from "../../lib/classification/classify-scene.ts";
import type { WeightTable } from "../../lib/classification/linear-model.ts";
import type { Probe } from "../../lib/classification/scene-probe.ts";
import { roomMeasures, typeMeasures } from "../../lib/classification/sight-evidence.ts";
import { foldRoom, type LabelledImage } from "./classification-data.ts";
import type { Sight } from "./classification-sights.ts";
import { type Example, fitWeights } from "./logistic-regression.ts";

export type Seen = LabelledImage & Sight;

/** Kinds that the default detector finds and that may tell rooms apart. */
const ROOM_KINDS =
  "bed toilet sink oven microwave refrigerator toaster sofa tv dining-table chair bench potted-plant vase book clock laptop keyboard computer-mouse remote-control bottle wine-glass cup bowl teddy-bear person".split(
    " ",
  );
/** Kinds whose size tells something too: a sofa fills a living room, a chair seldom a bedroom. */
const SIZED_KINDS = "bed sofa dining-table sink chair toilet person".split(" ");
const ROOM_MEASURES = [...ROOM_KINDS.map((kind) => `has:${kind}`), ...SIZED_KINDS.map((kind) => `area:${kind}`)];
const ROOM_ROWS = { rows: Object.fromEntries(ROOM_MEASURES.map((measure) => [measure, { typical: 0, weights: {} }])) };
/** Rooms with fewer pictures than this stay with the hand weights. */
const ROOM_EXAMPLES_MIN = 8;

/** Fits both tables and both probes; the settings were chosen by cross-validation among ridge 0.003-0.3 and balance 0-1. */
export function fitClassifier(images: readonly Seen[]): ClassifierWeights {
  const typed = images.flatMap((image): Example[] =>
    image.imageType ? [{ measures: typeMeasures(image), label: image.imageType }] : [],
  );
  const rooms = images.flatMap((image): Example[] =>
    image.room ? [{ measures: roomMeasures(image, ROOM_ROWS), label: foldRoom(image.room) }] : [],
  );
  const isCommon = ({ label }: Example) => rooms.filter((room) => room.label === label).length >= ROOM_EXAMPLES_MIN;
  const commonRooms = new Set(rooms.filter(isCommon).map(({ label }) => label));
  const typeProbe = images.flatMap(({ embedding, imageType }): Example[] =>
    embedding && imageType ? [{ measures: toMeasures(embedding.vector), label: imageType }] : [],
  );
  const roomProbe = images.flatMap(({ embedding, room }): Example[] =>
    embedding && room && commonRooms.has(foldRoom(room))
      ? [{ measures: toMeasures(embedding.vector), label: foldRoom(room) }]
      : [],
  );
  return {
    type: fitWeights(typed, { ridge: 0.02, balance: 0.5 }),
    room: fitWeights(rooms.filter(isCommon), { ridge: 0.05, balance: 0.5 }),
    probes: {
      modelId: images.find(({ embedding }) => embedding)?.embedding?.modelId ?? "",
      type: toProbe(fitWeights(typeProbe, { ridge: 0.1, balance: 0.5 })),
      room: toProbe(fitWeights(roomProbe, { ridge: 0.3, balance: 0.5 })),
    },
  };
}

function toMeasures(vector: readonly number[]): Record<string, number> {
  return Object.fromEntries(vector.map((value, i) => [`v${i}`, value]));
}

/** The same linear function with the typical values moved into the start values. */
function toProbe({ start, rows }: WeightTable): Probe {
  const entries = Object.keys(start).map((label) => {
    const row = Object.values(rows).map(({ weights }) => weights[label] ?? 0);
    const shift = Object.values(rows).reduce((sum, { typical, weights }) => sum + typical * (weights[label] ?? 0), 0);
    return { label, start: (start[label] ?? 0) - shift, row };
  });
  return {
    start: Object.fromEntries(entries.map((entry) => [entry.label, entry.start])),
    weights: Object.fromEntries(entries.map((entry) => [entry.label, entry.row])),
  };
}
