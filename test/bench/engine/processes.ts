import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const path = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url));

export type Measured = {
  child: ChildProcess;
  cpuMs: () => number;
  rssMb: () => number;
  kill: (signal?: NodeJS.Signals) => Promise<void>;
};

export async function startEngineProcess({
  dir,
  port,
  appUrl,
}: {
  dir: string;
  port: number;
  appUrl: string;
}): Promise<Measured> {
  const args = [
    path("../../../local/engine/main.ts"),
    "--port",
    String(port),
    "--data",
    dir,
    "--app",
    appUrl,
    "--log-level",
    "warn",
  ];
  const child = spawn(
    process.execPath,
    [...args, ...(process.env.ENGINE_BENCH_FLAGS?.split(" ").filter(Boolean) ?? [])],
    { stdio: ["ignore", "inherit", "inherit"] },
  );
  await untilTrue(() =>
    fetch(`http://127.0.0.1:${port}/health`).then(
      (response) => response.ok,
      () => false,
    ),
  );
  return measured(child);
}

/** @returns also `done()`: how many runs have returned in the app so far. */
export async function startAppProcess(options: {
  engineUrl: string;
  port: number;
}): Promise<Measured & { done: () => number }> {
  const args = [path("./bench-app.ts"), options.engineUrl, String(options.port)];
  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
  let done = 0;
  const lines = createInterface(child.stdout);
  await once(lines, "line");
  lines.on("line", (line) => {
    done = (JSON.parse(line) as { done: number }).done;
  });
  return { ...measured(child), done: () => done };
}

/** CPU time (user + system, all threads) and memory of a child, from /proc. */
function measured(child: ChildProcess): Measured {
  const stat = (): string[] =>
    readFileSync(`/proc/${child.pid}/stat`, "utf8")
      .replace(/^.*\) /, "")
      .split(" ");
  const status = (): string => readFileSync(`/proc/${child.pid}/status`, "utf8");
  return {
    child,
    cpuMs: () => (Number(stat()[11]) + Number(stat()[12])) * 10,
    rssMb: () => Number(/VmRSS:\s+(\d+)/.exec(status())?.[1]) / 1024,
    kill: async (signal = "SIGKILL") => {
      child.kill(signal);
      await once(child, "exit");
    },
  };
}

export async function untilTrue(read: () => Promise<boolean>, limitMs = 600_000): Promise<void> {
  const deadline = Date.now() + limitMs;
  while (!(await read())) {
    if (Date.now() > deadline) throw new Error("gave up waiting");
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

export function quantile(values: number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

export async function metric(url: string, series: string): Promise<number> {
  const text = await (await fetch(`${url}/metrics`)).text();
  const line = text.split("\n").find((candidate) => candidate.startsWith(`${series} `));
  return Number(line?.split(" ").at(-1) ?? 0);
}

export type Bucket = {
  boundMs: number;
  /** How many took at most the bound. */
  count: number;
};

/** The engine's histogram of dispatch latency so far, the last bucket without a bound. */
export async function dispatchLatency(url: string): Promise<Bucket[]> {
  const text = await (await fetch(`${url}/metrics`)).text();
  const lines = text.matchAll(/^modomo_engine_dispatch_latency_seconds_bucket\{le="(.+)"\} (\d+)$/gm);
  return Array.from(lines, ([, bound, count]) => ({
    boundMs: bound === "+Inf" ? Number.POSITIVE_INFINITY : Number(bound) * 1000,
    count: Number(count),
  }));
}

/** A quantile of a histogram, linear within its bucket; Infinity beyond the last bound, NaN without observations. */
export function latencyQuantileMs(buckets: Bucket[], share: number): number {
  const rank = share * (buckets.at(-1)?.count ?? 0);
  const index = buckets.findIndex(({ count }) => count > 0 && count >= rank);
  const found = buckets[index];
  if (!found) return Number.NaN;
  const below = buckets[index - 1] ?? { boundMs: 0, count: 0 };
  const part = (rank - below.count) / (found.count - below.count);
  return Math.round((below.boundMs + part * (found.boundMs - below.boundMs)) * 10) / 10;
}
