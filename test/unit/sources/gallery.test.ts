import { describe, expect, test } from "vitest";
import { InvalidInputError } from "@/lib/errors";
import { createGallerySource } from "@/lib/sources/gallery";
import { parseSourceOptions } from "@/lib/sources/source-options";
import { getSource, listSources } from "@/lib/sources/sources";

const CONFIG = { MODOMO_SOURCE_ORIGINS: {}, MODOMO_USER_AGENT: "Modomo/test" };
const BASE = "http://gallery.test:8791";
const source = createGallerySource(BASE);
const urlsOf = ({ roomTypes = [] }: { roomTypes?: string[] }) =>
  source.seeds(parseSourceOptions(source, { roomTypes })).map(({ url }) => url);
const card = (id: string, href: string, src: string, title = "A chair") =>
  `<li class="card" data-photo-id="${id}"><a href="${href}"><img src="${src}">${title}</a></li>`;

describe("seeds", () => {
  test("without a room type it asks for everything, also what robots.txt may forbid", () => {
    expect(urlsOf({})).toEqual([`${BASE}/photos`, `${BASE}/private/`]);
    expect(urlsOf({ roomTypes: [] })).toHaveLength(2);
  });
  test("room types are taken as people write them, each once", () => {
    expect(urlsOf({ roomTypes: ["Living room", "living_room", "kitchen"] })).toEqual([
      `${BASE}/rooms/living-room`,
      `${BASE}/rooms/kitchen`,
    ]);
  });
  test("an unknown room type is named, with those there are", () => {
    expect(() => urlsOf({ roomTypes: ["kitchen", "igloo"] })).toThrow(/has no igloo\. It has: living-room/);
    expect(() => urlsOf({ roomTypes: ["igloo"] })).toThrow(InvalidInputError);
  });
});

describe("extract", () => {
  test("cards become candidates with absolute addresses; the room comes from the shelf", () => {
    const html = `<ul>${card("7", "/photos/7", "/images/7.jpg", " A\n chair ")}</ul><a rel="next nofollow" href="?page=3">Older</a>`;
    expect(source.extract({ body: html, url: `${BASE}/rooms/kitchen?page=2` })).toEqual({
      candidates: [
        {
          sourceId: "7",
          pageUrl: `${BASE}/photos/7`,
          imageUrl: `${BASE}/images/7.jpg`,
          title: "A chair",
          description: null,
          author: null,
          licence: null,
          licenceUrl: null,
          roomType: "kitchen",
          tags: [],
          fallbackUrls: [],
          authorUrl: null,
          sha1: null,
          needsDetail: true,
          details: {},
        },
      ],
      invalidCount: 0,
      next: [{ url: `${BASE}/rooms/kitchen?page=3`, deeper: 0 }],
      total: null,
      evidence: "dom",
    });
  });

  test.each([
    ["no id", card("", "/photos/7", "/images/7.jpg")],
    ["no link", '<li class="card" data-photo-id="7"><img src="/images/7.jpg"></li>'],
    ["a link to another site", card("7", "https://elsewhere.example/7", "/images/7.jpg")],
    ["a script for a link", card("7", "javascript:alert(1)", "/images/7.jpg")],
    ["no picture", '<li class="card" data-photo-id="7"><a href="/photos/7">A chair</a></li>'],
    ["a picture inside the page", card("7", "/photos/7", "data:image/png;base64,AA")],
    ["an endless title", card("7", "/photos/7", "/images/7.jpg", "x".repeat(501))],
  ])("a card with %s is counted and the others go on", (_name, broken) => {
    const page = source.extract({ body: broken + card("8", "/photos/8", "/images/8.jpg"), url: `${BASE}/photos` });
    expect(page.candidates.map(({ sourceId }) => sourceId)).toEqual(["8"]);
    expect(page.invalidCount).toBe(1);
  });

  test.each([
    ["is missing", ""],
    ["leads to another site", '<a rel="next" href="https://elsewhere.example/photos?page=2">'],
    ["is a script", '<a rel="next" href="javascript:next()">'],
  ])("the list ends where the next link %s", (_name, link) => {
    expect(source.extract({ body: link, url: `${BASE}/photos` }).next).toEqual([]);
  });

  test("a page that is not HTML has nothing on it", () => {
    expect(source.extract({ body: "\u0000\u0001 nothing", url: `${BASE}/photos` })).toEqual({
      candidates: [],
      invalidCount: 0,
      next: [],
      total: null,
      evidence: "none",
    });
  });
});

describe("extractDetail", () => {
  const url = `${BASE}/photos/7`;
  const jsonLd = (value: unknown) => `<script type="application/ld+json">${JSON.stringify(value)}</script>`;
  const licence = '<a rel="license" href="/licence"> MIT </a>';

  test("JSON-LD comes first, wherever it stands in a graph", () => {
    const image = {
      "@type": ["ImageObject"],
      name: "A chair",
      description: "It stands.",
      contentUrl: "/images/7.jpg",
      creator: { "@type": "Person", name: "Ada" },
      license: `${BASE}/licence`,
      keywords: "wood, , oak ",
    };
    const html = `<h1>Other</h1>${licence}${jsonLd([{ "@type": "WebPage" }, { "@graph": [image] }])}`;
    expect(source.extractDetail({ body: html, url })).toEqual({
      imageUrl: `${BASE}/images/7.jpg`,
      title: "A chair",
      description: "It stands.",
      author: "Ada",
      licence: "MIT",
      licenceUrl: `${BASE}/licence`,
      tags: ["wood", "oak"],
    });
  });

  test("broken JSON-LD leaves the page itself", () => {
    const html = `<script type="application/ld+json">{"@type": "ImageObject",</script>
      <h1>A chair</h1><figure class="photo"><img src="/images/7.jpg"></figure><p class="description"></p>
      <dd class="author">Ada</dd>${licence}`;
    expect(source.extractDetail({ body: html, url })).toEqual({
      imageUrl: `${BASE}/images/7.jpg`,
      title: "A chair",
      author: "Ada",
      licence: "MIT",
      licenceUrl: `${BASE}/licence`,
      tags: [],
    });
  });

  test("wrong types in JSON-LD are no text", () => {
    const html = jsonLd({
      "@type": "ImageObject",
      name: 7,
      description: { a: 1 },
      creator: ["Ada"],
      keywords: ["oak", 5],
    });
    expect(source.extractDetail({ body: html, url })).toEqual({ author: "Ada", tags: ["oak"] });
  });
});

describe("getSource", () => {
  test("an unknown source is named, with those there are", () => {
    expect(() => getSource("flickr", { ...CONFIG, MODOMO_GALLERY_URL: BASE })).toThrow(
      /no source "flickr"\. Known here: gallery/,
    );
  });
  test("without a gallery there is no gallery source", () => {
    expect(listSources(CONFIG).map(({ id }) => id)).not.toContain("gallery");
    expect(() => getSource("gallery", CONFIG)).toThrow(/no source "gallery"/);
  });
});
