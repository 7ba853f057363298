import { existsSync, readdirSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import sharp from "sharp";
import type { ImageType } from "../../lib/contracts/scenes.ts";
import { PHOTOS } from "../../local/gallery/photos.ts";
import { floorPlanSvg, PLAN_LOOKS } from "../support/floor-plan-svg.ts";
import { sharedData } from "../support/shared-data.ts";

/** One labelled photograph. A null label means: not part of that measurement. */
export interface LabelledImage {
  path: string;
  set: "interiors" | "places" | "coco" | "houses" | "products" | "gallery" | "plans";
  imageType: ImageType | null;
  room: string | null;
  /** What a site would write under it; empty where none is known. */
  caption: string;
}

const ROOM_OF_FOLDER: Record<string, string> = {
  living_room: "living-room",
  bedroom: "bedroom",
  kitchen: "kitchen",
  bathroom: "bathroom",
  dining_room: "dining-room",
  office: "office",
  kids_room: "kids-room",
  hallway: "hallway",
  entrance_hall: "hallway",
  meeting_room: "meeting-room",
  classroom: "classroom",
};

/** Rooms that the labels do not tell apart: a home office is filed under office, a nursery under kids_room. */
const SAME_ROOM: Record<string, string> = { "home-office": "office", nursery: "kids-room" };
export const foldRoom = (room: string) => SAME_ROOM[room] ?? room;

/** Every labelled photograph of the development sets, in a fixed order; empty where the sets are absent. */
export function loadDevelopmentImages(): LabelledImage[] {
  return [...interiors(), ...places(), ...coco(), ...houses(), ...products()];
}

function interiors(): LabelledImage[] {
  return folders("interiors").flatMap(({ folder, files }) =>
    files.map((path): LabelledImage => {
      const isOutside = folder === "exterior" || folder === "outdoor";
      return {
        path,
        set: "interiors",
        imageType: isOutside ? "exterior" : "interior",
        room: isOutside ? null : (ROOM_OF_FOLDER[folder] ?? null),
        caption: ikeaCaption(path),
      };
    }),
  );
}

function places(): LabelledImage[] {
  return folders("interiors_places256").flatMap(({ folder, files }) =>
    files.map(
      (path) =>
        ({ path, set: "places", imageType: "interior", room: ROOM_OF_FOLDER[folder] ?? null, caption: "" }) as const,
    ),
  );
}

/** Indoor images with a room label are interiors; images without an indoor object are "other", a few of them by mistake. */
function coco(): LabelledImage[] {
  const path = sharedData("coco");
  if (!path) return [];
  const { images } = JSON.parse(readFileSync(join(path, "instances.json"), "utf8")) as { images: CocoImage[] };
  return images.flatMap(({ file_name, indoor_by_label, room_type_visual_label: label }): LabelledImage[] => {
    const file = join(path, "images", file_name);
    const room = label ? (ROOM_OF_FOLDER[label] ?? null) : null;
    if (room) return [{ path: file, set: "coco", imageType: "interior", room, caption: "" }];
    return indoor_by_label ? [] : [{ path: file, set: "coco", imageType: "other", room: null, caption: "" }];
  });
}
type CocoImage = { file_name: string; indoor_by_label: boolean; room_type_visual_label?: string | null };

/** House fronts of the near-duplicate set (its rooms are left out: their labels are known to conflict). */
function houses(): LabelledImage[] {
  const path = sharedData("neardup/houses");
  if (!path) return [];
  const fronts = readdirSync(path).filter((file) => file.endsWith("_frontal.jpg"));
  return fronts
    .sort()
    .map((file) => ({ path: join(path, file), set: "houses", imageType: "exterior", room: null, caption: "" }));
}

/** One piece of furniture each, cut out or in place. Beds are left out: they are shown in their bedrooms. */
function products(): LabelledImage[] {
  const path = sharedData("masks/furniture_yolo_seg");
  if (!path) return [];
  const classes = JSON.parse(readFileSync(join(path, "classes.json"), "utf8")) as string[];
  const files = readdirSync(join(path, "images")).sort();
  const isBed = (file: string) => {
    const label = readFileSync(join(path, "labels", file.replace(/\.\w+$/, ".txt")), "utf8");
    return classes[Number(label.trim().split(" ")[0])] === "bed";
  };
  return files
    .filter((file) => !isBed(file))
    .map((file) => ({
      path: join(path, "images", file),
      set: "products",
      imageType: "object",
      room: null,
      caption: "",
    }));
}

function folders(set: string): { folder: string; files: string[] }[] {
  const path = sharedData(set);
  if (!path) return [];
  const names = readdirSync(path, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return names
    .map((entry) => entry.name)
    .sort()
    .map((folder) => ({
      folder,
      files: readdirSync(join(path, folder))
        .sort()
        .map((file) => join(path, folder, file)),
    }));
}

/** IKEA's file names are the headlines of its pages, which is as near to a real caption as the sets come. */
function ikeaCaption(path: string): string {
  const match = /^ikea-(.+?)-*__\d+/.exec(basename(path));
  return (match?.[1] ?? "").replaceAll("-", " ");
}

const GALLERY = fileURLToPath(new URL("../../node_modules/material-dashboard/assets/img/", import.meta.url));
const GALLERY_LABELS: [file: string, imageType: ImageType, room: string | null][] = [
  ["home-decor-1.jpg", "interior", "living-room"],
  ["home-decor-2.jpg", "interior", "bedroom"],
  ["home-decor-3.jpg", "interior", "living-room"],
  ["bg-smart-home-1.jpg", "interior", "kitchen"],
  ["bg-smart-home-2.jpg", "interior", "living-room"],
  ["meeting.jpg", "interior", "office"],
  ["office-dark.jpg", "interior", "office"],
  // Filed with the interiors, but it is a night sky over hills.
  ["bg-pricing.jpg", "other", null],
  ["products/product-details-1.jpg", "interior", "living-room"],
  ["products/product-details-2.jpg", "interior", "living-room"],
  ["products/product-details-3.jpg", "interior", "living-room"],
  ["products/product-details-5.jpg", "interior", "living-room"],
  ["products/product-11.jpg", "object", null],
  ["products/product-details-4.jpg", "object", null],
  ["products/product-1-min.jpg", "exterior", null],
  ["products/product-2-min.jpg", "exterior", null],
  ["products/product-3-min.jpg", "exterior", null],
  ["products/product-4-min.jpg", "exterior", null],
  ["products/product-5-min.jpg", "exterior", null],
  // Filed with the houses, but taken inside: an open dining room under a dark roof.
  ["products/product-6-min.jpg", "interior", "dining-room"],
  ["products/product-7-min.jpg", "exterior", null],
  ["product-12.jpg", "other", null],
  ["ivancik.jpg", "other", null],
  // A dark leather sofa between plants: a room, though the file is a backdrop for a virtual-reality page.
  ["vr-bg.jpg", "interior", null],
];

/** The sample gallery's photographs, labelled by looking at them; empty where the package is not installed. */
export function loadGalleryImages(): LabelledImage[] {
  if (!existsSync(GALLERY)) return [];
  const captions = new Map(
    PHOTOS.map(({ file, title, description, tags }) => [file, [title, description, ...tags].join(". ")]),
  );
  return GALLERY_LABELS.map(([file, imageType, room]) => ({
    path: join(GALLERY, file),
    set: "gallery",
    imageType,
    room,
    caption: captions.get(file) ?? "",
  }));
}

/** Made-up floor plans: no set of real ones was at hand. */
export async function drawPlans(): Promise<LabelledImage[]> {
  // The worker's decoder, imported beside this, closes sharp to SVG for the whole process.
  sharp.unblock({ operation: ["VipsForeignLoadSvgBuffer"] });
  return Promise.all(
    Object.entries(PLAN_LOOKS).map(async ([name, look]) => {
      const path = join(tmpdir(), `modomo-bench-plan-${name.replaceAll(" ", "-")}.png`);
      await sharp(Buffer.from(floorPlanSvg(look)))
        .png()
        .toFile(path);
      return { path, set: "plans", imageType: "plan", room: null, caption: "" } as const;
    }),
  );
}
