import { randomUUID } from "node:crypto";
import type { Deps } from "@/lib/deps";
import { parseEnv } from "@/lib/env";
import { createSafeFetch } from "@/lib/http/safe-fetch";
import type { ChunkItem, Outcome } from "@/lib/jobs/chunks.repository";
import { importChunk, importInputSchema, planImportPage } from "@/lib/scenes/import-images";
import type { SupabaseAccess } from "./supabase.ts";
import { workDb } from "./work.ts";

type ImportDeps = Pick<Deps, "db" | "env" | "hub" | "safeFetch">;

/** What an import needs, against the shared database. */
export function importDeps(
  server: SupabaseAccess,
  { hub, privateOrigins = [] }: { hub: Deps["hub"]; privateOrigins?: string[] },
): ImportDeps {
  const env = parseEnv({
    SUPABASE_URL: server.url,
    SUPABASE_PUBLISHABLE_KEY: server.publishableKey,
    SUPABASE_SECRET_KEY: server.secretKey,
    GPU_WORKER_URLS: "http://127.0.0.1:1",
    GPU_WORKER_TOKEN: "no gpu-worker is asked",
    MODOMO_CRAWL_DELAY_MS: "0",
  });
  return { db: workDb(server), env, hub, safeFetch: createSafeFetch({ userAgent: "Modomo test", privateOrigins }) };
}

export interface ImportRun {
  outcomes: (Outcome & { key: string })[];
  sceneIds: string[];
  pages: number;
}

/** Plans an import page by page and does every chunk, as the engine would, without one. */
export async function runImport(
  deps: ImportDeps,
  input: object,
  createdAt = new Date().toISOString(),
  jobId: string = randomUUID(),
): Promise<ImportRun> {
  const run: ImportRun = { outcomes: [], sceneIds: [], pages: 0 };
  const parsed = importInputSchema.parse(input);
  for (let cursor: string | null = null; ; run.pages += 1) {
    const { chunks, next } = await planImportPage(deps, parsed, cursor, jobId);
    for (const { items } of chunks) {
      const open = items.map(
        ({ item_key, payload }): ChunkItem => ({
          id: randomUUID(),
          itemKey: item_key,
          sceneId: null,
          payload: payload ?? {},
        }),
      );
      const job = { id: jobId, input: input as Record<string, unknown>, created_at: createdAt };
      const { outcomes, sceneIds } = await importChunk(deps, open, { job, isLastTry: true });
      const keyOf = new Map(open.map(({ id, itemKey }) => [id, itemKey]));
      run.outcomes.push(...outcomes.map((outcome) => ({ ...outcome, key: keyOf.get(outcome.item_id) ?? "" })));
      run.sceneIds.push(...sceneIds);
    }
    if (next === null) return run;
    cursor = next;
  }
}

/** How many items ended how. */
export function countsOf({ outcomes }: ImportRun): Record<string, number> {
  const groups = Map.groupBy(outcomes, ({ status }) => status);
  return Object.fromEntries([...groups].map(([status, all]) => [status, all.length]));
}
