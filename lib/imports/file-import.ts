import { createHash } from "node:crypto";
import { z } from "zod";
import type { Db } from "@/lib/db/client";
import { storable } from "@/lib/db/storable";
import type { Deps } from "@/lib/deps";
import { InvalidInputError } from "@/lib/errors";
import type { ChunkItem, NewItem, Outcome } from "@/lib/jobs/chunks.repository";
import { bareOrigin } from "@/lib/scenes/ingest-scene";
import { failItem } from "@/lib/scenes/item-failure";
import { type Taking, takeIn, takeInEach } from "@/lib/scenes/take-in";
import { type AnnotatedFiles, findAnnotations } from "./annotated-files";
import type { RawAnnotation } from "./annotations";
import { type FoundAnnotations, saveAnnotations } from "./annotations.repository";
import { columnsOf, requireImage, settleColumns } from "./dataset-source";
import { createKept } from "./kept";
import { openParquet, type ParquetFile } from "./parquet-file";
import { planRows } from "./plan-rows";
import { readRow } from "./row-values";
import { openStored, type StoredFile, storedFileSchema } from "./stored-file";
import type { RowSource } from "./take-rows";
import { cutRecords, headerOf, type ListKind, readRecord } from "./url-list";
import { openZip, type Zip, type ZipEntry } from "./zip-file";

export const fileInputSchema = z.object({
  file: storedFileSchema,
  kind: z.enum(["zip", "parquet", "txt", "csv", "tsv", "jsonl"]),
});
export type FileInput = z.infer<typeof fileInputSchema>;

/** A picture in an archive, with what the dataset it belongs to says of it. */
export const entryPayloadSchema = z.object({
  name: z.string(),
  origin: z.enum(["coco", "yolo", "voc"]).nullable(),
  annotations: z.array(z.custom<RawAnnotation>()),
  refused: z.object({ code: z.string(), message: z.string() }).nullable(),
});
export const entryItemSchema = z.strictObject({ entry: entryPayloadSchema });

interface Page {
  chunks: { key: string; items: NewItem[] }[];
  next: string | null;
}

const KINDS: Record<string, FileInput["kind"]> = {
  zip: "zip",
  parquet: "parquet",
  txt: "txt",
  csv: "csv",
  tsv: "tsv",
  jsonl: "jsonl",
  ndjson: "jsonl",
};
const CHUNK = 20;
const ENTRIES_PER_PAGE = 200;
const LIST_PART_BYTES = 256 * 1024;
const RECORD_MAX_BYTES = 64 * 1024;
const ENTRY_MAX_BYTES = 32 * 1024 * 1024;
const ALL_ROWS = 1_000_000_000;
const KEPT_MS = 10 * 60_000;
/** What stands beside pictures and is none: labels, indexes, notes, leftovers of file managers. */
const SIDECAR =
  /\.(json|xml|ya?ml|txt|names|cache|md|csv|tsv|jsonl|html?|pdf|ds_store|db|ini)$|(^|\/)(\.|__MACOSX\/|LICEN[CS]E|README)|(^|\/)Segmentation(Class|Object)\//i;

/** What a file is by its name. @throws {InvalidInputError} nothing that can be imported. */
export function fileKindOf(name: string): FileInput["kind"] {
  const kind = KINDS[name.split(".").at(-1)?.toLowerCase() ?? ""];
  if (kind) return kind;
  const message = "must end in .zip, .csv, .tsv, .txt, .jsonl or .parquet";
  throw new InvalidInputError(`Check name: it ${message}.`, [{ field: "name", message }]);
}

/** Looks at a stored file before a job begins with it. @throws {InvalidInputError} it cannot be imported, with the reason. */
export async function checkFile(db: Db, { file, kind }: FileInput): Promise<void> {
  if (kind === "zip") {
    const { pictures } = await openArchive(db, file);
    if (pictures.length === 0) throw empty("the zip file holds no pictures");
    return;
  }
  if (kind === "parquet") return requireImage(settleColumns((await openTable(db, file)).features, {}).mapping);
  const { items } = await readListPart(db, { file, kind }, 0);
  if (items.length === 0 && file.size <= LIST_PART_BYTES) throw empty("the list names no pictures");
}

export async function planFilePage(db: Db, { file, kind }: FileInput, cursor: string | null): Promise<Page> {
  if (kind === "zip") return planArchive(await openArchive(db, file), Number(cursor ?? 0));
  if (kind === "parquet") {
    const rowsOf = async (nth: number) => (nth === 0 ? (await openTable(db, file)).rowCount : null);
    return planRows(rowsOf, { offset: 0, limit: ALL_ROWS }, cursor);
  }
  const start = Number(cursor ?? 0);
  const { items, next } = await readListPart(db, { file, kind }, start);
  return { chunks: inChunks(items, `list:${start}`), next: next === null ? null : String(next) };
}

// Archives ------------------------------------------------------------------------------------------------------------

interface Archive {
  zip: Zip;
  pictures: ZipEntry[];
  annotated: AnnotatedFiles | null;
}
const keepArchive = createKept<Archive>(2, KEPT_MS);

function openArchive(db: Db, file: StoredFile): Promise<Archive> {
  return keepArchive(file.id, async () => {
    const zip = await openZip(openStored(db, file));
    const pictures = zip.entries.filter(({ name }) => !SIDECAR.test(name));
    return { zip, pictures, annotated: await findAnnotations(zip) };
  });
}

