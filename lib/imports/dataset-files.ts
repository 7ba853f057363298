import { type HuggingFace, pinConverted } from "@/lib/clients/hugging-face";
import { ConflictError, InvalidInputError } from "@/lib/errors";
import { hubFile } from "./byte-source";
import { createKept } from "./kept";
import { openParquet, type ParquetFile } from "./parquet-file";
import type { Pinned } from "./pin-dataset";
import { repoFiles } from "./repo-files";

interface DatasetFile {
  url: string;
  name: string;
  size: number | null;
}

const KEPT_MS = 10 * 60_000;
const keepList = createKept<DatasetFile[]>(8, KEPT_MS);
/** Footers of large files are large themselves. */
const keepOpen = createKept<ParquetFile>(2, KEPT_MS);

/** The parquet files of a pinned split, in order, at their commits. */
export function listDatasetFiles(hub: HuggingFace, pinned: Pinned): Promise<DatasetFile[]> {
  return keepList(`${hub.hubUrl} ${JSON.stringify(pinned)}`, async () => {
    const files = pinned.via === "repo" ? await ownFiles(hub, pinned) : await convertedFiles(hub, pinned);
    if (files.length > 0) return files;
    throw new InvalidInputError(
      `The dataset ${pinned.dataset} has no parquet files for ${pinned.config}/${pinned.split}.`,
    );
  });
}

/** @throws {InvalidInputError} the file is damaged. */
export async function openDatasetFile(hub: HuggingFace, { url, name, size }: DatasetFile): Promise<ParquetFile> {
  return keepOpen(url, async () => openParquet(hubFile(hub, url, size ?? (await hub.size(url))), name));
}

async function ownFiles(hub: HuggingFace, { dataset, config, split, revision }: Pinned): Promise<DatasetFile[]> {
  const { siblings } = await hub.card(dataset, revision);
  return repoFiles(siblings)
    .filter((file) => file.config === config && file.split === split)
    .map(({ path, size }) => ({ url: hub.fileUrl(dataset, revision, path), name: path, size }));
}

async function convertedFiles(hub: HuggingFace, pinned: Pinned): Promise<DatasetFile[]> {
  const { dataset, config, split, converted_revision: revision } = pinned;
  if (revision === null) return [];
  const { files } = await hub.parquetFiles(dataset, config);
  if ((await hub.convertedRevision(dataset)) !== revision) {
    // The list is of the newest conversion; its files need not be those of ours.
    throw new ConflictError(
      `The dataset ${dataset} was converted anew while it was imported. Start the import again to get its new state.`,
    );
  }
  return files
    .filter((file) => file.split === split)
    .map(({ url, filename, size }) => ({ url: pinConverted(url, revision), name: filename, size }));
}
