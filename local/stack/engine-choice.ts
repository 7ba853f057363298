import { spawnSync } from "node:child_process";
import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import type { Env } from "./settings.ts";

export type EngineChoice = { kind: "inngest"; binary: string; reason: string } | { kind: "embedded"; reason: string };

/**
 * The official Inngest dev server when its binary is installed and runs, else the embedded engine.
 * `MODOMO_ENGINE=embedded|inngest` forces one.
 * @throws {Error} the forced one is not there, or the variable holds something else.
 */
export function chooseEngine({ rootDir, env }: { rootDir: string; env: Env }): EngineChoice {
  const forced = env.MODOMO_ENGINE || null;
  if (forced === "embedded") return { kind: "embedded", reason: "MODOMO_ENGINE=embedded" };
  if (forced !== null && forced !== "inngest") {
    throw new Error(`MODOMO_ENGINE is "${forced}"; it can be "embedded" or "inngest", or be left out.`);
  }
  const binary = inngestCandidates(rootDir, env).find(runs);
  if (binary)
    return {
      kind: "inngest",
      binary,
      reason: forced ? "MODOMO_ENGINE=inngest" : `its binary is installed (${binary})`,
    };
  if (forced) {
    throw new Error(
      "MODOMO_ENGINE=inngest, but the Inngest dev server's binary is not installed. " +
        "`npm install inngest-cli` downloads it where the network allows; without MODOMO_ENGINE the embedded engine runs.",
    );
  }
  return { kind: "embedded", reason: "the Inngest dev server's binary is not installed (npm package inngest-cli)" };
}

function inngestCandidates(rootDir: string, env: Env): string[] {
  const onPath = (env.PATH ?? "").split(delimiter).map((dir) => join(dir, "inngest"));
  return [join(rootDir, "node_modules/inngest-cli/bin/inngest"), ...onPath];
}

/** Asked for its version, not only looked at: without its download the npm package leaves a script there that just complains. */
function runs(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
  } catch {
    return false;
  }
  return spawnSync(path, ["version"], { timeout: 10_000, stdio: "ignore" }).status === 0;
}
