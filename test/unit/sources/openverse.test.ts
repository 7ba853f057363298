import { describe, expect, test } from "vitest";
import { UpstreamError } from "@/lib/errors";
import { createOpenverseSource } from "@/lib/sources/openverse/openverse";
import { parseSourceOptions } from "@/lib/sources/source-options";

const source = createOpenverseSource();
const seeds = (roomTypes: string[], options = {}) => source.seeds(parseSourceOptions(source, { roomTypes, options }));
const PAGE = "https://api.openverse.org/v1/images/?q=living+room+interior&page=2&page_size=20";
const RESULT = {
  id: "f561777d-24ea-483f-9cf8-f17aa1fd6aa3",
  title: "Sofa",
  foreign_landing_url: "https://www.flickr.com/photos/ada/1",
  url: "https://live.staticflickr.com/1_b.jpg",
  creator: "Ada",
  creator_url: "https://www.flickr.com/photos/ada",
  license: "by-sa",
  license_version: "2.0",
  license_url: "https://creativecommons.org/licenses/by-sa/2.0/",
  provider: "flickr",
  category: null,
  filesize: null,
  tags: [{ name: "sofa", accuracy: null }, { name: "sofa" }, { name: " " }],
  attribution: '"Sofa" by Ada is licensed under CC BY-SA 2.0.',
  mature: false,
  height: 680,
  width: 1024,
};
const extract = (results: unknown[], { pages = 6, url = PAGE } = {}) =>
  source.extract({
    body: JSON.stringify({ result_count: 240, page_count: pages, page_size: 20, page: 2, results }),
    url,
  });

test("a result becomes a candidate with its licence, credit and provider", () => {
  expect(extract([RESULT])).toMatchObject({
    total: 240,
    evidence: "api",
    candidates: [
      {
        sourceId: RESULT.id,
        pageUrl: RESULT.foreign_landing_url,
        imageUrl: RESULT.url,
        author: "Ada",
        licence: "CC BY-SA 2.0",
        licenceUrl: RESULT.license_url,
        roomType: "living-room",
        tags: ["sofa"],
        details: { provider: "flickr", attribution: RESULT.attribution, source_width: 1024 },
      },
    ],
  });
});

test.each([
  ["no file", { url: null }],
  ["no page", { foreign_landing_url: null }],
  ["adult content", { mature: true }],
  ["no number", { id: undefined }],
])("a result with %s is counted and left out", (_name, over) => {
  expect(extract([{ ...RESULT, ...over }, RESULT])).toMatchObject({
    invalidCount: 1,
    candidates: [{ sourceId: RESULT.id }],
  });
});

test("fields that may be missing may be missing", () => {
  const { id, url, foreign_landing_url } = RESULT;
  expect(extract([{ id, url, foreign_landing_url }]).candidates).toMatchObject([
    { author: null, licence: null, tags: [] },
  ]);
});

test.each([
  ["cc0", "1.0", "CC0 1.0"],
  ["pdm", "1.0", "Public Domain Mark 1.0"],
  ["by-nc-nd", "2.0", "CC BY-NC-ND 2.0"],
])("%s %s is called %s", (license, license_version, name) => {
  expect(extract([{ ...RESULT, license, license_version }]).candidates[0]?.licence).toBe(name);
});

describe("paging", () => {
  const nextOf = (url: string, pages: number) =>
    extract([RESULT], { url, pages }).next.map((link) => new URL(link.url).searchParams.get("page"));
  test("goes on to the last page, and never beyond the 20th", () => {
    expect(nextOf(PAGE, 6)).toEqual(["3"]);
    expect(nextOf(PAGE, 2)).toEqual([]);
    expect(nextOf(PAGE.replace("page=2", "page=20"), 500)).toEqual([]);
    expect(extract([], { pages: 6 }).next).toEqual([]);
  });
});

test.each(["<html>", '{"detail":"throttled"}'])("%j is an upstream failure", (body) => {
  expect(() => source.extract({ body, url: PAGE })).toThrow(UpstreamError);
});

describe("where a crawl begins", () => {
  test("a search for something, of open licences, in small pages", () => {
    const [seed] = seeds(["Living room"], { query: "scandinavian" });
    expect(Object.fromEntries(new URL(seed?.url ?? "").searchParams)).toEqual({
      q: "scandinavian living room interior",
      license: "cc0,pdm,by,by-sa",
      category: "photograph",
      mature: "false",
      page: "1",
      page_size: "20",
    });
    expect(new URL(seeds([], { query: "x", licences: ["by-nc"] })[0]?.url ?? "").searchParams.get("license")).toBe(
      "by-nc",
    );
  });
  test("everything is too much", () => expect(() => seeds([])).toThrow(/Say what to look for/));
  test("an unknown licence or room is refused", () => {
    expect(() => seeds([], { query: "x", licences: ["mit"] })).toThrow(/there is no mit/);
    expect(() => seeds(["igloo"])).toThrow(/igloo/);
    expect(() => seeds([], { query: "x", max_pages: 21 })).toThrow(/from 1 to 20/);
  });
});
