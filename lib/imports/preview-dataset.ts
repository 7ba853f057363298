import type { HuggingFace } from "@/lib/clients/hugging-face";
import { type DatasetCard, licenceOf, type RowsAnswer } from "@/lib/clients/hugging-face-schemas";
import type { DatasetPreview, HuggingFaceRequest } from "@/lib/contracts/imports";
import { AppError, InvalidInputError } from "@/lib/errors";
import { BadImageError } from "@/lib/images/bad-image-error";
import { makePreview } from "@/lib/images/make-preview";
import { listDatasetFiles, openDatasetFile } from "./dataset-files";
import { columnsOf, settleColumns } from "./dataset-source";
import { chooseSplit, type DatasetChoice } from "./pin-dataset";
import { type Picture, type RowContent, readRow } from "./row-values";

const ROWS = 12;

export async function searchDatasets(hub: HuggingFace, text: string) {
  const cards = await hub.search(text, 24);
  return { hub: hub.hubUrl, items: cards.map(toSummary) };
}

/** One split with its first rows, and what an import would make of its columns. @throws what `chooseSplit` throws. */
export async function previewDataset(
  hub: HuggingFace,
  asked: Pick<HuggingFaceRequest, "dataset" | "config" | "split" | "revision">,
): Promise<DatasetPreview> {
  const choice = await chooseSplit(hub, asked);
  const { card, config, split, splits, viewer } = choice;
  const head = viewer.ok ? await headOfViewer(hub, choice) : await headOfFiles(hub, choice);
  const { columns, mapping } = settleColumns(head.features, {});
  const reading = { features: head.features, mapping, boxForm: "xywh" as const };
  const rows = await Promise.all(
    head.rows.map(async (row, index) => {
      const content = readRow(row, reading);
      return {
        index,
        image: await smallCopy(hub, content.pictures[0]),
        title: content.title,
        tags: content.tags,
        object_count: countObjects(content),
      };
    }),
  );
  return {
    hub: hub.hubUrl,
    dataset: { ...toSummary(card), sha: choice.revision, url: `${hub.hubUrl}/datasets/${card.id}` },
    splits,
    config,
    split,
    row_count: head.rowCount,
    partial: head.partial,
    viewer_note: viewer.ok ? null : viewer.why,
    columns,
    mapping,
    rows,
  };
}

interface Head {
  features: RowsAnswer["features"];
  rows: Record<string, unknown>[];
  rowCount: number | null;
  partial: boolean;
}

async function headOfViewer(hub: HuggingFace, { card, config, split }: DatasetChoice): Promise<Head> {
  const answer = await hub.rows({ dataset: card.id, config, split }, { offset: 0, length: ROWS });
  const { features, num_rows_total: total, partial } = answer;
  return { features, rows: answer.rows.map(({ row }) => row), rowCount: total ?? null, partial };
}

async function headOfFiles(hub: HuggingFace, choice: DatasetChoice): Promise<Head> {
  const { card, config, split, revision, licence } = choice;
  const pinned = { dataset: card.id, config, split, revision, licence, via: "repo" as const };
  const files = await listDatasetFiles(hub, { ...pinned, converted_revision: null, partial: false });
  const [first] = files;
  if (!first) throw new InvalidInputError(`The dataset ${card.id} has no files to read.`);
  const parquet = await openDatasetFile(hub, first);
  const columns = columnsOf({ features: parquet.features, mapping: settleColumns(parquet.features, {}).mapping });
  const rows = await parquet.rows(columns, 0, Math.min(ROWS, parquet.rowCount));
  return { features: parquet.features, rows, rowCount: files.length === 1 ? parquet.rowCount : null, partial: false };
}

/** The browser never talks to the hub: signed addresses stay here. Addresses of other hosts are not fetched for a preview. */
async function smallCopy(hub: HuggingFace, picture: Picture | undefined): Promise<string | null> {
  if (!picture || "url" in picture) return null;
  try {
    const bytes = "bytes" in picture ? picture.bytes : (await hub.asset(picture.asset)).bytes;
    return `data:image/webp;base64,${(await makePreview(bytes)).toString("base64")}`;
  } catch (error) {
    if (error instanceof BadImageError || error instanceof AppError) return null; // the row is shown without it
    throw error;
  }
}

const countObjects = ({ annotations }: RowContent): number =>
  annotations.filter(({ box, polygons, rle }) => box || polygons || rle).length;

function toSummary(card: DatasetCard) {
  return {
    id: card.id,
    downloads: card.downloads,
    likes: card.likes,
    licence: licenceOf(card),
    gated: card.gated !== false,
    private: card.private,
    updated_at: card.lastModified ?? null,
    tags: card.tags.filter((tag) => !tag.startsWith("license:")).slice(0, 30),
  };
}
