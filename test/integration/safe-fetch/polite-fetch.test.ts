import { afterEach, beforeAll, describe, expect, test } from "vitest";
import type { Clock } from "@/lib/crawl/turns";
import type { Db } from "@/lib/db/client";
import { createSafeFetch } from "@/lib/http/safe-fetch";
import { createPoliteFetch, type PoliteFetch, type Visit } from "@/lib/sources/polite-fetch";
import { type LoopbackServer, startLoopbackServer } from "../../support/loopback-server";
import { sharedSupabase } from "../../support/shared-supabase";
import { newJob, workDb } from "../../support/work";

let db: Db;
beforeAll(async () => {
  const server = await sharedSupabase();
  await server.reset();
  db = workDb(server);
});

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  await Promise.all(closing.splice(0).map((close) => close()));
});

interface Page {
  status?: number;
  headers?: Record<string, string>;
  body?: string;
}

/** A site with these pages (others are 404), and a visitor to it. */
async function visit(
  pages: Record<string, Page>,
  as: Visit = {},
): Promise<{ site: LoopbackServer; web: PoliteFetch; paths: () => string[] }> {
  const site = await startLoopbackServer((request, response) => {
    const { status = 200, headers = {}, body = "" } = pages[request.url ?? ""] ?? { status: 404 };
    const isKnown = headers.etag !== undefined && request.headers["if-none-match"] === headers.etag;
    response.writeHead(isKnown ? 304 : status, headers).end(isKnown ? "" : body);
  });
  const safeFetch = createSafeFetch({ userAgent: "Modomo/test", privateOrigins: [site.origin] });
  closing.push(safeFetch.close, site.close);
  return {
    site,
    web: createPoliteFetch(
      { db, env: { MODOMO_CRAWL_DELAY_MS: 1000, MODOMO_FETCH_PRIVATE_ORIGINS: [site.origin] }, safeFetch },
      as,
    ),
    paths: () => site.requests.map(({ url }) => url ?? ""),
  };
}

const SITE_FILES = ["/robots.txt", "/.well-known/tdmrep.json", "/ai.txt"];
const ROBOTS = { "/robots.txt": { body: "User-agent: *\nDisallow: /private/" } };

test("asks robots.txt once, then fetches, and keeps what it saw", async () => {
  const { site, web, paths } = await visit({ ...ROBOTS, "/a": { body: "<p>a" }, "/b.jpg": { body: "b" } });
  const page = await web.get(`${site.origin}/a`, "page");
  await web.get(`${site.origin}/b.jpg`, "image");
  expect(page.bytes.toString()).toBe("<p>a");
  expect(page.findings).toEqual([expect.objectContaining({ kind: "robots", decision: "allowed" })]);
  expect(paths()).toEqual([...SITE_FILES, "/a", "/b.jpg"]);
});

test("what robots.txt forbids is never asked for, nor behind a redirect", async () => {
  const { site, web, paths } = await visit({
    ...ROBOTS,
    "/private/a": { body: "a" },
    "/way-in": { status: 302, headers: { location: "/private/a" } },
  });
  await expect(web.get(`${site.origin}/private/a`, "page")).rejects.toMatchObject({
    code: "forbidden",
    message: /line 2: Disallow: \/private\//,
  });
  expect(paths()).toEqual(["/robots.txt"]);
  await expect(web.get(`${site.origin}/way-in`, "page")).rejects.toMatchObject({ code: "forbidden", reason: "robots" });
  expect(paths()).not.toContain("/private/a");
});

test.each<[string, Page, "page" | "image"]>([
  ["a header on the picture", { headers: { "x-robots-tag": "noai" } }, "image"],
  ["a header on the page", { headers: { "tdm-reservation": "1" } }, "page"],
  ["the page itself", { body: '<meta name="robots" content="noimageai">' }, "page"],
])("%s that says no is obeyed", async (_name, page, what) => {
  const { site, web } = await visit({ ...ROBOTS, "/a": page });
  await expect(web.get(`${site.origin}/a`, what)).rejects.toMatchObject({ code: "forbidden" });
});

test.each([
  [401, "forbidden"],
  [403, "forbidden"],
  [500, "upstream"],
  [503, "upstream"],
])("a robots.txt that answers %i is %s, and nothing else is fetched", async (status, code) => {
  const { site, web, paths } = await visit({ "/robots.txt": { status }, "/a": { body: "a" } });
  await expect(web.get(`${site.origin}/a`, "page")).rejects.toMatchObject({ code });
  expect(paths()).toEqual(["/robots.txt"]);
});

