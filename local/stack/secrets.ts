import { randomInt } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { generateSupabaseKeys } from "../supabase/keys.ts";

const secretsSchema = z.object({
  supabasePublishableKey: z.string().min(1),
  supabaseSecretKey: z.string().min(1),
  supabaseJwtSecret: z.string().min(32),
  gpuWorkerToken: z.string().min(1),
  adminEmail: z.email(),
  adminPassword: z.string().min(1),
  /** `mdm_` and 40 characters of base62; the demo's own key. */
  apiKey: z.string().regex(/^mdm_[0-9A-Za-z]{40}$/),
});
export type Secrets = z.infer<typeof secretsSchema>;

const BASE62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
/** Without the look-alikes 0 o 1 l i: people type this one. */
const READABLE = "abcdefghjkmnpqrstuvwxyz23456789";

/**
 * The keys and passwords of one data folder, made at the first call and the same ever after; readable by the owner only.
 * To be called by the holder of the folder's lock.
 * @throws {Error} the file is there but does not hold what it must.
 */
export function loadSecrets(dataDir: string): Secrets {
  const path = join(dataDir, "secrets.json");
  if (existsSync(path)) return parseSecrets(path);
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const secrets = makeSecrets();
  // Renamed into place: an interrupted first start leaves no half a file behind.
  writeFileSync(`${path}.new`, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 });
  renameSync(`${path}.new`, path);
  return secrets;
}

function makeSecrets(): Secrets {
  const keys = generateSupabaseKeys();
  return {
    supabasePublishableKey: keys.publishableKey,
    supabaseSecretKey: keys.secretKey,
    supabaseJwtSecret: keys.jwtSecret,
    gpuWorkerToken: randomText(BASE62, 40),
    adminEmail: "admin@modomo.local",
    adminPassword: [1, 2, 3, 4].map(() => randomText(READABLE, 5)).join("-"),
    apiKey: `mdm_${randomText(BASE62, 40)}`,
  };
}

function parseSecrets(path: string): Secrets {
  try {
    return secretsSchema.parse(JSON.parse(readFileSync(path, "utf8")));
  } catch (error) {
    throw new Error(
      `${path} cannot be read as this folder's secrets. The database was made with them, so they are not replaced: ` +
        "restore the file, or move the whole data folder away to start afresh.",
      { cause: error },
    );
  }
}

function randomText(alphabet: string, length: number): string {
  return Array.from({ length }, () => alphabet[randomInt(alphabet.length)]).join("");
}