async function planArchive({ pictures, annotated }: Archive, start: number): Promise<Page> {
  const page = pictures.slice(start, start + ENTRIES_PER_PAGE);
  const items: NewItem[] = [];
  for (const [index, { name, refused }] of page.entries()) {
    const annotations = refused || !annotated ? [] : (await annotated.of(name)).annotations;
    const entry = { name: storable(name), origin: annotated?.origin ?? null, annotations, refused };
    items.push({
      item_key: `entry:${start + index}`,
      payload: { entry } as unknown as NonNullable<NewItem["payload"]>,
    });
  }
  const end = start + page.length;
  return { chunks: inChunks(items, `entries:${start}`), next: end < pictures.length ? String(end) : null };
}

/** Takes in pictures of an archive, each by itself, and keeps the annotations that came with them. */
export async function takeEntries(
  { db }: Pick<Deps, "db">,
  items: ChunkItem[],
  taking: Taking,
  file: StoredFile,
): Promise<{ outcomes: Outcome[]; sceneIds: string[] }> {
  const { zip } = await openArchive(db, file);
  const found: FoundAnnotations[] = [];
  let origin: "coco" | "yolo" | "voc" | null = null;
  const taken = await takeInEach(items, taking, async (item) => {
    const { entry } = entryItemSchema.parse(item.payload);
    origin ??= entry.origin;
    if (entry.refused) return failItem(item, entry.refused);
    const bytes = await zip.read(entry.name, ENTRY_MAX_BYTES);
    const imageUrl = `upload:${file.name}/${entry.name}`;
    const outcome = await takeIn(db, item, { bytes, origin: uploadOrigin(bytes, entry.name, imageUrl), ...taking });
    if (outcome.scene_id) found.push({ sceneId: outcome.scene_id, raw: entry.annotations });
    return outcome;
  });
  if (origin) await saveAnnotations(db, { origin, dataset: datasetName(file) }, found);
  return taken;
}

const uploadOrigin = (bytes: Buffer, name: string, imageUrl: string) =>
  bareOrigin({
    source: "upload",
    sourceId: createHash("sha256").update(bytes).digest("hex"),
    imageUrl,
    title: (name.split("/").at(-1) ?? name).slice(0, 500),
  });

const datasetName = ({ name, sha256 }: StoredFile): string => `${name}#${sha256.slice(0, 12)}`;

// Tables --------------------------------------------------------------------------------------------------------------

const keepTable = createKept<ParquetFile>(2, KEPT_MS);

const openTable = (db: Db, file: StoredFile): Promise<ParquetFile> =>
  keepTable(file.id, () => openParquet(openStored(db, file), file.name));

export function tableSource(db: Db, file: StoredFile): RowSource {
  return {
    source: "upload",
    annotations: { origin: "parquet", dataset: datasetName(file) },
    sourceId: (index, nth) => `${file.sha256}/${index}${nth > 0 ? `#${nth}` : ""}`,
    shared: { author: null, licence: null, licenceUrl: null, findings: [] },
    pageUrl: () => null,
    imageUrl: (index) => `upload:${file.name}/${index}`,
    read: async (first, last) => {
      const table = await openTable(db, file);
      const { mapping } = settleColumns(table.features, {});
      const reading = { features: table.features, mapping, boxForm: "xywh" as const };
      return (await table.rows(columnsOf(reading), first.at, last.at + 1)).map((row) => readRow(row, reading));
    },
  };
}

// Lists ---------------------------------------------------------------------------------------------------------------

async function readListPart(
  db: Db,
  { file, kind }: FileInput,
  start: number,
): Promise<{ items: NewItem[]; next: number | null }> {
  const list = openStored(db, file);
  const listKind = kind as ListKind;
  const text = async (from: number, length: number) =>
    Buffer.from(await list.slice(from, Math.min(file.size, from + length))).toString("latin1");
  const [firstRecord = ""] = cutRecords(listKind, await text(0, RECORD_MAX_BYTES), true).records;
  const header = headerOf(listKind, fromLatin1(firstRecord));
  const end = Math.min(file.size, start + LIST_PART_BYTES);
  // Latin-1 has one character a byte, so that places in the text are places in the file.
  const { records, length } = cutRecords(listKind, await text(start, LIST_PART_BYTES), end === file.size);
  if (length === 0 && end < file.size) throw empty("a line of the list is longer than 256 KiB");
  const items = records
    .slice(header && start === 0 ? 1 : 0)
    .flatMap((record) => readRecord(listKind, fromLatin1(record), header) ?? [])
    .map(({ url, caption }) => ({
      item_key: `url:${createHash("sha256").update(url).digest("hex")}`,
      payload: { url: storable(url).slice(0, 4000), caption: caption && storable(caption) },
    }));
  return { items, next: start + length < file.size ? start + length : null };
}

const fromLatin1 = (text: string): string =>
  Buffer.from(text, "latin1")
    .toString("utf8")
    .replace(/^\uFEFF/, "");

function inChunks(items: NewItem[], key: string): Page["chunks"] {
  return Array.from({ length: Math.ceil(items.length / CHUNK) }, (_, index) => ({
    key: `${key}:${index}`,
    items: items.slice(index * CHUNK, (index + 1) * CHUNK),
  }));
}

const empty = (message: string): InvalidInputError =>
  new InvalidInputError(`The file cannot be imported: ${message}.`, [{ field: "body", message }]);
