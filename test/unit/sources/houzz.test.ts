import { describe, expect, test } from "vitest";
import type { InvalidInputError } from "@/lib/errors";
import { createHouzzSource } from "@/lib/sources/houzz/houzz";
import { photoAddress } from "@/lib/sources/houzz/houzz-addresses";
import { imageAddresses } from "@/lib/sources/houzz/houzz-images";
import { tagsOfDescription } from "@/lib/sources/houzz/houzz-page";
import { parsePhotoSlug } from "@/lib/sources/houzz/houzz-sites";
import { parseSourceOptions } from "@/lib/sources/source-options";
import {
  type HouzzLayout,
  listingPage,
  photoPage,
  photoUrl,
  projectPage,
  TODAY,
} from "../../support/sites/houzz/houzz-pages.ts";
import { type HouzzPhoto, makePhotos } from "../../support/sites/houzz/houzz-photos.ts";

const ORIGINS = { web: "https://www.houzz.com", cdn: "https://st.hzcdn.com" };
const source = createHouzzSource();
const photos = makePhotos(40);
const LISTING = `${ORIGINS.web}/photos/kitchen-ideas-phbr0-bp~t_709`;

function listing(
  layout: Partial<HouzzLayout> = {},
  over: { photos?: HouzzPhoto[]; url?: string; total?: number } = {},
) {
  const shown = over.photos ?? photos.slice(0, 20);
  const whole = { ...TODAY, ...layout };
  const nextUrl = `${LISTING}?pg=2`;
  const body = listingPage({
    photos: shown,
    total: over.total ?? 137,
    before: 0,
    nextUrl,
    origins: ORIGINS,
    layout: whole,
  });
  return source.extract({ body, url: over.url ?? LISTING });
}
const idsOf = (list: readonly { sourceId: string }[]) => list.map(({ sourceId }) => sourceId).toSorted();
const expectedIds = (list: HouzzPhoto[]) =>
  list
    .flatMap(({ id, images }) => images.map((image, index) => (index === 0 ? String(id) : `${id}:${image.id}`)))
    .toSorted();
/** Without state a card shows one picture of each photo. */
const cardIds = (list: HouzzPhoto[]) => list.map(({ id }) => String(id)).toSorted();
const firstOf = (photo: HouzzPhoto, layout: Partial<HouzzLayout> = {}) =>
  listing(layout, { photos: [photo] }).candidates[0];

describe("a listing", () => {
  test("its state names every photo and picture; products, adverts and the other frontend's addresses add none", () => {
    const found = listing();
    expect(found).toMatchObject({ evidence: "hz-ctx", invalidCount: 0, total: 137 });
    expect(idsOf(found.candidates)).toEqual(expectedIds(photos.slice(0, 20)));
    for (const { pageUrl } of found.candidates) expect(pageUrl).not.toMatch(/hznb|products/);
  });

  test("a candidate has the largest rendition, a credit, room, style and place, and no licence", () => {
    const photo = photos.find(({ slug }) => slug.includes("beach-style") && slug.endsWith("new-york")) ?? photos[0];
    if (!photo) throw new Error("no photo");
    const [image] = photo.images;
    expect(firstOf(photo)).toMatchObject({
      sourceId: String(photo.id),
      imageUrl: `${ORIGINS.cdn}/simgs/${image?.id}_14-${image?.modified}/home-design.jpg`,
      fallbackUrls: [expect.stringContaining("-w720-h720-"), expect.stringContaining("-w360-h360-")],
      title: photo.title,
      author: photo.pro.name,
      authorUrl: expect.stringContaining("/professionals/"),
      licence: null,
      licenceUrl: null,
      tags: expect.arrayContaining(["coastal", "gray walls", "fireplace"]),
      needsDetail: false,
      details: { style: "coastal", place: "new york", source_width: 4000, is_original: false, saves: photo.saves },
    });
  });

  test("nothing of the visitor and no phone or address of a professional is taken along", () => {
    const text = JSON.stringify(listing());
    expect(text).not.toMatch(/csrf|visitor|203\.0\.113|010-7788|Elm Street/);
  });

  test.each<[string, Partial<HouzzLayout>, string]>([
    ["light state", { state: "light" }, "hz-ctx"],
    ["the inline state of 2017", { era: "2017" }, "hz-ctx"],
    ["no state: the cards", { state: "none" }, "dom"],
    ["a state that breaks off: the cards", { state: "broken" }, "dom"],
    ["no state, cards of 2020", { state: "none", era: "2020" }, "dom"],
    ["no state, cards of 2017", { state: "none", era: "2017" }, "dom"],
  ])("%s", (_name, layout, evidence) => {
    const found = listing(layout);
    expect(found.evidence).toBe(evidence);
    const shown = photos.slice(0, 20);
    expect(idsOf(found.candidates)).toEqual(evidence === "dom" ? cardIds(shown) : expectedIds(shown));
    for (const { imageUrl } of found.candidates)
      expect(imageUrl).toMatch(/\/simgs\/[0-9a-f]{16}_14-\d{4}\/home-design\.jpg$/);
  });

  test("where the credit is missing the photo's own page has to be read", () => {
    expect(firstOf(photos[0] as HouzzPhoto, { era: "2017", state: "none" })).toMatchObject({
      author: null,
      needsDetail: true,
    });
  });

  test("cards whose pictures only a script brings are counted", () => {
    expect(listing({ state: "none", isLazy: true })).toMatchObject({
      candidates: [],
      invalidCount: 20,
      evidence: "none",
    });
  });

  test("a page that is no Houzz page has nothing on it", () => {
    expect(source.extract({ body: "\u0000 nothing", url: LISTING })).toEqual({
      candidates: [],
      invalidCount: 0,
      next: [],
      total: null,
      evidence: "none",
    });
  });
});

