import { z } from "zod";
import type { Feature } from "@/lib/clients/hugging-face-schemas";
import { storable } from "@/lib/db/storable";
import type { BoxForm, RawAnnotation } from "./annotations";
import { type ColumnMapping, classNames, fieldsOf } from "./features";

/** Where a picture of a row is: in the row, at an address the dataset gives, or at the viewer's own. */
export type Picture = { bytes: Buffer } | { url: string } | { asset: string };

export interface RowContent {
  /** One, or as many as the row's list of pictures has; empty where the cell is. */
  pictures: Picture[];
  title: string | null;
  description: string | null;
  tags: string[];
  annotations: RawAnnotation[];
}

const TITLE_MAX = 500;
const DESCRIPTION_MAX = 5000;
const TAG_MAX = 80;
const ANNOTATIONS_MAX = 1000;

const imageCellSchema = z.object({ bytes: z.instanceof(Uint8Array).nullish(), path: z.string().nullish() });
const viewerCellSchema = z.object({ src: z.url() });

export interface RowReading {
  features: { name: string; type: Feature }[];
  mapping: ColumnMapping;
  boxForm: BoxForm;
}

/** What one row holds, by the mapping of its columns. Cells of an unexpected form count as empty. */
export function readRow(row: Record<string, unknown>, { features, mapping, boxForm }: RowReading): RowContent {
  const typeOf = (name: string) => features.find((feature) => feature.name === name)?.type;
  const caption = mapping.caption ? textOf(row[mapping.caption]) : null;
  const labels = mapping.labels.flatMap((name) =>
    labelsOf(row[name], classNames(typeOf(name))).map((label) => ({ column: name, label })),
  );
  const objects = mapping.objects ? objectsOf(row[mapping.objects], typeOf(mapping.objects), boxForm) : [];
  const frame = frameOf(row);
  return {
    pictures: mapping.image ? picturesOf(row[mapping.image]) : [],
    title: caption ? caption.slice(0, TITLE_MAX) : (labels[0]?.label ?? null),
    description: caption && caption.length > TITLE_MAX ? caption.slice(0, DESCRIPTION_MAX) : null,
    tags: [...new Set(labels.map(({ label }) => label.slice(0, TAG_MAX)))].slice(0, 50),
    annotations: [
      ...labels.map(({ column, label }, index) => ({ id: `${column}:${index}`, label })),
      ...objects.map((object) => ({ ...object, ...(frame && { frame }) })),
    ].slice(0, ANNOTATIONS_MAX),
  };
}

function picturesOf(cell: unknown): Picture[] {
  if (Array.isArray(cell)) return cell.flatMap(picturesOf);
  if (cell instanceof Uint8Array) return [{ bytes: asBuffer(cell) }];
  if (typeof cell === "string") return isHttp(cell) ? [{ url: cell }] : [];
  const shown = viewerCellSchema.safeParse(cell);
  if (shown.success) return [{ asset: shown.data.src }];
  const stored = imageCellSchema.safeParse(cell);
  if (!stored.success) return [];
  const { bytes, path } = stored.data;
  if (bytes && bytes.byteLength > 0) return [{ bytes: asBuffer(bytes) }];
  return path && isHttp(path) ? [{ url: path }] : [];
}

/** The same memory: a picture is not copied on its way. */
const asBuffer = ({ buffer, byteOffset, byteLength }: Uint8Array): Buffer =>
  Buffer.from(buffer as ArrayBuffer, byteOffset, byteLength);

const isHttp = (text: string): boolean => /^https?:\/\//.test(text) && URL.canParse(text);

/** A number is looked up among the names (-1 is "none"); text is split where it lists several. */
function labelsOf(cell: unknown, names: string[]): string[] {
  if (Array.isArray(cell)) return cell.flatMap((each) => labelsOf(each, names));
  if (typeof cell === "number" || typeof cell === "bigint") {
    const label = names[Number(cell)];
    return label === undefined ? [] : [label];
  }
  const text = textOf(cell);
  return text
    ? text
        .split(/[,;|]/)
        .map((part) => part.trim())
        .filter(Boolean)
    : [];
}

/** Of a list of objects or an object of lists: box, category, and outline where there is one. */
function objectsOf(cell: unknown, type: Feature | undefined, boxForm: BoxForm): RawAnnotation[] {
  const fields = type ? fieldsOf(type) : null;
  const names = classNames(fields?.category ?? fields?.label ?? fields?.categories ?? fields?.labels);
  return toObjects(cell).flatMap((object, index) => {
    const values = numbersOf(object.bbox ?? object.box ?? object.bboxes);
    const label = labelsOf(object.category ?? object.label ?? object.categories ?? object.labels, names)[0];
    const segmentation = outlineOf(object.segmentation);
    if (!values && !segmentation) return [];
    return {
      id: String(object.id ?? object.bbox_id ?? index),
      label: label ?? "object",
      ...(values && { box: { values, form: boxForm } }),
      ...segmentation,
    };
  });
}

function toObjects(cell: unknown): Record<string, unknown>[] {
  if (Array.isArray(cell)) return cell.filter(isRecord);
  if (!isRecord(cell)) return [];
  const lists = Object.entries(cell).filter((entry): entry is [string, unknown[]] => Array.isArray(entry[1]));
  const count = Math.max(0, ...lists.map(([, list]) => list.length));
  return Array.from({ length: count }, (_, index) =>
    Object.fromEntries(lists.map(([name, list]) => [name, list[index]])),
  );
}

function outlineOf(cell: unknown): Pick<RawAnnotation, "polygons" | "rle"> | null {
  if (Array.isArray(cell)) {
    const polygons = Array.isArray(cell[0]) ? cell.map(numbersOf) : [numbersOf(cell)];
    const sound = polygons.filter((polygon) => polygon !== null && polygon.length >= 6) as number[][];
    return sound.length > 0 ? { polygons: sound } : null;
  }
  if (!isRecord(cell)) return null;
  const [height, width] = numbersOf(cell.size) ?? [];
  const counts = typeof cell.counts === "string" ? cell.counts : numbersOf(cell.counts);
  return height && width && counts ? { rle: { size: [height, width], counts } } : null;
}

function frameOf({ width, height }: Record<string, unknown>): RawAnnotation["frame"] | null {
  const [w, h] = [Number(width), Number(height)];
  return Number.isInteger(w) && Number.isInteger(h) && w > 0 && h > 0 ? { width: w, height: h } : null;
}

function numbersOf(cell: unknown): number[] | null {
  if (!Array.isArray(cell) && !(ArrayBuffer.isView(cell) && !(cell instanceof DataView))) return null;
  const numbers = Array.from(cell as ArrayLike<unknown>, Number);
  return numbers.length > 0 && numbers.every(Number.isFinite) ? numbers : null;
}

function textOf(cell: unknown): string | null {
  if (typeof cell !== "string") return null;
  const text = storable(cell).trim();
  return text === "" ? null : text;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof Uint8Array);
