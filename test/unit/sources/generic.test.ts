import { describe, expect, test } from "vitest";
import { createGenericSource } from "@/lib/sources/generic/generic";
import { pictureKey } from "@/lib/sources/generic/sitemap";
import { parseSourceOptions } from "@/lib/sources/source-options";

const source = createGenericSource();
const SITE = "https://www.rooms.example";
const url = `${SITE}/gallery?page=2`;
const extract = (body: string, at = url) => source.extract({ body, url: at });
const jsonLd = (value: unknown) => `<script type="application/ld+json">${JSON.stringify(value)}</script>`;
const imagesOf = (body: string, at = url) =>
  extract(body, at).candidates.map(({ imageUrl }) => imageUrl.replace(SITE, ""));

describe("JSON-LD", () => {
  const image = {
    "@type": "ImageObject",
    name: "A room",
    creator: { name: "Ada" },
    license: "/licence",
    keywords: "oak, chair",
  };
  test.each(["contentUrl", "contentURL", "url"])("an ImageObject with %s", (key) => {
    expect(extract(jsonLd({ ...image, [key]: "/a.jpg" }))).toMatchObject({
      evidence: "json-ld",
      candidates: [
        {
          sourceId: pictureKey(url),
          imageUrl: `${SITE}/a.jpg`,
          title: "A room",
          author: "Ada",
          licenceUrl: `${SITE}/licence`,
          tags: ["oak", "chair"],
        },
      ],
    });
  });
  test("a gallery, with pictures as objects or addresses; a picture with its own page goes by that page", () => {
    const gallery = {
      "@type": "ImageGallery",
      image: ["/1.jpg", { "@type": "ImageObject", contentUrl: "/2.jpg", url: "/works/2" }],
      associatedMedia: [{ "@type": "ImageObject", contentUrl: "/3.jpg" }],
    };
    const { candidates } = extract(jsonLd(gallery));
    expect(
      candidates.map(({ imageUrl, pageUrl, sourceId, needsDetail }) => [imageUrl, pageUrl, sourceId, needsDetail]),
    ).toEqual([
      [`${SITE}/1.jpg`, url, pictureKey(`${SITE}/1.jpg`), false],
      [`${SITE}/2.jpg`, `${SITE}/works/2`, pictureKey(`${SITE}/works/2`), true],
      [`${SITE}/3.jpg`, url, pictureKey(`${SITE}/3.jpg`), false],
    ]);
  });
  test("the publisher's logo is no picture of the page; broken JSON leaves the markup", () => {
    const page = {
      "@type": "WebPage",
      publisher: { "@type": "Organization", logo: { "@type": "ImageObject", url: "/logo.jpg" } },
    };
    expect(imagesOf(`${jsonLd(page)}<script type="application/ld+json">{"@type":</script><img src="/a.jpg">`)).toEqual([
      "/a.jpg",
    ]);
  });
});

describe("markup", () => {
  test.each([
    ["the widest of srcset", `<img src="/s.jpg" srcset="/m.jpg 640w, /l.jpg 1280w, /s.jpg 320w">`, "/l.jpg"],
    ["the densest of srcset", `<img srcset="/1.jpg 1x, /2.jpg 2x">`, "/2.jpg"],
    [
      "commas inside addresses",
      `<img srcset="/w_300,h_200/a.jpg 300w, /w_900,h_600/a.jpg 900w">`,
      "/w_900,h_600/a.jpg",
    ],
    ["lazy data-src", `<img src="data:image/gif;base64,AA" data-src="/a.jpg">`, "/a.jpg"],
    ["lazy data-srcset", `<img data-srcset="/a.jpg 1x, /b.jpg 2x">`, "/b.jpg"],
    ["data-original", `<img src="/tiny.jpg" data-original="/a.jpg">`, "/a.jpg"],
    [
      "the sources of picture",
      `<picture><source srcset="/a.webp 800w, /b.webp 1600w"><img src="/c.jpg"></picture>`,
      "/b.webp",
    ],
    ["a link to the file itself", `<a href="/full.jpg"><img src="/t.jpg"></a>`, "/full.jpg"],
  ])("%s", (_name, html, expected) => expect(imagesOf(html)[0]).toBe(expected));

  test.each([
    ["inside the page", `<img src="data:image/png;base64,AA">`],
    ["small by its attributes", `<img src="/a.jpg" width="64" height="64">`],
    ["in the frame of the page", `<header><img src="/a.jpg"></header><footer><img src="/b.jpg"></footer>`],
    ["a logo by name", `<img src="/assets/site-logo.png">`],
    ["a drawing", `<img src="/a.svg">`],
    ["without address", `<img alt="A">`],
  ])("a picture %s is none", (_name, html) => expect(imagesOf(html)).toEqual([]));

  test("a thumbnail goes by the page it leads to, which is to be read; one that leads to another site by its own address", () => {
    const html = `<a href="/works/1"><img src="/t1.jpg" alt="One"></a><a href="https://other.example/2"><img src="/t2.jpg"></a>`;
    expect(extract(html).candidates).toMatchObject([
      { sourceId: pictureKey(`${SITE}/works/1`), pageUrl: `${SITE}/works/1`, title: "One", needsDetail: true },
      { sourceId: pictureKey(`${SITE}/t2.jpg`), pageUrl: url, needsDetail: false },
    ]);
  });
});