test("a site that was down is asked again, not remembered as closed", async () => {
  const pages: Record<string, Page> = { "/robots.txt": { status: 500 }, "/a": { body: "a" } };
  const { site, web } = await visit(pages);
  await expect(web.get(`${site.origin}/a`, "page")).rejects.toMatchObject({ code: "upstream" });
  pages["/robots.txt"] = ROBOTS["/robots.txt"];
  expect((await web.get(`${site.origin}/a`, "page")).status).toBe(200);
});

test.each([
  [404, "not_found"],
  [403, "forbidden"],
  [500, "upstream"],
])("a page that answers %i is %s", async (status, code) => {
  const { site, web } = await visit({ ...ROBOTS, "/a": { status } });
  await expect(web.get(`${site.origin}/a`, "page")).rejects.toMatchObject({ code });
});

test("a site without robots.txt is open", async () => {
  const { site, web } = await visit({ "/a": { body: "a" } });
  expect((await web.get(`${site.origin}/a`, "page")).status).toBe(200);
});

/** A day passes in no time. */
function fastClock(): Clock & { slept: number[] } {
  let now = Date.now();
  const slept: number[] = [];
  return {
    slept,
    now: () => new Date(now),
    sleep: async (ms) => {
      slept.push(ms);
      now += ms;
    },
  };
}

describe("pace", () => {
  test("a host that asks for a pause gets it between all requests, whoever sends them", async () => {
    const clock = fastClock();
    const robots = { "/robots.txt": { body: "User-agent: *\nCrawl-delay: 20" } };
    const { site, web } = await visit({ ...robots, "/a": {}, "/b": {} }, { clock });
    await web.get(`${site.origin}/a`, "page"); // of the four requests of this the first is robots.txt, which knows of no pause yet
    clock.slept.length = 0;
    await web.get(`${site.origin}/b`, "page");
    expect(clock.slept).toEqual([20_000]);
  });

  test("our own sites, named in the configuration, are owed no pause", async () => {
    const clock = fastClock();
    const { site, web } = await visit({ ...ROBOTS, "/a": {}, "/b": {} }, { clock, minDelayMs: 5000 });
    await web.get(`${site.origin}/a`, "page");
    await web.get(`${site.origin}/b`, "page");
    expect(clock.slept).toEqual([]);
  });

  test("Retry-After is waited for, and a longer one is left to the next try", async () => {
    const clock = fastClock();
    const pages: Record<string, Page> = { ...ROBOTS, "/a": { status: 429, headers: { "retry-after": "30" } } };
    const { site, web } = await visit(pages, { clock });
    await expect(web.get(`${site.origin}/a`, "page")).rejects.toMatchObject({ code: "upstream", retryAfterMs: 30_000 });
    pages["/a"] = { status: 503, headers: { "retry-after": "3600" } };
    await expect(web.get(`${site.origin}/a`, "page")).rejects.toMatchObject({ retryAfterMs: 3_600_000 });
    expect(clock.slept).toEqual([30_000]);
    const before = site.requests.length;
    await expect(web.get(`${site.origin}/a`, "page")).rejects.toMatchObject({ retryAfterMs: 3_600_000 });
    expect(site.requests.length).toBe(before);
  });

  test("one request at a time to a host, also from two crawls at once", async () => {
    let open = 0;
    let most = 0;
    const site = await startLoopbackServer(async (_request, response) => {
      open += 1;
      most = Math.max(most, open);
      await new Promise((resolve) => setTimeout(resolve, 20));
      open -= 1;
      response.end("x");
    });
    const safeFetch = createSafeFetch({ userAgent: "Modomo/test", privateOrigins: [site.origin] });
    closing.push(safeFetch.close, site.close);
    const env = { MODOMO_CRAWL_DELAY_MS: 0, MODOMO_FETCH_PRIVATE_ORIGINS: [site.origin] };
    const crawls = [createPoliteFetch({ db, env, safeFetch }), createPoliteFetch({ db, env, safeFetch })];
    await Promise.all(["/a", "/b", "/c", "/d"].map((path, i) => crawls[i % 2]?.get(site.origin + path, "page")));
    expect(most).toBe(1);
  });
});

