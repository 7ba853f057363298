import { createHash, randomUUID } from "node:crypto";
import { z } from "zod";
import type { Db } from "@/lib/db/client";
import { storable } from "@/lib/db/storable";
import { InvalidInputError } from "@/lib/errors";
import { getFile, listFiles, putFile, removeFile, UPLOADS_BUCKET } from "@/lib/scenes/files";
import { type ByteSource, toArrayBuffer } from "./byte-source";
import { createKept } from "./kept";
import { uploadsNeeded } from "./uploads.repository";

/** A large upload, kept in parts: Storage takes no file of any size, and a part is read at a time. */
export const storedFileSchema = z.object({
  id: z.uuid(),
  name: z.string(),
  size: z.int().positive(),
  sha256: z.string(),
});
export type StoredFile = z.infer<typeof storedFileSchema>;

const PART_BYTES = 16 * 1024 * 1024;
export const STORED_MAX_BYTES = 4 * 1024 * 1024 * 1024;

/** Parts that were read last: a zip is read in small pieces, mostly onwards. */
const keepPart = createKept<Buffer>(4, 10 * 60_000);

/**
 * Streams an upload into Storage, one part in memory at a time. What was stored of one that fails is removed again.
 * @throws {InvalidInputError} empty, or larger than `maxBytes`.
 */
export async function storeFile(
  db: Db,
  body: AsyncIterable<Uint8Array>,
  { name, maxBytes = STORED_MAX_BYTES }: { name: string; maxBytes?: number },
): Promise<StoredFile> {
  const id = randomUUID();
  const hash = createHash("sha256");
  let size = 0;
  let parts = 0;
  const put = async (bytes: Buffer) => {
    await putFile(db, UPLOADS_BUCKET, pathOf(id, parts), bytes, "application/octet-stream");
    parts += 1;
  };
  try {
    for await (const part of inParts(body)) {
      size += part.length;
      if (size > maxBytes) throw wrong(`larger than ${maxBytes / 2 ** 30} GiB; split it into several`);
      hash.update(part);
      await put(part);
    }
    if (size === 0) throw wrong("the file is empty");
  } catch (error) {
    await removeParts(db, id, parts);
    throw error;
  }
  return { id, name: storable(name), size, sha256: hash.digest("hex") };
}

/** The stored file as one that is read in parts. */
export function openStored(db: Db, { id, size }: Pick<StoredFile, "id" | "size">): ByteSource {
  const part = (index: number) => keepPart(`${id}/${index}`, () => getFile(db, UPLOADS_BUCKET, pathOf(id, index)));
  return {
    byteLength: size,
    slice: async (start, end = size) => {
      const pieces: Buffer[] = [];
      for (let index = Math.floor(start / PART_BYTES); index * PART_BYTES < end; index += 1) {
        const from = index * PART_BYTES;
        pieces.push((await part(index)).subarray(Math.max(0, start - from), end - from));
      }
      return toArrayBuffer(Buffer.concat(pieces));
    },
  };
}

export const removeStored = (db: Db, { id, size }: Pick<StoredFile, "id" | "size">): Promise<void> =>
  removeParts(db, id, Math.ceil(size / PART_BYTES));

/** An upload that no job names yet may be on its way still. */
const ARRIVING_MS = 24 * 60 * 60_000;

/**
 * Removes the uploads among `ids` that nobody will read again: their job has ended well, or so long ago (`since`) that it is
 * not repeated, or none was ever begun. Asked again it removes what is left.
 */
export async function removeOldUploads(
  db: Db,
  ids: string[],
  since: Date,
  now = new Date(),
): Promise<{ seen: number; removed: number }> {
  const needed = await uploadsNeeded(db, ids, since);
  let removed = 0;
  for (const id of ids) {
    if (needed.has(id)) continue;
    const parts = await listFiles(db, UPLOADS_BUCKET, id);
    const newest = Math.max(...parts.map(({ createdAt }) => (createdAt ? Date.parse(createdAt) : 0)));
    if (newest > now.getTime() - ARRIVING_MS) continue;
    for (const { name } of parts) await removeFile(db, UPLOADS_BUCKET, `${id}/${name}`);
    removed += parts.length;
  }
  return { seen: ids.length, removed };
}

async function removeParts(db: Db, id: string, count: number): Promise<void> {
  for (let index = 0; index < count; index += 1) await removeFile(db, UPLOADS_BUCKET, pathOf(id, index));
}

const pathOf = (id: string, part: number): string => `${id}/${String(part).padStart(5, "0")}`;

async function* inParts(body: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  let pending: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body) {
    let rest = chunk;
    while (size + rest.byteLength >= PART_BYTES) {
      const taken = PART_BYTES - size;
      pending.push(rest.subarray(0, taken));
      yield Buffer.concat(pending);
      [pending, size, rest] = [[], 0, rest.subarray(taken)];
    }
    pending.push(rest);
    size += rest.byteLength;
  }
  if (size > 0) yield Buffer.concat(pending);
}

const wrong = (message: string): InvalidInputError =>
  new InvalidInputError(`Check the file: ${message}.`, [{ field: "body", message }]);
