import { apiRoute } from "@/lib/http/api-route";
import { listSources } from "@/lib/sources/sources";

/** GET → where collection can start. */
export const GET = apiRoute({ scope: "jobs:read" }, ({ deps: { env } }) =>
  Response.json({
    items: listSources({ galleryUrl: env.MODOMO_GALLERY_URL ?? null }).map(({ id, name, roomTypes }) => ({
      id,
      name,
      room_types: roomTypes,
      is_default: id === env.MODOMO_DEFAULT_SOURCE,
    })),
  }),
);
