import { readFile, stat } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { type Context, Hono } from "hono";
import { createHubApp } from "./hub/app.ts";
import { sampleDatasets } from "./hub/sample-datasets.ts";
import { homePage, licencePage, listingPage, notFoundPage, PAGE_SIZE, photoPage, photoPath } from "./pages.ts";
import { PHOTOS, type Photo, PRIVATE_PHOTOS, ROOMS } from "./photos.ts";

const PACKAGE_DIR = dirname(createRequire(import.meta.url).resolve("material-dashboard/package.json"));

const ROBOTS = (origin: string) => `# Rooms are for everyone; the people who photograph them are not.
User-agent: *
Disallow: /private/

Sitemap: ${origin}/sitemap.xml
`;

/** The sample site: real photos of an npm package behind the pages of a small picture gallery. Keeps no state. */
export function createGalleryApp(): Hono {
  const app = new Hono();
  app.get("/health", (c) => c.json({ status: "ok", photos: PHOTOS.length }));
  app.get("/robots.txt", (c) => c.text(ROBOTS(originOf(c))));
  app.get("/sitemap.xml", (c) =>
    c.body(sitemap(originOf(c)), 200, { "content-type": "application/xml; charset=utf-8" }),
  );
  app.get("/licence", async (c) => c.html(await licencePage(await readFile(join(PACKAGE_DIR, "LICENSE.md"), "utf8"))));

  app.get("/", async (c) => c.html(await homePage(PHOTOS.slice(0, PAGE_SIZE), PHOTOS.length)));
  app.get("/photos", (c) => listing(c, { heading: "All pictures", path: "/photos", photos: PHOTOS }));
  app.get("/rooms/:room", (c) => {
    const room = c.req.param("room");
    const heading = ROOMS[room];
    if (!heading) return c.notFound();
    return listing(c, { heading, path: `/rooms/${room}`, photos: PHOTOS.filter((photo) => photo.room === room) });
  });
  app.get("/photos/:id{[0-9]+}", (c) => detail(c, PHOTOS));
  app.get("/private/", (c) =>
    listing(c, { heading: "Our contributors' own album", path: "/private/", photos: PRIVATE_PHOTOS }),
  );
  app.get("/private/photos/:id{[0-9]+}", (c) => detail(c, PRIVATE_PHOTOS));

  app.get("/images/:file", (c) => image(c, PHOTOS));
  app.get("/private/images/:file", (c) => image(c, PRIVATE_PHOTOS));
  app.route("/", createHubApp({ datasets: sampleDatasets }));
  app.notFound(async (c) => c.html(await notFoundPage(), 404));
  return app;
}

async function listing(
  c: Context,
  shelf: { heading: string; path: string; photos: readonly Photo[] },
): Promise<Response> {
  const pageNumber = Number(c.req.query("page") ?? "1");
  const pageCount = Math.max(1, Math.ceil(shelf.photos.length / PAGE_SIZE));
  if (!Number.isInteger(pageNumber) || pageNumber < 1 || pageNumber > pageCount) return c.notFound();
  return c.html(await listingPage({ ...shelf, pageNumber }));
}

async function detail(c: Context, photos: readonly Photo[]): Promise<Response> {
  const photo = photos.find(({ id }) => String(id) === c.req.param("id"));
  return photo ? c.html(await photoPage(photo, originOf(c))) : c.notFound();
}

/** The file of a photo, with the validators a re-crawl asks for. */
async function image(c: Context, photos: readonly Photo[]): Promise<Response> {
  const photo = photos.find(({ id }) => `${id}.jpg` === c.req.param("file"));
  if (!photo) return c.notFound();
  const path = join(PACKAGE_DIR, "assets/img", photo.file);
  const { size, mtime } = await stat(path);
  const etag = `"${photo.id}-${size}"`;
  const headers = { etag, "last-modified": mtime.toUTCString(), "cache-control": "public, max-age=3600" };
  if (c.req.header("if-none-match") === etag) return c.body(null, 304, headers);
  return c.body(new Uint8Array(await readFile(path)), 200, { ...headers, "content-type": "image/jpeg" });
}

function sitemap(origin: string): string {
  const paths = ["/", "/photos", ...Object.keys(ROOMS).map((room) => `/rooms/${room}`), ...PHOTOS.map(photoPath)];
  const urls = paths.map((path) => `  <url><loc>${origin}${path}</loc></url>`).join("\n");
  return `<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n${urls}\n</urlset>\n`;
}

const originOf = (c: Context) => new URL(c.req.url).origin;