describe("further pages", () => {
  const nextOf = (layout: Partial<HouzzLayout>, url = LISTING, total = 137) =>
    listing(layout, { url, total }).next.map((link) => link.url);
  test.each<[string, Partial<HouzzLayout>, string, string[]]>([
    ["the link on the page wins", {}, `${LISTING}?fi=18`, [`${LISTING}?pg=2`]],
    ["counted by page", { paging: "none" }, `${LISTING}?pg=3`, [`${LISTING}?pg=4`]],
    ["first page of today's layout", { paging: "none" }, LISTING, [`${LISTING}?pg=2`]],
    ["counted by first item", { paging: "none", era: "2020" }, `${LISTING}?fi=36`, [`${LISTING}?fi=54`]],
    ["first page of the layout of 2020", { paging: "none", era: "2020" }, LISTING, [`${LISTING}?fi=18`]],
    ["counted in the path", { paging: "none" }, `${LISTING}/p/20`, [`${LISTING}/p/40`]],
    ["the last by the total", { paging: "none" }, `${LISTING}?pg=7`, []],
  ])("%s", (_name, layout, url, expected) => expect(nextOf(layout, url)).toEqual(expected));

  test("a link beyond the total, where the photos begin again, is not followed", () => {
    expect(nextOf({}, `${LISTING}?pg=2`, 20)).toEqual([]);
  });

  test("a link to a search page or to another site is not followed", () => {
    for (const href of ["/photos/query/sofa/nqrwns/p/20", "https://elsewhere.example/photos/x-phbr0-bp~t_709?pg=2"]) {
      const body = listingPage({
        photos: photos.slice(0, 20),
        total: 137,
        before: 0,
        nextUrl: href,
        origins: ORIGINS,
        layout: TODAY,
      });
      expect(source.extract({ body, url: LISTING }).next).toEqual([]);
    }
  });
});

