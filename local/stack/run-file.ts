import { readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { findProcess, listProcesses, type ProcessInfo, signalGroup } from "./processes.ts";

const entrySchema = z.object({ name: z.string(), pid: z.int().positive(), startedAt: z.string() });
const runFileSchema = z.object({ children: z.array(entrySchema) });
type Entry = z.infer<typeof entrySchema>;

/** Which children run, on disk: what a supervisor that was killed hard leaves behind can be found and ended. */
export interface RunFile {
  add(name: string, pid: number): void;
  remove(pid: number): void;
  /** Removes the file: everything was stopped in good order. */
  clear(): void;
}

export function openRunFile(dataDir: string): RunFile {
  const path = runFilePath(dataDir);
  const entries = new Map<number, Entry>();
  const save = () => {
    // Renamed into place, so that a kill in the middle leaves a whole file.
    writeFileSync(`${path}.new`, JSON.stringify({ children: [...entries.values()] }));
    renameSync(`${path}.new`, path);
  };
  return {
    add: (name, pid) => {
      const startedAt = findProcess(pid)?.startedAt;
      if (startedAt) entries.set(pid, { name, pid, startedAt });
      save();
    },
    remove: (pid) => {
      entries.delete(pid);
      save();
    },
    clear: () => rmSync(path, { force: true }),
  };
}

/**
 * Ends what an earlier supervisor of this data folder left running, grandchildren included. To be called by the holder of
 * the folder's lock only: without it the "left-overs" may be somebody's running stack.
 * @returns the names of the services that still had processes.
 */
export async function clearLeftovers(dataDir: string, graceMs: number): Promise<string[]> {
  const entries = readEntries(dataDir);
  const left = entries.filter((entry) => signalLeftover(entry, "SIGTERM"));
  const deadline = Date.now() + graceMs;
  while (left.some((entry) => signalLeftover(entry, 0)) && Date.now() < deadline) await sleep(50);
  for (const entry of left) signalLeftover(entry, "SIGKILL");
  rmSync(runFilePath(dataDir), { force: true });
  return left.map((entry) => entry.name);
}

/**
 * A group outlives its leader, and no new process gets the number of a living group. So the group is ours when its leader
 * is the process we noted, or is gone; a leader with another start time is a stranger with a reused number.
 */
function signalLeftover({ pid, startedAt }: Entry, signal: NodeJS.Signals | 0): boolean {
  const group = listProcesses().filter((each: ProcessInfo) => each.groupId === pid);
  const leader = group.find((each) => each.pid === pid);
  if (group.length === 0 || (leader && leader.startedAt !== startedAt)) return false;
  return signalGroup(pid, signal);
}

function readEntries(dataDir: string): Entry[] {
  try {
    return runFileSchema.parse(JSON.parse(readFileSync(runFilePath(dataDir), "utf8"))).children;
  } catch {
    return []; // none, or not ours to interpret
  }
}

function runFilePath(dataDir: string): string {
  return join(dataDir, "run.json");
}
