import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { PHOTOS, ROOMS } from "../photos.ts";
import { type HubDataset, hubDataset } from "./dataset.ts";

const PHOTO_DIR = join(
  dirname(createRequire(import.meta.url).resolve("material-dashboard/package.json")),
  "assets/img",
);
const ROOM_SLUGS = Object.keys(ROOMS);

let made: Promise<HubDataset[]> | undefined;

/** The sample photos as datasets of the stand-in hub, made when somebody first asks. */
export function sampleDatasets(): Promise<HubDataset[]> {
  made ??= make();
  return made;
}

async function make(): Promise<HubDataset[]> {
  const rows = await Promise.all(
    PHOTOS.map(async ({ id, file, title, room }) => ({
      image: { bytes: new Uint8Array(await readFile(join(PHOTO_DIR, file))), path: `${id}.jpg` },
      room: room ? ROOM_SLUGS.indexOf(room) : -1,
      caption: title,
    })),
  );
  const features = {
    image: { _type: "Image" },
    room: { _type: "ClassLabel", names: ROOM_SLUGS },
    caption: { _type: "Value", dtype: "string" },
  };
  const half = Math.ceil(rows.length / 2);
  return [
    hubDataset({
      id: "modomo-local/sample-rooms",
      description: "The sample photos of this machine as a dataset, to try an import with.",
      features,
      splits: { default: { train: rows.slice(0, half), test: rows.slice(half) } },
      rowGroupSize: 10,
    }),
    hubDataset({
      id: "modomo-local/sample-interiors-without-licence",
      description: "A few of the same photos, in a dataset that names no licence.",
      sha: "89abcdef0123456789abcdef0123456789abcdef",
      licence: null,
      features,
      splits: { default: { train: rows.slice(0, 4) } },
    }),
  ];
}
