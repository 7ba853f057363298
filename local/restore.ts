import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { refuseElsewhere } from "./backup/refuse-elsewhere.ts";
import { restore } from "./backup/restore.ts";
import { readSettings } from "./stack/settings.ts";

/** `npm run restore -- <folder of a backup>`: puts it in place of what is here; the stack must not run. */
try {
  const { positionals } = parseArgs({ allowPositionals: true });
  const [source] = positionals;
  if (!source || positionals.length > 1) throw new Error("Name the folder of one backup: npm run restore -- <folder>");
  const settings = readSettings(process.env);
  refuseElsewhere(settings);
  const { manifest, setAside } = await restore(resolve(source), settings.dataDir);
  process.stdout.write(`Restored what was saved ${manifest.made_at} into ${settings.dataDir}.\n`);
  if (setAside) process.stdout.write(`What was there before: ${setAside}\n`);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
