import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { listItems } from "@/lib/jobs/jobs.repository";
import { savePermission } from "@/lib/sources/permissions.repository";
import { type Product, startProduct } from "../../support/product.ts";
import { COMMONS_FILES, type CommonsSite, startCommonsSite } from "../../support/sites/commons-site.ts";
import { GENERIC_COUNT, type GenericSite, startGenericSite } from "../../support/sites/generic-site.ts";
import { type HouzzSite, startHouzzSite } from "../../support/sites/houzz/houzz-site.ts";
import { type OpenverseSite, startOpenverseSite } from "../../support/sites/openverse-site.ts";

const AGENT = "Modomo/test (bot@example.org)";

let houzz: HouzzSite;
let commons: CommonsSite;
let openverse: OpenverseSite;
let generic: GenericSite;
let product: Product;

beforeAll(async () => {
  [houzz, commons, openverse, generic] = await Promise.all([
    startHouzzSite({ count: 45 }),
    startCommonsSite(),
    startOpenverseSite(),
    startGenericSite(),
  ]);
  const origins = { houzz: houzz.web, houzz_cdn: houzz.cdn, commons: commons.api, openverse };
  const sites = [...Object.values(origins), commons.upload, generic];
  product = await startProduct({
    env: {
      MODOMO_USER_AGENT: AGENT,
      MODOMO_SOURCE_ORIGINS: Object.entries(origins)
        .map(([name, { origin }]) => `${name}=${origin}`)
        .join(","),
      MODOMO_FETCH_PRIVATE_ORIGINS: sites.map(({ origin }) => origin).join(","),
    },
  });
});
afterAll(async () => {
  await product?.stop();
  await Promise.all([houzz, commons, openverse, generic].map((site) => site?.close()));
});

async function crawl(source: string, input: object = {}) {
  const job = { source, limit: 200, pipeline: false, ...input };
  const jobId = await product.startJob({ kind: "scrape", input: job as never });
  const [scrape] = await product.ended(jobId);
  return { jobId, counts: scrape?.counts, status: scrape?.status };
}

async function scenesOf(source: string) {
  const columns =
    "source_id, page_url, image_url, title, author, author_url, licence, licence_url, tags, rights_state, source_details";
  const query = product.db.from("scenes").select(`${columns}, rights_events(kind, decision)`).eq("source", source);
  return (await query.order("source_id").throwOnError()).data;
}

async function pagesOf(jobId: string) {
  const query = product.db.from("crawl_frontier").select("url, status, error").eq("job_id", jobId);
  return (await query.order("url").throwOnError()).data;
}

