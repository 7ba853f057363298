import { createHash } from "node:crypto";
import { z } from "zod";
import { type HuggingFaceRequest, huggingFaceRequestSchema } from "@/lib/contracts/imports";
import type { Job } from "@/lib/contracts/jobs";
import type { Db, Json } from "@/lib/db/client";
import type { Deps } from "@/lib/deps";
import { ForbiddenError, InvalidInputError } from "@/lib/errors";
import { datasetInputSchema, datasetSource, planDatasetPage } from "@/lib/imports/dataset-source";
import { entryItemSchema, fileInputSchema, planFilePage, tableSource, takeEntries } from "@/lib/imports/file-import";
import { prepareDataset } from "@/lib/imports/start-import";
import { takeRows } from "@/lib/imports/take-rows";
import type { ChunkItem, NewItem, Outcome } from "@/lib/jobs/chunks.repository";
import { pinInput } from "@/lib/jobs/pinned-input.repository";
import { createPoliteFetch, type PoliteFetch } from "@/lib/sources/polite-fetch";
import { refuseTakenDown } from "@/lib/takedowns/refuse-taken-down";
import { getFile, IMAGES_BUCKET, removeFile } from "./files";
import { bareOrigin } from "./ingest-scene";
import { failItem } from "./item-failure";
import { findCollected } from "./scenes.repository";
import { outcomeOfKnown, type Taking, takeIn, takeInEach } from "./take-in";

const CHUNK = 20;

/** An uploaded file: in the images bucket already, or refused when it came in. */
const uploadSchema = z.object({
  name: z.string(),
  sha256: z.string(),
  path: z.string().optional(),
  refused: z.object({ code: z.string(), message: z.string() }).optional(),
});
export type Upload = z.infer<typeof uploadSchema>;

/** What is imported: addresses and files named one by one, one large file, or a part of a dataset of the hub. */
const settledSchema = z
  .object({
    urls: z.array(z.url()).default([]),
    uploads: z.array(uploadSchema).default([]),
    file: fileInputSchema.optional(),
    huggingface: datasetInputSchema.optional(),
    pipeline: z.boolean().default(true),
  })
  .refine(({ urls, uploads, file, huggingface }) => urls.length > 0 || uploads.length > 0 || file || huggingface, {
    error: "names no urls, uploads, file or dataset",
  });

/** Or the body of a request for a dataset, as events and schedules carry it: settled when it is planned. */
export const importInputSchema = z.union([z.object(huggingFaceRequestSchema.shape), settledSchema]);
type ImportInput = z.infer<typeof importInputSchema>;

const uploadItemSchema = z.strictObject({ upload: uploadSchema });
/** A list may have a line that is no address: that item fails alone, in words. */
const pictureSchema = z.union([z.strictObject({ url: z.string(), caption: z.string().nullish() }), uploadItemSchema]);
const rowSchema = z.strictObject({ row: z.object({ file: z.int(), at: z.int(), index: z.int() }) });

const fixedUrlSchema = z.strictObject({ url: z.url(), caption: z.string().nullish() });

/** What an item of an import may be mended to: one picture by itself, an entry of an archive, or a row of a table. */
export const importPayloadSchema = z.union([fixedUrlSchema, uploadItemSchema, rowSchema, entryItemSchema], {
  error: "give url (and caption), upload, entry or row, and nothing else",
});

interface ImportPage {
  chunks: { key: string; items: NewItem[] }[];
  next: string | null;
}

/** One page of an import; what is named one by one is a few thousand pictures at most, and so one page. */
export async function planImportPage(
  { db, hub }: Pick<Deps, "db" | "hub">,
  input: ImportInput,
  cursor: string | null,
  jobId: string,
): Promise<ImportPage> {
  const { urls, uploads, file, huggingface } = "dataset" in input ? await settle({ db, hub }, input, jobId) : input;
  if (huggingface) return planDatasetPage(hub, huggingface, cursor);
  if (file) return planFilePage(db, file, cursor);
  return planNamed(urls, uploads);
}

