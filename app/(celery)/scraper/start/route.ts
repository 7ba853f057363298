import { POST as start } from "@/app/api/scraper/start/route";
import { celeryAlias } from "../../celery-alias";
import { startedFields } from "../../celery-fields";

/** Old clients write `living_room`, and a single room type of a query is no list. */
export const POST = celeryAlias({
  of: start,
  reads: startedFields,
  sends: ({ room_types, ...rest }) => ({
    ...rest,
    ...(room_types === undefined ? {} : { room_types: [room_types].flat().map(toRoomName) }),
  }),
});

const toRoomName = (room: unknown) => (typeof room === "string" ? room.replaceAll("_", " ") : room);