describe("Houzz, with a permission recorded", () => {
  beforeAll(async () => {
    const basis = {
      kind: "legal_exception" as const,
      text: "A test against a site of our own making.",
      expires_at: null,
    };
    await savePermission(product.db, "houzz", { ...basis, recorded_by: "test" });
  });

  test("every picture of every page once: largest rendition, credit, style; licence unknown; basis as evidence", async () => {
    const { jobId, counts, status } = await crawl("houzz");
    const pictures = new Set(houzz.photos.flatMap(({ images }) => images.map(({ seed }) => seed)));
    expect([status, counts?.failed]).toEqual(["completed", 0]);
    const scenes = await scenesOf("houzz");
    expect(scenes).toHaveLength(pictures.size);
    expect((await pagesOf(jobId)).map(({ status }) => status)).toEqual(["fetched", "fetched", "fetched"]);
    for (const scene of scenes) {
      expect(scene).toMatchObject({
        licence: null,
        licence_url: null,
        rights_state: "unknown",
        author: expect.any(String),
      });
      expect(scene.image_url).toMatch(/_14-\d+\/home-design\.jpg$/);
      expect(scene.source_details).toMatchObject({ is_original: false, style: expect.any(String) });
      expect(scene.rights_events).toContainEqual({ kind: "permission", decision: "unknown" });
    }
    expect(houzz.cdn.paths.filter((path) => path.includes("/fimgs/"))).toEqual([]);
    expect(houzz.web.paths.filter((path) => /phvw-vp~/.test(path))).toEqual([]); // the lists tell all there is
    expect(new Set([...houzz.web.agents, ...houzz.cdn.agents])).toEqual(new Set([AGENT]));
    expect(JSON.stringify(await product.db.from("job_items").select("payload").eq("job_id", jobId))).not.toMatch(
      /csrf|Elm Street/,
    );
  }, 240_000);

  test("the layout of 2020 without state: cards, pages counted by first item", async () => {
    Object.assign(houzz.layout, { era: "2020", state: "none", paging: "none" });
    houzz.web.paths.length = 0;
    const { jobId, counts } = await crawl("houzz");
    Object.assign(houzz.layout, { era: "2024", state: "full", paging: "pg" });
    expect(counts).toMatchObject({ completed: 0, failed: 0 }); // all collected before
    expect((await pagesOf(jobId)).map(({ url }) => new URL(url).search)).toEqual(["", "?fi=18", "?fi=36"]);
  }, 120_000);

  test("pages that lead round in a circle end", async () => {
    houzz.doesLoop = true;
    const { status, jobId } = await crawl("houzz");
    houzz.doesLoop = false;
    expect(status).toBe("completed");
    expect((await pagesOf(jobId)).map(({ url }) => new URL(url).search)).toEqual(["", "?pg=2", "?pg=3"]);
  }, 120_000);

  test.each(["403-challenge", "401", "451", "short-200"] as const)(
    "%s on a page: the host is left alone for the rest of the job",
    async (fault) => {
      houzz.faults.set("pg=2", fault);
      houzz.web.paths.length = 0;
      const { jobId } = await crawl("houzz");
      houzz.faults.clear();
      const asked = houzz.web.paths.filter((path) => path.startsWith("/photos/"));
      expect(asked.at(-1)).toContain("pg=2");
      expect(asked.filter((path) => path.includes("pg=2"))).toHaveLength(1);
      const refused = (await pagesOf(jobId)).filter(({ status }) => status === "refused");
      expect(refused.map(({ url }) => new URL(url).search)).toEqual(["?pg=2"]);
    },
    120_000,
  );

  test("when the permission goes, a job that waits is refused", async () => {
    await product.db.from("source_permissions").delete().eq("source", "houzz").throwOnError();
    houzz.web.paths.length = 0;
    expect((await crawl("houzz")).status).toBe("failed");
    expect(houzz.web.paths).toEqual([]);
  }, 120_000);
});

test("Commons: categories and their subcategories, round in a circle, past lag; files that are no pictures are left out", async () => {
  commons.lagging = 1;
  const { counts, status } = await crawl("commons", { room_types: ["living-room"], options: { depth: 3 } });
  expect([status, counts?.failed]).toEqual(["completed", 0]);
  const wanted = COMMONS_FILES.filter(({ category, mime }) => category !== "Kitchens" && mime === "image/jpeg");
  const scenes = await scenesOf("commons");
  expect(scenes.map(({ source_id }) => source_id)).toEqual(wanted.map(({ pageid }) => String(pageid)).toSorted());
  expect(scenes[0]).toMatchObject({
    author: "Ada L.",
    author_url: "https://commons.wikimedia.org/wiki/User:Ada",
    licence: "CC BY-SA 4.0",
    rights_state: "allowed",
    tags: expect.arrayContaining(["living-room", "Interiors"]),
    source_details: { credit: "Own work", source_width: 3746 },
  });
  const asked = commons.api.paths.filter((path) => path.startsWith("/w/"));
  expect(asked.length - new Set(asked).size).toBe(1); // the one that met lag
  expect(commons.api.paths).not.toContain("/robots.txt"); // an API is ruled by its own policy
  expect(commons.upload.paths).toContain("/robots.txt");
  expect(commons.upload.paths.filter((path) => path.startsWith("/full/"))).toEqual([]);
}, 240_000);

