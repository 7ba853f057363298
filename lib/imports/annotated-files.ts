import { load } from "cheerio";
import { parse as parseYaml } from "yaml";
import { z } from "zod";
import { InvalidInputError } from "@/lib/errors";
import type { AnnotationOrigin, RawAnnotation } from "./annotations";
import type { Zip } from "./zip-file";

/** Annotations of an archive's pictures, by the picture's place in the archive. */
export interface AnnotatedFiles {
  origin: AnnotationOrigin;
  of(picture: string): Promise<{ annotations: RawAnnotation[]; title?: string }>;
}

const INDEX_MAX_BYTES = 256 * 1024 * 1024;
const LABEL_FILE_MAX_BYTES = 4 * 1024 * 1024;
const PER_PICTURE_MAX = 1000;

/**
 * Finds out whether an archive is a COCO, YOLO or Pascal VOC dataset; null for one of plain pictures.
 * @throws {InvalidInputError} it is one of these and its index cannot be read.
 */
export async function findAnnotations(zip: Zip): Promise<AnnotatedFiles | null> {
  const names = zip.entries.filter(({ refused }) => !refused).map(({ name }) => name);
  return (await readCoco(zip, names)) ?? (await readYolo(zip, names)) ?? readVoc(zip, names);
}

// COCO ----------------------------------------------------------------------------------------------------------------

const cocoSchema = z.object({
  images: z.array(
    z.object({
      id: z.union([z.number(), z.string()]),
      file_name: z.string(),
      width: z.number().positive().optional(),
      height: z.number().positive().optional(),
    }),
  ),
  categories: z.array(z.object({ id: z.number(), name: z.string() })),
  annotations: z.array(
    z.object({
      id: z.union([z.number(), z.string()]).optional(),
      image_id: z.union([z.number(), z.string()]),
      category_id: z.number(),
      bbox: z.array(z.number()).length(4).optional(),
      segmentation: z
        .union([
          z.array(z.array(z.number()).min(6)),
          z.object({ size: z.tuple([z.number(), z.number()]), counts: z.union([z.string(), z.array(z.number())]) }),
        ])
        .optional()
        .catch(undefined),
    }),
  ),
});
type Coco = z.infer<typeof cocoSchema>;

async function readCoco(zip: Zip, names: string[]): Promise<AnnotatedFiles | null> {
  const indexes: Coco[] = [];
  for (const name of names.filter((each) => each.toLowerCase().endsWith(".json"))) {
    const text = (await zip.read(name, INDEX_MAX_BYTES)).toString("utf8");
    if (!/"images"\s*:/.test(text) || !/"annotations"\s*:/.test(text)) continue; // some other JSON
    indexes.push(parseIndex(name, cocoSchema, () => JSON.parse(text)));
  }
  return indexes.length > 0 ? { origin: "coco", of: cocoLookup(indexes) } : null;
}

function cocoLookup(indexes: Coco[]): AnnotatedFiles["of"] {
  const byFile = new Map<string, RawAnnotation[]>();
  for (const { images, categories, annotations } of indexes) {
    const labels = new Map(categories.map(({ id, name }) => [id, name]));
    const imageOf = new Map(images.map((image) => [String(image.id), image]));
    for (const image of images) byFile.set(image.file_name, byFile.get(image.file_name) ?? []);
    annotations.forEach(({ id, image_id, category_id, bbox, segmentation }, index) => {
      const image = imageOf.get(String(image_id));
      if (!image) return;
      const { width, height } = image;
      byFile.get(image.file_name)?.push({
        id: String(id ?? `${image_id}:${index}`),
        label: labels.get(category_id) ?? `category ${category_id}`,
        ...(bbox && { box: { values: bbox, form: "xywh" as const } }),
        ...(Array.isArray(segmentation) ? { polygons: segmentation } : segmentation && { rle: segmentation }),
        ...(width && height && { frame: { width, height } }),
      });
    });
  }
  return async (picture) => ({ annotations: bySuffix(byFile, picture)?.slice(0, PER_PICTURE_MAX) ?? [] });
}

/** An index names a picture from its own folder on, which may be any of the folders above it. */
function bySuffix<Value>(byFile: Map<string, Value>, path: string): Value | undefined {
  const parts = path.split("/");
  for (let from = 0; from < parts.length; from += 1) {
    const found = byFile.get(parts.slice(from).join("/"));
    if (found !== undefined) return found;
  }
  return undefined;
}

// YOLO ----------------------------------------------------------------------------------------------------------------

const yoloSchema = z.object({
  names: z.union([z.array(z.coerce.string()), z.record(z.string(), z.coerce.string())]),
});

