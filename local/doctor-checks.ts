import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, statfsSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { z } from "zod";
import { chooseEngine } from "./stack/engine-choice.ts";
import { portProblem } from "./stack/ports.ts";
import { findProcess } from "./stack/processes.ts";
import type { StackSettings } from "./stack/settings.ts";
import { isWebBuilt } from "./stack/web-build.ts";

export interface Finding {
  name: string;
  /** `missing` is needed and not there; `note` is worth knowing and no obstacle. */
  status: "ok" | "note" | "missing";
  detail: string;
  /** What to do about it. */
  fix?: string;
}

const FREE_BYTES_WANTED = 2 * 1024 ** 3;
const modelsFileSchema = z.object({
  models: z.array(z.object({ id: z.string(), file: z.object({ path: z.string(), size_bytes: z.int() }).optional() })),
});

/** Looks at everything the local stack needs or would use; changes nothing. */
export async function examine(settings: StackSettings): Promise<Finding[]> {
  return [
    checkNode(settings),
    checkNpm(),
    { name: "dependencies", status: "ok", detail: "installed as package-lock.json says" }, // the bootstrap lets us run only then
    checkModels(settings),
    checkChromium(settings),
    describeSupabase(settings),
    checkEngine(settings),
    describeWorkers(settings),
    checkWebBuild(settings),
    ...checkData(settings),
    ...(await checkPorts(settings)),
  ];
}

function checkNode({ rootDir }: StackSettings): Finding {
  const isBrought = process.execPath.startsWith(join(rootDir, "node_modules"));
  return {
    name: "node",
    status: "ok",
    detail: `${process.version}, ${isBrought ? "from this project's npm packages" : `this machine's own (${process.execPath})`}`,
  };
}

function checkNpm(): Finding {
  const { stdout, status } = spawnSync("npm", ["--version"], { encoding: "utf8" });
  if (status === 0) return { name: "npm", status: "ok", detail: stdout.trim() };
  return { name: "npm", status: "missing", detail: "not found", fix: "Install Node with npm: https://nodejs.org" };
}

function checkModels({ rootDir, cacheDir, isLocal }: StackSettings): Finding {
  const name = "models";
  if (!isLocal.gpuWorker) return { name, status: "ok", detail: "none needed here: GPU_WORKER_URLS is set" };
  const { models } = modelsFileSchema.parse(JSON.parse(readFileSync(join(rootDir, "gpu-worker/models.json"), "utf8")));
  const files = models.flatMap(({ file }) => file ?? []);
  const missing = files.filter(
    ({ path, size_bytes }) => statSync(join(cacheDir, "models", path), { throwIfNoEntry: false })?.size !== size_bytes,
  );
  if (missing.length === 0)
    return { name, status: "ok", detail: `${files.map(({ path }) => path).join(", ")} in ${cacheDir}` };
  return {
    name,
    status: "missing",
    detail: `not in ${cacheDir}: ${missing.map(({ path }) => path).join(", ")}`,
    fix: "npm start (or demo, or test) fetches them from the npm registry",
  };
}

function checkChromium({ rootDir }: StackSettings): Finding {
  const isThere = existsSync(join(rootDir, "node_modules/@sparticuz/chromium/bin/chromium.br"));
  return isThere
    ? {
        name: "chromium",
        status: "ok",
        detail: "npm package @sparticuz/chromium; for browser tests and screenshots only",
      }
    : {
        name: "chromium",
        status: "note",
        detail: "not installed; browser tests and screenshots need it",
        fix: "npm ci",
      };
}

function describeSupabase({ env, dataDir }: StackSettings): Finding {
  const name = "supabase";
  if (env.SUPABASE_URL) return { name, status: "ok", detail: `elsewhere, ${env.SUPABASE_URL} (SUPABASE_URL)` };
  if (env.DATABASE_URL) {
    return {
      name,
      status: "ok",
      detail: `local server on the PostgreSQL at ${new URL(env.DATABASE_URL).host} (DATABASE_URL)`,
    };
  }
  return { name, status: "ok", detail: `local server on PGlite, data in ${join(dataDir, "supabase")}` };
}

