import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));

/**
 * Path of one set of the evaluation data kept outside the project (licences forbid copying it in), or null where it is
 * absent. Tests that need it skip with a message.
 */
export function sharedData(set: string): string | null {
  const path = join(process.env.MODOMO_SHARED_DATA ?? join(root, "../shared/data"), set);
  return existsSync(path) ? path : null;
}