describe("blocks", () => {
  test.each<[string, Page, string]>([
    ["401", { status: 401 }, "status 401"],
    ["403", { status: 403 }, "status 403"],
    ["451", { status: 451 }, "status 451"],
    ["an answer too short for a page", { body: "<p>no" }, "5 bytes"],
    ["a check for machines", { body: `<title>Just a moment...</title>${" ".repeat(200)}` }, "check for machines"],
  ])("%s shuts the host out for the rest of the job, and for that job only", async (_name, page, reason) => {
    const jobId = await newJob(db, { kind: "scrape", queue: "scraping" });
    const pages = { ...ROBOTS, "/a": page, "/b": { body: "b".repeat(200) } };
    const { site, web, paths } = await visit(pages, { jobId });
    const options = { minPageBytes: 100 };
    await expect(web.get(`${site.origin}/a`, "page", options)).rejects.toMatchObject({ reason: "blocked" });
    await expect(web.get(`${site.origin}/b`, "page", options)).rejects.toThrow(reason);
    await expect(web.get(`${site.origin}/c.jpg`, "image")).rejects.toMatchObject({ reason: "blocked" });
    expect(paths()).toEqual([...SITE_FILES, "/a"]);
    const { data } = await db.from("crawl_job_hosts").select("*").eq("job_id", jobId).single().throwOnError();
    expect(data).toMatchObject({ host: new URL(site.origin).host, blocked_reason: expect.stringContaining(reason) });
  });

  test("one picture that is refused is one picture; three in a row are a block", async () => {
    const jobId = await newJob(db, { kind: "scrape", queue: "scraping" });
    const { site, web } = await visit({ ...ROBOTS, "/no.jpg": { status: 403 }, "/yes.jpg": { body: "x" } }, { jobId });
    const no = () => web.get(`${site.origin}/no.jpg`, "image");
    await expect(no()).rejects.toMatchObject({ reason: "denied" });
    await expect(no()).rejects.toMatchObject({ reason: "denied" });
    await web.get(`${site.origin}/yes.jpg`, "image");
    for (let time = 0; time < 3; time += 1) await expect(no()).rejects.toMatchObject({ reason: "denied" });
    await expect(web.get(`${site.origin}/yes.jpg`, "image")).rejects.toThrow("three requests in a row");
  });
});

test("a page that did not change is not sent again, and what its headers say still holds", async () => {
  const headers = { etag: '"1"' };
  const { site, web } = await visit({ ...ROBOTS, "/a": { headers, body: "a" } });
  const first = await web.get(`${site.origin}/a`, "page");
  const again = await web.get(`${site.origin}/a`, "page", { etag: String(first.headers.etag) });
  expect(again).toMatchObject({ isUnchanged: true, status: 304, bytes: Buffer.alloc(0) });
});

test.each<[string, Record<string, Page>, string]>([
  [
    "tdmrep.json",
    { "/.well-known/tdmrep.json": { body: '[{"location":"/a*","tdm-reservation":1}]' } },
    "tdm-reservation",
  ],
  ["ai.txt", { "/ai.txt": { body: "User-Agent: *\nDisallow: *.jpg" } }, "ai-txt"],
  [
    "Content-Signal",
    { "/robots.txt": { body: "User-agent: *\nContent-Signal: ai-train=no\nAllow: /" } },
    "robots-signal",
  ],
  [
    "a shut-out of training crawlers",
    { "/robots.txt": { body: "User-agent: GPTBot\nDisallow: /" } },
    "robots-ai-agents",
  ],
])("%s that says no is obeyed and on record", async (_name, files, reason) => {
  const { site, web } = await visit({ ...files, "/a.jpg": { body: "x" } }, { source: "test" });
  await expect(web.get(`${site.origin}/a.jpg`, "image")).rejects.toMatchObject({ code: "forbidden", reason });
  const { data } = await db.from("rights_events").select("*").eq("url", `${site.origin}/a.jpg`).throwOnError();
  expect(data).toMatchObject([{ kind: reason, decision: "refused", source: "test", scene_id: null }]);
  expect(data[0]?.evidence).not.toEqual({});
});

test("what is quoted of a robots.txt can be stored, whatever bytes it has", async () => {
  const robots = { body: "User-agent: *\nAllow: / # \0\ud83d" };
  const { site, web } = await visit({ "/robots.txt": robots, "/a": { body: "a" } });
  const { findings } = await web.get(`${site.origin}/a`, "page");
  expect(JSON.stringify(findings)).not.toContain("\\u0000");
  expect(findings[0]?.detail).toContain("Allow: /");
});
