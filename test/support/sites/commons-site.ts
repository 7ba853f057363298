import { type Context, Hono } from "hono";
import { drawPicture } from "./draw-picture.ts";
import { type Faults, withFaults } from "./faults.ts";
import { type RunningSite, serveSite } from "./serve-site.ts";

export interface CommonsSite {
  api: RunningSite;
  /** Where the files are. */
  upload: RunningSite;
  faults: Faults;
  /** How many requests are still answered "too much lag", with status 200 as Wikimedia does. */
  lagging: number;
  close(): Promise<void>;
}

interface CommonsFile {
  pageid: number;
  name: string;
  category: string;
  mime: string;
  licence: readonly [short: string, code: string, url: string | null];
  artist: string;
}

const LICENCES = [
  ["CC BY-SA 4.0", "cc-by-sa-4.0", "https://creativecommons.org/licenses/by-sa/4.0"],
  ["CC0", "cc0", "http://creativecommons.org/publicdomain/zero/1.0/deed.en"],
  ["Public domain", "pd", null],
  ["CC BY 2.0", "cc-by-2.0", "https://creativecommons.org/licenses/by/2.0"],
] as const;

/** Files of every category; the subcategories go round in a circle, as real ones do. */
const SIZES: Readonly<Record<string, number>> = { "Living rooms": 13, "Sofas in living rooms": 5, Kitchens: 3 };
const SUBCATEGORIES: Readonly<Record<string, string[]>> = {
  "Living rooms": ["Sofas in living rooms"],
  "Sofas in living rooms": ["Living rooms"],
};
const PAGE_SIZE = 5;

export const COMMONS_FILES: CommonsFile[] = Object.entries(SIZES).flatMap(([category, size], shelf) =>
  Array.from({ length: size }, (_, index) => ({
    pageid: 83_000_000 + shelf * 1000 + index,
    name: `${category} ${index + 1}`,
    category,
    mime: index === 2 ? "image/svg+xml" : index === 3 ? "application/pdf" : "image/jpeg",
    licence: LICENCES[index % LICENCES.length] ?? LICENCES[0],
    artist:
      index === 0
        ? '<a href="//commons.wikimedia.org/wiki/User:Ada" title="User:Ada">Ada <b>L.</b></a>'
        : `Photographer ${index}`,
  })),
);

/** The API of Wikimedia Commons and its file host, with answers of the shapes the real ones have. */
export async function startCommonsSite(): Promise<CommonsSite> {
  const site = { faults: new Map() as Faults, lagging: 0 };
  const upload = await serveSite(uploadApp());
  const api = await serveSite(apiApp(site, upload.origin));
  const close = async () => void (await Promise.all([api.close(), upload.close()]));
  return Object.assign(site, { api, upload, close });
}

function apiApp(site: { faults: Faults; lagging: number }, uploadOrigin: string): Hono {
  const app = new Hono();
  withFaults(app, site.faults);
  app.get("/robots.txt", (c) => c.text("User-agent: *\nDisallow: /w/\n")); // people's pages; the API has its own policy
  app.get("/w/api.php", (c) => {
    if (!/\([^)]*@[^)]*\)/.test(c.req.header("user-agent") ?? ""))
      return c.text("Please set a user-agent with a contact", 403);
    if (site.lagging > 0) {
      site.lagging -= 1;
      const error = { code: "maxlag", info: "Waiting for db1: 6.2 seconds lagged.", host: "db1", lag: 6.2, type: "db" };
      return c.json({ error }, 200, { "retry-after": "1" });
    }
    return c.json(answer(c, uploadOrigin));
  });
  return app;
}

function answer(c: Context, uploadOrigin: string): object {
  const title = (c.req.query("gcmtitle") ?? "").replace(/^Category:/, "");
  if (c.req.query("gcmtype") === "subcat") return subcategoriesAnswer(title);
  const words = c.req.query("gsrsearch")?.replace(/^filetype:bitmap /, "");
  const files = COMMONS_FILES.filter(({ category, name }) => (words ? name.includes(words) : category === title));
  const start = Number((c.req.query("gcmcontinue") ?? c.req.query("gsroffset") ?? "0").replace(/\D/g, "") || 0);
  const next = start + PAGE_SIZE;
  const more = words
    ? { gsroffset: next, continue: "gsroffset||" }
    : { gcmcontinue: `file|${next}`, continue: "gcmcontinue||" };
  const pages = files.slice(start, next).map((file) => filePage(file, uploadOrigin));
  const query =
    c.req.query("formatversion") === "2"
      ? { pages }
      : { pages: Object.fromEntries(pages.map((page) => [page.pageid, page])) };
  return {
    ...(next < files.length ? { continue: more } : { batchcomplete: true }),
    ...(pages.length > 0 ? { query } : {}),
  };
}

function subcategoriesAnswer(title: string): object {
  const pages = (SUBCATEGORIES[title] ?? []).map((name, index) => ({
    pageid: 500 + index,
    ns: 14,
    title: `Category:${name}`,
  }));
  return { batchcomplete: true, ...(pages.length > 0 ? { query: { pages } } : {}) };
}

function filePage({ pageid, name, mime, licence: [short, code, url], artist, category }: CommonsFile, origin: string) {
  const path = `${pageid}/${encodeURIComponent(name)}`;
  const value = (text: string) => ({ value: text, source: "commons-desc-page" });
  return {
    pageid,
    ns: 6,
    title: `File:${name}.jpg`,
    imagerepository: "local",
    imageinfo: [
      {
        user: "Uploader",
        size: 1_353_326,
        width: 3746,
        height: 2400,
        mime,
        sha1: pageid.toString(16).padStart(40, "0"),
        thumburl: `${origin}/thumb/${path}/1280px.jpg`,
        thumbwidth: 1280,
        thumbheight: 820,
        url: `${origin}/full/${path}.jpg`,
        descriptionurl: `https://commons.wikimedia.org/wiki/File:${encodeURIComponent(name.replaceAll(" ", "_"))}.jpg`,
        extmetadata: {
          LicenseShortName: value(short),
          License: value(code),
          ...(url ? { LicenseUrl: value(url) } : {}),
          UsageTerms: value(short),
          Artist: value(artist),
          Credit: value("<span class='int-own-work'>Own work</span>"),
          AttributionRequired: value("true"),
          Restrictions: value(pageid % 2 ? "trademarked" : ""),
          ImageDescription: value(`<p>A view of <i>${name}</i></p><style>p{}</style>`),
          Categories: value(`${category}|Interiors`),
        },
      },
    ],
  };
}

function uploadApp(): Hono {
  const app = new Hono();
  app.get("/robots.txt", (c) => c.text("User-agent: *\nDisallow:\n"));
  const picture = async (c: Context, size: { width: number; height: number }) => {
    const seed = Number(c.req.param("pageid"));
    return c.body(new Uint8Array(await drawPicture(seed, size)), 200, { "content-type": "image/jpeg" });
  };
  app.get("/thumb/:pageid/:name/:size", (c) => picture(c, { width: 900, height: 600 }));
  app.get("/full/:pageid/:name", (c) => picture(c, { width: 1500, height: 1000 }));
  return app;
}
