import { randomBytes, randomUUID } from "node:crypto";
import type { PaletteColor } from "@/lib/contracts/scenes";
import { createDb, type Db, type Tables } from "@/lib/db/client";
import { storagePath } from "@/lib/images/storage-path";
import { addChunk, type ChunkItem, type Outcome, openItems } from "@/lib/jobs/chunks.repository";
import { createJob, type NewJob } from "@/lib/jobs/jobs.repository";
import { bareOrigin } from "@/lib/scenes/ingest-scene";
import { saveScene } from "@/lib/scenes/scenes.repository";
import type { SupabaseAccess } from "./supabase.ts";

/** The product's own client, with the secret key. */
export const workDb = (server: Pick<SupabaseAccess, "url" | "secretKey">): Db =>
  createDb({ url: server.url, key: server.secretKey });

export async function newJob(db: Db, over: Partial<NewJob> = {}): Promise<string> {
  const job = await createJob(db, { kind: "classify", queue: "classification", priority: 5, input: {}, ...over });
  return job.id;
}

/** A chunk of the job with one item a key. */
export async function newChunk(
  db: Db,
  jobId: string,
  keys: string[],
  queue: NewJob["queue"] = "classification",
): Promise<{ chunkId: string; items: ChunkItem[] }> {
  const items = keys.map((item_key) => ({ item_key }));
  const added = await addChunk(db, { jobId, key: `chunk:${randomUUID()}`, queue, items });
  if (!added) throw new Error("the job took no chunk");
  return { chunkId: added.chunkId, items: await openItems(db, added.chunkId) };
}

export const all = (items: ChunkItem[], status: Outcome["status"]): Outcome[] =>
  items.map(({ id }) => ({ item_id: id, status }));

/** The row as it is, `finished_by` included. */
export async function jobRow(db: Db, id: string): Promise<Tables<"jobs">> {
  return (await db.from("jobs").select("*").eq("id", id).single().throwOnError()).data;
}

export async function chunkRow(db: Db, id: string): Promise<Tables<"job_chunks">> {
  return (await db.from("job_chunks").select("*").eq("id", id).single().throwOnError()).data;
}

type CountedTable =
  | "scenes"
  | "objects"
  | "palettes"
  | "embeddings"
  | "classifications"
  | "rights_events"
  | "jobs"
  | "job_chunks"
  | "job_items"
  | "runs"
  | "run_steps"
  | "dead_letters"
  | "crawl_frontier";

/** How many rows of a table meet every condition. */
export async function rowsOf(db: Db, table: CountedTable, match: Record<string, string> = {}): Promise<number> {
  const { count } = await db.from(table).select("*", { count: "exact", head: true }).match(match).throwOnError();
  return count ?? 0;
}

export const GREY: PaletteColor[] = [{ lab: [53.6, 0, 0], hex: "#808080", share: 1, name: "grey" }];

export interface SceneSeed {
  source?: string;
  sourceId?: string;
  sha256?: string;
  title?: string;
}

export const newSha256 = (): string => randomBytes(32).toString("hex");

/** Writes a scene as ingest does, without files; its bytes are made up, so two calls make two scenes. */
export function seedScene(db: Db, seed: SceneSeed = {}) {
  const sha256 = seed.sha256 ?? newSha256();
  return saveScene(db, {
    origin: bareOrigin({
      source: seed.source ?? "test",
      sourceId: seed.sourceId ?? randomUUID(),
      imageUrl: `https://example.com/${sha256}.jpg`,
      title: seed.title ?? null,
    }),
    image: {
      sha256,
      phash: sha256.slice(0, 16),
      widthPx: 640,
      heightPx: 480,
      bytes: 1000,
      orientation: 1,
      pages: 1,
      format: "jpeg",
      mime: "image/jpeg",
      ext: "jpg",
      thumbnail: Buffer.alloc(0),
      palette: GREY,
      xmp: null,
    },
    rights: {
      decision: "unknown",
      reasons: [],
      findings: [
        {
          url: "https://example.com/",
          kind: "robots",
          decision: "allowed",
          detail: "Nothing forbids it.",
          evidence: {},
        },
      ],
    },
    path: storagePath(sha256, "jpg"),
    thumbnailPath: storagePath(sha256, "webp"),
  });
}
