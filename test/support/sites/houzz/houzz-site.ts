import { type Context, Hono } from "hono";
import sharp from "sharp";
import { drawPicture } from "../draw-picture.ts";
import { type Faults, withFaults } from "../faults.ts";
import { type RunningSite, serveSite } from "../serve-site.ts";
import {
  type HouzzLayout,
  type HouzzOrigins,
  LISTING_SCRIPT,
  listingPage,
  photoPage,
  projectPage,
  TODAY,
} from "./houzz-pages.ts";
import { type HouzzPhoto, makePhotos } from "./houzz-photos.ts";

const ROBOTS = `User-agent: *
Disallow: /*/query/
Disallow: /*/s/
Disallow: /j/
Allow: /

User-agent: BlockedBot
Disallow: /
`;

export interface HouzzSite {
  web: RunningSite;
  cdn: RunningSite;
  photos: HouzzPhoto[];
  /** May be changed while the site runs. */
  layout: HouzzLayout;
  faults: Faults;
  /** Every page links to another although the photos begin again. */
  doesLoop: boolean;
  robots: string;
  close(): Promise<void>;
}

const STORED_WIDTHS: Readonly<Record<string, number>> = { "3": 150, "4": 640, "8": 800, "9": 860, "14": 900 };

/** The picture site on one port and its image host on another, as Houzz has them. */
export async function startHouzzSite(
  options: { count?: number; layout?: Partial<HouzzLayout> } = {},
): Promise<HouzzSite> {
  const photos = makePhotos(options.count ?? 137);
  const faults: Faults = new Map();
  const origins: HouzzOrigins = { web: "", cdn: "" };
  const site = { photos, faults, layout: { ...TODAY, ...options.layout }, doesLoop: false, robots: ROBOTS };
  const [web, cdn] = await Promise.all([serveSite(webApp(site, origins)), serveSite(cdnApp(photos, faults))]);
  Object.assign(origins, { web: web.origin, cdn: cdn.origin });
  const close = async () => void (await Promise.all([web.close(), cdn.close()]));
  return Object.assign(site, { web, cdn, close });
}

type SiteState = Pick<HouzzSite, "photos" | "layout" | "faults" | "doesLoop" | "robots">;

function webApp(site: SiteState, origins: HouzzOrigins): Hono {
  const app = new Hono();
  withFaults(app, site.faults);
  app.get("/robots.txt", (c) => c.text(site.robots));
  app.get("/assets/listing.js", (c) => c.body(LISTING_SCRIPT, 200, { "content-type": "text/javascript" }));
  app.get("/photos/query/*", (c) => c.html(listingPage(viewOf(c, site, origins, site.photos))));
  app.get("/photos/:page", (c) => {
    const name = decodeURIComponent(c.req.param("page"));
    const photoId = /phvw-vp~(\d+)$/.exec(name)?.[1];
    return photoId ? photoAnswer(c, { site, origins, photoId }) : listingAnswer(c, { site, origins, name });
  });
  app.get("/hznb/photos/:page", (c) => {
    const photoId = /phvw-vp~(\d+)$/.exec(decodeURIComponent(c.req.param("page")))?.[1] ?? "";
    return photoAnswer(c, { site, origins, photoId });
  });
  app.get("/hznb/projects/:page", (c) => {
    const projectId = Number(/pj-vj~(\d+)$/.exec(c.req.param("page"))?.[1]);
    const photos = site.photos.filter((photo) => photo.projectId === projectId);
    const others = site.photos.filter((photo) => photo.projectId !== projectId).slice(0, 4);
    return photos.length > 0
      ? c.html(projectPage(projectId, { photos, others, origins, layout: site.layout }))
      : c.notFound();
  });
  return app;
}

function photoAnswer(
  c: Context,
  { site, origins, photoId }: { site: SiteState; origins: HouzzOrigins; photoId: string },
) {
  const photo = site.photos.find(({ id }) => String(id) === photoId);
  if (!photo) return c.notFound();
  const related = site.photos.filter(({ projectId, id }) => projectId === photo.projectId && id !== photo.id);
  return c.html(photoPage(photo, { related: related.slice(0, 6), origins, layout: site.layout }));
}

function listingAnswer(c: Context, { site, origins, name }: { site: SiteState; origins: HouzzOrigins; name: string }) {
  const filters = /phbr\d+-bp~(.*)$/.exec(name)?.[1];
  if (filters === undefined) return c.notFound();
  if (!name.includes("-phbr")) return c.redirect(`/photos/rooms-${name}`, 301); // to the address with a slug
  const [topic, style] = ["t", "s"].map((key) => new RegExp(`${key}_(\\d+)`).exec(filters)?.[1]);
  const shelf = site.photos.filter(
    (photo) => (!topic || photo.topic === Number(topic)) && (!style || photo.style === Number(style)),
  );
  const view = viewOf(c, site, origins, shelf);
  if (c.req.query("spf") === undefined) return c.html(listingPage(view));
  // The page's own scripts only; a visitor without their headers is not answered.
  return c.req.header("x-hz-request") === "true" ? c.json({ html: listingPage(view) }) : c.notFound();
}

function viewOf(c: Context, site: SiteState, origins: HouzzOrigins, shelf: HouzzPhoto[]) {
  const size = site.layout.era === "2020" || site.layout.era === "2017" ? 18 : 20;
  const page = Number(c.req.query("pg") ?? 1);
  const asked = Number(c.req.query("fi") ?? /\/p\/(\d+)$/.exec(new URL(c.req.url).pathname)?.[1] ?? (page - 1) * size);
  const before = site.doesLoop ? asked % Math.max(1, shelf.length) : asked;
  // One photo of the page before is on the next again, as when something new came in between.
  const photos = shelf.slice(Math.max(0, before - 1), before + size);
  const next = new URL(c.req.url);
  if (site.layout.paging === "fi") next.searchParams.set("fi", String(asked + size));
  else next.searchParams.set("pg", String(page + 1));
  const hasNext = site.doesLoop || before + size < shelf.length;
  return { photos, total: shelf.length, before, nextUrl: hasNext ? next.href : null, origins, layout: site.layout };
}

/** Renditions of every picture; a name with a hash is served only with the hash the pages carry, and none of them does. */
function cdnApp(photos: HouzzPhoto[], faults: Faults): Hono {
  const app = new Hono();
  withFaults(app, faults);
  const seeds = new Map(photos.flatMap(({ images }) => images.map(({ id, seed }) => [id, seed] as const)));
  app.get("/simgs/:image/:name", async (c) => {
    const [, id = "", size = ""] = /^([0-9a-f]{16})_(\d+)-\d+$/.exec(c.req.param("image")) ?? [];
    const width = STORED_WIDTHS[size];
    const seed = seeds.get(id);
    if (!width || seed === undefined) return c.notFound();
    return picture(c, await drawPicture(seed, { width, height: Math.round((width * 2) / 3) }));
  });
  app.get("/fimgs/:image", async (c) => {
    const [, id = "", width, height] = /^([0-9a-f]{16})_\d+-w(\d+)-h(\d+)-b\d-p\d--/.exec(c.req.param("image")) ?? [];
    const seed = seeds.get(id);
    if (seed === undefined || !width) return c.notFound();
    const square = sharp(await drawPicture(seed)).resize(Number(width), Number(height), { fit: "cover" });
    return picture(c, await square.jpeg().toBuffer());
  });
  return app;
}

const picture = (c: Context, bytes: Buffer) => c.body(new Uint8Array(bytes), 200, { "content-type": "image/jpeg" });