async function settle({ db, hub }: Pick<Deps, "db" | "hub">, request: HuggingFaceRequest, jobId: string) {
  const input = await pinInput(db, { jobId, name: "huggingface" }, async () => ({
    huggingface: (await prepareDataset(hub, request)) as unknown as Json,
    pipeline: request.include_detection,
  }));
  return settledSchema.parse(input);
}

function planNamed(urls: string[], uploads: Upload[]): ImportPage {
  const items: NewItem[] = [
    ...urls.map((url) => ({ item_key: `url:${idOf(url)}`, payload: { url } })),
    ...uploads.map((upload) => ({ item_key: `upload:${upload.sha256}`, payload: { upload } })),
  ];
  const chunks = Array.from({ length: Math.ceil(items.length / CHUNK) }, (_, index) => ({
    key: `part:${index}`,
    items: items.slice(index * CHUNK, (index + 1) * CHUNK),
  }));
  return { chunks, next: null };
}

/** Takes in each item's picture. One bad picture fails alone; a passing failure is tried again until the last try. */
export function importChunk(
  deps: Pick<Deps, "db" | "safeFetch" | "env" | "hub">,
  items: ChunkItem[],
  { job, ...tries }: { job: Pick<Job, "id" | "input" | "created_at"> } & Omit<Taking, "jobCreatedAt">,
): Promise<{ outcomes: Outcome[]; sceneIds: string[] }> {
  const taking: Taking = { jobCreatedAt: job.created_at, ...tries };
  const { file, huggingface } = settledSchema.parse(job.input);
  const places = () => items.map((item) => ({ item, place: rowSchema.parse(item.payload).row }));
  if (huggingface) return takeRows(deps, places(), taking, datasetSource(deps.hub, huggingface), job.id);
  if (file?.kind === "parquet") return takeRows(deps, places(), taking, tableSource(deps.db, file.file), job.id);
  if (file?.kind === "zip") return takeEntries(deps, items, taking, file.file);
  const polite = createPoliteFetch(deps, { jobId: job.id });
  return takeInEach(items, taking, (item) => {
    const payload = pictureSchema.parse(item.payload);
    return "upload" in payload
      ? importUpload(deps.db, item, payload.upload, taking)
      : importUrl(deps.db, polite, item, payload, taking);
  });
}

async function importUpload(db: Db, item: ChunkItem, upload: Upload, { jobCreatedAt }: Taking): Promise<Outcome> {
  if (upload.refused || !upload.path) {
    return failItem(item, upload.refused ?? { code: "file_gone", message: "The uploaded file is not in storage." });
  }
  const bytes = await getFile(db, IMAGES_BUCKET, upload.path);
  const { sha256, name } = upload;
  const origin = bareOrigin({ source: "upload", sourceId: sha256, imageUrl: `upload:${name}`, title: name });
  try {
    return await takeIn(db, item, { bytes, origin, jobCreatedAt });
  } catch (error) {
    // Only the file itself can forbid its use here, so no other scene can have it.
    if (error instanceof ForbiddenError) await removeFile(db, IMAGES_BUCKET, upload.path);
    throw error;
  }
}

async function importUrl(
  db: Db,
  polite: PoliteFetch,
  item: ChunkItem,
  { url: imageUrl, caption }: { url: string; caption?: string | null | undefined },
  { jobCreatedAt }: Taking,
): Promise<Outcome> {
  if (!/^https?:$/.test(URL.parse(imageUrl)?.protocol ?? ""))
    throw new InvalidInputError(`"${imageUrl.slice(0, 100)}" is not a web address.`);
  const sourceId = idOf(imageUrl);
  const known = (await findCollected(db, "url", [sourceId])).get(sourceId);
  if (known) return outcomeOfKnown(item, known, { jobCreatedAt, note: "imported before" });
  await refuseTakenDown(db, { source: "url", sourceId, imageUrl });
  const { bytes, findings } = await polite.get(imageUrl, "image");
  const origin = bareOrigin({ source: "url", sourceId, imageUrl, title: caption ?? null, findings });
  return takeIn(db, item, { bytes, origin, jobCreatedAt });
}

const idOf = (url: string): string => createHash("sha256").update(url).digest("hex");
