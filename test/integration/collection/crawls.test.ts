import { createHash } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import type { Crawl, CrawlHost } from "@/lib/contracts/crawls";
import { getCrawl } from "@/lib/crawl/crawls.repository";
import { createGalleryApp } from "../../../local/gallery/app.ts";
import { PHOTOS } from "../../../local/gallery/photos.ts";
import { type ApiClient, createApiClient, loadRoutes } from "../../support/api.ts";
import { until } from "../../support/engine/harness.ts";
import { type LoopbackServer, startLoopbackServer } from "../../support/loopback-server.ts";
import { type Product, startProduct } from "../../support/product.ts";
import { randomFrom } from "../../support/random.ts";
import { rowsOf } from "../../support/work.ts";

vi.mock("next/headers", () => ({
  cookies: async () => ({ getAll: () => [], set: () => undefined }),
  headers: async () => new Headers(),
}));

const SCRAPE = { kind: "scrape" as const, input: { source: "gallery", limit: 100, pipeline: false } };
const KILLS = 3;

/** The sample gallery at the far end of a slow line, with ETags and a book of who asked for what. */
let site: LoopbackServer;
let product: Product;
let call: ApiClient;

beforeAll(async () => {
  const app = createGalleryApp();
  site = await startLoopbackServer(async (request, response) => {
    const answer = await app.fetch(new Request(`http://${request.headers.host}${request.url}`));
    const body = Buffer.from(await answer.arrayBuffer());
    const etag = `"${createHash("sha1").update(body).digest("hex")}"`;
    await sleep(40);
    const isKnown = request.headers["if-none-match"] === etag;
    response.writeHead(isKnown ? 304 : answer.status, { ...Object.fromEntries(answer.headers), etag });
    response.end(isKnown ? "" : body);
  });
  product = await startProduct({ env: { MODOMO_GALLERY_URL: site.origin, MODOMO_FETCH_PRIVATE_ORIGINS: site.origin } });
  call = createApiClient(await loadRoutes(), product.server.apiKey);
});
afterAll(async () => {
  await product?.stop();
  await site?.close();
});
beforeEach(() => site.requests.splice(0));

const asked = (): string[] => site.requests.map(({ url }) => url ?? "");
/** How many requests were made beyond one an address. */
const repeated = (): number => asked().length - new Set(asked()).size;

async function scenes(): Promise<string[]> {
  const { data } = await product.db.from("scenes").select("source_id, sha256, author, licence").throwOnError();
  return data.map((row) => JSON.stringify(row)).toSorted();
}

async function forgetAll(): Promise<void> {
  const { db } = product;
  await db.from("scenes").delete().neq("source", "").throwOnError();
  await db.from("crawl_pages").delete().neq("source", "").throwOnError();
  await db.from("crawl_pictures").delete().neq("source", "").throwOnError();
}

let whole: string[];

test("a crawl asks for each address once, and tells what came of it", async () => {
  const id = await product.startJob(SCRAPE);
  await product.ended(id);
  whole = await scenes();
  expect(whole).toHaveLength(PHOTOS.length);
  expect(repeated()).toBe(0);
  expect(asked()).not.toContain("/private/");
  const crawl = await getCrawl(product.db, id);
  expect(crawl.yield).toMatchObject({ found: PHOTOS.length, new: PHOTOS.length, duplicate: 0, refused: 0, failed: 0 });
  expect(crawl.yield.pages).toEqual(
    expect.arrayContaining([
      { reason: "fetched", count: expect.any(Number) },
      { reason: "refused", count: 1 },
    ]),
  );
  const hosts = (await (await call("GET", `/api/crawls/${id}/hosts`)).json()) as { items: CrawlHost[] };
  expect(hosts.items).toEqual([
    expect.objectContaining({
      host: new URL(site.origin).host,
      state: "open",
      robots_status: 200,
      requests: asked().length,
      refused: 1,
      failed: expect.any(Number),
      blocked_reason: null,
    }),
  ]);
}, 120_000);

test("a second crawl of a site that did not change fetches no picture, and its pages only if changed", async () => {
  const id = await product.startJob(SCRAPE);
  await product.ended(id);
  expect(await scenes()).toEqual(whole);
  expect(asked().filter((path) => /\/(images|photo)\b|\.jpg/.test(path))).toEqual([]);
  const { yield: came } = await getCrawl(product.db, id);
  expect(came).toMatchObject({ found: PHOTOS.length, new: 0, duplicate: PHOTOS.length });
  expect(came.duplicate_by).toEqual([{ reason: "known", count: PHOTOS.length }]);
  expect(came.pages.find(({ reason }) => reason === "unchanged")?.count).toBe(asked().length);
  expect(came.pages.find(({ reason }) => reason === "fetched")).toBeUndefined();
}, 120_000);

describe("killed in the middle", () => {
  test.each([1, 2])(
    "at random moments (%i), it ends with the same pictures and asks again only for what was in flight",
    async (seed) => {
      await forgetAll();
      const random = randomFrom(seed);
      const id = await product.startJob(SCRAPE);
      for (let kill = 0; kill < KILLS; kill += 1) {
        const share = (kill + random()) / (KILLS + 0.5);
        await until("its moment", async () => asked().length >= share * 2 * PHOTOS.length);
        await sleep(100 * random());
        await product.killApp();
        await product.startApp();
      }
      await product.ended(id, 120_000);
      expect(await scenes()).toEqual(whole);
      expect(repeated()).toBeLessThanOrEqual(KILLS);
      const { yield: came } = await getCrawl(product.db, id);
      expect(came).toMatchObject({ found: PHOTOS.length, new: PHOTOS.length, failed: 0 });
    },
    240_000,
  );
});

test("stopped it asks for nothing more and keeps where it was; resumed it goes on from there", async () => {
  await forgetAll();
  const id = await product.startJob(SCRAPE);
  await until("some pictures", async () => (await rowsOf(product.db, "scenes")) >= 3);
  const stopped = await call("POST", `/api/crawls/${id}/stop`);
  expect(await stopped.json()).toMatchObject({ id, status: "cancelled", can_stop: false, can_resume: true });
  await sleep(300); // what was in flight
  const before = asked().length;
  await sleep(1500);
  expect(asked().length).toBe(before);
  expect((await call("POST", `/api/crawls/${id}/stop`)).status).toBe(409);
  const resumed = await call("POST", `/api/crawls/${id}/resume`);
  expect(resumed.status).toBe(202);
  expect(((await resumed.json()) as Crawl).can_stop).toBe(true);
  await product.ended(id, 120_000);
  expect(await scenes()).toEqual(whole);
  expect(repeated()).toBeLessThanOrEqual(1);
  expect((await call("POST", `/api/crawls/${id}/resume`)).status).toBe(409);
}, 240_000);
