import { cpSync, existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { alone, describeFiles, isKept, MANIFEST, type Manifest, PARTS } from "./manifest.ts";

/**
 * Copies a data folder that nothing runs on. The target appears whole or not at all.
 * @throws {Error} for people: the stack runs, there is nothing to back up, or the target is there already.
 */
export function backUp(dataDir: string, target: string): Promise<Manifest> {
  if (!existsSync(join(dataDir, "supabase")))
    throw new Error(`There is nothing to back up in ${dataDir}: no stack has been started with this data folder.`);
  if (existsSync(target)) throw new Error(`${target} is there already; name another folder.`);
  return alone(dataDir, async () => {
    const draft = `${target}.partial`;
    rmSync(draft, { recursive: true, force: true });
    mkdirSync(dirname(draft), { recursive: true });
    mkdirSync(draft, { mode: 0o700 }); // it holds the keys
    for (const part of PARTS.filter((name) => existsSync(join(dataDir, name))))
      cpSync(join(dataDir, part), join(draft, part), { recursive: true, filter: isKept, preserveTimestamps: true });
    const files = await describeFiles(draft);
    const manifest: Manifest = { format: 1, made_at: new Date().toISOString(), files };
    writeFileSync(join(draft, MANIFEST), `${JSON.stringify(manifest, null, 1)}\n`);
    renameSync(draft, target);
    return manifest;
  });
}