test("a page with nothing but Open Graph has that one picture; a list of thumbnails has its thumbnails", () => {
  const head = `<meta property="og:image" content="/og.jpg"><meta property="og:title" content="A &amp; B">`;
  expect(extract(head).candidates).toMatchObject([
    { imageUrl: `${SITE}/og.jpg`, title: "A & B", sourceId: pictureKey(url) },
  ]);
  const thumbs = [1, 2, 3].map((id) => `<a href="/works/${id}"><img src="/t${id}.jpg"></a>`).join("");
  expect(imagesOf(head + thumbs)).toEqual(["/t1.jpg", "/t2.jpg", "/t3.jpg"]);
});

describe("further pages", () => {
  test.each([
    `<a rel="next" href="?page=3">Older</a>`,
    `<link rel="next" href="/gallery?page=3">`,
    `<ul class="pagination"><li class="next"><a href="?page=3">›</a></li></ul>`,
  ])("%s", (html) => {
    expect(extract(html).next.filter(({ deeper }) => deeper === 0)).toEqual([
      { url: `${SITE}/gallery?page=3`, deeper: 0 },
    ]);
  });
  test("links of the site are one level down; files, other sites, nofollow and scripts are not followed", () => {
    const links = [
      `/a`,
      `https://rooms.example/b`,
      "/file.pdf",
      "/c.jpg",
      "https://other.example/",
      "javascript:x()",
      "#top",
    ];
    const html = `${links.map((href) => `<a href="${href}">x</a>`).join("")}<a rel="nofollow" href="/d">x</a>`;
    expect(extract(html).next).toEqual([
      { url: `${SITE}/a`, deeper: 1 },
      { url: "https://rooms.example/b", deeper: 1 },
    ]);
  });
});

describe("sitemaps", () => {
  const urlset = (entries: string) =>
    `<?xml version="1.0"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">${entries}</urlset>`;
  test("pictures are candidates, plain pages are read one level down, other sites are left", () => {
    const image = `<image:image><image:loc>https://cdn.example/1.jpg</image:loc><image:title>One &amp; all</image:title><image:license>https://creativecommons.org/licenses/by/4.0/</image:license></image:image>`;
    const found = extract(
      urlset(
        `<url><loc>${SITE}/works/1</loc>${image}</url><url><loc>${SITE}/albums</loc></url><url><loc>https://other.example/</loc></url>`,
      ),
      `${SITE}/sitemap.xml`,
    );
    expect(found).toMatchObject({
      evidence: "sitemap",
      candidates: [
        {
          imageUrl: "https://cdn.example/1.jpg",
          pageUrl: `${SITE}/works/1`,
          title: "One & all",
          licenceUrl: "https://creativecommons.org/licenses/by/4.0/",
        },
      ],
      next: [{ url: `${SITE}/albums`, deeper: 1 }],
    });
  });
  test("an index leads to its sitemaps", () => {
    const index = `<sitemapindex><sitemap><loc>${SITE}/s1.xml</loc></sitemap><sitemap><loc>https://other.example/s.xml</loc></sitemap></sitemapindex>`;
    expect(extract(index, `${SITE}/sitemap.xml`).next).toEqual([{ url: `${SITE}/s1.xml`, deeper: 0 }]);
  });
  test("a broken one has nothing", () =>
    expect(extract("<urlset><url><loc>", `${SITE}/sitemap.xml`).candidates).toEqual([]));
});

test("a picture's own page adds the larger form, its credit and its licence", () => {
  const html = `${jsonLd({ "@type": "ImageObject", contentURL: "/large.jpg", name: "One", author: "Ada" })}<a rel="license" href="/cc0">CC0</a>`;
  expect(source.extractDetail({ body: html, url: `${SITE}/works/1` })).toMatchObject({
    imageUrl: `${SITE}/large.jpg`,
    title: "One",
    author: "Ada",
    licence: "CC0",
    licenceUrl: `${SITE}/cc0`,
  });
  expect(source.extractDetail({ body: "nothing", url })).toEqual({});
});

test("where a crawl begins, and which hosts it stays on", () => {
  const options = parseSourceOptions(source, {
    options: { start_urls: [url, url, "http://127.0.0.1:8080/a"], depth: 2 },
  });
  expect(source.seeds(options)).toEqual([
    { url, deeper: 0 },
    { url: "http://127.0.0.1:8080/a", deeper: 0 },
  ]);
  expect(source.hosts(options)).toEqual(
    expect.arrayContaining(["rooms.example", "www.rooms.example", "127.0.0.1:8080"]),
  );
  expect(() => parseSourceOptions(source, {})).toThrow(/Addresses is needed/);
  expect(() => parseSourceOptions(source, { options: { start_urls: [url], depth: 6 } })).toThrow(/from 0 to 5/);
});
