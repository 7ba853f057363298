import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

const VERSION_MIN = 15;
const READY_MAX_MS = 30_000;
const DEBIAN_ROOT = "/usr/lib/postgresql";

/** Folder of the newest PostgreSQL server programs here (Debian's places), or null. Tests that need one skip without. */
export function findPostgresBin(): string | null {
  const versions = existsSync(DEBIAN_ROOT) ? readdirSync(DEBIAN_ROOT).map(Number) : [];
  const newest = versions.filter((version) => version >= VERSION_MIN).sort((a, b) => b - a)[0];
  const bin = newest ? join(DEBIAN_ROOT, String(newest), "bin") : null;
  return bin && existsSync(join(bin, "initdb")) && findServerUser() ? bin : null;
}

/** Makes and starts an empty cluster on a free loopback port in a folder of its own; `stop` deletes it. */
export async function startPostgres(bin: string): Promise<{ url: string; stop(): Promise<void> }> {
  const dir = mkdtempSync(join(tmpdir(), "modomo-postgres-"));
  const user = findServerUser();
  if (!user) throw new Error("PostgreSQL does not run as root and there is no user postgres.");
  if (user.uid !== undefined && user.gid !== undefined) chownSync(dir, user.uid, user.gid);
  const data = join(dir, "data");
  execFileSync(join(bin, "initdb"), ["-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync"], {
    ...user,
    cwd: dir,
    stdio: "ignore",
  });
  const port = await freePort();
  const settings = ["-h", "127.0.0.1", "-p", String(port), "-k", dir, "-c", "timezone=Europe/Paris"];
  const server = spawn(join(bin, "postgres"), ["-D", data, ...settings], { ...user, cwd: dir, stdio: "ignore" });
  await waitUntilReady(bin, port, server);
  return {
    url: `postgres://postgres@127.0.0.1:${port}/postgres`,
    stop: async () => {
      const closed = new Promise((resolve) => server.once("close", resolve));
      server.kill("SIGINT"); // fast shutdown: does not wait for clients
      await closed;
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

/** Whom to run as: nobody else when we are not root, `postgres` when we are, null when there is no such user. */
function findServerUser(): { uid?: number; gid?: number } | null {
  if (process.getuid?.() !== 0) return {};
  try {
    const id = (flag: string): number => Number(execFileSync("id", [flag, "postgres"], { stdio: "pipe" }).toString());
    return { uid: id("-u"), gid: id("-g") };
  } catch {
    return null;
  }
}

async function waitUntilReady(bin: string, port: number, server: ChildProcess): Promise<void> {
  const deadline = Date.now() + READY_MAX_MS;
  while (Date.now() < deadline && server.exitCode === null) {
    try {
      execFileSync(join(bin, "pg_isready"), ["-h", "127.0.0.1", "-p", String(port)], { stdio: "ignore" });
      return;
    } catch {
      await sleep(100);
    }
  }
  server.kill("SIGKILL");
  throw new Error(`PostgreSQL was not ready after ${READY_MAX_MS / 1000} s (exit code ${server.exitCode}).`);
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() =>
        address && typeof address === "object" ? resolve(address.port) : reject(new Error("no port")),
      );
    });
  });
}
