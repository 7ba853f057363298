import { type Operations, operationsSchema } from "@/lib/contracts/workers";
import type { Db, Json } from "@/lib/db/client";
import { NotFoundError } from "@/lib/errors";
import { LOST_AFTER_MS, type WorkerRow } from "./describe-worker";

const WORKERS_MAX = 500;
const FORGOTTEN_AFTER_MS = 24 * 60 * 60_000;

export interface SeenWorker {
  id: string;
  kind: "app" | "gpu-worker";
  url: string | null;
  version: string;
  state: "up" | "draining" | "down";
  details: NonNullable<Json>;
  started_at: string | null;
  last_seen_at: string;
}

export async function saveWorkers(db: Db, workers: SeenWorker[]): Promise<void> {
  if (workers.length > 0) await db.from("workers").upsert(workers).throwOnError();
}

/** Workers that are named in the settings and have not answered yet; known ones stay as they are. */
export async function expectWorkers(db: Db, workers: { id: string; url: string }[]): Promise<void> {
  const rows = workers.map((worker) => ({ ...worker, kind: "gpu-worker" }));
  if (rows.length > 0) await db.from("workers").upsert(rows, { ignoreDuplicates: true }).throwOnError();
}

/** Drops gpu-workers no longer in the settings, and app instances gone for a day. */
export async function forgetWorkers(db: Db, { known, nowMs }: { known: string[]; nowMs: number }): Promise<void> {
  const old = new Date(nowMs - FORGOTTEN_AFTER_MS).toISOString();
  await db.from("workers").delete().eq("kind", "app").lt("last_seen_at", old).throwOnError();
  await db
    .from("workers")
    .delete()
    .eq("kind", "gpu-worker")
    .not("id", "in", `(${known.join(",")})`)
    .throwOnError();
}

/** gpu-workers first, then app instances; at most 500. */
export async function listWorkers(db: Db): Promise<WorkerRow[]> {
  const query = db.from("workers").select("*").order("kind", { ascending: false }).order("id");
  return (await query.limit(WORKERS_MAX).throwOnError()).data;
}

/** @throws {NotFoundError} */
export async function getWorker(db: Db, id: string): Promise<WorkerRow> {
  const { data } = await db.from("workers").select("*").eq("id", id).maybeSingle().throwOnError();
  if (!data) throw new NotFoundError(`There is no worker ${id}.`);
  return data;
}

/** True to one caller of all processes until `ttlMs` have passed. */
export async function takeLease(db: Db, name: string, ttlMs: number): Promise<boolean> {
  return (await db.rpc("take_lease", { lease_name: name, ttl_ms: ttlMs }).throwOnError()).data;
}

export async function operationsGlance(db: Db, nowMs: number): Promise<Operations> {
  const lost_before = new Date(nowMs - LOST_AFTER_MS).toISOString();
  return operationsSchema.parse((await db.rpc("operations_glance", { lost_before }).throwOnError()).data);
}