test("Openverse: a search, with the licence and credit of each picture", async () => {
  const { counts, status } = await crawl("openverse", {
    options: { query: "sofa", licences: ["by-sa", "cc0", "by-nc"] },
  });
  const wanted = openverse.results.filter(
    ({ license, hasUrl, isMature }) => ["by-sa", "cc0", "by-nc"].includes(license) && hasUrl && !isMature,
  );
  expect([status, counts?.completed]).toEqual(["completed", wanted.length]);
  const scenes = await scenesOf("openverse");
  const states = Object.fromEntries(scenes.map(({ licence, rights_state }) => [licence, rights_state]));
  expect(states).toEqual({ "CC BY-SA 2.0": "allowed", "CC0 1.0": "allowed", "CC BY-NC 2.0": "unknown" });
}, 120_000);

describe("any gallery", () => {
  test("lists to their end, each picture from its own page; what robots.txt forbids and other sites are left", async () => {
    const { counts, status, jobId } = await crawl("generic", {
      options: { start_urls: [`${generic.origin}/`], depth: 1 },
    });
    expect([status, counts?.failed]).toEqual(["completed", 0]);
    const scenes = await scenesOf("generic");
    const files = scenes.map(({ image_url }) => new URL(image_url).pathname).toSorted();
    const works = Array.from({ length: GENERIC_COUNT }, (_, index) => `/pictures/${index + 1}-900.jpg`);
    expect(files).toEqual([...works, "/pictures/50-900.jpg"].toSorted());
    for (const scene of scenes.filter(({ image_url }) => !image_url.includes("/50-"))) {
      expect(scene).toMatchObject({
        author: "Ada",
        licence_url: "https://creativecommons.org/licenses/by/4.0/",
        rights_state: "allowed",
      });
    }
    expect(
      (await pagesOf(jobId)).filter(({ status }) => status === "refused").map(({ url }) => new URL(url).pathname),
    ).toEqual(["/secret/"]);
    expect(generic.paths).not.toContain("/secret/");
  }, 240_000);

  test("a sitemap index", async () => {
    const { status, counts } = await crawl("generic", {
      options: { start_urls: [`${generic.origin}/sitemap-index.xml`] },
    });
    expect([status, counts?.completed]).toEqual(["completed", 2]);
  }, 120_000);

  test("a list that goes round past its end ends where nothing is new", async () => {
    const { jobId } = await crawl("generic", { options: { start_urls: [`${generic.origin}/rounds`], max_pages: 20 } });
    const paths = (await pagesOf(jobId)).map(({ url }) => url.slice(generic.origin.length));
    expect(paths.toSorted()).toEqual(["/rounds", "/rounds?page=2", "/rounds?page=3"]);
  }, 120_000);

  test("packed sitemaps are read, within bounds", async () => {
    const start_urls = ["/sitemap.xml.gz", "/sitemap-bomb.xml.gz"].map((path) => generic.origin + path);
    const { status, jobId } = await crawl("generic", { options: { start_urls } });
    expect(status).toBe("completed");
    expect((await pagesOf(jobId)).map(({ status: ended }) => ended).toSorted()).toEqual(["failed", "fetched"]);
    expect((await listItems(product.db, { jobId, limit: 10 })).items).toHaveLength(2);
  }, 120_000);

  test("a page that leads where nothing may be fetched fails alone", async () => {
    const { status, jobId } = await crawl("generic", {
      options: { start_urls: [`${generic.origin}/traps`], depth: 1 },
    });
    expect(status).toBe("completed");
    const ends = (await pagesOf(jobId)).map(({ url, status: ended }) => [url.slice(generic.origin.length), ended]);
    expect(Object.fromEntries(ends)).toEqual({ "/traps": "fetched", "/trap": "refused", "/albums/1": "fetched" });
  }, 120_000);

  test("a list that fails for now is asked again", async () => {
    generic.faults.set("page=2", "500");
    setTimeout(() => generic.faults.clear(), 300);
    const { jobId } = await crawl("generic", { options: { start_urls: [`${generic.origin}/gallery`] } });
    expect((await pagesOf(jobId)).map(({ status }) => status)).toEqual(["fetched", "fetched", "fetched"]);
    expect((await listItems(product.db, { jobId, status: "failed", limit: 10 })).items).toEqual([]);
  }, 120_000);
});
