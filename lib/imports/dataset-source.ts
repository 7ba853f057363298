import { z } from "zod";
import { type HuggingFace, ROWS_PER_PAGE } from "@/lib/clients/hugging-face";
import type { Feature, RowsAnswer } from "@/lib/clients/hugging-face-schemas";
import { importColumnsSchema } from "@/lib/contracts/imports";
import { AppError, InvalidInputError, UpstreamError } from "@/lib/errors";
import type { NewItem } from "@/lib/jobs/chunks.repository";
import type { RightsFinding } from "@/lib/rights/decide-rights";
import { listDatasetFiles, openDatasetFile } from "./dataset-files";
import { type Column, type ColumnMapping, describeColumns, detectMapping } from "./features";
import { checkUnchanged, type Pinned, pinnedSchema } from "./pin-dataset";
import { planRows, type RowPlace } from "./plan-rows";
import { type RowReading, readRow } from "./row-values";
import type { RowSource } from "./take-rows";

/** What an import job of a dataset is made of; its columns are settled when it starts. */
export const datasetInputSchema = pinnedSchema.extend({
  offset: z.int().nonnegative(),
  limit: z.int().positive(),
  columns: importColumnsSchema.default({}),
});
export type DatasetInput = z.infer<typeof datasetInputSchema>;

/** @throws {InvalidInputError} the dataset is damaged. @throws {ConflictError} it is no longer what the job began with. */
export async function planDatasetPage(
  hub: HuggingFace,
  input: DatasetInput,
  cursor: string | null,
): Promise<{ chunks: { key: string; items: NewItem[] }[]; next: string | null }> {
  if (input.via === "viewer") return planRows(viewerRowsOf(hub, input), input, cursor);
  const files = await listDatasetFiles(hub, input);
  const rowsOf = async (index: number) => {
    const file = files[index];
    return file ? (await openDatasetFile(hub, file)).rowCount : null;
  };
  return planRows(rowsOf, input, cursor);
}

/** The viewer's rows as one file; how many there are it says with every page. */
function viewerRowsOf(hub: HuggingFace, input: DatasetInput) {
  return async (file: number) => {
    if (file > 0) return null;
    await checkUnchanged(hub, input);
    const { num_rows_total: total, rows } = await hub.rows(input, { offset: 0, length: 1 });
    return total ?? rows.length;
  };
}

/** The rows of a dataset as what `takeRows` takes in. */
export function datasetSource(hub: HuggingFace, input: DatasetInput): RowSource {
  const { dataset, config, split, revision, licence } = input;
  const name = `${dataset}@${revision.slice(0, 12)}`;
  const place = `${encodeURIComponent(config)}/${encodeURIComponent(split)}`;
  const pageUrl = (index: number) => `${hub.hubUrl}/datasets/${dataset}/viewer/${place}?row=${index}`;
  return {
    source: "huggingface",
    annotations: { origin: "huggingface", dataset: name },
    sourceId: (index, nth) => `${name}/${config}/${split}/${index}${nth > 0 ? `#${nth}` : ""}`,
    shared: {
      author: dataset.split("/")[0] ?? null,
      licence,
      licenceUrl: null,
      findings: [licenceClaim(input, `${hub.hubUrl}/datasets/${dataset}`)],
    },
    pageUrl,
    imageUrl: pageUrl,
    read: input.via === "viewer" ? readViewer(hub, input) : readFiles(hub, input),
    asset: async (url, at, nth) => {
      try {
        return (await hub.asset(url)).bytes;
      } catch (error) {
        if (!(error instanceof AppError) || error.code === "upstream") throw error;
        // The signature has run out, or the viewer has put the copy away: asking for the row makes a new one.
        const [fresh] = await readViewer(hub, input)(at, at);
        const picture = fresh?.pictures[nth];
        if (!picture || !("asset" in picture)) throw error;
        return (await hub.asset(picture.asset)).bytes;
      }
    },
  };
}

/** @throws {InvalidInputError} a column that is not there, or no column of pictures. */
export function settleColumns(
  features: { name: string; type: Feature }[],
  columns: DatasetInput["columns"],
): { columns: Column[]; mapping: ColumnMapping } {
  const described = describeColumns(features);
  const mapping = { ...detectMapping(described), ...withoutBlanks(columns) };
  const names = new Set(described.map(({ name }) => name));
  const used = [mapping.image, mapping.caption, mapping.objects, ...mapping.labels].filter((name) => name !== null);
  const unknown = used.find((name) => !names.has(name));
  if (unknown !== undefined) throw wrongColumns(`there is no column ${unknown}; there are ${[...names].join(", ")}`);
  return { columns: described, mapping };
}

/** @throws {InvalidInputError} nothing there is a picture. */
export function requireImage({ image }: ColumnMapping): void {
  if (image === null) throw wrongColumns("no column holds pictures or their addresses; name one in columns.image");
}

const wrongColumns = (message: string): InvalidInputError =>
  new InvalidInputError(`Check columns: ${message}.`, [{ field: "columns", message }]);

function withoutBlanks({ box_format: _form, ...columns }: DatasetInput["columns"]): Partial<ColumnMapping> {
  return Object.fromEntries(Object.entries(columns).filter(([, value]) => value !== undefined));
}

const readingOf = (features: { name: string; type: Feature }[], input: DatasetInput): RowReading => ({
  features,
  mapping: settleColumns(features, input.columns).mapping,
  boxForm: input.columns.box_format ?? "xywh",
});

function readFiles(hub: HuggingFace, input: DatasetInput): RowSource["read"] {
  return async (first, last) => {
    const file = (await listDatasetFiles(hub, input))[first.file];
    if (!file) throw new InvalidInputError(`The dataset ${input.dataset} has lost a file since the import began.`);
    const parquet = await openDatasetFile(hub, file);
    const reading = readingOf(parquet.features, input);
    return (await parquet.rows(columnsOf(reading), first.at, last.at + 1)).map((row) => readRow(row, reading));
  };
}

/** The columns that are used, and those that say how large the picture was when its boxes were drawn. */
export function columnsOf({ mapping, features }: Pick<RowReading, "mapping" | "features">): string[] {
  const used = [mapping.image, mapping.caption, mapping.objects, ...mapping.labels].filter((name) => name !== null);
  const size = features.map(({ name }) => name).filter((name) => name === "width" || name === "height");
  return [...new Set([...used, ...(mapping.objects ? size : [])])];
}

function readViewer(hub: HuggingFace, input: DatasetInput): RowSource["read"] {
  return async (first: RowPlace, last: RowPlace) => {
    const length = Math.min(last.at - first.at + 1, ROWS_PER_PAGE);
    const answer: RowsAnswer = await hub.rows(input, { offset: first.at, length });
    if (answer.rows.length < length)
      throw new UpstreamError(`The viewer gave ${answer.rows.length} of ${length} rows.`);
    const reading = readingOf(answer.features, input);
    return answer.rows.map(({ row }) => readRow(row, reading));
  };
}

function licenceClaim({ dataset, licence }: Pinned, url: string): RightsFinding {
  const detail = licence
    ? `The licence ${licence} is what the uploader of the dataset ${dataset} says; nobody has checked it.`
    : `The dataset ${dataset} names no licence, so nothing says that its pictures may be used.`;
  return { url, kind: "dataset-licence", decision: "unknown", detail, evidence: { dataset, licence } };
}
