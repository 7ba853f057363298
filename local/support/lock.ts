import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
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
  mkdirSync(dir, { recursive: true, mode: 0o700 }); // what lies beside the lock is nobody else's business
  const file = join(dir, `${name}.lock`);
  const self: Holder = { pid: process.pid, startedAt: startTimeOf(process.pid) };
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, JSON.stringify(self));
  try {
    if (!tryLink(draft, file)) takeOver(file, draft);
  } finally {
    rmSync(draft, { force: true });
  }
  return { release: () => releaseOwn(file, self) };
}

/** Start time of a process in clock ticks since boot, null where there is none to read (or no /proc). */
export function startTimeOf(pid: number): string | null {
  return readStat(pid)?.startedAt ?? null;
}

/** State letter (field 3) and start time (field 22) of /proc/<pid>/stat. */
function readStat(pid: number): { state: string; startedAt: string } | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The command name (field 2) may hold spaces and brackets, so count fields from its last bracket.
    const [state, ...rest] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    const startedAt = rest[18];
    return state && startedAt ? { state, startedAt } : null;
  } catch {
    return null;
  }
}

/** Replaces the lock of a dead holder. Only who holds the claim may, so two that find it dead do not both win. */
function takeOver(file: string, draft: string): void {
  refuseIfAlive(file);
  const claim = `${file}.takeover`;
  if (!tryLink(draft, claim)) {
    const claimant = readHolder(claim);
    if (claimant && isAlive(claimant)) throw lostRace(file);
    rmSync(claim, { force: true }); // it died while taking over
    if (!tryLink(draft, claim)) throw lostRace(file);
  }
  try {
    refuseIfAlive(file);
    renameSync(draft, file);
  } finally {
    rmSync(claim, { force: true });
  }
}

function refuseIfAlive(file: string): void {
  const holder = readHolder(file);
  if (!holder || !isAlive(holder)) return;
  throw new LockHeldError(
    `Process ${holder.pid} already uses this data folder (lock file ${file}). ` +
      "Two processes on one folder would silently lose data, so this one will not start. " +
      "Stop the other process, or choose another folder.",
  );
}

function lostRace(file: string): LockHeldError {
  return new LockHeldError(`Another process took this data folder at the same moment (lock file ${file}). Try again.`);
}

/** Makes `target` with the whole content of `draft` at once; false when it exists. */
function tryLink(draft: string, target: string): boolean {
  try {
    linkSync(draft, target);
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") return false;
    throw error;
  }
}

function releaseOwn(file: string, self: Holder): void {
  const holder = readHolder(file);
  if (holder?.pid === self.pid && holder.startedAt === self.startedAt) rmSync(file, { force: true });
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
  const stat = readStat(holder.pid);
  if (!stat) return true;
  // A dead process keeps its pid until its parent asks for its exit code, which in a container may be never.
  if (stat.state === "Z" || stat.state === "X") return false;
  return holder.startedAt === null || stat.startedAt === holder.startedAt;
}
