import type { HuggingFace } from "@/lib/clients/hugging-face";
import type { HuggingFaceRequest } from "@/lib/contracts/imports";
import type { Db } from "@/lib/db/client";
import { InvalidInputError } from "@/lib/errors";
import { listDatasetFiles, openDatasetFile } from "./dataset-files";
import { type DatasetInput, requireImage, settleColumns } from "./dataset-source";
import { checkFile, type FileInput, fileKindOf } from "./file-import";
import { pinDataset } from "./pin-dataset";
import { removeStored, storeFile } from "./stored-file";

/**
 * What an import job of a dataset begins with: split, commits and columns are settled here, so that what is wrong is said
 * to the one who asks, and the job takes in what was there when it was asked for.
 * @throws {InvalidInputError} naming the field. @throws what the hub refuses with.
 */
export async function prepareDataset(hub: HuggingFace, request: HuggingFaceRequest): Promise<DatasetInput> {
  const { offset, limit, columns = {} } = request;
  const pinned = await pinDataset(hub, request, limit);
  const input = { ...pinned, offset, limit, columns };
  requireImage(settleColumns(await featuresOf(hub, input), columns).mapping);
  return input;
}

async function featuresOf(hub: HuggingFace, input: DatasetInput) {
  if (input.via === "viewer") return (await hub.rows(input, { offset: 0, length: 1 })).features;
  const [first] = await listDatasetFiles(hub, input);
  return first ? (await openDatasetFile(hub, first)).features : [];
}

/**
 * Streams an uploaded file into Storage and looks whether it can be imported; one that cannot is not kept.
 * @throws {InvalidInputError} why not.
 */
export async function prepareFile(db: Db, request: Request, name: string): Promise<FileInput> {
  const kind = fileKindOf(name);
  if (!request.body)
    throw new InvalidInputError("Send the file as the body.", [{ field: "body", message: "is empty" }]);
  const file = await storeFile(db, request.body, { name });
  try {
    await checkFile(db, { file, kind });
  } catch (error) {
    await removeStored(db, file);
    throw error;
  }
  return { file, kind };
}
