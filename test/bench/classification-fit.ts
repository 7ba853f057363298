import { roomMeasures, type SightWeights, typeMeasures } from "../../lib/classification/sight-evidence.ts";
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

/** Fits both tables; the settings were chosen by cross-validation among ridge 0.003-0.3 and balance 0-1. */
export function fitClassifier(images: readonly Seen[]): SightWeights {
  const typed = images.flatMap((image): Example[] =>
    image.imageType ? [{ measures: typeMeasures(image), label: image.imageType }] : [],
  );
  const rooms = images.flatMap((image): Example[] =>
    image.room ? [{ measures: roomMeasures(image, ROOM_ROWS), label: foldRoom(image.room) }] : [],
  );
  const isCommon = ({ label }: Example) => rooms.filter((room) => room.label === label).length >= ROOM_EXAMPLES_MIN;
  return {
    type: fitWeights(typed, { ridge: 0.02, balance: 0.5 }),
    room: fitWeights(rooms.filter(isCommon), { ridge: 0.05, balance: 0.5 }),
  };
}
