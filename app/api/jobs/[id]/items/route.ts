import { jobItemPageSchema } from "@/lib/contracts/jobs";
import { listItemsQuerySchema } from "@/lib/contracts/requests";
import { apiRoute } from "@/lib/http/api-route";
import { listItems } from "@/lib/jobs/jobs.repository";
import { idParamsSchema } from "../../../id-params";

/** GET → items of a job in the order they were made. 404 unknown job. */
export const GET = apiRoute(
  {
    summary: "The items of a job with their outcomes",
    scope: "jobs:read",
    params: idParamsSchema,
    query: listItemsQuerySchema,
    answers: { 200: jobItemPageSchema },
  },
  async ({ deps, params, query }) => Response.json(await listItems(deps.db, { jobId: params.id, ...query })),
);
