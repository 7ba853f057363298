import { describe, expect, test } from "vitest";
import { InvalidInputError, UpstreamError } from "@/lib/errors";
import { createCommonsSource } from "@/lib/sources/commons/commons";
import { parseSourceOptions } from "@/lib/sources/source-options";

const AGENT = "Modomo/test (https://example.org/bot; bot@example.org)";
const source = createCommonsSource({ userAgent: AGENT });
const API = "https://commons.wikimedia.org/w/api.php";
const FILES = `${API}?action=query&generator=categorymembers&gcmtitle=Category%3ALiving+rooms&gcmtype=file`;
const seeds = (roomTypes: string[], options = {}) => source.seeds(parseSourceOptions(source, { roomTypes, options }));
const extract = (answer: unknown, url = FILES, headers = {}) =>
  source.extract({ body: JSON.stringify(answer), url, headers });

const FILE = {
  pageid: 83547663,
  ns: 6,
  title: "File:A room.jpg",
  imageinfo: [
    {
      user: "Uploader",
      size: 1353326,
      width: 3746,
      height: 2400,
      mime: "image/jpeg",
      sha1: "a".repeat(40),
      thumburl: "https://upload.wikimedia.org/thumb/1280px-A_room.jpg",
      url: "https://upload.wikimedia.org/A_room.jpg",
      descriptionurl: "https://commons.wikimedia.org/wiki/File:A_room.jpg",
      extmetadata: {
        LicenseShortName: { value: "CC BY-SA 4.0", source: "commons-desc-page" },
        LicenseUrl: { value: "https://creativecommons.org/licenses/by-sa/4.0/" },
        Artist: { value: '<a href="//commons.wikimedia.org/wiki/User:Ada">Ada <b>L.</b></a>' },
        Credit: { value: "<span>Own work</span>" },
        Restrictions: { value: "" },
        ImageDescription: { value: "<p>A <i>room</i></p><style>p{}</style>" },
        Categories: { value: "Living rooms|Interiors" },
      },
    },
  ],
};
const withInfo = (over: object) => ({ ...FILE, imageinfo: [{ ...FILE.imageinfo[0], ...over }] });

test("a file becomes a candidate: rendition first, words without their HTML, licence as it is named", () => {
  const { candidates, evidence } = extract({ batchcomplete: true, query: { pages: [FILE] } });
  expect(evidence).toBe("api");
  expect(candidates).toEqual([
    {
      sourceId: "83547663",
      pageUrl: "https://commons.wikimedia.org/wiki/File:A_room.jpg",
      imageUrl: "https://upload.wikimedia.org/thumb/1280px-A_room.jpg",
      fallbackUrls: ["https://upload.wikimedia.org/A_room.jpg"],
      title: "A room",
      description: "A room",
      author: "Ada L.",
      authorUrl: "https://commons.wikimedia.org/wiki/User:Ada",
      licence: "CC BY-SA 4.0",
      licenceUrl: "https://creativecommons.org/licenses/by-sa/4.0/",
      roomType: "living-room",
      tags: ["Living rooms", "Interiors"],
      sha1: "a".repeat(40),
      needsDetail: false,
      details: { source_width: 3746, source_height: 2400, credit: "Own work" },
    },
  ]);
});

test("pages keyed by number, as the older format has them, are read as well", () => {
  expect(extract({ query: { pages: { "83547663": FILE } } }).candidates).toHaveLength(1);
});

test.each(["image/svg+xml", "image/tiff", "application/pdf", "video/webm"])("%s is counted and left out", (mime) => {
  const { candidates, invalidCount } = extract({ query: { pages: [withInfo({ mime }), FILE] } });
  expect([candidates.length, invalidCount]).toEqual([1, 1]);
});

test.each([
  ["no description at all", withInfo({ extmetadata: undefined })],
  ["a description of another shape", withInfo({ extmetadata: "none" })],
  ["no rendition", withInfo({ thumburl: undefined })],
])("a file with %s is still one", (_name, file) => {
  expect(extract({ query: { pages: [file] } }).candidates).toMatchObject([
    { sourceId: "83547663", author: expect.any(String) },
  ]);
});

test("every field of `continue` goes into the next request, and the rest stays", () => {
  const { next } = extract({
    continue: { gcmcontinue: "file|abc|7", continue: "gcmcontinue||" },
    query: { pages: [] },
  });
  const url = new URL(next[0]?.url ?? "");
  expect(Object.fromEntries(url.searchParams)).toMatchObject({
    gcmtitle: "Category:Living rooms",
    gcmcontinue: "file|abc|7",
    continue: "gcmcontinue||",
  });
  expect(next).toHaveLength(1);
});

test("subcategories: their files on the level of the list, their own subcategories one further", () => {
  const { next } = extract({ query: { pages: [{ pageid: 5, ns: 14, title: "Category:Sofas" }] } });
  expect(next.map(({ url, deeper }) => [new URL(url).searchParams.get("gcmtype"), deeper])).toEqual([
    ["file", 0],
    ["subcat", 1],
  ]);
});

describe("refusals inside an answer of status 200", () => {
  const error = (code: string) => ({ error: { code, info: "why" } });
  test.each(["maxlag", "readonly", "ratelimited"])("%s is for now, for as long as it says", (code) => {
    try {
      extract(error(code), FILES, { "retry-after": "7" });
      expect.unreachable();
    } catch (thrown) {
      expect(thrown).toBeInstanceOf(UpstreamError);
      expect((thrown as UpstreamError).retryAfterMs).toBe(7000);
    }
  });
  test("another is for good", () => expect(() => extract(error("invalidcategory"))).toThrow(InvalidInputError));
  test.each(["<html>Bad gateway</html>", "", "[]", '{"query":{"pages":[{"pageid":"x"}]}}'])(
    "%j is an upstream failure",
    (body) => {
      expect(() => source.extract({ body, url: FILES })).toThrow(UpstreamError);
    },
  );
});

describe("where a crawl begins", () => {
  const parametersOf = (url: string | undefined) => Object.fromEntries(new URL(url ?? "").searchParams);
  test("rooms and categories, each once; subcategories only when asked", () => {
    const urls = seeds(["Living room"], { categories: ["Category:Living_rooms", "Sofas"] });
    expect(urls.map(({ url }) => parametersOf(url).gcmtitle)).toEqual(["Category:Living rooms", "Category:Sofas"]);
    expect(parametersOf(urls[0]?.url)).toMatchObject({
      maxlag: "5",
      iiurlwidth: "1280",
      gcmtype: "file",
      formatversion: "2",
    });
    expect(seeds(["kitchen"], { depth: 2 }).map(({ deeper }) => deeper)).toEqual([0, 1]);
    expect(seeds([])).toHaveLength(5);
  });
  test("a search", () => {
    expect(parametersOf(seeds([], { query: "sofa" })[0]?.url)).toMatchObject({
      generator: "search",
      gsrsearch: "filetype:bitmap sofa",
    });
  });
  test("an unknown room, too deep: refused by field", () => {
    expect(() => seeds(["igloo"])).toThrow(/igloo/);
    expect(() => seeds([], { depth: 4 })).toThrow(/from 0 to 3/);
  });
});

test.each([
  [AGENT, true],
  ["Modomo/1 (bot@example.org)", true],
  ["Modomo/0.1 (dataset collector)", false],
  ["Modomo/0.1", false],
])("%s names a contact: %s", (userAgent, isReady) => {
  expect(createCommonsSource({ userAgent }).setupReason === null).toBe(isReady);
});
