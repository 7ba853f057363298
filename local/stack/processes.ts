import { type ChildProcessByStdio, spawn, spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import type { Readable } from "node:stream";
import type { Env } from "./settings.ts";

/** One running process. `startedAt` is opaque and compares equal only for the same process: pids come round again. */
export interface ProcessInfo {
  pid: number;
  groupId: number;
  startedAt: string;
}

/** Every process of this machine that we may look at; empty where the system does not tell. */
export function listProcesses(): ProcessInfo[] {
  return process.platform === "linux" ? listFromProc() : listFromPs();
}

/** Null when no process has this pid. */
export function findProcess(pid: number): ProcessInfo | null {
  if (process.platform === "linux") return readProcStat(pid);
  return listFromPs().find((each) => each.pid === pid) ?? null;
}

export type GroupLeader = ChildProcessByStdio<null, Readable, Readable>;
export interface SpawnRequest {
  command: string;
  args: readonly string[];
  cwd: string;
  env: Env;
}

/**
 * Starts a child as leader of its own process group: the terminal's Ctrl-C reaches only us, and the child ends together
 * with its own children. On Linux the kernel ends it when this process is killed hard.
 */
export function spawnGroup({ command, args, cwd, env }: SpawnRequest): GroupLeader {
  const argv = hasPdeathsig() ? ["setpriv", "--pdeathsig", "TERM", command, ...args] : [command, ...args];
  const [file = command, ...rest] = argv;
  return spawn(file, rest, { cwd, env: env as NodeJS.ProcessEnv, detached: true, stdio: ["ignore", "pipe", "pipe"] });
}

/** False when nothing of the group is left. */
export function signalGroup(groupId: number, signal: NodeJS.Signals | 0): boolean {
  try {
    process.kill(-groupId, signal);
    return true;
  } catch {
    return false;
  }
}

let pdeathsig: boolean | undefined;
function hasPdeathsig(): boolean {
  pdeathsig ??= process.platform === "linux" && spawnSync("setpriv", ["--pdeathsig", "TERM", "true"]).status === 0;
  return pdeathsig;
}

function listFromProc(): ProcessInfo[] {
  const pids = readdirSync("/proc").filter((entry) => /^\d+$/.test(entry));
  return pids.flatMap((pid) => readProcStat(Number(pid)) ?? []);
}

/** Fields of /proc/<pid>/stat count from behind the name in parentheses: state, ppid, pgrp, ..., starttime as the 20th. */
function readProcStat(pid: number): ProcessInfo | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    if (fields[0] === "Z") return null; // dead already, only waiting to be reaped
    return { pid, groupId: Number(fields[2]), startedAt: `${bootId()}/${fields[19]}` };
  } catch {
    return null;
  }
}

let boot: string | undefined;
function bootId(): string {
  boot ??= readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim();
  return boot;
}

function listFromPs(): ProcessInfo[] {
  const { stdout } = spawnSync("ps", ["-A", "-o", "pid=,pgid=,lstart="], { encoding: "utf8" });
  return (stdout ?? "").split("\n").flatMap((line) => {
    const [, pid, groupId, startedAt] = /^\s*(\d+)\s+(\d+)\s+(.+?)\s*$/.exec(line) ?? [];
    return pid && groupId && startedAt ? { pid: Number(pid), groupId: Number(groupId), startedAt } : [];
  });
}
