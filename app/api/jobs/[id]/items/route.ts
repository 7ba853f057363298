import { listItemsQuerySchema } from "@/lib/contracts/requests";
import { apiRoute } from "@/lib/http/api-route";
import { listItems } from "@/lib/jobs/jobs.repository";
import { idParamsSchema } from "../../../id-params";

/** GET → items of a job in the order they were made. 404 unknown job. */
export const GET = apiRoute(
  { scope: "jobs:read", params: idParamsSchema, query: listItemsQuerySchema },
  async ({ deps, params, query }) => Response.json(await listItems(deps.db, { jobId: params.id, ...query })),
);
