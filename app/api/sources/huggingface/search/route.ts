import { datasetSearchQuerySchema, datasetSearchSchema } from "@/lib/contracts/imports";
import { apiRoute } from "@/lib/http/api-route";
import { searchDatasets } from "@/lib/imports/preview-dataset";

/** GET `?q=` → image datasets of the Hugging Face hub. */
export const GET = apiRoute(
  {
    summary: "Image datasets of the Hugging Face hub",
    scope: "jobs:read",
    query: datasetSearchQuerySchema,
    answers: { 200: datasetSearchSchema },
  },
  async ({ deps, query }) => Response.json(await searchDatasets(deps.hub, query.q)),
);
