import { huggingFaceRequestSchema } from "@/lib/contracts/imports";
import { jobStartedSchema } from "@/lib/contracts/jobs";
import { apiRoute } from "@/lib/http/api-route";
import { prepareDataset } from "@/lib/imports/start-import";
import { startWork } from "../../start-work";

/** POST → 202 an import job of rows of a dataset, pinned to the commit it stands at now. 422 names the field. */
export const POST = apiRoute(
  {
    summary: "Import rows of a Hugging Face dataset",
    scope: "jobs:write",
    body: huggingFaceRequestSchema,
    answers: { 202: jobStartedSchema },
  },
  async (context) => {
    const { priority, include_detection: pipeline } = context.body;
    const huggingface = await prepareDataset(context.deps.hub, context.body);
    return startWork(context, { kind: "import", priority, input: { huggingface, pipeline } });
  },
);
