import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { acquireLock, LockHeldError, startTimeOf } from "../../../local/support/lock.ts";

const lockModule = new URL("../../../local/support/lock.ts", import.meta.url).href;
let dir: string;
const children: ChildProcess[] = [];
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "modomo-lock-"));
});
afterEach(() => {
  for (const child of children.splice(0)) child.kill("SIGKILL");
  rmSync(dir, { recursive: true });
});

/** A process that tries for the lock and, when it has it, keeps it. Answers "held" or the name of the error. */
async function contender(): Promise<{ child: ChildProcess; outcome: string }> {
  const script = `
    const { acquireLock } = await import(${JSON.stringify(lockModule)});
    try { acquireLock(${JSON.stringify(dir)}, "test"); process.stdout.write("held\\n"); setInterval(() => {}, 1000); }
    catch (error) { process.stdout.write(error.name + "\\n"); }`;
  const child = spawn(process.execPath, ["--input-type=module", "-e", script], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  children.push(child);
  const outcome = await new Promise<string>((resolve) =>
    child.stdout.once("data", (data) => resolve(String(data).trim())),
  );
  return { child, outcome };
}

const killed = (child: ChildProcess): Promise<void> =>
  new Promise((resolve) => {
    child.once("exit", () => resolve());
    child.kill("SIGKILL");
  });

test("while a living process holds it, nobody else gets it, and the error names the process and the file", async () => {
  const { child, outcome } = await contender();
  expect(outcome).toBe("held");
  expect(() => acquireLock(dir, "test")).toThrow(LockHeldError);
  expect(() => acquireLock(dir, "test")).toThrow(new RegExp(`Process ${child.pid} .*test\\.lock`));
});

test("after kill -9 it is free at once", async () => {
  const { child } = await contender();
  await killed(child);
  const lock = acquireLock(dir, "test");
  lock.release();
  expect(existsSync(join(dir, "test.lock"))).toBe(false);
});

test.skipIf(!startTimeOf(process.pid))("a dead process that nobody has buried does not hold it", async () => {
  // The shell starts the contender, replaces itself by `sleep`, and so never asks for the contender's exit code.
  const script = `import { acquireLock } from ${JSON.stringify(lockModule)}; acquireLock(${JSON.stringify(dir)}, "test")`;
  const command = `"$NODE" --input-type=module -e "$SCRIPT; process.exitCode = 0" & exec sleep 60`;
  children.push(spawn("sh", ["-c", command], { env: { ...process.env, NODE: process.execPath, SCRIPT: script } }));
  await expect.poll(() => existsSync(join(dir, "test.lock")), { timeout: 10_000 }).toBe(true);
  const { pid } = JSON.parse(readFileSync(join(dir, "test.lock"), "utf8"));
  await expect.poll(() => readFileSync(`/proc/${pid}/stat`, "utf8"), { timeout: 10_000 }).toContain(") Z ");
  acquireLock(dir, "test").release();
});

test("of several that find a stale lock at the same moment, exactly one gets it", async () => {
  for (let round = 0; round < 5; round += 1) {
    const { child } = await contender();
    await killed(child);
    const contenders = await Promise.all(Array.from({ length: 6 }, contender));
    expect(contenders.filter(({ outcome }) => outcome === "held")).toHaveLength(1);
    for (const each of contenders) if (each.outcome === "held") await killed(each.child);
  }
});

test("a takeover that died half way does not block the next one", async () => {
  const { child } = await contender();
  await killed(child);
  writeFileSync(join(dir, "test.lock.takeover"), readFileSync(join(dir, "test.lock")));
  acquireLock(dir, "test").release();
  expect(readdirSync(dir)).toEqual([]);
});

test.skipIf(!startTimeOf(process.pid))("a pid that now belongs to another process does not hold it", () => {
  writeFileSync(join(dir, "test.lock"), JSON.stringify({ pid: process.ppid, startedAt: "1" }));
  acquireLock(dir, "test").release();
});

test("a lock file that was cut short is stale", () => {
  writeFileSync(join(dir, "test.lock"), '{"pid":');
  acquireLock(dir, "test").release();
});

test("release leaves a lock alone that someone else has taken since", () => {
  const lock = acquireLock(dir, "test");
  const other = JSON.stringify({ pid: process.ppid, startedAt: startTimeOf(process.ppid) });
  writeFileSync(join(dir, "test.lock"), other);
  lock.release();
  expect(readFileSync(join(dir, "test.lock"), "utf8")).toBe(other);
});

test("a data folder made here is closed to other users of the machine", () => {
  const folder = join(dir, "data");
  acquireLock(folder, "test").release();
  expect(statSync(folder).mode & 0o077).toBe(0);
});
