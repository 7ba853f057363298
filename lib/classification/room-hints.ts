import { taxonomy } from "../taxonomy/taxonomy.ts";

/** Room types that lie under the sky: they go with an exterior. */
export const FURNISHED_OUTDOORS: ReadonlySet<string> = new Set(["balcony", "patio"]);

/**
 * What seeing a thing says about the room, in log odds; set by hand from common sense, not fitted. A category without a row
 * takes its parent's. Kinds that the default detector finds have fitted weights in `room-weights.ts` instead.
 */
export const ROOM_OF_CATEGORY: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  bed: { bedroom: 3, "kids-room": 1, "hotel-lobby": -2 },
  "bunk-bed": { "kids-room": 3 },
  crib: { nursery: 3.5, "kids-room": 1.5 },
  "changing-table": { nursery: 3, "kids-room": 1 },
  toy: { "kids-room": 1.5, nursery: 1 },
  "teddy-bear": { "kids-room": 1.5, nursery: 1 },
  nightstand: { bedroom: 2.5 },
  headboard: { bedroom: 3 },
  mattress: { bedroom: 2 },
  pillow: { bedroom: 0.8 },
  wardrobe: { bedroom: 1.2, "walk-in-closet": 1.5, hallway: 0.5 },
  "dressing-table": { bedroom: 1.5, "walk-in-closet": 1 },
  "chest-of-drawers": { bedroom: 1, "kids-room": 0.5 },
  sofa: { "living-room": 2.2, office: 0.3, "hotel-lobby": 1 },
  armchair: { "living-room": 1.2, library: 0.5, "hotel-lobby": 0.5 },
  ottoman: { "living-room": 1.2 },
  "coffee-table": { "living-room": 2.2 },
  "tv-stand": { "living-room": 2 },
  tv: { "living-room": 1, bedroom: 0.3 },
  fireplace: { "living-room": 1.5, library: 0.4 },
  piano: { "living-room": 1.2 },
  bookcase: { library: 1.5, "living-room": 0.8, "home-office": 0.8 },
  "dining-table": { "dining-room": 2, kitchen: 0.7, restaurant: 0.7 },
  "dining-chair": { "dining-room": 2, kitchen: 0.5, restaurant: 0.5 },
  sideboard: { "dining-room": 0.8, "living-room": 0.6 },
  "wine-glass": { "dining-room": 0.8, restaurant: 1 },
  "bar-counter": { restaurant: 2 },
  "bar-stool": { kitchen: 1.2, restaurant: 0.8 },
  "kitchen-island": { kitchen: 3 },
  countertop: { kitchen: 1.5, bathroom: 0.3 },
  refrigerator: { kitchen: 2.8 },
  oven: { kitchen: 2.8 },
  stove: { kitchen: 3 },
  microwave: { kitchen: 2.5 },
  toaster: { kitchen: 2 },
  kettle: { kitchen: 1.5 },
  dishwasher: { kitchen: 2.5 },
  "range-hood": { kitchen: 2.8 },
  sink: { bathroom: 1.3, kitchen: 1.3, "laundry-room": 0.5 },
  toilet: { bathroom: 4.5 },
  bidet: { bathroom: 4 },
  bathtub: { bathroom: 4 },
  shower: { bathroom: 4 },
  "shower-curtain": { bathroom: 4 },
  "bathroom-cabinet": { bathroom: 3.5 },
  towel: { bathroom: 1.5 },
  "washing-machine": { "laundry-room": 3, bathroom: 0.8, kitchen: 0.5 },
  desk: { "home-office": 2, office: 2, "kids-room": 0.5 },
  "office-chair": { office: 2, "home-office": 2, "meeting-room": 1 },
  monitor: { office: 1.8, "home-office": 1.8 },
  computer: { office: 1.5, "home-office": 1.5 },
  laptop: { office: 1.3, "home-office": 1.3 },
  keyboard: { office: 1.6, "home-office": 1.6 },
  "computer-mouse": { office: 1.4, "home-office": 1.4 },
  printer: { office: 1.5, "home-office": 1.5 },
  "filing-cabinet": { office: 2, "home-office": 1.5 },
  "conference-table": { "meeting-room": 3.5 },
  "projection-screen": { "meeting-room": 1.5, classroom: 1.5 },
  whiteboard: { classroom: 1.5, "meeting-room": 1.5, office: 0.8 },
  "coat-rack": { hallway: 2.5 },
  "shoe-rack": { hallway: 2.5 },
  "console-table": { hallway: 1.2, "living-room": 0.4 },
  stair: { staircase: 2.5, hallway: 1 },
  railing: { staircase: 1, balcony: 1 },
  "exercise-equipment": { gym: 3.5 },
  parasol: { patio: 2, balcony: 1 },
  barbecue: { patio: 2.5, balcony: 0.8 },
  "sun-lounger": { patio: 2, balcony: 1 },
  "swimming-pool": { patio: 2.5 },
  hammock: { patio: 1.5, balcony: 1 },
};

const NAMES = new Map(taxonomy.categories.map(({ slug, name }) => [slug, name === "TV" ? name : name.toLowerCase()]));

/** A category's name for the middle of a sentence; a slug the taxonomy lacks becomes words. */
export function nameOf(slug: string): string {
  return NAMES.get(slug) ?? slug.replaceAll("-", " ");
}
