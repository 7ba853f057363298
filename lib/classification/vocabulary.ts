import type { ImageType } from "../contracts/scenes.ts";
import { taxonomy } from "../taxonomy/taxonomy.ts";

export type Meaning =
  | { list: "room" | "style" | "category"; slug: string }
  /** `weight` in log odds for the image type; `neutral` words are read over, so that "garden view" is not a garden. */
  | { list: "type"; slug: ImageType | "neutral"; weight: number };

/** Taxonomy words that mean too many other things in a caption. */
const AMBIGUOUS = new Set(
  "light print box mat pc hob landing reception flag dish tap throw case bag fan column tree plant door window bar canopy furniture furnishing storage decoration textile table seat lobby press computer fence trunk palm glass bust".split(
    " ",
  ),
);

const TYPE_WORDS: { slug: ImageType | "neutral"; weight: number; words: string }[] = [
  {
    slug: "plan",
    weight: 8,
    words:
      "floor plan;floorplan;ground plan;site plan;blueprint;plan drawing;floor layout;elevation drawing;cross section",
  },
  {
    slug: "object",
    weight: 4.5,
    words:
      "close up;closeup;cut out;cutout;packshot;isolated on white;white background;plain background;plain ground;studio shot;product photo;product shot;detail shot",
  },
  { slug: "object", weight: 2.5, words: "product;isolated;detail" },
  {
    slug: "exterior",
    weight: 4.5,
    words:
      "exterior;facade;house front;street view;driveway;front elevation;curb appeal;from outside;from the outside;seen from the street;front yard;front garden",
  },
  { slug: "exterior", weight: 3, words: "outdoor;outdoors;alfresco" },
  { slug: "exterior", weight: 1.2, words: "garden;villa;pool;architecture;bungalow;lawn;house;roof;building;outside" },
  {
    slug: "other",
    weight: 4.5,
    words:
      "portrait;selfie;headshot;team photo;night sky;milky way;screenshot;infographic;logo;virtual reality;model wearing",
  },
  {
    slug: "other",
    weight: 3,
    words:
      "shirt;dress;fashion;clothing;forest;woods;landscape;mountain;sunset;sunrise;beach;abstract;texture;pattern;illustration;vr;food;recipe;car;dog;cat;nature",
  },
  {
    slug: "interior",
    weight: 2,
    words:
      "interior;interior design;indoors;indoor;room;apartment;flat;loft;studio apartment;open plan;inside;living space",
  },
  {
    slug: "neutral",
    weight: 0,
    words:
      "garden view;garden views;view of the garden;city view;sea view;green view;pool view;house plant;pool table;car park;team room;tv room;town house style",
  },
];

/** Phrase (lower case, no punctuation, words joined by one space) → what it says. */
export const VOCABULARY: ReadonlyMap<string, Meaning> = buildVocabulary();
export const LONGEST_PHRASE_WORDS = Math.max(...[...VOCABULARY.keys()].map((phrase) => phrase.split(" ").length));

/** Lower-case words without accents and punctuation; an apostrophe vanishes ("kids' room" → kids room). */
export function toWords(text: string): string[] {
  const plain = text.normalize("NFKD").replaceAll(/\p{M}/gu, "").toLowerCase().replaceAll(/['’]/g, "");
  return plain.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== "");
}

function buildVocabulary(): Map<string, Meaning> {
  const vocabulary = new Map<string, Meaning>();
  const add = (phrase: string, meaning: Meaning) => {
    const key = toWords(phrase).join(" ");
    if (!vocabulary.has(key)) vocabulary.set(key, meaning);
  };
  for (const { slug, weight, words } of TYPE_WORDS) {
    for (const word of words.split(";")) add(word, { list: "type", slug, weight });
  }
  const lists = [
    { list: "room", terms: taxonomy.room_types },
    { list: "style", terms: taxonomy.styles },
    { list: "category", terms: taxonomy.categories },
  ] as const;
  for (const { list, terms } of lists) {
    for (const { slug, name, synonyms } of terms) {
      for (const word of [name, ...synonyms]) if (!AMBIGUOUS.has(word.toLowerCase())) add(word, { list, slug });
    }
  }
  return vocabulary;
}
