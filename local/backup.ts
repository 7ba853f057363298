import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { backUp } from "./backup/back-up.ts";
import { refuseElsewhere } from "./backup/refuse-elsewhere.ts";
import { readSettings } from "./stack/settings.ts";

/** `npm run backup [-- --to <folder>]`: copies everything this machine keeps; the stack must not run. */
try {
  const { values } = parseArgs({ options: { to: { type: "string" } } });
  const settings = readSettings(process.env);
  refuseElsewhere(settings);
  const stamp = new Date().toISOString().slice(0, 19).replaceAll(":", "-");
  const target = resolve(values.to ?? `${settings.dataDir}-backups/${stamp}`);
  const { files } = await backUp(settings.dataDir, target);
  const mib = Object.values(files).reduce((sum, { bytes }) => sum + bytes, 0) / 1_048_576;
  process.stdout.write(
    `${Object.keys(files).length} files, ${mib.toFixed(1)} MiB: ${target}\nIt holds the keys of this installation; keep it as safe as them.\n`,
  );
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