async function readYolo(zip: Zip, names: string[]): Promise<AnnotatedFiles | null> {
  const index = names.find((name) => /(^|\/)(data|dataset)\.ya?ml$/i.test(name));
  const classes = names.find((name) => /(^|\/)(classes|obj)\.(txt|names)$/i.test(name));
  const file = index ?? classes;
  if (!file) return null;
  const text = (await zip.read(file, LABEL_FILE_MAX_BYTES)).toString("utf8");
  const labels = index
    ? parseIndex(index, yoloSchema, () => parseYaml(text, { maxAliasCount: 0 })).names
    : text
        .split(/\r?\n/)
        .map((line) => line.trim())
        .filter(Boolean);
  const known = new Set(names);
  return {
    origin: "yolo",
    of: async (picture) => {
      const label = labelFilesOf(picture).find((name) => known.has(name));
      if (!label) return { annotations: [] };
      const lines = (await zip.read(label, LABEL_FILE_MAX_BYTES)).toString("utf8").split(/\r?\n/);
      const annotations = lines.flatMap((line, nth) => yoloLine(line, nth, labels as Record<string, string>) ?? []);
      return { annotations: annotations.slice(0, PER_PICTURE_MAX) };
    },
  };
}

/** `images/train/a.jpg` has its labels in `labels/train/a.txt`, or beside it. */
function labelFilesOf(picture: string): string[] {
  const bare = picture.replace(/\.[^./]+$/, "");
  return [`${bare.replace(/(^|\/)images\/(?!.*\/images\/)/, "$1labels/")}.txt`, `${bare}.txt`];
}

/** `class cx cy w h`, or `class x1 y1 x2 y2 …` of an outline; all as shares of the sides. */
function yoloLine(line: string, nth: number, labels: Record<string, string>): RawAnnotation | null {
  const [category, ...values] = line.trim().split(/\s+/).map(Number);
  if (category === undefined || values.length < 4 || ![category, ...values].every(Number.isFinite)) return null;
  const label = labels[category] ?? `class ${category}`;
  const isOutline = values.length >= 6 && values.length % 2 === 0;
  const box = isOutline ? around(values) : values.slice(0, 4);
  return { id: String(nth), label, box: { values: box, form: isOutline ? "xyxy" : "cxcywh", isRelative: true } };
}

function around(outline: number[]): number[] {
  const xs = outline.filter((_, index) => index % 2 === 0);
  const ys = outline.filter((_, index) => index % 2 === 1);
  return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
}

// Pascal VOC ----------------------------------------------------------------------------------------------------------

function readVoc(zip: Zip, names: string[]): AnnotatedFiles | null {
  const files = new Map(
    names.filter((name) => name.toLowerCase().endsWith(".xml")).map((name) => [stem(name), name] as const),
  );
  if (files.size === 0) return null;
  return {
    origin: "voc",
    of: async (picture) => {
      const name = files.get(stem(picture));
      if (!name) return { annotations: [] };
      return { annotations: vocObjects((await zip.read(name, LABEL_FILE_MAX_BYTES)).toString("utf8")) };
    },
  };
}

function vocObjects(xml: string): RawAnnotation[] {
  const document = load(xml, { xml: true });
  const number = (of: ReturnType<typeof document>, path: string) => Number(of.find(path).first().text());
  const [width, height] = [
    number(document("annotation"), "size > width"),
    number(document("annotation"), "size > height"),
  ];
  return document("annotation > object")
    .toArray()
    .slice(0, PER_PICTURE_MAX)
    .flatMap((element, nth) => {
      const object = document(element);
      const values = ["xmin", "ymin", "xmax", "ymax"].map((corner) => number(object, `bndbox > ${corner}`));
      const label = object.children("name").first().text();
      if (!values.every(Number.isFinite) || label === "") return [];
      const frame = width > 0 && height > 0 ? { frame: { width, height } } : {};
      return { id: String(nth), label, box: { values, form: "xyxy" as const }, ...frame };
    });
}

const stem = (path: string): string => (path.split("/").at(-1) ?? path).replace(/\.[^.]+$/, "");

function parseIndex<Output>(name: string, schema: z.ZodType<Output>, read: () => unknown): Output {
  let raw: unknown;
  try {
    raw = read();
  } catch (cause) {
    throw new InvalidInputError(`The dataset's index ${name} cannot be read.`, [], { cause });
  }
  const parsed = schema.safeParse(raw);
  if (parsed.success) return parsed.data;
  const first = parsed.error.issues[0];
  throw new InvalidInputError(`The dataset's index ${name} is wrong at ${first?.path.join(".")}: ${first?.message}.`);
}
