import { createHash, randomUUID } from "node:crypto";
import { copyFile, mkdir, open, readFile, rename, rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import type { App } from "@supabase/lite";

type StorageAdapter = NonNullable<App["_storageAdapter"]>;
type ObjectMetadata = Awaited<ReturnType<StorageAdapter["headObject"]>>;
type UploadBody = Parameters<StorageAdapter["uploadObject"]>[3];
type Description = { mimetype: string; cacheControl: string; eTag: string };

/**
 * Keeps the objects of all buckets under one folder: `<bucket>/<first two of hash>/<sha256 of the key>`, with the
 * description beside it in `<hash>.json`.
 *
 * Names are hashes so that no key can leave the folder, be too long for the file system, or meet another key as
 * file and folder (`a` and `a/b`). Files are written aside, flushed and renamed: a reader never sees half of one.
 */
export function createFileStore(root: string): StorageAdapter {
  const fileOf = (bucket: string, key: string): string => {
    const hash = sha256(key);
    return join(root, encodeURIComponent(bucket), hash.slice(0, 2), hash);
  };

  return {
    driver: null,
    async getObject(bucket, key) {
      const file = fileOf(bucket, key);
      return { httpStatusCode: 200, metadata: await describe(file), body: await readFile(file) };
    },
    async uploadObject(bucket, key, _version, body, mimetype, cacheControl) {
      const file = fileOf(bucket, key);
      const bytes = await collect(body);
      const description: Description = { mimetype, cacheControl, eTag: `"${sha256(bytes)}"` };
      await writeWhole(`${file}.json`, Buffer.from(JSON.stringify(description)));
      await writeWhole(file, bytes);
      return describe(file);
    },
    async deleteObject(bucket, key) {
      await removeFile(fileOf(bucket, key));
    },
    async deleteObjects(bucket, keys) {
      for (const key of keys) await removeFile(fileOf(bucket, key));
    },
    async copyObject(sourceBucket, source, _version, destinationBucket, destination) {
      const from = fileOf(sourceBucket, source);
      const to = fileOf(destinationBucket, destination);
      await mkdir(dirname(to), { recursive: true });
      await copyFile(`${from}.json`, `${to}.json`);
      await copyFile(from, to);
      const { eTag, lastModified } = await describe(to);
      return { httpStatusCode: 200, eTag, ...(lastModified ? { lastModified } : {}) };
    },
    headObject: (bucket, key) => describe(fileOf(bucket, key)),
    privateAssetUrl: async (bucket, key) => pathToFileURL(fileOf(bucket, key)).href,
  };
}

async function describe(file: string): Promise<ObjectMetadata> {
  const [{ size, mtime }, text] = await Promise.all([stat(file), readFile(`${file}.json`, "utf8")]);
  const description = JSON.parse(text) as Description; // written by uploadObject above
  return { ...description, contentLength: size, size, lastModified: mtime };
}

async function writeWhole(file: string, bytes: Uint8Array): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  const aside = `${file}.${randomUUID()}.part`;
  const handle = await open(aside, "w");
  try {
    await handle.writeFile(bytes);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(aside, file);
}

async function removeFile(file: string): Promise<void> {
  await rm(file, { force: true });
  await rm(`${file}.json`, { force: true });
}

async function collect(body: UploadBody): Promise<Uint8Array> {
  if (body instanceof Uint8Array) return body;
  const chunks: Uint8Array[] = [];
  for await (const chunk of body as AsyncIterable<Uint8Array>) chunks.push(chunk);
  return Buffer.concat(chunks);
}

function sha256(data: string | Uint8Array): string {
  return createHash("sha256").update(data).digest("hex");
}
