import { createHash } from "node:crypto";
import { createReadStream, existsSync, readFileSync } from "node:fs";
import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { z } from "zod";
import { acquireLock } from "../support/lock.ts";

export const MANIFEST = "manifest.json";
/** What a data folder holds that cannot be made again: database and files, the engine's runs, keys and passwords. */
export const PARTS = ["supabase", "engine", "inngest", "secrets.json"];

const manifestSchema = z.object({
  format: z.literal(1),
  made_at: z.iso.datetime(),
  /** Paths below the backup's folder, with `/`. */
  files: z.record(z.string(), z.object({ bytes: z.int().nonnegative(), sha256: z.string().length(64) })),
});
export type Manifest = z.infer<typeof manifestSchema>;

/** @throws {Error} for people: the folder holds no backup. */
export function readManifest(folder: string): Manifest {
  const path = join(folder, MANIFEST);
  if (!existsSync(path)) throw new Error(`${folder} is no backup: it has no ${MANIFEST}.`);
  return manifestSchema.parse(JSON.parse(readFileSync(path, "utf8")));
}

/** Size and SHA-256 of every file of the backed up parts below the folder; locks belong to processes and are left out. */
export async function describeFiles(folder: string): Promise<Manifest["files"]> {
  const files: Manifest["files"] = {};
  for (const part of PARTS.filter((name) => existsSync(join(folder, name)))) {
    const isFile = (await stat(join(folder, part))).isFile();
    const below = isFile ? [part] : await filesBelow(folder, part);
    for (const path of below.filter(isKept)) {
      const { size } = await stat(join(folder, path));
      files[path] = { bytes: size, sha256: await sha256(join(folder, path)) };
    }
  }
  return files;
}

/** Locks name a living process. */
export const isKept = (path: string): boolean => !path.endsWith(".lock");

async function filesBelow(folder: string, part: string): Promise<string[]> {
  const entries = await readdir(join(folder, part), { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort();
}

async function sha256(path: string): Promise<string> {
  const hash = createHash("sha256");
  await pipeline(createReadStream(path), hash);
  return hash.digest("hex");
}

/**
 * Does the work while nothing else can open the data folder.
 * @throws {LockHeldError} a stack or a Supabase server runs on it.
 */
export async function alone<Result>(dataDir: string, work: () => Promise<Result>): Promise<Result> {
  const stack = acquireLock(dataDir, "stack");
  try {
    const supabase = acquireLock(join(dataDir, "supabase"), "supabase");
    try {
      return await work();
    } finally {
      supabase.release();
    }
  } finally {
    stack.release();
  }
}
