import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { findProcess, signalGroup } from "../../../../local/stack/processes.ts";
import type { ServiceSpec, Timing } from "../../../../local/stack/supervise.ts";

const here = (file: string) => fileURLToPath(new URL(file, import.meta.url));

export interface Bench {
  dataDir: string;
  /** A fake service on a free port, e.g. `service("web", ["--stubborn"])`. */
  service(name: string, flags?: readonly string[], more?: Partial<ServiceSpec>): Promise<ServiceSpec>;
  startStack(specs: readonly ServiceSpec[], timing?: Partial<Timing>): FakeStack;
  /** What the fake services wrote, e.g. `start web 4711`. */
  journal(): string[];
  /** Pids the fake services noted, oldest first. */
  pids(what: "start" | "grandchild", name: string): number[];
  cleanUp(): void;
}

export interface FakeStack {
  pid: number;
  output(): string;
  /** Resolves when the output matches; fails with the output when it ends or five seconds pass without. */
  says(pattern: RegExp): Promise<void>;
  kill(signal: NodeJS.Signals): void;
  exit: Promise<number | string | null>;
}

/** A folder, fake services and supervisors for one test; `cleanUp` ends whatever the test left running. */
export function createBench(): Bench {
  const dataDir = mkdtempSync(join(tmpdir(), "modomo-stack-"));
  const journal = join(dataDir, "journal");
  const stacks: ChildProcess[] = [];
  const readJournal = () => (existsSync(journal) ? readFileSync(journal, "utf8").trim().split("\n") : []);
  return {
    dataDir,
    service: async (name, flags = [], more = {}) => {
      const port = await freePort();
      return {
        name,
        command: process.execPath,
        args: [here("fake-service.ts"), "--name", name, "--port", String(port), "--journal", journal, ...flags],
        cwd: dataDir,
        env: { PATH: process.env.PATH },
        healthUrl: `http://127.0.0.1:${port}/health`,
        port,
        portEnv: `TEST_${name.toUpperCase()}_PORT`,
        ...more,
      };
    },
    startStack: (specs, timing = {}) => {
      const argument = JSON.stringify({ dataDir, specs, timing });
      // Its own group, as a shell gives every command: a Ctrl-C can then be sent to it alone.
      const child = spawn(process.execPath, [here("fake-stack.ts"), argument], { detached: true });
      stacks.push(child);
      return followStack(child);
    },
    journal: readJournal,
    pids: (what, name) =>
      readJournal().flatMap((line) => {
        const [kind, of, pid] = line.split(" ");
        return kind === what && of === name ? [Number(pid)] : [];
      }),
    cleanUp: () => {
      for (const { pid } of stacks) if (pid) signalGroup(pid, "SIGKILL");
      const pids = readJournal().map((line) => Number(line.split(" ")[2]));
      for (const pid of pids) if (isAlive(pid)) process.kill(pid, "SIGKILL");
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** Running, that is: neither gone nor a zombie that waits for its parent. */
export function isAlive(pid: number): boolean {
  return findProcess(pid) !== null;
}

/** Polls until the check holds. @throws {Error} after `timeoutMs`. */
export async function until(check: () => boolean | Promise<boolean>, what: string, timeoutMs = 10_000): Promise<void> {
  const deadline = Date.now() + timeoutMs;
  while (!(await check())) {
    if (Date.now() > deadline) throw new Error(`not within ${timeoutMs} ms: ${what}`);
    await sleep(20);
  }
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });
}

function followStack(child: ChildProcess): FakeStack {
  let text = "";
  let hasEnded = false;
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on("data", (chunk: Buffer) => {
      text += String(chunk);
    });
  }
  const exit = new Promise<number | string | null>((resolve) => {
    child.once("exit", (code, signal) => {
      hasEnded = true;
      resolve(code ?? signal);
    });
  });
  return {
    pid: child.pid ?? 0,
    output: () => text,
    says: async (pattern) => {
      await until(() => pattern.test(text) || hasEnded, `output ${pattern} in:\n${text}`).catch(() => undefined);
      await sleep(hasEnded ? 100 : 0); // the last chunk may come behind the exit
      if (!pattern.test(text)) throw new Error(`expected output ${pattern}, got:\n${text}`);
    },
    kill: (signal) => child.kill(signal),
    exit,
  };
}
