import { debounce, parseAsString, parseAsStringLiteral } from "nuqs/server";
import { IMAGE_TYPES, SCENE_STATUSES } from "@/lib/contracts/scenes";

const TYPING_PAUSE_MS = 300;

/** Filters of the scenes grid as they stand in the URL; what does not parse counts as not set. */
export const sceneSearch = {
  image_type: parseAsStringLiteral(IMAGE_TYPES),
  room_type: parseAsString,
  status: parseAsStringLiteral(SCENE_STATUSES),
  text: parseAsString.withOptions({ limitUrlUpdates: debounce(TYPING_PAUSE_MS) }),
};
