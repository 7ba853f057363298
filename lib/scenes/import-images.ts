import { createHash } from "node:crypto";
import { z } from "zod";
import type { Db } from "@/lib/db/client";
import type { Deps } from "@/lib/deps";
import { ForbiddenError } from "@/lib/errors";
import type { ChunkItem, NewItem, Outcome } from "@/lib/jobs/chunks.repository";
import { createPoliteFetch, type PoliteFetch } from "@/lib/sources/polite-fetch";
import { getFile, IMAGES_BUCKET, removeFile } from "./files";
import type { SceneOrigin } from "./ingest-scene";
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

export const importInputSchema = z.object({
  urls: z.array(z.url()).default([]),
  uploads: z.array(uploadSchema).default([]),
});
const payloadSchema = z.union([z.object({ url: z.string() }), z.object({ upload: uploadSchema })]);

/** All of an import as chunks of 20; an import names at most a few thousand images, so it is one page. */
export function planImportPage(
  input: z.infer<typeof importInputSchema>,
  _cursor: string | null,
): { chunks: { key: string; items: NewItem[] }[]; next: null } {
  const items: NewItem[] = [
    ...input.urls.map((url) => ({ item_key: `url:${idOf(url)}`, payload: { url } })),
    ...input.uploads.map((upload) => ({ item_key: `upload:${upload.sha256}`, payload: { upload } })),
  ];
  const chunks = Array.from({ length: Math.ceil(items.length / CHUNK) }, (_, index) => ({
    key: `part:${index}`,
    items: items.slice(index * CHUNK, (index + 1) * CHUNK),
  }));
  return { chunks, next: null };
}

/** Takes in each item's image. One bad image fails alone; a passing failure is tried again until the last try. */
export function importChunk(
  deps: Pick<Deps, "db" | "safeFetch" | "env">,
  items: ChunkItem[],
  taking: Taking,
): Promise<{ outcomes: Outcome[]; sceneIds: string[] }> {
  const polite = createPoliteFetch(deps);
  return takeInEach(items, taking, (item) => {
    const payload = payloadSchema.parse(item.payload);
    return "upload" in payload
      ? importUpload(deps.db, item, payload.upload, taking)
      : importUrl(deps.db, polite, item, payload.url, taking);
  });
}

async function importUpload(db: Db, item: ChunkItem, upload: Upload, { jobCreatedAt }: Taking): Promise<Outcome> {
  if (upload.refused || !upload.path) {
    return failItem(item, upload.refused ?? { code: "file_gone", message: "The uploaded file is not in storage." });
  }
  const bytes = await getFile(db, IMAGES_BUCKET, upload.path);
  const { sha256, name } = upload;
  const origin = originOf({
    source: "upload",
    sourceId: sha256,
    imageUrl: `upload:${name}`,
    title: name,
    findings: [],
  });
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
  imageUrl: string,
  { jobCreatedAt }: Taking,
): Promise<Outcome> {
  const sourceId = idOf(imageUrl);
  const known = (await findCollected(db, "url", [sourceId])).get(sourceId);
  if (known) return outcomeOfKnown(item, known, { jobCreatedAt, note: "imported before" });
  const { bytes, findings } = await polite.get(imageUrl, "image");
  const origin = originOf({ source: "url", sourceId, imageUrl, title: null, findings });
  return takeIn(db, item, { bytes, origin, jobCreatedAt });
}

const idOf = (url: string): string => createHash("sha256").update(url).digest("hex");

const originOf = (
  known: Pick<SceneOrigin, "source" | "sourceId" | "imageUrl" | "title" | "findings">,
): SceneOrigin => ({
  ...known,
  pageUrl: null,
  description: null,
  author: null,
  licence: null,
  licenceUrl: null,
  tags: [],
});
