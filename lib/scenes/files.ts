import type { Db } from "@/lib/db/client";
import { AppError, DatabaseError, NotFoundError } from "@/lib/errors";

/** Private buckets; files are named by content hash (`storagePath`). */
export const IMAGES_BUCKET = "images";
export const THUMBNAILS_BUCKET = "thumbnails";
/** Large uploads in parts, as they came. */
export const UPLOADS_BUCKET = "uploads";
export type Bucket = typeof IMAGES_BUCKET | typeof THUMBNAILS_BUCKET | typeof UPLOADS_BUCKET;

const SIGNED_FOR_S = 3600;

/** Stores bytes under their content name; storing them again changes nothing. @throws {DatabaseError} */
export async function putFile(db: Db, bucket: Bucket, path: string, bytes: Buffer, contentType: string): Promise<void> {
  const { error } = await db.storage
    .from(bucket)
    .upload(path, bytes, { contentType, upsert: true, cacheControl: "31536000" });
  if (error) throw fromStorage(error, `The file ${path} could not be stored.`);
}

/** @throws {NotFoundError} @throws {DatabaseError} */
export async function getFile(db: Db, bucket: Bucket, path: string): Promise<Buffer> {
  const { data, error } = await db.storage.from(bucket).download(path);
  if (error) throw fromStorage(error, `The file ${path} could not be read.`);
  return Buffer.from(await data.arrayBuffer());
}

/** A file that is not there is no error. @throws {DatabaseError} */
export async function removeFile(db: Db, bucket: Bucket, path: string): Promise<void> {
  const { error } = await db.storage.from(bucket).remove([path]);
  if (error) throw fromStorage(error, `The file ${path} could not be removed.`);
}

/** One signed URL a path, in the same order; a file that is not there has null. @throws {DatabaseError} */
export async function signFiles(db: Db, bucket: Bucket, paths: string[]): Promise<(string | null)[]> {
  const { data, error } = await db.storage.from(bucket).createSignedUrls(paths, SIGNED_FOR_S);
  if (error) throw fromStorage(error, "The files could not be signed.");
  return data.map((entry) => (entry.error ? null : entry.signedUrl));
}

const LISTED = 1000;

/** Everything directly in a folder; of a folder only its name is known. @throws {DatabaseError} */
export async function listFiles(
  db: Db,
  bucket: Bucket,
  path: string,
): Promise<{ name: string; isFolder: boolean; createdAt: string | null }[]> {
  const found: { name: string; isFolder: boolean; createdAt: string | null }[] = [];
  for (let offset = 0; ; offset += LISTED) {
    const sortBy = { column: "name", order: "asc" };
    const { data, error } = await db.storage.from(bucket).list(path, { limit: LISTED, offset, sortBy });
    if (error) throw fromStorage(error, `The folder ${path} could not be listed.`);
    found.push(...data.map(({ name, id, created_at }) => ({ name, isFolder: !id, createdAt: created_at ?? null })));
    if (data.length < LISTED) return found;
  }
}

function fromStorage(cause: unknown, message: string): AppError {
  // Storage answers 400 to a file that is not there and keeps the meaning in the body's `statusCode`.
  const { status: httpStatus, statusCode } = cause as { status?: unknown; statusCode?: unknown };
  const status = Number(statusCode ?? httpStatus);
  if (status === 404) return new NotFoundError(message);
  if (Number.isNaN(status) || status >= 500 || status === 429) return new DatabaseError(message, { cause });
  return new AppError("internal", message, { cause });
}
