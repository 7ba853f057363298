import {
  type ColumnMetaData,
  type FileMetaData,
  parquetMetadataAsync,
  parquetReadObjects,
  parquetSchema,
  type SchemaTree,
} from "hyparquet";
import { compressors } from "hyparquet-compressors";
import { z } from "zod";
import type { Feature } from "@/lib/clients/hugging-face-schemas";
import { AppError, InvalidInputError } from "@/lib/errors";
import type { ByteSource } from "./byte-source";
import { featureList } from "./features";

export interface ParquetFile {
  rowCount: number;
  /** Columns with their types: as the writer's own note of them says, else as the schema lets one guess. */
  features: { name: string; type: Feature }[];
  /** Rows from `start` to `end` (exclusive), with these columns only. Reads no other row groups. */
  rows(columns: string[], start: number, end: number): Promise<Record<string, unknown>[]>;
}

const FOOTER_MAX_BYTES = 64 * 1024 * 1024;
const MAGIC = "PAR1";

/** @throws {InvalidInputError} the file is damaged, or no parquet file. */
export async function openParquet(file: ByteSource, name: string): Promise<ParquetFile> {
  const metadata = await readSound(name, async () => {
    await checkEnds(file);
    return withoutStatistics(await parquetMetadataAsync(file));
  });
  const bounds = groupBounds(metadata);
  return {
    rowCount: Number(metadata.num_rows),
    features: await readSound(name, async () => featuresOf(metadata)),
    rows: (columns, rowStart, rowEnd) =>
      readSound(name, async () => {
        const rows = await parquetReadObjects({
          file,
          metadata,
          compressors,
          columns,
          rowStart,
          rowEnd,
          utf8: false, // or the bytes of pictures become text
          // Of a part of a row group only its pages are fetched; of a whole one the index would be requests for nothing.
          useOffsetIndex: !(bounds.has(rowStart) && bounds.has(rowEnd)),
        });
        if (rows.length !== rowEnd - rowStart) throw new Error(`${rows.length} rows instead of ${rowEnd - rowStart}`);
        return rows;
      }),
  };
}

/** Rows at which a row group begins or the file ends. */
function groupBounds({ row_groups }: FileMetaData): ReadonlySet<number> {
  let row = 0;
  return new Set([0, ...row_groups.map(({ num_rows }) => (row += Number(num_rows)))]);
}

/** Nothing here filters by them, and of a file with thousands of row groups they are most of what is kept. */
function withoutStatistics(metadata: FileMetaData): FileMetaData {
  const row_groups = metadata.row_groups.map(({ columns, total_byte_size, num_rows }) => ({
    total_byte_size,
    num_rows,
    columns: columns.map(({ meta_data, offset_index_offset, offset_index_length, file_offset }) => ({
      file_offset,
      ...(offset_index_offset !== undefined && { offset_index_offset }),
      ...(offset_index_length !== undefined && { offset_index_length }),
      ...(meta_data && { meta_data: bare(meta_data) }),
    })),
  }));
  return { ...metadata, row_groups };
}

function bare({ statistics: _s, encoding_stats: _e, ...column }: ColumnMetaData): ColumnMetaData {
  return column;
}

/** A file that says that its footer is larger than any real one must not make us read it. */
async function checkEnds(file: ByteSource): Promise<void> {
  if (file.byteLength < 12) throw new Error("too short");
  const tail = Buffer.from(await file.slice(file.byteLength - 8));
  if (tail.toString("latin1", 4) !== MAGIC) throw new Error("no parquet footer");
  if (tail.readUInt32LE(0) > Math.min(file.byteLength, FOOTER_MAX_BYTES)) throw new Error("the footer is too large");
}

/** What the reader throws at a damaged file is an Error of any kind; told to people as one thing. */
async function readSound<Output>(name: string, read: () => Promise<Output>): Promise<Output> {
  try {
    return await read();
  } catch (cause) {
    if (cause instanceof AppError) throw cause;
    const why = cause instanceof Error ? cause.message.slice(0, 200) : "unreadable";
    throw new InvalidInputError(`The parquet file ${name} is damaged or of an unknown kind (${why}).`, [], { cause });
  }
}

const noteSchema = z.object({ info: z.object({ features: z.record(z.string(), z.custom<Feature>()) }) });

function featuresOf(metadata: FileMetaData): { name: string; type: Feature }[] {
  const note = metadata.key_value_metadata?.find(({ key }) => key === "huggingface")?.value;
  const noted = noteSchema.safeParse(note ? tryJson(note) : null);
  const columns = parquetSchema(metadata).children;
  if (!noted.success) return columns.map((column) => ({ name: column.element.name, type: guess(column) }));
  const names = new Set(columns.map(({ element }) => element.name));
  return featureList(noted.data.info.features).filter(({ name }) => names.has(name));
}

function guess({ element, children }: SchemaTree): Feature {
  const fields = new Map(children.map((child) => [child.element.name, child]));
  if (fields.has("bytes") && fields.has("path")) return { _type: "Image" };
  if (element.converted_type === "LIST" || element.logical_type?.type === "LIST") {
    const item = children[0]?.children[0];
    return { _type: "List", feature: item ? guess(item) : { _type: "Value" } };
  }
  if (children.length > 0) return Object.fromEntries(children.map((child) => [child.element.name, guess(child)]));
  const isText = element.converted_type === "UTF8" || element.logical_type?.type === "STRING";
  if (element.type === "BYTE_ARRAY" && !isText && /image|img|bytes|jpg|png/i.test(element.name))
    return { _type: "Image" };
  return { _type: "Value", dtype: isText ? "string" : String(element.type).toLowerCase() };
}

function tryJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
