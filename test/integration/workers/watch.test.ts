import { resolve } from "node:path";
import { afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { createGpuClient } from "@/lib/clients/gpu-worker";
import type { Db } from "@/lib/db/client";
import { describeWorker } from "@/lib/workers/describe-worker";
import { tellWorker } from "@/lib/workers/tell-worker";
import { gpuWorkerId, watchWorkers } from "@/lib/workers/watch-workers";
import { listWorkers, operationsGlance, saveWorkers, takeLease } from "@/lib/workers/workers.repository";
import { parseEnv } from "../../../gpu-worker/src/env.ts";
import { installModels } from "../../../gpu-worker/src/models/install.ts";
import { startWorker } from "../../../gpu-worker/src/server.ts";
import { startLoopbackServer } from "../../support/loopback-server.ts";
import { type SharedSupabase, sharedSupabase } from "../../support/shared-supabase.ts";
import { startStubGpuWorker } from "../../support/stub-gpu-worker.ts";
import { workDb } from "../../support/work.ts";

const TOKEN = "token-of-the-watched-gpu-worker";

let server: SharedSupabase;
let db: Db;
beforeAll(async () => {
  server = await sharedSupabase();
  db = workDb(server);
});
beforeEach(() => server.reset());
const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  await Promise.all(closing.splice(0).map((close) => close()));
});

async function stub() {
  const worker = await startStubGpuWorker(TOKEN);
  closing.push(worker.close);
  return worker;
}
const clientOf = (...urls: string[]) => createGpuClient({ urls, token: TOKEN });
const freeLease = () =>
  db
    .from("leases")
    .update({ expires_at: new Date(0).toISOString() })
    .eq("name", "watch-workers");
const statesAt = async (nowMs: number) =>
  Object.fromEntries((await listWorkers(db)).map((row) => [row.id, describeWorker(row, nowMs).state]));

test("a worker that falls silent is shown as lost within 60 s, one that answers is not", async () => {
  const [silent, living] = [await startStubGpuWorker(TOKEN), await stub()];
  const gpu = clientOf(silent.url, living.url);
  const [silentId, livingId] = [gpuWorkerId(silent.url), gpuWorkerId(living.url)];
  const start = Date.now();
  await watchWorkers({ db, gpu }, start);
  expect(await statesAt(start)).toEqual({ [silentId]: "up", [livingId]: "up" });
  await silent.close();
  for (let atMs = 15_000; atMs <= 45_000; atMs += 15_000) {
    await freeLease();
    expect(await watchWorkers({ db, gpu }, start + atMs)).toBe(true);
  }
  expect(await statesAt(start + 59_000)).toEqual({ [silentId]: "lost", [livingId]: "up" });
  expect((await operationsGlance(db, start + 59_000)).workers).toEqual({ up: 1, draining: 0, lost: 1 });
});

test("of ten that look at once, one asks the workers", async () => {
  const { url } = await stub();
  const asked = await Promise.all(Array.from({ length: 10 }, () => watchWorkers({ db, gpu: clientOf(url) })));
  expect(asked.filter(Boolean)).toHaveLength(1);
  await freeLease();
  expect(await watchWorkers({ db, gpu: clientOf(url) })).toBe(true);
});

test("a lease is free again when its time is over", async () => {
  expect(await takeLease(db, "test", 300)).toBe(true);
  expect(await takeLease(db, "test", 300)).toBe(false);
  await new Promise((wait) => setTimeout(wait, 400));
  expect(await takeLease(db, "test", 300)).toBe(true);
});

test("a worker that never answered is listed, one no longer in the settings is not", async () => {
  const old = await stub();
  await watchWorkers({ db, gpu: clientOf(old.url) });
  await freeLease();
  await watchWorkers({ db, gpu: clientOf("http://127.0.0.1:9") });
  const rows = await listWorkers(db);
  expect(rows.map((row) => describeWorker(row, Date.now()))).toMatchObject([
    { id: "gpu-127.0.0.1-9", state: "lost", last_seen_at: null },
  ]);
});

test("an app instance that was seen a day ago is forgotten, a newer one is not", async () => {
  const app = { kind: "app" as const, url: null, version: "1", state: "up" as const, details: {}, started_at: null };
  const ago = (hours: number) => new Date(Date.now() - hours * 3_600_000).toISOString();
  await saveWorkers(db, [
    { ...app, id: "app-old", last_seen_at: ago(25) },
    { ...app, id: "app-new", last_seen_at: ago(23) },
  ]);
  await watchWorkers({ db, gpu: clientOf((await stub()).url) });
  expect((await listWorkers(db)).filter(({ kind }) => kind === "app").map(({ id }) => id)).toEqual(["app-new"]);
});

describe("a real gpu-worker", () => {
  test("drained from here it takes nothing, another one does its work, and it is shown so; then it resumes", async () => {
    const cacheDir = resolve(process.env.MODOMO_CACHE_DIR ?? ".modomo/cache");
    await installModels(cacheDir, () => undefined);
    const real = await startWorker(
      parseEnv({
        GPU_WORKER_TOKEN: TOKEN,
        MODOMO_GPU_PORT: "0",
        MODOMO_CACHE_DIR: cacheDir,
        MODOMO_LOG_LEVEL: "silent",
      }),
    );
    closing.push(real.close);
    const other = await stub();
    const gpu = clientOf(real.url, other.url);
    const id = gpuWorkerId(real.url);
    await watchWorkers({ db, gpu });
    expect(await tellWorker({ db, gpu }, id, "drain")).toMatchObject({ id, state: "draining", device: "cpu" });

    const photo = await servePhoto();
    const { models } = await gpu.analyze({ images: [{ id: "a", url: photo }], tasks: ["detect"] });
    expect([models.detect.id, other.calls()]).toEqual(["stub", 1]);
    await expect(
      clientOf(real.url).analyze({ images: [{ id: "a", url: photo }], tasks: ["detect"] }),
    ).rejects.toMatchObject({ code: "upstream", retryAfterMs: 30_000 });

    expect((await tellWorker({ db, gpu }, id, "resume")).state).toBe("up");
    await expect(tellWorker({ db, gpu }, "gpu-nowhere", "drain")).rejects.toMatchObject({ code: "not_found" });
  });

  test("an app instance is told nothing, with what to do instead", async () => {
    const app = { kind: "app" as const, url: null, version: "1", state: "up" as const, details: {}, started_at: null };
    await saveWorkers(db, [{ ...app, id: "app-1", last_seen_at: new Date().toISOString() }]);
    await expect(tellWorker({ db, gpu: clientOf("http://127.0.0.1:9") }, "app-1", "drain")).rejects.toMatchObject({
      code: "conflict",
      message: expect.stringContaining("SIGTERM"),
    });
  });
});

/** A picture the stub can fetch. */
async function servePhoto(): Promise<string> {
  const { default: sharp } = await import("sharp");
  const bytes = await sharp({ create: { width: 64, height: 48, channels: 3, background: "#808080" } })
    .png()
    .toBuffer();
  const photos = await startLoopbackServer((_request, response) => response.end(bytes));
  closing.push(photos.close);
  return `${photos.origin}/a.png`;
}