describe("a photo's own page", () => {
  const photo = photos[12] as HouzzPhoto; // has two pictures
  const related = photos.slice(0, 3);
  const page = (layout: Partial<HouzzLayout> = {}) => ({
    body: photoPage(photo, { related, origins: ORIGINS, layout: { ...TODAY, ...layout } }),
    url: photoUrl(photo, ORIGINS, "/hznb"),
  });

  test("tells of its own photo only, with all its pictures", () => {
    const { candidates, next } = source.extract(page());
    expect(idsOf(candidates)).toEqual(expectedIds([photo]));
    expect(next).toEqual([]);
  });

  test.each<[string, Partial<HouzzLayout>]>([
    ["state", {}],
    ["JSON-LD", { state: "none" }],
    ["markup", { state: "broken", hasJsonLd: false }],
  ])("read from its %s it adds description, credit and the largest rendition", (_name, layout) => {
    const [image] = photo.images;
    expect(source.extractDetail(page(layout))).toMatchObject({
      imageUrl: `${ORIGINS.cdn}/simgs/${image?.id}_14-${image?.modified}/home-design.jpg`,
      fallbackUrls: [`${ORIGINS.cdn}/simgs/${image?.id}_9-${image?.modified}/home-design.jpg`],
      description: "The owners wanted light in every corner.",
      author: photo.pro.name,
    });
  });
});

test("a project's page tells of its own photos, not of others shown beside them", () => {
  const projectId = photos[0]?.projectId ?? 0;
  const own = photos.filter((photo) => photo.projectId === projectId);
  const others = photos.filter((photo) => photo.projectId !== projectId).slice(0, 4);
  const body = projectPage(projectId, { photos: own, others, origins: ORIGINS, layout: TODAY });
  const { candidates, next } = source.extract({ body, url: `${ORIGINS.web}/hznb/projects/-pj-vj~${projectId}` });
  expect(idsOf(candidates)).toEqual(expectedIds(own));
  expect(next).toEqual([]);
});

describe("addresses", () => {
  test.each([
    [
      "/photos/beach-haven-west-beach-style-kitchen-new-york-phvw-vp~14649653",
      "14649653",
      "/photos/beach-haven-west-beach-style-kitchen-new-york-phvw-vp~14649653",
    ],
    ["/hznb/photos/x-phvw-vp~7?tab=1#top", "7", "/photos/x-phvw-vp~7"],
    ["/photos/phvw-vp~7/", "7", "/photos/phvw-vp~7"],
    ["/photos/東京-kitchen-phvw-vp~8", "8", "/photos/%E6%9D%B1%E4%BA%AC-kitchen-phvw-vp~8"],
    ["/photos/%E6%9D%B1%E4%BA%AC-kitchen-phvw-vp~8", "8", "/photos/%E6%9D%B1%E4%BA%AC-kitchen-phvw-vp~8"],
    ["/foto/kuhnya-phvw-vp~9", "9", "/foto/kuhnya-phvw-vp~9"],
  ])("%s is photo %s", (href, id, path) => {
    expect(photoAddress(href, ORIGINS.web)).toMatchObject({ id, url: ORIGINS.web + path });
  });
  test.each([
    "/products/lamp-prvw-vr~7",
    "/photos/kitchen-ideas-phbr0-bp~t_709",
    "/photos/%",
    "javascript:alert(1)",
    "",
  ])("%s is no photo", (href) => expect(photoAddress(href, ORIGINS.web)).toBeNull());

  test.each([
    ["beach-haven-west-beach-style-kitchen-new-york", { room: "kitchen", style: "coastal", place: "new york" }],
    ["the-kitchen-house-rustic-bathroom", { room: "bathroom", style: "rustic", place: null }],
    ["casa-azul-living-room-austin", { room: "living-room", style: null, place: "austin" }],
    ["villa-arts-and-crafts-house-exterior-london", { room: "exterior", style: "craftsman", place: "london" }],
    ["loft-17", { room: null, style: null, place: null }],
    ["", { room: null, style: null, place: null }],
  ])("slug %s", (slug, expected) => expect(parsePhotoSlug(slug)).toEqual(expected));
});

