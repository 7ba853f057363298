import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync, readlinkSync } from "node:fs";
import { connect, createServer } from "node:net";

export interface PortClaim {
  /** Who wants it, for the message. */
  name: string;
  port: number;
  /** The variable that moves it. */
  envName: string;
}

/** One message for every port that is not free, each with its holder and the way out; null when all are free. */
export async function describeTakenPorts(claims: readonly PortClaim[]): Promise<string | null> {
  const checked = await Promise.all(claims.map(async (claim) => ({ claim, problem: await portProblem(claim.port) })));
  const lines = checked.flatMap(({ claim: { name, port, envName }, problem }) =>
    problem
      ? [`Port ${port}, which ${name} needs, is ${problem}. Free it, or choose another: ${envName}=${port + 100}`]
      : [],
  );
  return lines.length > 0 ? lines.join("\n") : null;
}

/** Null when the port is free on loopback, else "taken by ..." or why it cannot be used. */
export async function portProblem(port: number): Promise<string | null> {
  // Both ways: some systems let us bind beside a listener on 0.0.0.0, which would then get part of the calls.
  const isTaken = (await answers(port)) || (await bindError(port)) === "EADDRINUSE";
  if (isTaken) return `taken by ${findHolder(port) ?? "another program"}`;
  const error = await bindError(port);
  return error && `not usable (${error})`;
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: "127.0.0.1" });
    const end = (isOpen: boolean) => {
      socket.destroy();
      resolve(isOpen);
    };
    socket.once("connect", () => end(true)).once("error", () => end(false));
  });
}

function bindError(port: number): Promise<string | null> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    server.listen(port, "127.0.0.1", () => server.close(() => resolve(null)));
  });
}

/** `"node server.js" (pid 4711)` of the listener, or null when the system does not tell us. */
export function findHolder(port: number): string | null {
  const pid = process.platform === "linux" ? holderFromProc(port) : holderFromLsof(port);
  if (!pid) return null;
  return `"${commandLine(pid)}" (pid ${pid})`;
}

/** Listening sockets are in /proc/net/tcp and tcp6 as hex; the process that has the socket's inode open holds it. */
function holderFromProc(port: number): number | null {
  const hexPort = port.toString(16).toUpperCase().padStart(4, "0");
  const inodes = new Set(
    ["tcp", "tcp6"].flatMap((table) =>
      readLines(`/proc/net/${table}`).flatMap((line) => {
        const [, local, , state, , , , , , inode] = line.trim().split(/\s+/);
        return local?.endsWith(`:${hexPort}`) && state === "0A" && inode ? [`socket:[${inode}]`] : [];
      }),
    ),
  );
  if (inodes.size === 0) return null;
  const pids = readdirSync("/proc").filter((entry) => /^\d+$/.test(entry));
  return Number(pids.find((pid) => openFiles(pid).some((file) => inodes.has(file)))) || null;
}

function openFiles(pid: string): string[] {
  const folder = `/proc/${pid}/fd`;
  return readable(() => readdirSync(folder)).flatMap((fd) => readable(() => [readlinkSync(`${folder}/${fd}`)]));
}

function readLines(path: string): string[] {
  return readable(() => readFileSync(path, "utf8").split("\n"));
}

/** Processes come and go while we look, and some are not ours to see. */
function readable(read: () => string[]): string[] {
  try {
    return read();
  } catch {
    return [];
  }
}

function holderFromLsof(port: number): number | null {
  const { stdout } = spawnSync("lsof", ["-nP", `-iTCP:${port}`, "-sTCP:LISTEN", "-t"], { encoding: "utf8" });
  return Number(stdout?.split("\n")[0]) || null;
}

function commandLine(pid: number): string {
  const text =
    process.platform === "linux"
      ? readLines(`/proc/${pid}/cmdline`).join(" ").replaceAll("\0", " ")
      : spawnSync("ps", ["-o", "command=", "-p", String(pid)], { encoding: "utf8" }).stdout;
  return (text ?? "").trim().slice(0, 80) || "unknown";
}
