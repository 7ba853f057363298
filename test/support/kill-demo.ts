import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import type { Job } from "../../lib/contracts/jobs.ts";
import { jobDetailSchema, jobPageSchema } from "../../lib/contracts/jobs.ts";
import { randomFrom } from "./random.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const POLL_MS = 100;

export const VICTIMS = ["supabase", "gpu-worker", "web", "engine"] as const;
export type Victim = (typeof VICTIMS)[number];

const countsSchema = z.object({
  scenes: z.int(),
  objects: z.int(),
  masks: z.int(),
  palettes: z.int(),
  embeddings: z.int(),
  classified: z.int(),
  failed: z.int(),
});
export type DemoCounts = z.infer<typeof countsSchema>;

export interface DemoOutcome {
  exitCode: number | null;
  counts: DemoCounts;
  /** What was killed, and how much of the work had been done by then, in [0, 1]. */
  kills: { victim: Victim; progress: number }[];
  /** Everything the demo said, for the message of a failed test. */
  output: string;
}

/** A moment of the demo: this share of all work done (null: the process is there, work or not), and then so much later. */
interface Moment {
  victim: Victim;
  progress: number | null;
  delayMs: number;
}

/** One moment for each victim, spread over the run by the seed; the same seed gives the same moments. */
export function planKills(victims: readonly Victim[], seed: number): Moment[] {
  const random = randomFrom(seed);
  const shuffled = victims.map((victim) => ({ victim, at: random() })).toSorted((a, b) => a.at - b.at);
  return shuffled.map(({ victim }, index) => ({
    victim,
    progress: (0.85 * (index + random())) / victims.length,
    delayMs: Math.round(1500 * random()),
  }));
}

/** Each victim soon after it was first started, when the others may not be ready yet. */
export function planStartKills(victims: readonly Victim[], seed: number): Moment[] {
  const random = randomFrom(seed);
  return victims.map((victim) => ({ victim, progress: null, delayMs: Math.round(3000 * random()) }));
}

/**
 * Runs `npm run demo -- --exit --json` from here on free ports with an empty data folder, and kills the given processes with
 * SIGKILL at their moments. The supervisor brings them back.
 * @throws {Error} the demo ended without its JSON line, or before all kills were done: then the test would prove nothing.
 */
export async function runDemo(moments: readonly Moment[] = []): Promise<DemoOutcome> {
  const dataDir = mkdtempSync(join(tmpdir(), "modomo-kill-demo-"));
  const [web, supabase, engine, gpu, gallery] = await Promise.all(Array.from({ length: 5 }, freePort));
  const child = spawn(process.execPath, [join(ROOT, "local/demo.ts"), "--exit", "--json"], {
    cwd: ROOT,
    stdio: ["ignore", "pipe", "pipe"],
    env: {
      ...withoutVitest(process.env),
      MODOMO_DATA_DIR: dataDir,
      MODOMO_PORT: String(web),
      MODOMO_SUPABASE_PORT: String(supabase),
      MODOMO_ENGINE_PORT: String(engine),
      MODOMO_GPU_PORT: String(gpu),
      MODOMO_GALLERY_PORT: String(gallery),
      MODOMO_ENGINE: "embedded",
    },
  });
  const said = follow(child);
  try {
    const kills = await killAtMoments(moments, { dataDir, url: `http://127.0.0.1:${web}`, hasEnded: said.hasEnded });
    const exitCode = await said.exit;
    const lastLine = said.stdout().trim().split("\n").at(-1) ?? "";
    if (!lastLine.startsWith("{")) throw new Error(`The demo gave no result (exit ${exitCode}):\n${said.all()}`);
    if (kills.length < moments.length) {
      throw new Error(`The demo was over after ${kills.length} of ${moments.length} kills:\n${said.all()}`);
    }
    return { exitCode, counts: countsSchema.parse(JSON.parse(lastLine)), kills, output: said.all() };
  } finally {
    if (child.exitCode === null) child.kill("SIGTERM");
    await said.exit;
    if (process.env.MODOMO_KEEP_DEMO === undefined) rmSync(dataDir, { recursive: true, force: true });
  }
}

