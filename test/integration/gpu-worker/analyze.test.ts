import { readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parseEnv } from "../../../gpu-worker/src/env.ts";
import { installModels } from "../../../gpu-worker/src/models/install.ts";
import { type RunningWorker, startWorker } from "../../../gpu-worker/src/server.ts";
import { type AnalyzedImage, analyzeResponseSchema, workerStatusSchema } from "../../../lib/contracts/analyze.ts";
import { decodeRle, rleArea } from "../../../lib/contracts/rle-codec.ts";

const TOKEN = "integration-test-token";
const PHOTOS = "node_modules/material-dashboard/assets/img";
const photo = (name: string) => readFileSync(`${PHOTOS}/${name}`);
const armchair = photo("home-decor-3.jpg");

let worker: RunningWorker;
let storage: Server;
let storageUrl: string;

beforeAll(async () => {
  const cacheDir = resolve(process.env.MODOMO_CACHE_DIR ?? ".modomo/cache");
  await installModels(cacheDir, () => undefined);
  storage = createServer((request, response) => {
    if (request.url === "/moved.jpg") response.writeHead(302, { location: "/armchair.jpg" }).end();
    else if (request.url === "/broken") response.writeHead(500).end();
    else if (request.url === "/armchair.jpg") response.end(armchair);
    else response.writeHead(404).end();
  });
  await new Promise<void>((listening) => storage.listen(0, "127.0.0.1", listening));
  storageUrl = `http://127.0.0.1:${(storage.address() as AddressInfo).port}`;
  worker = await startWorker(
    parseEnv({
      GPU_WORKER_TOKEN: TOKEN,
      GPU_WORKER_STORAGE_ORIGIN: storageUrl,
      MODOMO_GPU_PORT: "0",
      MODOMO_CACHE_DIR: cacheDir,
      MODOMO_LOG_LEVEL: "silent",
    }),
  );
});

afterAll(async () => {
  await worker?.close();
  storage?.close();
});

const inline = (id: string, bytes: Uint8Array) => ({ id, bytes_base64: Buffer.from(bytes).toString("base64") });

function post(body: unknown, token = TOKEN): Promise<Response> {
  const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
  const text = typeof body === "string" ? body : JSON.stringify(body);
  return fetch(`${worker.url}/v1/analyze`, { method: "POST", headers, body: text });
}

async function analyze(body: unknown): Promise<AnalyzedImage[]> {
  const response = await post(body);
  expect(response.status).toBe(200);
  return analyzeResponseSchema.parse(await response.json()).results;
}

async function analyzeOne(name: string, options: object = {}): Promise<Extract<AnalyzedImage, { ok: true }>> {
  const [result] = await analyze({ images: [inline(name, photo(name))], ...options });
  if (!result?.ok) throw new Error(`${name} was not analysed`);
  return result;
}

describe("a real photo", () => {
  test("gives its size, objects with masks inside the image, and unit vectors", async () => {
    const result = await analyzeOne("home-decor-3.jpg");
    expect([result.width_px, result.height_px]).toEqual([1920, 1095]);
    const chair = result.objects.find(({ category }) => category === "chair");
    expect(chair?.confidence).toBe("accepted");
    const [x = 0, y = 0, width = 0, height = 0] = chair?.box ?? [];
    // The orange armchair, by eye: left 690, top 560, right 1250, bottom 1070.
    for (const [actual, seen] of [
      [x, 690],
      [y, 560],
      [x + width, 1250],
      [y + height, 1070],
    ] as const) {
      expect(Math.abs(actual - seen)).toBeLessThan(80);
    }
    for (const { mask, embedding, score } of result.objects) {
      expect(mask?.rle.size).toEqual([1095, 1920]);
      expect(mask && rleArea(mask.rle)).toBe(mask?.area_px);
      expect(mask?.area_px).toBeGreaterThan(0);
      expect(embedding).toHaveLength(512);
      expect(Math.hypot(...(embedding ?? []))).toBeCloseTo(1, 3);
      expect(score).toBeGreaterThanOrEqual(0.2);
    }
    expect(Math.hypot(...(result.embedding ?? []))).toBeCloseTo(1, 3);
  });

  test("the armchair's mask holds the seat, leaves out the wall and the floor, and knows it is no bare box", async () => {
    const { objects } = await analyzeOne("home-decor-3.jpg", { tasks: ["segment"] });
    const chair = objects.find(({ category }) => category === "chair");
    if (!chair?.mask) throw new Error("no chair mask");
    const pixels = decodeRle(chair.mask.rle);
    const isInside = (x: number, y: number) => pixels[y * 1920 + x] === 1;
    const seat = [isInside(960, 860), isInside(900, 700), isInside(1130, 900)];
    const wallAndFloor = [isInside(1230, 600), isInside(700, 1040), isInside(960, 1060)];
    expect({ seat, wallAndFloor }).toEqual({ seat: [true, true, true], wallAndFloor: [false, false, false] });
    expect(chair.mask.method).not.toBe("box");
    expect(chair.mask.quality).toBeGreaterThan(0.4);
    expect(chair.mask.area_px).toBeLessThan(0.8 * chair.box[2] * chair.box[3]);
  });

  test("best objects come first and max_objects cuts the rest", async () => {
    const all = await analyzeOne("bg-smart-home-1.jpg", { tasks: ["detect"] });
    const scores = all.objects.map(({ score }) => score);
    expect(scores).toEqual(scores.toSorted((a, b) => b - a));
    const few = await analyzeOne("bg-smart-home-1.jpg", { tasks: ["detect"], max_objects: 3 });
    expect(few.objects).toEqual(all.objects.slice(0, 3));
  });

  test("only what was asked for is computed", async () => {
    const detected = await analyzeOne("home-decor-1.jpg", { tasks: ["detect"] });
    expect(detected.objects.length).toBeGreaterThan(0);
    expect(detected.objects.every(({ mask, embedding }) => mask === null && embedding === null)).toBe(true);
    expect(detected.embedding).toBeNull();
    const embedded = await analyzeOne("home-decor-1.jpg", { tasks: ["embed"] });
    expect(embedded.objects).toEqual([]);
    expect(embedded.embedding).toHaveLength(512);
  });

  test("the couch label becomes the taxonomy's sofa", async () => {
    const { objects } = await analyzeOne("products/product-details-1.jpg", { tasks: ["detect"] });
    expect(objects).toContainEqual(expect.objectContaining({ category: "sofa", model_label: "couch" }));
  });
});

