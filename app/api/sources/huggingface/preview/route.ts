import { datasetPreviewQuerySchema, datasetPreviewSchema } from "@/lib/contracts/imports";
import { apiRoute } from "@/lib/http/api-route";
import { previewDataset } from "@/lib/imports/preview-dataset";

/** GET `?dataset=` → splits, licence, columns and first rows of a dataset, as an import would read them. */
export const GET = apiRoute(
  {
    summary: "What an import would make of a Hugging Face dataset",
    scope: "jobs:read",
    query: datasetPreviewQuerySchema,
    answers: { 200: datasetPreviewSchema },
  },
  async ({ deps, query }) => Response.json(await previewDataset(deps.hub, query)),
);