function checkEngine(settings: StackSettings): Finding {
  const name = "inngest";
  const { env, isLocal } = settings;
  if (!isLocal.engine) return { name, status: "ok", detail: `elsewhere, ${env.INNGEST_BASE_URL ?? env.INNGEST_DEV}` };
  try {
    const choice = chooseEngine(settings);
    return {
      name,
      status: "ok",
      detail: `${choice.kind === "inngest" ? "official dev server" : "embedded engine"}: ${choice.reason}`,
    };
  } catch (error) {
    return { name, status: "missing", detail: error instanceof Error ? error.message : String(error) };
  }
}

function describeWorkers({ env, isLocal }: StackSettings): Finding {
  const detail = isLocal.gpuWorker
    ? "one local worker on the CPU"
    : `elsewhere, ${env.GPU_WORKER_URLS} (GPU_WORKER_URLS)`;
  return { name: "gpu-worker", status: "ok", detail };
}

function checkWebBuild({ rootDir, env }: StackSettings): Finding {
  return isWebBuilt(rootDir, env)
    ? { name: "web build", status: "ok", detail: "up to date" }
    : { name: "web build", status: "note", detail: "not up to date; the next start builds it (about a minute)" };
}

function checkData({ dataDir }: StackSettings): Finding[] {
  const running = runningStack(dataDir);
  const folder: Finding = {
    name: "data folder",
    status: "ok",
    detail: `${dataDir}${existsSync(dataDir) ? "" : " (made at the first start)"}${running ? `, in use by process ${running}` : ""}`,
  };
  const { bavail, bsize } = statfsSync(existingParent(dataDir));
  const freeGiB = ((bavail * bsize) / 1024 ** 3).toFixed(1);
  const isEnough = bavail * bsize >= FREE_BYTES_WANTED;
  const disk: Finding = {
    name: "disk",
    status: isEnough ? "ok" : "note",
    detail: `${freeGiB} GiB free${isEnough ? "" : "; 2 GiB are wanted"}`,
  };
  return [folder, disk];
}

async function checkPorts({ ports, dataDir }: StackSettings): Promise<Finding[]> {
  const envNames = {
    web: "MODOMO_PORT",
    supabase: "MODOMO_SUPABASE_PORT",
    engine: "MODOMO_ENGINE_PORT",
    gpuWorker: "MODOMO_GPU_PORT",
    gallery: "MODOMO_GALLERY_PORT",
  };
  if (runningStack(dataDir))
    return [{ name: "ports", status: "ok", detail: `${Object.values(ports).join(", ")}: in use by the running stack` }];
  const problems = await Promise.all(
    Object.entries(ports).map(async ([name, port]) => ({
      name: name as keyof typeof ports,
      port,
      problem: await portProblem(port),
    })),
  );
  const taken = problems.filter(({ problem }) => problem !== null);
  if (taken.length === 0)
    return [{ name: "ports", status: "ok", detail: `${Object.values(ports).join(", ")} are free` }];
  return taken.map(({ name, port, problem }) => ({
    name: `port ${port}`,
    status: "missing",
    detail: `needed by ${name}, ${problem}`,
    fix: `free it, or set ${envNames[name]}`,
  }));
}

/** Pid of the supervisor that holds the folder, if one runs. */
function runningStack(dataDir: string): number | null {
  try {
    const { pid } = z.object({ pid: z.int() }).parse(JSON.parse(readFileSync(join(dataDir, "stack.lock"), "utf8")));
    return findProcess(pid) ? pid : null;
  } catch {
    return null; // no lock, nobody runs
  }
}

function existingParent(path: string): string {
  return existsSync(path) ? path : existingParent(dirname(path));
}
