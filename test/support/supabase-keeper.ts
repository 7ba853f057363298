// Its own process: keeps one Supabase server for a test run and ends it when the run is gone.
// Arguments: the folder where it writes its state, the pid of the run.
import { renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { acquireLock, startTimeOf } from "../../local/support/lock.ts";
import type { KeeperState } from "./shared-supabase.ts";
import { startSupabase } from "./supabase.ts";
import { takeSnapshot } from "./supabase-reset.ts";

const [dir, runPid] = process.argv.slice(2);
if (!dir || !runPid) throw new Error("usage: supabase-keeper.ts <folder> <pid of the run>");
const run = Number(runPid);
acquireLock(dir, "keeper");

const writeState = (state: KeeperState): void => {
  writeFileSync(join(dir, "state.part"), JSON.stringify(state));
  renameSync(join(dir, "state.part"), join(dir, "state.json"));
};

try {
  const { stop, ...server } = await startSupabase();
  const { pid: _pid, output: _output, kill9: _kill9, restart: _restart, ...access } = server;
  writeState({ access, snapshot: await takeSnapshot(access.databaseUrl) });
  const startedAt = startTimeOf(run);
  while (isRunning() && startTimeOf(run) === startedAt) await sleep(500);
  await stop();
} catch (error) {
  writeState({ error: error instanceof Error ? error.message : String(error) });
  while (isRunning()) await sleep(500);
}
rmSync(dir, { recursive: true, force: true });
process.exit(0);

function isRunning(): boolean {
  try {
    process.kill(run, 0);
    return true;
  } catch {
    return false;
  }
}