async function killAtMoments(
  moments: readonly Moment[],
  stack: { dataDir: string; url: string; hasEnded: () => boolean },
): Promise<DemoOutcome["kills"]> {
  const kills: DemoOutcome["kills"] = [];
  for (const { victim, progress, delayMs } of moments) {
    let reached = 0;
    while (!stack.hasEnded()) {
      if (progress === null && pidOf(stack.dataDir, victim)) break;
      reached = (await readProgress(stack)) ?? reached;
      if (progress !== null && reached >= progress && reached > 0) break;
      await sleep(POLL_MS);
    }
    await sleep(delayMs);
    if (stack.hasEnded()) return kills;
    const pid = pidOf(stack.dataDir, victim);
    if (!pid) throw new Error(`${victim} is not running, so it cannot be killed.`);
    process.kill(pid, "SIGKILL");
    kills.push({ victim, progress: reached });
  }
  return kills;
}

/** Share of the work of all four stages that is done; null while the API does not answer or no job is there. */
async function readProgress({ dataDir, url }: { dataDir: string; url: string }): Promise<number | null> {
  try {
    const { apiKey } = z.object({ apiKey: z.string() }).parse(readJson(join(dataDir, "secrets.json")));
    const get = async <T>(path: string, schema: z.ZodType<T>): Promise<T> => {
      const response = await fetch(`${url}${path}`, {
        headers: { authorization: `Bearer ${apiKey}` },
        signal: AbortSignal.timeout(5000),
      });
      return schema.parse(await response.json());
    };
    const [root] = (await get("/api/jobs?kind=scrape&limit=1", jobPageSchema)).items;
    return root ? shareDone((await get(`/api/jobs/${root.id}`, jobDetailSchema)).chain) : null;
  } catch {
    return null; // not up yet, or just killed
  }
}

/** Until the scrape has ended nobody knows how much there is, so it alone counts for at most a quarter. */
function shareDone(chain: readonly Job[]): number {
  const shares = ["scrape", "detect", "colors", "classify"].map((kind) => {
    const job = chain.find((each) => each.kind === kind);
    return job && job.progress.total > 0 ? job.progress.current / job.progress.total : 0;
  });
  // A job that has begun is work begun: without this nothing could be killed before the first page of scenes is in.
  return Math.max(0.001, shares.reduce((sum, share) => sum + share, 0) / shares.length);
}

/** From the supervisor's own record of its children; null while it has none of this name. */
function pidOf(dataDir: string, name: Victim): number | null {
  const schema = z.object({ children: z.array(z.object({ name: z.string(), pid: z.int() })).default([]) });
  const { children } = schema.parse(readJson(join(dataDir, "run.json")));
  return children.find((each) => each.name === name)?.pid ?? null;
}

const readJson = (path: string): unknown => (existsSync(path) ? JSON.parse(readFileSync(path, "utf8")) : {});

function follow(child: ChildProcess) {
  let stdout = "";
  let everything = "";
  child.stdout?.on("data", (chunk: Buffer) => {
    stdout += String(chunk);
    everything += String(chunk);
  });
  child.stderr?.on("data", (chunk: Buffer) => {
    everything += String(chunk);
  });
  const exit = new Promise<number | null>((resolve) => child.once("close", resolve));
  return {
    exit,
    stdout: () => stdout,
    all: () => everything,
    hasEnded: () => child.exitCode !== null || child.signalCode !== null,
  };
}

const withoutVitest = (env: NodeJS.ProcessEnv): NodeJS.ProcessEnv =>
  Object.fromEntries(
    Object.entries(env).filter(([name]) => !/^(VITEST|NODE_ENV$|SUPABASE_|INNGEST_)/.test(name)),
  ) as NodeJS.ProcessEnv;

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });
}