describe("a batch", () => {
  test("keeps the request's order, and a bad image fails alone, for good, with a reason", async () => {
    const images = [
      inline("cut", armchair.subarray(0, 40_000)),
      inline("good", armchair),
      inline("text", Buffer.from("this is not an image")),
      inline("svg", Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="64" height="64"/>')),
    ];
    const results = await analyze({ images, tasks: ["detect"] });
    expect(results.map(({ id, ok }) => [id, ok])).toEqual([
      ["cut", false],
      ["good", true],
      ["text", false],
      ["svg", false],
    ]);
    const errors = results.flatMap((result) => (result.ok ? [] : [result.error]));
    expect(errors.map(({ code, permanent }) => [code, permanent])).toEqual([
      ["corrupt_image", true],
      ["unreadable_image", true],
      ["unreadable_image", true],
    ]);
  });

  test("fetches from the Storage origin; a missing or moved file is permanent, a failing Storage is not", async () => {
    const images = ["armchair.jpg", "gone.jpg", "moved.jpg", "broken"].map((name) => ({
      id: name,
      url: `${storageUrl}/${name}`,
    }));
    const results = await analyze({ images, tasks: ["detect"] });
    expect(results.map((result) => (result.ok ? "ok" : `${result.error.code} ${result.error.permanent}`))).toEqual([
      "ok",
      "not_found true",
      "redirect_refused true",
      "storage_unreachable false",
    ]);
  });
});

describe("a wrong request", () => {
  test.each(["wrong-token-of-some-length", "", `${TOKEN}x`])("token %j gets 401", async (token) => {
    const response = await post({ images: [inline("a", armchair)] }, token);
    expect(response.status).toBe(401);
    expect(response.headers.get("content-type")).toContain("application/problem+json");
  });

  test.each([
    { name: "no JSON", body: "{", field: "body" },
    { name: "no images", body: { images: [] }, field: "images" },
    { name: "an image without an id", body: { images: [{ url: "https://example.com/a.jpg" }] }, field: "images[0].id" },
    {
      name: "bytes that are not base64",
      body: { images: [{ id: "a", bytes_base64: "%%" }] },
      field: "images[0].bytes_base64",
    },
    {
      name: "an unknown task",
      body: { images: [{ id: "a", bytes_base64: "aaaa" }], tasks: ["guess"] },
      field: "tasks[0]",
    },
    { name: "an unknown field", body: { images: [{ id: "a", bytes_base64: "aaaa" }], speed: 9 }, field: "speed" },
    {
      name: "too many objects",
      body: { images: [{ id: "a", bytes_base64: "aaaa" }], max_objects: 900 },
      field: "max_objects",
    },
    {
      name: "a URL elsewhere",
      body: { images: [{ id: "a", url: "https://example.com/a.jpg" }] },
      field: "images[0].url",
    },
    { name: "a file URL", body: { images: [{ id: "a", url: "file:///etc/passwd" }] }, field: "images[0].url" },
  ])("$name gets 400 that names $field", async ({ body, field }) => {
    const response = await post(body);
    expect(response.status).toBe(400);
    expect(response.headers.get("content-type")).toContain("application/problem+json");
    const problem = await response.json();
    expect(problem.errors.map((error: { field: string }) => error.field)).toContain(field);
  });

  test("a URL that only begins like the Storage origin is refused", async () => {
    const response = await post({ images: [{ id: "a", url: `${storageUrl}.evil.example/a.jpg` }] });
    expect(response.status).toBe(400);
    const userinfo = await post({ images: [{ id: "a", url: `${storageUrl}@evil.example/a.jpg` }] });
    expect(userinfo.status).toBe(400);
  });
});

test("health is open; status needs the token and counts", async () => {
  expect((await fetch(`${worker.url}/health`)).status).toBe(200);
  expect((await fetch(`${worker.url}/v1/status`)).status).toBe(401);
  const response = await fetch(`${worker.url}/v1/status`, { headers: { authorization: `Bearer ${TOKEN}` } });
  const status = workerStatusSchema.parse(await response.json());
  expect(status.models.map(({ task, state }) => `${task} ${state}`)).toEqual([
    "detect ready",
    "segment ready",
    "embed ready",
  ]);
  expect(status.images_done).toBeGreaterThan(0);
});
