import { sourcesSchema } from "@/lib/contracts/dashboard";
import { apiRoute } from "@/lib/http/api-route";
import { listSources } from "@/lib/sources/sources";

/** GET → where collection can start. */
export const GET = apiRoute(
  { summary: "Where collection can start", scope: "jobs:read", answers: { 200: sourcesSchema } },
  ({ deps: { env } }) =>
    Response.json({
      items: listSources(env).map(({ id, name, roomTypes }) => ({
        id,
        name,
        room_types: roomTypes,
        is_default: id === env.MODOMO_DEFAULT_SOURCE,
      })),
    }),
);
