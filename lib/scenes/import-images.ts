import { createHash } from "node:crypto";
import { z } from "zod";
import type { Deps } from "@/lib/deps";
import type { ChunkItem, NewItem, Outcome } from "@/lib/jobs/chunks.repository";
import { isBefore } from "@/lib/jobs/is-before";
import { createPoliteFetch } from "@/lib/sources/polite-fetch";
import { getFile, IMAGES_BUCKET } from "./files";
import { ingestScene, type SceneOrigin } from "./ingest-scene";
import { toFailure } from "./item-failure";
import { findCollected } from "./scenes.repository";

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
export async function importChunk(
  deps: Pick<Deps, "db" | "safeFetch" | "env">,
  items: ChunkItem[],
  { jobCreatedAt, isLastTry }: { jobCreatedAt: string; isLastTry: boolean },
): Promise<{ outcomes: Outcome[]; sceneIds: string[] }> {
  const polite = createPoliteFetch(deps);
  const outcomes: Outcome[] = [];
  let passing: unknown = null;
  for (const item of items) {
    try {
      outcomes.push(await importOne(deps.db, polite, item, jobCreatedAt));
    } catch (error) {
      const failure = toFailure(error, isLastTry);
      if (failure) outcomes.push({ item_id: item.id, status: "failed", error: failure });
      else passing = error;
    }
  }
  if (passing) throw passing;
  return { outcomes, sceneIds: outcomes.flatMap(({ scene_id }) => scene_id ?? []) };
}

async function importOne(
  db: Deps["db"],
  polite: ReturnType<typeof createPoliteFetch>,
  item: ChunkItem,
  jobCreatedAt: string,
): Promise<Outcome> {
  const payload = payloadSchema.parse(item.payload);
  if ("upload" in payload) {
    const { upload } = payload;
    if (upload.refused || !upload.path) {
      const error = upload.refused ?? { code: "file_gone", message: "The uploaded file is not in storage." };
      return { item_id: item.id, status: "failed", error };
    }
    const bytes = await getFile(db, IMAGES_BUCKET, upload.path);
    return take(
      db,
      item,
      jobCreatedAt,
      bytes,
      originOf({ source: "upload", sourceId: upload.sha256, imageUrl: `upload:${upload.name}`, title: upload.name }),
    );
  }
  const sourceId = idOf(payload.url);
  const known = (await findCollected(db, "url", [sourceId])).get(sourceId);
  if (known) return toOutcome(item, known.id, isBefore(known.createdAt, jobCreatedAt) ? "imported before" : null);
  const fetched = await polite.get(payload.url, "image");
  const origin = originOf({ source: "url", sourceId, imageUrl: payload.url, title: null });
  return take(db, item, jobCreatedAt, fetched.bytes, { ...origin, findings: fetched.findings });
}

async function take(
  db: Deps["db"],
  item: ChunkItem,
  jobCreatedAt: string,
  bytes: Buffer,
  origin: SceneOrigin,
): Promise<Outcome> {
  const scene = await ingestScene(db, bytes, origin);
  const isKnown = !scene.isNew && isBefore(scene.createdAt, jobCreatedAt);
  return toOutcome(item, scene.sceneId, isKnown ? `the same picture as ${scene.duplicateOf}` : null);
}

const toOutcome = (item: ChunkItem, sceneId: string, known: string | null): Outcome =>
  known
    ? { item_id: item.id, status: "skipped", scene_id: sceneId, note: known }
    : { item_id: item.id, status: "completed", scene_id: sceneId };

const idOf = (url: string): string => createHash("sha256").update(url).digest("hex");

const originOf = (known: Pick<SceneOrigin, "source" | "sourceId" | "imageUrl" | "title">): SceneOrigin => ({
  ...known,
  pageUrl: null,
  description: null,
  author: null,
  licence: null,
  licenceUrl: null,
  tags: [],
  findings: [],
});
