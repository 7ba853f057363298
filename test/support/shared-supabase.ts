import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { startTimeOf } from "../../local/support/lock.ts";
import type { SupabaseAccess } from "./supabase.ts";
import { restoreSnapshot, type Snapshot } from "./supabase-reset.ts";

const KEEPER = fileURLToPath(new URL("./supabase-keeper.ts", import.meta.url));
const START_MAX_MS = 120_000;

/** What the keeper writes when its server is ready, or why it is not. */
export type KeeperState = { access: SupabaseAccess; snapshot: Snapshot } | { error: string };

export type SharedSupabase = SupabaseAccess & {
  /** Takes the database back to what it was when the server started. Call it before each test that counts rows. */
  reset(): Promise<void>;
};

/**
 * One server with the product's migrations for all test files of a run, started by the first that asks and ended when
 * the run ends, however it ends. Do not stop or kill it: `startSupabase` gives a server of your own.
 */
export async function sharedSupabase(): Promise<SharedSupabase> {
  // The parent of every test worker is the one process of this run.
  const run = process.ppid;
  const dir = join(tmpdir(), `modomo-test-run-${run}-${startTimeOf(run) ?? "unknown"}`);
  const stateFile = join(dir, "state.json");
  if (!existsSync(stateFile)) {
    mkdirSync(dir, { recursive: true });
    // Of several started at once, one gets the lock and the others leave.
    spawn(process.execPath, [KEEPER, dir, String(run)], { detached: true, stdio: "ignore" }).unref();
  }
  const deadline = Date.now() + START_MAX_MS;
  while (!existsSync(stateFile)) {
    if (Date.now() > deadline)
      throw new Error(`The shared Supabase server was not ready after ${START_MAX_MS / 1000} s.`);
    await sleep(100);
  }
  const state = JSON.parse(readFileSync(stateFile, "utf8")) as KeeperState; // written whole by the keeper
  if ("error" in state) throw new Error(state.error);
  const { access, snapshot } = state;
  return { ...access, reset: () => restoreSnapshot(access.databaseUrl, snapshot) };
}
