import { randomFrom } from "../../random.ts";

const ROOMS = [
  { slug: "kitchen", topic: 709 },
  { slug: "living-room", topic: 718 },
  { slug: "bathroom", topic: 712 },
  { slug: "dining-room", topic: 722 },
];
const STYLES = [
  { slug: "contemporary", id: 2103 },
  { slug: "modern", id: 2105 },
  { slug: "rustic", id: 2111 },
  { slug: "farmhouse", id: 2114 },
  { slug: "beach-style", id: 2104 },
];
const PLACES = ["new-york", "san-francisco", "", "東京", "austin"];
const PROJECTS = [
  "beach-haven-west",
  "the-kitchen-house",
  "casa-azul",
  "loft-17",
  "oak-and-stone",
  "maple",
  "hill-top",
];
const PROS = ["Studio North", "Ada Interiors", "Kellett & Sons", "Atelier 東", "Plain Rooms"];

export interface HouzzPhoto {
  id: number;
  slug: string;
  title: string;
  alt: string;
  topic: number;
  style: number;
  projectId: number;
  pro: { id: number; name: string };
  images: { id: string; modified: number; seed: number }[];
  saves: number;
}

/**
 * Photos as a seed decides them. Every 11th shows the picture of the one before it (an exact duplicate under another id),
 * every 13th has two pictures.
 */
export function makePhotos(count: number, seed = 1): HouzzPhoto[] {
  const random = randomFrom(seed);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const image = (number: number) => ({
    id: (number * 1_000_003 + seed).toString(16).padStart(16, "d"),
    modified: 1000 + (number % 9000),
    seed: number,
  });
  return Array.from({ length: count }, (_, index) => {
    const number = index + 1;
    const [room, style, place] = [pick(ROOMS), pick(STYLES), pick(PLACES)];
    const project = pick(PROJECTS);
    const pro = Math.floor(random() * PROS.length);
    const picture = number % 11 === 0 ? { ...image(number), seed: number - 1 } : image(number);
    return {
      id: 14_000_000 + number * 37,
      slug: [project, style.slug, room.slug, place].filter(Boolean).join("-"),
      title: project.replaceAll("-", " "),
      alt: `Inspiration for a mid-sized ${style.slug} medium tone wood floor ${room.slug.replace("-", " ")} remodel with gray walls, a fireplace and no tv`,
      topic: room.topic,
      style: style.id,
      projectId: 500_000 + PROJECTS.indexOf(project),
      pro: { id: 900 + pro, name: PROS[pro] as string },
      images: number % 13 === 0 ? [picture, image(number + 100_000)] : [picture],
      saves: Math.floor(random() * 5000),
    };
  });
}
