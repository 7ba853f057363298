import { cpSync, existsSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { alone, describeFiles, type Manifest, PARTS, readManifest } from "./manifest.ts";

export interface Restored {
  manifest: Manifest;
  /** Where what was in the data folder lies now; null where nothing was. */
  setAside: string | null;
}

/**
 * Puts a backup in place of what the data folder holds, which is set aside, never deleted. Nothing is touched before the
 * backup has been compared with its manifest and copied.
 * @throws {Error} for people: the stack runs, or the backup is none, or damaged.
 */
export async function restore(source: string, dataDir: string): Promise<Restored> {
  const manifest = readManifest(source);
  const damage = findDamage(manifest.files, await describeFiles(source));
  if (damage.length > 0)
    throw new Error(`The backup in ${source} is damaged; nothing was changed.\n${damage.slice(0, 10).join("\n")}`);
  return alone(dataDir, async () => {
    const stamp = new Date().toISOString().replaceAll(":", "-");
    const draft = join(dataDir, `restoring-${stamp}`);
    mkdirSync(draft, { mode: 0o700 });
    const parts = PARTS.filter((name) => existsSync(join(source, name)));
    for (const part of parts)
      cpSync(join(source, part), join(draft, part), { recursive: true, preserveTimestamps: true });
    const setAside = join(dataDir, `before-restore-${stamp}`);
    mkdirSync(setAside, { mode: 0o700 });
    const present = PARTS.filter((name) => existsSync(join(dataDir, name)));
    for (const part of present) renameSync(join(dataDir, part), join(setAside, part));
    for (const part of parts) renameSync(join(draft, part), join(dataDir, part));
    rmSync(draft, { recursive: true });
    return { manifest, setAside: present.length > 0 ? setAside : null };
  });
}

/** One line a file that is missing, changed or not of the backup. */
function findDamage(wanted: Manifest["files"], present: Manifest["files"]): string[] {
  const paths = [...new Set([...Object.keys(wanted), ...Object.keys(present)])].sort();
  return paths.flatMap((path) => {
    const [want, have] = [wanted[path], present[path]];
    if (!have) return [`  missing: ${path}`];
    if (!want) return [`  not of the backup: ${path}`];
    return want.sha256 === have.sha256 ? [] : [`  changed: ${path}`];
  });
}
