import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { afterEach, beforeAll, expect, test } from "vitest";
import { installModels } from "../../../gpu-worker/src/models/install.ts";
import {
  analyzeResponseSchema,
  type WorkerAction,
  type WorkerStatus,
  workerStatusSchema,
} from "../../../lib/contracts/analyze.ts";
import { until } from "../../support/engine/harness.ts";

const TOKEN = "lifecycle-test-token";
const CACHE = resolve(process.env.MODOMO_CACHE_DIR ?? ".modomo/cache");
const PHOTO = readFileSync("node_modules/material-dashboard/assets/img/home-decor-3.jpg").toString("base64");

interface WorkerProcess {
  child: ChildProcess;
  url: string;
  exited: Promise<number | null>;
}

let worker: WorkerProcess;
beforeAll(() => installModels(CACHE, () => undefined));
afterEach(() => worker.child.kill("SIGKILL"));

/** The worker as it is run in earnest, in a process of its own. */
async function start(env: Record<string, string> = {}): Promise<WorkerProcess> {
  const child = spawn(process.execPath, ["gpu-worker/src/main.ts"], {
    stdio: ["ignore", "pipe", "inherit"],
    env: {
      ...process.env,
      GPU_WORKER_TOKEN: TOKEN,
      MODOMO_GPU_PORT: "0",
      MODOMO_CACHE_DIR: CACHE,
      MODOMO_LOG_LEVEL: "info",
      ...env,
    },
  });
  const exited = new Promise<number | null>((done) => child.once("exit", (code) => done(code)));
  const url = await new Promise<string>((ready, reject) => {
    let said = "";
    child.stdout.on("data", (chunk: Buffer) => {
      said += String(chunk);
      const [, found] = /"url":"([^"]+)"/.exec(said) ?? [];
      if (found) ready(found);
    });
    child.once("exit", () => reject(new Error(`the worker ended: ${said}`)));
  });
  worker = { child, url, exited };
  return worker;
}

const headers = { authorization: `Bearer ${TOKEN}`, "content-type": "application/json" };
const post = (body: object) =>
  fetch(`${worker.url}/v1/analyze`, { method: "POST", headers, body: JSON.stringify(body) });
const tell = async (action: WorkerAction) => {
  const response = await fetch(`${worker.url}/v1/${action}`, { method: "POST", headers });
  expect(response.status).toBe(202);
  return workerStatusSchema.parse(await response.json());
};
const status = async (): Promise<WorkerStatus> =>
  workerStatusSchema.parse(await (await fetch(`${worker.url}/v1/status`, { headers })).json());
const batch = (name: string, size: number, tasks = ["detect"]) => ({
  images: Array.from({ length: size }, (_, index) => ({ id: `${name}${index}`, bytes_base64: PHOTO })),
  tasks,
});
async function results(response: Response) {
  expect(response.status).toBe(200);
  return analyzeResponseSchema.parse(await response.json()).results;
}
const inferencePid = () => Number(execFileSync("pgrep", ["-P", String(worker.child.pid)], { encoding: "utf8" }).trim());

test("the inference process is replaced every three images, and no image of any request is lost", async () => {
  await start({ MODOMO_GPU_RECYCLE_IMAGES: "3" });
  const first = inferencePid();
  const answers = await Promise.all(["a", "b", "c"].map((name) => post(batch(name, 4))));
  const all = (await Promise.all(answers.map(results))).flat();
  expect(all.map(({ id, ok }) => [id, ok])).toEqual(
    ["a", "b", "c"].flatMap((name) => [0, 1, 2, 3].map((index) => [`${name}${index}`, true])),
  );
  await until("the last replacement", async () => (await status()).recycles >= 3);
  const after = await status();
  expect(after).toMatchObject({ images_done: 12, images_failed: 0, busy: 0 });
  expect(inferencePid()).not.toBe(first);
});

test("memory over the limit has the process replaced too", async () => {
  await start({ MODOMO_GPU_RECYCLE_MIB: "256" }); // less than the models need while they run
  expect((await results(await post(batch("m", 2)))).every(({ ok }) => ok)).toBe(true);
  await until("a replacement", async () => (await status()).recycles > 0);
});

test("an inference process that is killed in the middle is started again, and its images are done again", async () => {
  await start();
  const pending = post(batch("k", 6, ["detect", "segment", "embed"]));
  await until("work to be under way", async () => (await status()).busy > 0);
  process.kill(inferencePid(), "SIGKILL");
  expect((await results(await pending)).map(({ ok }) => ok)).toEqual(Array(6).fill(true));
  expect((await status()).recycles).toBe(1);
});

test("a draining worker finishes what it has, takes nothing new and says when to come back; a resumed one works", async () => {
  await start();
  const pending = post(batch("d", 4));
  await until("work to be under way", async () => (await status()).busy > 0);
  expect((await tell("drain")).state).toBe("draining");
  const refused = await post(batch("e", 1));
  expect([refused.status, refused.headers.get("retry-after")]).toEqual([503, "30"]);
  expect((await results(await pending)).every(({ ok }) => ok)).toBe(true);
  expect((await tell("resume")).state).toBe("up");
  expect((await results(await post(batch("f", 1))))[0]?.ok).toBe(true);
});

test("a restart in the middle of a request loses nothing of it", async () => {
  await start();
  const before = inferencePid();
  const pending = post(batch("r", 4));
  await until("work to be under way", async () => (await status()).busy > 0);
  await tell("restart");
  expect((await results(await pending)).every(({ ok }) => ok)).toBe(true);
  await until("the new process", async () => (await status()).recycles === 1);
  expect(inferencePid()).not.toBe(before);
});

test("told to shut down it answers what it has and ends, and its inference process with it", async () => {
  await start();
  const inference = inferencePid();
  const pending = post(batch("s", 3));
  await until("work to be under way", async () => (await status()).busy > 0);
  expect((await tell("shutdown")).state).toBe("draining");
  expect((await results(await pending)).every(({ ok }) => ok)).toBe(true);
  expect(await worker.exited).toBe(0);
  await until("the inference process to be gone", async () => !isAlive(inference));
});

test("killed outright, it leaves no inference process behind", async () => {
  await start();
  const inference = inferencePid();
  worker.child.kill("SIGKILL");
  await until("the inference process to be gone", async () => !isAlive(inference));
});

test("nobody without the token tells it anything", async () => {
  await start();
  for (const action of ["drain", "resume", "restart", "shutdown"]) {
    expect((await fetch(`${worker.url}/v1/${action}`, { method: "POST" })).status).toBe(401);
  }
  expect((await status()).state).toBe("up");
});

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
