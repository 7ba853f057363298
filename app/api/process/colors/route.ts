import { colorsRequestSchema } from "@/lib/contracts/requests";
import { apiRoute } from "@/lib/http/api-route";
import { startWork } from "../../start-work";

/** POST → 202: palettes for the objects of scenes that have none yet, at most `limit` scenes. */
export const POST = apiRoute({ scope: "jobs:write", body: colorsRequestSchema }, (context) => {
  const { priority, ...input } = context.body;
  return startWork(context, { kind: "colors", priority, input });
});
