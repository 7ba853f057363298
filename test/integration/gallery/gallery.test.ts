import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createSafeFetch, type SafeFetch } from "@/lib/http/safe-fetch";
import { DUPLICATE_DISTANCE_MAX, hammingDistance } from "@/lib/images/perceptual-hash";
import { prepareImage } from "@/lib/images/prepare-image";
import { createGallerySource } from "@/lib/sources/gallery";
import { type Candidate, withDetail } from "@/lib/sources/source-adapter";
import { parseSourceOptions } from "@/lib/sources/source-options";
import { type RunningGallery, serveGallery } from "../../../local/gallery/serve";

let gallery: RunningGallery;
let web: SafeFetch;
const page = async (url: string) => (await web.fetchBytes(url, { allowCompressed: true })).bytes.toString();

beforeAll(async () => {
  gallery = await serveGallery(0);
  web = createSafeFetch({ userAgent: "Modomo/test", privateOrigins: [gallery.origin] });
});
afterAll(async () => {
  await web.close();
  await gallery.close();
});

function firstUrl(roomTypes: string[] = []): string {
  const source = createGallerySource(gallery.origin);
  return source.seeds(parseSourceOptions(source, { roomTypes }))[0]?.url ?? "";
}

/** Every listing page from `url` on, as a crawl reads them. */
async function walk(url: string): Promise<Candidate[]> {
  const source = createGallerySource(gallery.origin);
  const found: Candidate[] = [];
  for (let next: string | null = url; next; ) {
    const listing = source.extract({ body: await page(next), url: next });
    expect(listing.invalidCount).toBe(0);
    found.push(...listing.candidates);
    next = listing.next[0]?.url ?? null;
  }
  return found;
}

describe("the sample gallery, crawled like any site", () => {
  test("all 24 public photos are reached once each, over four pages", async () => {
    const found = await walk(firstUrl());
    expect(new Set(found.map(({ sourceId }) => sourceId)).size).toBe(24);
    expect(found).toHaveLength(24);
    expect(found.filter(({ pageUrl }) => pageUrl.includes("/private/"))).toEqual([]);
  });

  test("every photo has a page with author and licence, and a picture that can be prepared; no two are alike", async () => {
    const source = createGallerySource(gallery.origin);
    const hashes: string[] = [];
    for (const candidate of await walk(`${gallery.origin}/photos`)) {
      const full = withDetail(
        candidate,
        source.extractDetail({ body: await page(candidate.pageUrl), url: candidate.pageUrl }),
      );
      expect(full).toMatchObject({ author: "Creative Tim", licence: "MIT", licenceUrl: `${gallery.origin}/licence` });
      expect(full.imageUrl).toBe(candidate.imageUrl);
      const answer = await web.fetchBytes(full.imageUrl);
      expect(answer.headers["content-type"]).toBe("image/jpeg");
      const { phash } = await prepareImage(answer.bytes);
      expect(hashes.filter((other) => hammingDistance(other, phash) <= DUPLICATE_DISTANCE_MAX)).toEqual([]);
      hashes.push(phash);
    }
    expect(hashes).toHaveLength(24);
  });

  test("each shelf is a part of the whole, and names its room", async () => {
    const source = createGallerySource(gallery.origin);
    const all = new Set((await walk(`${gallery.origin}/photos`)).map(({ sourceId }) => sourceId));
    for (const room of source.roomTypes ?? []) {
      const found = await walk(firstUrl([room]));
      expect(found.length).toBeGreaterThan(0);
      for (const candidate of found) {
        expect(candidate.roomType).toBe(room);
        expect(all).toContain(candidate.sourceId);
      }
    }
  });

  test("an image is not sent again to a visitor who has it", async () => {
    const url = (await walk(`${gallery.origin}/photos`))[0]?.imageUrl ?? "";
    const first = await web.fetchBytes(url);
    const again = await web.fetchBytes(url, { headers: { "if-none-match": String(first.headers.etag) } });
    expect([again.status, again.bytes.length]).toEqual([304, 0]);
  });

  test("the sitemap names every public page and no private one", async () => {
    const sitemap = await page(`${gallery.origin}/sitemap.xml`);
    expect(sitemap.match(/\/photos\/\d+</g)).toHaveLength(24);
    expect(sitemap).not.toContain("private");
  });

  test("the home page links the forbidden album, which is really there", async () => {
    expect(await page(gallery.origin)).toContain('href="/private/"');
    expect(await walk(`${gallery.origin}/private/`)).toHaveLength(5);
  });

  test.each([
    "/photos?page=0",
    "/photos?page=99",
    "/photos?page=x",
    "/rooms/igloo",
    "/photos/1",
    "/images/9001.jpg",
    "/images/..%2f..%2fpackage.json",
  ])("%s is not there", async (path) => {
    expect((await web.fetchBytes(gallery.origin + path)).status).toBe(404);
  });
});
