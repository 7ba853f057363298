import { gzipSync } from "node:zlib";
import { type Context, Hono } from "hono";
import { drawPicture } from "./draw-picture.ts";
import { type Faults, withFaults } from "./faults.ts";
import { type RunningSite, serveSite } from "./serve-site.ts";

export interface GenericSite extends RunningSite {
  faults: Faults;
}

export const GENERIC_COUNT = 9;
const PAGE_SIZE = 4;

/**
 * A small gallery as many are: lazy thumbnails that lead to pages with JSON-LD, an album with Open Graph only, a page whose
 * pictures only a script brings, sitemaps with and without pictures, and a section robots.txt keeps to itself.
 */
export async function startGenericSite(): Promise<GenericSite> {
  const faults: Faults = new Map();
  const app = new Hono();
  withFaults(app, faults);
  app.get("/robots.txt", (c) => c.text("User-agent: *\nDisallow: /secret/\n"));
  app.get("/", (c) =>
    c.html(
      page(
        "Home",
        `<main><a href="/gallery">Gallery</a> <a href="/albums/1">Album</a> <a href="/secret/">Secret</a> <a href="https://elsewhere.example/">Friends</a></main>`,
      ),
    ),
  );
  app.get("/gallery", (c) => c.html(listing(Number(c.req.query("page") ?? 1))));
  app.get("/works/:id{[0-9]+}", (c) => c.html(work(Number(c.req.param("id")), originOf(c))));
  app.get("/albums/1", (c) => c.html(album(originOf(c))));
  app.get("/scripted", (c) => c.html(scripted()));
  app.get("/secret/", (c) => c.html(page("Secret", `<main><img src="/pictures/90-900.jpg"></main>`)));
  app.get("/sitemap-index.xml", (c) =>
    xml(
      c,
      `<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><sitemap><loc>${originOf(c)}/sitemap-images.xml</loc></sitemap></sitemapindex>`,
    ),
  );
  // Past its end this list begins anew.
  app.get("/rounds", (c) => {
    const number = Number(c.req.query("page") ?? 1);
    const next = `<a rel="next" href="/rounds?page=${number + 1}">Older</a>`;
    return c.html(listing(1 + ((number - 1) % 2)).replace(/<a rel="next".*?<\/a>/, next));
  });
  app.get("/trap", (c) => c.redirect("http://169.254.169.254/latest/meta-data/"));
  app.get("/traps", (c) => c.html(page("Traps", `<main><a href="/trap">One</a> <a href="/albums/1">Two</a></main>`)));
  app.get("/sitemap.xml.gz", (c) =>
    c.body(new Uint8Array(gzipSync(imageSitemap(originOf(c)))), 200, { "content-type": "application/gzip" }),
  );
  app.get("/sitemap-bomb.xml.gz", (c) =>
    c.body(new Uint8Array(gzipSync(Buffer.alloc(51 * 1024 * 1024, 32))), 200, { "content-type": "application/gzip" }),
  );
  app.get("/sitemap-images.xml", (c) => xml(c, imageSitemap(originOf(c))));
  app.get("/pictures/:file", async (c) => {
    const [, seed, width] = /^(\d+)-(\d+)\.jpg$/.exec(c.req.param("file")) ?? [];
    if (!seed || !width) return c.notFound();
    const size = { width: Number(width), height: Math.round((Number(width) * 2) / 3) };
    return c.body(new Uint8Array(await drawPicture(800_000 + Number(seed), size)), 200, {
      "content-type": "image/jpeg",
    });
  });
  return Object.assign(await serveSite(app), { faults });
}

function listing(number: number): string {
  const ids = Array.from({ length: GENERIC_COUNT }, (_, index) => index + 1).slice(
    (number - 1) * PAGE_SIZE,
    number * PAGE_SIZE,
  );
  const thumbs = ids.map(
    (id) =>
      `<a href="/works/${id}"><img alt="Work ${id}" src="data:image/gif;base64,R0lGODlhAQABAAAAACw=" data-src="/pictures/${id}-300.jpg" loading="lazy"></a>`,
  );
  const next = number * PAGE_SIZE < GENERIC_COUNT ? `<a rel="next" href="/gallery?page=${number + 1}">Older</a>` : "";
  return page("Gallery", `<header><img src="/logo.png"></header><main>${thumbs.join("")}${next}</main>`);
}

function work(id: number, origin: string): string {
  const image = {
    "@context": "https://schema.org",
    "@type": "WebPage",
    publisher: { "@type": "Organization", logo: { "@type": "ImageObject", url: `${origin}/logo.png` } },
    primaryImageOfPage: {
      "@type": "ImageObject",
      [id % 2 ? "contentUrl" : "contentURL"]: `${origin}/pictures/${id}-900.jpg`,
      name: `Work ${id}`,
      creator: { "@type": "Person", name: "Ada" },
      license: "https://creativecommons.org/licenses/by/4.0/",
      keywords: ["oak", "chair"],
    },
  };
  return page(
    `Work ${id}`,
    `<main><img src="/pictures/${id}-600.jpg"><script type="application/ld+json">${JSON.stringify(image)}</script></main>`,
  );
}

function album(origin: string): string {
  const head = `<meta property="og:image" content="${origin}/pictures/50-900.jpg"><meta property="og:title" content="Album &amp; more">`;
  return page(
    "Album",
    `<main><p>One picture.</p><a rel="license" href="https://creativecommons.org/publicdomain/zero/1.0/">CC0</a></main>`,
    head,
  );
}

function scripted(): string {
  return page(
    "Scripted",
    `<main id="root"></main><script>
for (const id of [60, 61, 62]) {
  const image = new Image();
  image.alt = "Scripted " + id;
  image.src = "/pictures/" + id + "-900.jpg";
  document.getElementById("root").append(image);
}
</script>`,
  );
}

const imageSitemap = (origin: string) =>
  `<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
<url><loc>${origin}/works/70</loc><image:image><image:loc>${origin}/pictures/70-900.jpg</image:loc><image:title>Seventy &amp; co</image:title><image:license>https://creativecommons.org/licenses/by-sa/4.0/</image:license></image:image></url>
<url><loc>${origin}/works/71</loc><image:image><image:loc>${origin}/pictures/71-900.jpg</image:loc></image:image></url>
<url><loc>${origin}/albums/1</loc></url>
<url><loc>https://elsewhere.example/x</loc></url>
</urlset>`;

const xml = (c: Context, body: string) =>
  c.body(`<?xml version="1.0" encoding="UTF-8"?>\n${body}`, 200, { "content-type": "application/xml" });
const page = (title: string, body: string, head = "") =>
  `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${title}</title>${head}</head><body>${body}</body></html>`;
const originOf = (c: Context) => new URL(c.req.url).origin;
