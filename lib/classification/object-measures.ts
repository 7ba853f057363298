import { ancestryOf, categoryOfLabel, findCategory } from "../taxonomy/taxonomy.ts";

/** A detected thing. `box` is [x, y, width, height] in pixels of the upright picture; `category` a slug or a detector's label. */
export interface SceneObject {
  category: string;
  score: number;
  box: readonly [number, number, number, number];
  /** Mask area; the box stands in for it where there is no mask. */
  areaPx?: number | undefined;
}

/** What the detections say about the kind of picture; areas are shares of the picture × score². */
export interface ObjectMeasures {
  /** Different kinds of indoor things, up to 6, divided by 6. */
  indoorKinds: number;
  /** Area of the largest piece of furniture. */
  furnitureLargest: number;
  /** Share of all found area that the largest piece of furniture has: near 1 when it stands alone. */
  furnitureAlone: number;
  personArea: number;
  /** Animals, food, vehicles and things of streets and sports grounds; not cars, which stand before houses. */
  foreignArea: number;
  /** 1 when nothing was found with a score of 0.3 or more. */
  nothing: number;
}

const FOREIGN = words(
  [
    "bird cat dog horse sheep cow elephant bear zebra giraffe",
    "banana apple sandwich orange broccoli carrot hot-dog pizza donut cake",
    "bicycle motorcycle airplane bus train truck boat",
    "traffic-light fire-hydrant stop-sign parking-meter frisbee skis snowboard sports-ball kite baseball-bat",
    "baseball-glove skateboard surfboard tennis-racket umbrella",
  ].join(" "),
);
const FURNITURE_ROOTS = words("furniture fixture");
const INDOOR_ROOTS = words("furniture fixture appliance lighting textile decor electronic-device household-item");
const SURE = 0.3;

/** Slug of a detected thing: the taxonomy's where it has one, else the label in kebab case (`hot dog` → hot-dog). */
export function slugOf(category: string): string {
  const known = categoryOfLabel("coco", category) ?? findCategory(category);
  return (
    known?.slug ??
    category
      .trim()
      .toLowerCase()
      .replaceAll(/[\s_]+/g, "-")
  );
}

export function measureObjects(
  objects: readonly SceneObject[],
  picture: { widthPx: number; heightPx: number },
): ObjectMeasures {
  const things = objects.map((object) => describe(object, picture.widthPx * picture.heightPx));
  const areaOf = (belongs: (thing: Thing) => boolean) =>
    Math.min(1, sum(things.filter(belongs).map(({ area }) => area)));
  const furniture = things.filter(({ root }) => FURNITURE_ROOTS.has(root));
  const largest = Math.max(0, ...furniture.map(({ area }) => area));
  const total = sum(things.map(({ area }) => area));
  return {
    indoorKinds: Math.min(
      1,
      sum([...presenceBySlug(things.filter(({ root }) => INDOOR_ROOTS.has(root))).values()]) / 6,
    ),
    furnitureLargest: largest,
    furnitureAlone: total === 0 ? 0 : largest / total,
    personArea: areaOf(({ slug }) => slug === "person"),
    foreignArea: areaOf(({ slug }) => FOREIGN.has(slug)),
    nothing: things.some(({ score }) => score >= SURE) ? 0 : 1,
  };
}

export interface KindMeasure {
  /** The chance that at least one is there, were the scores chances and the detections independent. */
  presence: number;
  /** The largest one's share of the picture × score². */
  area: number;
}

/** What was found, by slug. */
export function measureKinds(
  objects: readonly SceneObject[],
  picture: { widthPx: number; heightPx: number },
): Map<string, KindMeasure> {
  const things = objects.map((object) => describe(object, picture.widthPx * picture.heightPx));
  const presence = presenceBySlug(things);
  const areaOf = (slug: string) => Math.max(...things.filter((thing) => thing.slug === slug).map(({ area }) => area));
  return new Map([...presence].map(([slug, chance]) => [slug, { presence: chance, area: areaOf(slug) }]));
}

interface Thing {
  slug: string;
  root: string;
  score: number;
  /** Share of the picture × score²: a large but doubtful box counts little (measured better than × score). */
  area: number;
}

function describe({ category, score, box, areaPx }: SceneObject, pictureAreaPx: number): Thing {
  const slug = slugOf(category);
  const share = Math.min(1, (areaPx ?? box[2] * box[3]) / pictureAreaPx);
  return { slug, root: ancestryOf(slug).at(-1) ?? "", score, area: share * score ** 2 };
}

function presenceBySlug(things: readonly Thing[]): Map<string, number> {
  const absent = new Map<string, number>();
  for (const { slug, score } of things) absent.set(slug, (absent.get(slug) ?? 1) * (1 - score));
  return new Map([...absent].map(([slug, chance]) => [slug, 1 - chance]));
}

function words(list: string): ReadonlySet<string> {
  return new Set(list.split(" "));
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
