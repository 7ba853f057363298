import type { Feature } from "@/lib/clients/hugging-face-schemas";

/** What is in which column: names of top-level columns, null or empty where there is none. */
export interface ColumnMapping {
  /** Pictures themselves, or their addresses. */
  image: string | null;
  caption: string | null;
  /** Class labels and short words of the whole picture. */
  labels: string[];
  /** Boxes with their categories. */
  objects: string | null;
}

export interface Column {
  name: string;
  kind: "image" | "images" | "url" | "text" | "class" | "classes" | "objects" | "other";
  /** Names of a ClassLabel, by number. */
  names: string[];
}

const IMAGE_NAMES = /^(image|img|picture|photo|pixel_values|jpg|png|webp)s?$/i;
const URL_NAMES = /(^|_)(url|link|src|href)s?$/i;
const CAPTION_NAMES = /^(caption|text|prompt|description|title|sentence|alt)s?$/i;
const LABEL_NAMES = /^(label|class|category|room|style|tag|keyword|scene_category|room_type)(_name|s|_type)?$/i;
const OBJECT_NAMES = /^(objects?|annotations?|bboxes|boxes|detections|instances)$/i;

/** The kind of every column, by its type and, where types leave it open, by its name. */
export function describeColumns(features: { name: string; type: Feature }[]): Column[] {
  return features.map(({ name, type }) => ({ name, ...describe(name, type) }));
}

/** The likeliest use of the columns; people can say otherwise. */
export function detectMapping(columns: Column[]): ColumnMapping {
  const ofKind = (...kinds: Column["kind"][]) => columns.filter(({ kind }) => kinds.includes(kind));
  const preferred = (candidates: Column[], names: RegExp) =>
    candidates.find(({ name }) => names.test(name)) ?? candidates[0];
  const image = preferred(ofKind("image", "images"), IMAGE_NAMES) ?? preferred(ofKind("url"), /^(image|img)/i);
  const texts = ofKind("text");
  const labels = [...ofKind("class", "classes"), ...texts.filter(({ name }) => LABEL_NAMES.test(name))];
  return {
    image: image?.name ?? null,
    caption: texts.find(({ name }) => CAPTION_NAMES.test(name))?.name ?? null,
    labels: labels.map(({ name }) => name),
    objects: ofKind("objects")[0]?.name ?? null,
  };
}

/** Features as `dataset_info` keeps them (a dict by name) in the order and form the viewer gives them. */
export const featureList = (features: Record<string, Feature>): { name: string; type: Feature }[] =>
  Object.entries(features).map(([name, type]) => ({ name, type }));

/** What a list holds, in every form lists are written in; null for what is no list. */
export function elementOf(type: Feature): Feature | null {
  if (Array.isArray(type)) return type[0] ?? null;
  const isList = ["List", "LargeList", "Sequence"].includes(String(type._type));
  return isList && typeof type.feature === "object" ? (type.feature as Feature) : null;
}

/** Names of a ClassLabel, by number; of a list of them too. */
export function classNames(type: Feature | null | undefined): string[] {
  if (!type) return [];
  const element = elementOf(type);
  if (element) return classNames(element);
  if (Array.isArray(type)) return [];
  return type._type === "ClassLabel" && Array.isArray(type.names) ? type.names.map(String) : [];
}

/** The fields of one object: of a list of dicts, a dict of lists, or a dict. */
export function fieldsOf(type: Feature): Record<string, Feature> | null {
  const inner = elementOf(type) ?? type;
  if (Array.isArray(inner) || typeof inner._type === "string") return null;
  return inner as Record<string, Feature>;
}

function describe(name: string, type: Feature): Omit<Column, "name"> {
  const element = elementOf(type);
  const of = (kind: Column["kind"], names: string[] = []) => ({ kind, names });
  if (isOf(type, "Image")) return of("image");
  if (element && isOf(element, "Image")) return of("images");
  if (isOf(type, "ClassLabel")) return of("class", classNames(type));
  if (element && isOf(element, "ClassLabel")) return of("classes", classNames(element));
  const fields = fieldsOf(type);
  if (fields && (fields.bbox || fields.bboxes || fields.box || OBJECT_NAMES.test(name))) return of("objects");
  if (isString(type)) return of(URL_NAMES.test(name) ? "url" : "text");
  return of("other");
}

const isOf = (type: Feature, kind: string): boolean => !Array.isArray(type) && type._type === kind;
const isString = (type: Feature): boolean =>
  !Array.isArray(type) && type._type === "Value" && /^(large_)?string$/.test(String(type.dtype));
