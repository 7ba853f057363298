import { afterEach, expect, test } from "vitest";
import { createSafeFetch } from "@/lib/http/safe-fetch";
import { createPoliteFetch, type PoliteFetch } from "@/lib/sources/polite-fetch";
import { type LoopbackServer, startLoopbackServer } from "../../support/loopback-server";

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
  delayMs = 0,
): Promise<{ site: LoopbackServer; web: PoliteFetch; paths: () => string[] }> {
  const site = await startLoopbackServer((request, response) => {
    const { status = 200, headers = {}, body = "" } = pages[request.url ?? ""] ?? { status: 404 };
    response.writeHead(status, headers).end(body);
  });
  const safeFetch = createSafeFetch({ userAgent: "Modomo/test", privateOrigins: [site.origin] });
  closing.push(safeFetch.close, site.close);
  return {
    site,
    web: createPoliteFetch({ env: { MODOMO_CRAWL_DELAY_MS: delayMs }, safeFetch }),
    paths: () => site.requests.map(({ url }) => url ?? ""),
  };
}

const ROBOTS = { "/robots.txt": { body: "User-agent: *\nDisallow: /private/" } };

test("asks robots.txt once, then fetches, and keeps what it saw", async () => {
  const { site, web, paths } = await visit({ ...ROBOTS, "/a": { body: "<p>a" }, "/b.jpg": { body: "b" } });
  const page = await web.get(`${site.origin}/a`, "page");
  await web.get(`${site.origin}/b.jpg`, "image");
  expect(page.bytes.toString()).toBe("<p>a");
  expect(page.findings).toEqual([expect.objectContaining({ kind: "robots", decision: "allowed" })]);
  expect(paths()).toEqual(["/robots.txt", "/a", "/b.jpg"]);
});

test("what robots.txt forbids is never asked for, also behind a redirect it is not used", async () => {
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
  await expect(web.get(`${site.origin}/way-in`, "page")).rejects.toMatchObject({ code: "forbidden" });
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

test("requests to one host keep their distance, by our own rule or the site's longer one", async () => {
  const { site, web } = await visit(
    { "/robots.txt": { body: "User-agent: *\nCrawl-delay: 0.3" }, "/a": {}, "/b": {}, "/c": {} },
    50,
  );
  const startedMs = Date.now();
  await Promise.all(["/a", "/b", "/c"].map((path) => web.get(site.origin + path, "page")));
  expect(Date.now() - startedMs).toBeGreaterThanOrEqual(590);
});

test("what is quoted of a robots.txt can be stored, whatever bytes it has", async () => {
  const robots = { body: "User-agent: *\nAllow: / # \0\ud83d" };
  const { site, web } = await visit({ "/robots.txt": robots, "/a": { body: "a" } });
  const { findings } = await web.get(`${site.origin}/a`, "page");
  expect(JSON.stringify(findings)).not.toContain("\\u0000");
  expect(findings[0]?.detail).toContain("Allow: /");
});
