import { createHash } from "node:crypto";
import type { Db } from "@/lib/db/client";
import { storable } from "@/lib/db/storable";
import { InvalidInputError } from "@/lib/errors";
import { BadImageError } from "@/lib/images/bad-image-error";
import { inspectImage } from "@/lib/images/inspect-image";
import { storagePath } from "@/lib/images/storage-path";
import { IMAGES_BUCKET, putFile } from "./files";
import type { Upload } from "./import-images";

const FILES_MAX = 100;
const BYTES_MAX = 100 * 1024 * 1024;
const FILE_BYTES_MAX = 32 * 1024 * 1024; // the gpu-worker reads no larger ones, and Storage soon ends too

/**
 * Puts the pictures of a multipart form into storage under their content hash. What is no picture at all, or larger than
 * 32 MiB, is not stored; it comes back as refused, with the reason. `options` are the form's other fields.
 * @throws {InvalidInputError} no files, too many, or too large together.
 */
export async function readUploads(
  db: Db,
  request: Request,
): Promise<{ uploads: Upload[]; options: Record<string, string> }> {
  const length = Number(request.headers.get("content-length"));
  if (!length || length > BYTES_MAX) throw refuse("send at most 100 MiB at once, with a Content-Length");
  const form = await request.formData().catch((cause) => {
    throw new InvalidInputError("The form could not be read.", [{ field: "body", message: "not a multipart form" }], {
      cause,
    });
  });
  const files = form.getAll("files").filter((part): part is File => part instanceof File);
  if (files.length === 0) throw refuse("add at least one file");
  if (files.length > FILES_MAX) throw refuse(`at most ${FILES_MAX} files at once`);
  const uploads: Upload[] = [];
  for (const file of files) uploads.push(await store(db, file));
  const options = [...form].filter((part): part is [string, string] => typeof part[1] === "string");
  return {
    uploads: [...new Map(uploads.map((upload) => [upload.sha256, upload])).values()],
    options: Object.fromEntries(options),
  };
}

async function store(db: Db, file: File): Promise<Upload> {
  const bytes = Buffer.from(await file.arrayBuffer());
  const upload = { name: storable(file.name.slice(0, 200)), sha256: createHash("sha256").update(bytes).digest("hex") };
  if (bytes.length > FILE_BYTES_MAX)
    return { ...upload, refused: { code: "file_too_large", message: "The file is larger than 32 MiB." } };
  try {
    const { ext, mime } = await inspectImage(bytes);
    const path = storagePath(upload.sha256, ext);
    await putFile(db, IMAGES_BUCKET, path, bytes, mime);
    return { ...upload, path };
  } catch (error) {
    if (!(error instanceof BadImageError)) throw error;
    return { ...upload, refused: { code: error.reason, message: error.message } };
  }
}

const refuse = (message: string): InvalidInputError =>
  new InvalidInputError(`Check files: ${message}.`, [{ field: "files", message }]);
