import { mkdirSync, readFileSync, renameSync, unlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";

export type Lock = { release(): void };
type Holder = { pid: number; startedAt: string | null };

export class LockHeldError extends Error {
  override name = "LockHeldError";
}

/**
 * Takes `<dir>/<name>.lock` for this process until `release()`; a lock whose holder died is taken over.
 *
 * The holder is known by pid *and* process start time: pids repeat after a restart, in containers at once. Where the
 * start time cannot be read (no /proc), the pid alone decides, so a reused pid can make a dead lock look alive there.
 * @throws {LockHeldError} a living process holds it; the message names the process and the file.
 */
export function acquireLock(dir: string, name: string): Lock {
  mkdirSync(dir, { recursive: true });
  const file = join(dir, `${name}.lock`);
  const self: Holder = { pid: process.pid, startedAt: startTimeOf(process.pid) };
  if (!tryCreate(file, self)) takeOver(file, self);
  return { release: () => releaseOwn(file, self) };
}

/** Start time of a process in clock ticks since boot (field 22 of /proc/<pid>/stat), null where there is none to read. */
export function startTimeOf(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The command name (field 2) may hold spaces and brackets, so count fields from its last bracket.
    const afterName = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return afterName[19] ?? null;
  } catch {
    return null;
  }
}

function takeOver(file: string, self: Holder): void {
  const holder = readHolder(file);
  if (holder && isAlive(holder)) {
    throw new LockHeldError(
      `Process ${holder.pid} already uses this data folder (lock file ${file}). ` +
        "Two processes on one folder would silently lose data, so this one will not start. " +
        "Stop the other process, or choose another folder.",
    );
  }
  // Only one of several waiting processes can rename the stale file away; the others find it gone or replaced.
  const stale = `${file}.${process.pid}.stale`;
  try {
    renameSync(file, stale);
    const moved = readHolder(stale);
    unlinkSync(stale);
    if (moved && isAlive(moved)) throw lostRace(file);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "ENOENT")) throw error;
  }
  if (!tryCreate(file, self)) throw lostRace(file);
}

function lostRace(file: string): LockHeldError {
  return new LockHeldError(`Another process took this data folder at the same moment (lock file ${file}). Try again.`);
}

function tryCreate(file: string, self: Holder): boolean {
  try {
    writeFileSync(file, JSON.stringify(self), { flag: "wx" });
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") return false;
    throw error;
  }
}

function releaseOwn(file: string, self: Holder): void {
  const holder = readHolder(file);
  if (holder?.pid === self.pid && holder.startedAt === self.startedAt) unlinkSync(file);
}

function readHolder(file: string): Holder | null {
  try {
    const value: unknown = JSON.parse(readFileSync(file, "utf8"));
    if (typeof value !== "object" || value === null || !("pid" in value) || typeof value.pid !== "number") return null;
    const startedAt = "startedAt" in value && typeof value.startedAt === "string" ? value.startedAt : null;
    return { pid: value.pid, startedAt };
  } catch {
    return null;
  }
}

function isAlive(holder: Holder): boolean {
  try {
    process.kill(holder.pid, 0);
  } catch (error) {
    // EPERM: it exists and belongs to someone else.
    if (!(error instanceof Error && "code" in error && error.code === "EPERM")) return false;
  }
  const startedAt = startTimeOf(holder.pid);
  return startedAt === null || holder.startedAt === null || startedAt === holder.startedAt;
}