describe("the largest picture", () => {
  const id = "685141fc0cc9fd7a";
  const image = { id, modified: null };
  const simgs = (size: number) => `https://st.hzcdn.com/simgs/${id}_${size}-1506/home-design.jpg`;
  const seo = `https://st.hzcdn.com/simgs/pictures/kitchens/x-img~${id}_14-1506-1-76daf7c.jpg`;
  const seo9 = `https://st.hzcdn.com/simgs/pictures/kitchens/x-img~${id}_9-1506-1-76daf7c.jpg`;
  const fimgs = (side: number) => `https://st.hzcdn.com/fimgs/${id}_1506-w${side}-h${side}-b0-p0--.jpg`;
  test.each([
    ["the largest form given is taken as it is, hash and all", [seo], [seo, simgs(14)]],
    ["a smaller form is asked for larger, without the hash", [seo9], [simgs(14), seo9]],
    ["a cut square is only the last resort", [fimgs(360), fimgs(720)], [simgs(14), fimgs(720), fimgs(360)]],
    ["another picture's address does not count", [`https://st.hzcdn.com/simgs/${"0".repeat(16)}_9-1/x.jpg`], []],
  ])("%s", (_name, urls, expected) => expect(imageAddresses(image, urls, "https://st.hzcdn.com")).toEqual(expected));
  test("without an address the state's digits are enough", () => {
    expect(imageAddresses({ id, modified: "1506" }, [], "https://st.hzcdn.com")).toEqual([simgs(14)]);
  });
});

test("a sentence about a room becomes tags", () => {
  expect(tagsOfDescription("A kitchen remodel in New York with gray walls, a fireplace and no tv.")).toEqual([
    "gray walls",
    "fireplace",
    "no tv",
  ]);
  expect(tagsOfDescription("A kitchen")).toEqual([]);
});

describe("where a crawl begins", () => {
  const urlsOf = (roomTypes: string[], options: Parameters<typeof parseSourceOptions>[1]["options"] = {}) =>
    source.seeds(parseSourceOptions(source, { roomTypes, options })).map(({ url }) => url);

  test("rooms, with styles when asked", () => {
    expect(urlsOf(["Living room"])).toEqual([`${ORIGINS.web}/photos/living-room-ideas-phbr0-bp~t_718`]);
    expect(urlsOf(["kitchen"], { styles: ["modern", "rustic"] })).toEqual([
      `${ORIGINS.web}/photos/modern-kitchen-ideas-phbr1-bp~t_709~s_2105`,
      `${ORIGINS.web}/photos/rustic-kitchen-ideas-phbr1-bp~t_709~s_2111`,
    ]);
    expect(urlsOf([], { styles: ["modern"] })).toHaveLength(7);
    expect(urlsOf([])).toEqual([`${ORIGINS.web}/photos/home-design-ideas-phbr0-bp~`]);
  });
  test("each country has its own site and numbers", () => {
    expect(urlsOf(["living-room"], { site: "in" })).toEqual([
      "https://www.houzz.in/photos/living-room-ideas-phbr0-bp~t_26341",
    ]);
    expect(urlsOf(["living-room"], { site: "ru" })).toEqual([
      "https://www.houzz.ru/foto/living-room-ideas-phbr0-bp~t_13807",
    ]);
    expect(() => urlsOf(["kitchen"], { site: "in" })).toThrow(/not known for Houzz in India. Known there: living-room/);
    expect(() => urlsOf(["kitchen"], { site: "uk" })).toThrow(/Give the addresses/);
  });
  test.each([
    ["a search page", "https://www.houzz.com/photos/query/sofa", /search page/],
    ["a further page of a search", "https://www.houzz.com/photos/query/sofa/nqrwns/p/20", /search page/],
    ["another site", "https://elsewhere.example/photos/x-phbr0-bp~t_709", /not an address of www\.houzz\.com/],
    ["another country's site", "https://www.houzz.co.uk/photos/x-phbr0-bp~t_709", /not an address/],
    ["a product", "https://www.houzz.com/products/lamp-prvw-vr~7", /neither a listing/],
  ])("%s is refused, by field", (_name, url, message) => {
    expect(() => urlsOf([], { start_urls: [url] })).toThrow(message);
    try {
      urlsOf([], { start_urls: [LISTING, url] });
    } catch (error) {
      expect((error as InvalidInputError).errors).toMatchObject([{ field: "options.start_urls.1" }]);
    }
  });
  test("an option of another source, or an unknown style, is refused by name", () => {
    expect(() => urlsOf([], { query: "sofa" })).toThrow(/no such option/);
    expect(() => urlsOf([], { styles: ["igloo"] })).toThrow(/there is no igloo/);
    expect(() => urlsOf([], { max_pages: 501 })).toThrow(/from 1 to 500/);
  });
});
