/** A country's Houzz. Topic ids differ by country, so a room can be asked for only where its id is known. */
interface HouzzSite {
  label: string;
  origin: string;
  /** Path that listings begin with. */
  photosPath: "photos" | "foto";
  /** Room to the id of its topic (`t_…`). */
  rooms: Readonly<Record<string, number>>;
  /** Style to its id (`s_…`). */
  styles: Readonly<Record<string, number>>;
}

const US_ROOMS = {
  kitchen: 709,
  bathroom: 712,
  "living-room": 718,
  "dining-room": 722,
  outdoor: 724,
  exterior: 736,
  staircase: 745,
};
const US_STYLES = {
  asian: 2102,
  contemporary: 2103,
  modern: 2105,
  traditional: 2107,
  mediterranean: 2109,
  rustic: 2111,
  industrial: 2113,
  farmhouse: 2114,
  "mid-century-modern": 2115,
  southwestern: 14159,
  "shabby-chic": 22847,
  scandinavian: 22848,
  victorian: 22849,
};

const site = (label: string, origin: string, known: Partial<HouzzSite> = {}): HouzzSite => ({
  label,
  origin,
  photosPath: "photos",
  rooms: {},
  styles: {},
  ...known,
});

export const HOUZZ_SITES: Readonly<Record<string, HouzzSite>> = {
  us: site("United States", "https://www.houzz.com", { rooms: US_ROOMS, styles: US_STYLES }),
  uk: site("United Kingdom", "https://www.houzz.co.uk"),
  au: site("Australia", "https://www.houzz.com.au"),
  ie: site("Ireland", "https://www.houzz.ie"),
  in: site("India", "https://www.houzz.in", { rooms: { "living-room": 26341 }, styles: { indian: 27014 } }),
  nz: site("New Zealand", "https://www.houzz.co.nz"),
  ru: site("Russia", "https://www.houzz.ru", { photosPath: "foto", rooms: { "living-room": 13807 } }),
};

/** @throws {RangeError} an id that option checking should have refused. */
export function houzzSite(id: string): HouzzSite {
  const found = HOUZZ_SITES[id];
  if (!found) throw new RangeError(`There is no Houzz site "${id}".`);
  return found;
}

export const ROOM_NAMES: readonly string[] = Object.keys(US_ROOMS);
export const STYLE_NAMES: readonly string[] = [...Object.keys(US_STYLES), "indian"];

/** How the word for a room stands in addresses, longest first: the British ones differ. */
const ROOM_WORDS: readonly [word: string, room: string][] = [
  ["walk-in-wardrobe", "walk-in-closet"],
  ["house-exterior", "exterior"],
  ["home-office", "home-office"],
  ["laundry-room", "laundry-room"],
  ["utility-room", "laundry-room"],
  ["dining-room", "dining-room"],
  ["family-room", "living-room"],
  ["living-room", "living-room"],
  ["games-room", "living-room"],
  ["conservatory", "sunroom"],
  ["powder-room", "bathroom"],
  ["cloakroom", "bathroom"],
  ["staircase", "staircase"],
  ["bathroom", "bathroom"],
  ["basement", "basement"],
  ["entryway", "hallway"],
  ["entrance", "hallway"],
  ["exterior", "exterior"],
  ["bedroom", "bedroom"],
  ["hallway", "hallway"],
  ["kitchen", "kitchen"],
  ["landing", "staircase"],
  ["nursery", "nursery"],
  ["sunroom", "sunroom"],
  ["closet", "walk-in-closet"],
  ["garage", "garage"],
  ["garden", "outdoor"],
  ["patio", "patio"],
  ["porch", "patio"],
  ["entry", "hallway"],
  ["kids", "kids-room"],
  ["deck", "patio"],
  ["home-gym", "gym"],
];
const STYLE_WORDS: readonly [word: string, style: string][] = [
  ["arts-and-crafts", "craftsman"],
  ["mid-century", "mid-century-modern"],
  ["midcentury", "mid-century-modern"],
  ["mediterranean", "mediterranean"],
  ["scandinavian", "scandinavian"],
  ["contemporary", "contemporary"],
  ["southwestern", "southwestern"],
  ["shabby-chic", "shabby-chic"],
  ["transitional", "transitional"],
  ["beach-style", "coastal"],
  ["traditional", "traditional"],
  ["industrial", "industrial"],
  ["craftsman", "craftsman"],
  ["farmhouse", "farmhouse"],
  ["victorian", "victorian"],
  ["eclectic", "eclectic"],
  ["tropical", "tropical"],
  ["coastal", "coastal"],
  ["country", "farmhouse"],
  ["rustic", "rustic"],
  ["modern", "modern"],
  ["indian", "indian"],
  ["asian", "asian"],
];

/**
 * Reads `<project>-<style>-<room>-<place>`, where style and place may be missing. The last room word counts, since a project
 * may be named after a room, and the style has to stand right before it.
 */
export function parsePhotoSlug(slug: string): { room: string | null; style: string | null; place: string | null } {
  const last = ROOM_WORDS.map(([word, room]) => ({ word, room, at: `-${slug}-`.lastIndexOf(`-${word}-`) }))
    .filter(({ at }) => at >= 0)
    .toSorted((a, b) => b.at + b.word.length - a.at - a.word.length || b.word.length - a.word.length)[0];
  if (!last) return { room: null, style: null, place: null };
  const before = slug.slice(0, Math.max(0, last.at - 1));
  const style = STYLE_WORDS.find(([word]) => before === word || before.endsWith(`-${word}`))?.[1] ?? null;
  const place = slug.slice(last.at + last.word.length + 1).replaceAll("-", " ");
  return { room: last.room, style, place: place || null };
}
