import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createSafeFetch, type SafeFetch } from "@/lib/http/safe-fetch";
import { findChromium } from "@/lib/sources/browser/find-chromium";
import { createPageRenderer, type PageRenderer } from "@/lib/sources/browser/page-renderer";
import { createGenericSource } from "@/lib/sources/generic/generic";
import { createHouzzSource } from "@/lib/sources/houzz/houzz";
import { readCandidates } from "@/lib/sources/read-candidates";
import type { SourceAdapter } from "@/lib/sources/source-adapter";
import { parseSourceOptions } from "@/lib/sources/source-options";
import { type LoopbackServer, startLoopbackServer } from "../../support/loopback-server.ts";
import { type GenericSite, startGenericSite } from "../../support/sites/generic-site.ts";
import { type HouzzSite, startHouzzSite } from "../../support/sites/houzz/houzz-site.ts";

const AGENT = "Modomo/test (bot@example.org)";
const chromium = await findChromium(process.env.MODOMO_CHROMIUM_PATH);

test("a Chromium that was named but is not there is none; nothing else is taken in its place", async () => {
  expect(await findChromium("/nowhere/chromium")).toBeNull();
});

describe.skipIf(!chromium)("pages whose pictures scripts bring (skipped where no Chromium runs)", () => {
  let houzz: HouzzSite;
  let generic: GenericSite;
  let elsewhere: LoopbackServer;
  let web: SafeFetch;
  let renderer: PageRenderer;
  beforeAll(async () => {
    [houzz, generic] = await Promise.all([startHouzzSite({ count: 60 }), startGenericSite()]);
    elsewhere = await startLoopbackServer((_request, response) => response.end("document.title = 'reached'"));
    const privateOrigins = [houzz.web.origin, houzz.cdn.origin, generic.origin];
    web = createSafeFetch({ userAgent: AGENT, privateOrigins });
    renderer = createPageRenderer({ chromiumPath: chromium ?? undefined, userAgent: AGENT });
  });
  afterAll(async () => {
    await renderer.close();
    await Promise.all([web.close(), houzz.close(), generic.close(), elsewhere.close()]);
  });

  const getResource = (url: string, headers: Record<string, string>) =>
    web.fetchBytes(url, { headers, allowCompressed: true });
  async function read(
    source: SourceAdapter,
    url: string,
    options: Parameters<typeof parseSourceOptions>[1] = {},
    by = renderer,
  ) {
    const answer = await web.fetchBytes(url, { allowCompressed: true });
    const page = { ...answer, body: answer.bytes.toString() };
    return readCandidates(page, { source, options: parseSourceOptions(source, options), renderer: by, getResource });
  }

  test("lazy cards get their pictures by scrolling; the page itself is asked for once; no picture is loaded", async () => {
    Object.assign(houzz.layout, { isLazy: true, state: "none" });
    const source = createHouzzSource({ origin: houzz.web.origin, cdnOrigin: houzz.cdn.origin });
    const path = "/photos/home-design-ideas-phbr0-bp~";
    const found = await read(source, houzz.web.origin + path);
    expect(found.invalidCount).toBe(0);
    expect(new Set(found.candidates.map(({ sourceId }) => sourceId)).size).toBeGreaterThanOrEqual(20);
    expect(found.next).toHaveLength(1);
    expect(houzz.web.paths.filter((each) => each === path)).toHaveLength(1);
    expect(houzz.web.paths).toContain("/assets/listing.js");
    expect(houzz.cdn.paths).toEqual([]);
    expect(new Set(houzz.web.agents)).toEqual(new Set([AGENT]));
  });

  test("a page that holds everything is not rendered", async () => {
    Object.assign(houzz.layout, { isLazy: false, state: "full" });
    const source = createHouzzSource({ origin: houzz.web.origin, cdnOrigin: houzz.cdn.origin });
    const failing: PageRenderer = { render: () => Promise.reject(new Error("asked")), close: async () => undefined };
    const found = await read(source, `${houzz.web.origin}/photos/home-design-ideas-phbr0-bp~`, {}, failing);
    expect(found.candidates.length).toBeGreaterThanOrEqual(20);
  });

  test("any gallery, when it is asked for", async () => {
    const source = createGenericSource();
    const start_urls = [`${generic.origin}/scripted`];
    expect((await read(source, start_urls[0] ?? "", { options: { start_urls } })).candidates).toEqual([]);
    const found = await read(source, start_urls[0] ?? "", { options: { start_urls, browser: true } });
    expect(found.candidates.map(({ title }) => title)).toEqual(["Scripted 60", "Scripted 61", "Scripted 62"]);
  });

  test("without a Chromium the page counts as it was sent", async () => {
    const none = createPageRenderer({ chromiumPath: "/nowhere/chromium", userAgent: AGENT });
    const start_urls = [`${generic.origin}/gallery`];
    const found = await read(
      createGenericSource(),
      start_urls[0] ?? "",
      { options: { start_urls, browser: true } },
      none,
    );
    expect(found.candidates.length).toBeGreaterThan(0);
    expect(found.problem).toMatch(/Install Chromium/);
    await none.close();
  });

  test.each<[string, (target: string) => string]>([
    ["a script", (target) => `<script src="${target}/a.js"></script>`],
    ["a request of a script", (target) => `<script>fetch("${target}/data")</script>`],
    ["a frame", (target) => `<iframe src="${target}/"></iframe>`],
    [
      "a form that sends itself",
      (target) => `<form method="post" action="${target}/"></form><script>document.forms[0].submit()</script>`,
    ],
    ["going elsewhere", (target) => `<script>setTimeout(() => { location = "${target}/" }, 10)</script>`],
    ["a web socket", (target) => `<script>new WebSocket("${target.replace("http", "ws")}/")</script>`],
    ["an event stream", (target) => `<script>new EventSource("${target}/")</script>`],
    ["a beacon", (target) => `<script>navigator.sendBeacon("${target}/", "x")</script>`],
    ["a picture", (target) => `<img src="${target}/a.png">`],
    [
      "a connection in advance",
      (target) => `<link rel="preconnect" href="${target}"><link rel="prefetch" href="${target}/x">`,
    ],
    ["a worker", (target) => `<script>new Worker(URL.createObjectURL(new Blob(["fetch('${target}/w')"])))</script>`],
    ["a service worker", () => `<script>navigator.serviceWorker.register("/sw.js")</script>`],
  ])("%s reaches no other host", async (_name, html) => {
    elsewhere.requests.length = 0;
    const page = { body: `<html><body>${html(elsewhere.origin)}</body></html>`, url: `${generic.origin}/page` };
    const hosts = [new URL(generic.origin).host];
    const rendered = await renderer.render({ page, hosts, getResource, isEnough: () => false });
    expect(elsewhere.requests.map(({ url }) => url)).toEqual([]);
    expect(JSON.stringify(rendered)).not.toContain("reached");
  });

  test("what we refuse to fetch, a page's script does not get either", async () => {
    const page = { body: `<script src="${elsewhere.origin}/a.js"></script><p>x</p>`, url: `${generic.origin}/page` };
    elsewhere.requests.length = 0;
    const hosts = [new URL(elsewhere.origin).host]; // allowed by name, refused by safe fetch as a private address
    expect(await renderer.render({ page, hosts, getResource, isEnough: () => true })).toEqual({
      html: expect.stringContaining("<p>x</p>"),
    });
    expect(elsewhere.requests).toEqual([]);
  });
});
