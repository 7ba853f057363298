import { ancestryOf } from "../taxonomy/taxonomy.ts";
import type { Evidence, SceneEvidence } from "./evidence.ts";
import { FURNISHED_OUTDOORS, ROOM_OF_CATEGORY } from "./room-hints.ts";
import { LONGEST_PHRASE_WORDS, type Meaning, toWords, VOCABULARY } from "./vocabulary.ts";

export interface Caption {
  title: string;
  description: string;
  tags: string[];
}

/** A field's words count by how surely they name the picture itself. */
const FIELD_TRUST = { title: 1, tag: 1, description: 0.7 } as const;
const ROOM_WORD = 3.5;
const STYLE_WORD = 4;
const ROOM_WORD_FOR_INTERIOR = 2.5;
/** More than for an interior, since without any word most pictures are interiors. */
const ROOM_WORD_FOR_EXTERIOR = 5;
const STYLE_WORD_FOR_INTERIOR = 0.8;
/** A thing that is merely mentioned says half of what a seen one says. */
const MENTION = 0.5;

const ELSEWHERE = 0.3;
const LEADERS = new Set([
  "to",
  "toward",
  "towards",
  "onto",
  "into",
  "overlooking",
  "facing",
  "beside",
  "near",
  "opposite",
  "off",
]);

interface Mention {
  phrase: string;
  meaning: Meaning;
  field: keyof typeof FIELD_TRUST;
  trust: number;
}

/** What the words say, the longest phrase first: in "dining table" nothing speaks of a dining room. */
export function captionEvidence({ title, description, tags }: Caption): SceneEvidence {
  const mentions = strongestPerMeaning([
    ...mentionsIn(title, "title"),
    ...tags.flatMap((tag) => mentionsIn(tag, "tag")),
    ...mentionsIn(description, "description"),
  ]);
  return {
    imageType: imageTypeEvidence(mentions),
    roomType: mentions.flatMap(roomEvidence),
    styles: mentions.filter(isList("style")).map((mention) => say(mention, mention.meaning.slug, STYLE_WORD)),
  };
}

function mentionsIn(text: string, field: Mention["field"]): Mention[] {
  const words = toWords(text);
  const mentions: Mention[] = [];
  for (let start = 0; start < words.length; ) {
    const found = longestPhraseAt(words, start);
    if (found)
      mentions.push({ ...found, field, trust: FIELD_TRUST[field] * (leadsElsewhere(words, start) ? ELSEWHERE : 1) });
    start += found ? found.phrase.split(" ").length : 1;
  }
  return mentions;
}

/** "towards the balcony", "overlooking a garden": what follows is seen or near, but is not where the picture was taken. */
function leadsElsewhere(words: readonly string[], start: number): boolean {
  const before = words[start - 1] ?? "";
  const leader = ["the", "a", "an", "our", "their"].includes(before) ? words[start - 2] : before;
  return leader !== undefined && LEADERS.has(leader);
}

function longestPhraseAt(words: string[], start: number): { phrase: string; meaning: Meaning } | null {
  for (let length = Math.min(LONGEST_PHRASE_WORDS, words.length - start); length > 0; length--) {
    const phrase = words.slice(start, start + length).join(" ");
    const meaning = [phrase, phrase.replace(/s$/, ""), phrase.replace(/es$/, "")]
      .map((key) => VOCABULARY.get(key))
      .find(Boolean);
    if (meaning) return { phrase, meaning };
  }
  return null;
}

function strongestPerMeaning(mentions: Mention[]): Mention[] {
  const best = new Map<string, Mention>();
  for (const mention of mentions) {
    const key = `${mention.meaning.list}:${mention.meaning.slug}`;
    const previous = best.get(key);
    if (!previous || strengthOf(mention) > strengthOf(previous)) best.set(key, mention);
  }
  return [...best.values()];
}

function strengthOf({ meaning, trust }: Mention): number {
  return (meaning.list === "type" ? meaning.weight : 1) * trust;
}

/** Rooms, styles and things speak once, however many of them a caption lists; of rooms the most trusted, then the first. */
function imageTypeEvidence(mentions: Mention[]): Evidence[] {
  const typed = mentions.flatMap((mention) =>
    mention.meaning.list === "type" && mention.meaning.slug !== "neutral"
      ? [say(mention, mention.meaning.slug, mention.meaning.weight)]
      : [],
  );
  const rooms = mentions.filter(isList("room"));
  const [place] = rooms.toSorted((a, b) => b.trust - a.trust);
  const style = mentions.find(isList("style"));
  const thing = mentions.find(isList("category"));
  return [
    ...typed,
    ...(place ? [sayWhere(place)] : []),
    ...(style ? [say(style, "interior", STYLE_WORD_FOR_INTERIOR)] : []),
    ...(thing ? [say(thing, "object", 0.6), say(thing, "interior", 0.6), say(thing, "other", -0.8)] : []),
  ];
}

function sayWhere(place: TaxonomyMention): Evidence {
  return FURNISHED_OUTDOORS.has(place.meaning.slug)
    ? say(place, "exterior", ROOM_WORD_FOR_EXTERIOR)
    : say(place, "interior", ROOM_WORD_FOR_INTERIOR);
}

function roomEvidence(mention: Mention): Evidence[] {
  if (isList("room")(mention)) return [say(mention, mention.meaning.slug, ROOM_WORD)];
  if (!isList("category")(mention)) return [];
  const hints =
    ancestryOf(mention.meaning.slug)
      .map((slug) => ROOM_OF_CATEGORY[slug])
      .find(Boolean) ?? {};
  return Object.entries(hints).map(([room, weight]) => say(mention, room, weight * MENTION));
}

type TaxonomyMention = Mention & { meaning: { list: "room" | "style" | "category" } };
function isList(list: TaxonomyMention["meaning"]["list"]) {
  return (mention: Mention): mention is TaxonomyMention => mention.meaning.list === list;
}

function say({ phrase, field, trust }: Mention, label: string, weight: number): Evidence {
  return { kind: "caption", label, weight: weight * trust, detail: `The ${field} says “${phrase}”.` };
}
