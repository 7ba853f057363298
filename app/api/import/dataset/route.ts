import { z } from "zod";
import { importFileQuerySchema } from "@/lib/contracts/imports";
import { jobStartedSchema } from "@/lib/contracts/jobs";
import { apiRoute } from "@/lib/http/api-route";
import { prepareFile } from "@/lib/imports/start-import";
import { startWork } from "../../start-work";

/**
 * POST a file as the body → 202 an import job of what is in it: a zip of pictures, also with COCO, YOLO or Pascal VOC
 * annotations; a list of addresses (`.txt`, `.csv`, `.tsv`, `.jsonl`); a table with pictures (`.parquet`).
 */
export const POST = apiRoute(
  {
    summary: "Import a zip, a list of addresses or a parquet file, sent as the body",
    scope: "jobs:write",
    query: importFileQuerySchema,
    bodies: { "application/octet-stream": z.file() },
    answers: { 202: jobStartedSchema },
  },
  async (context) => {
    const { name, pipeline, priority } = context.query;
    const file = await prepareFile(context.deps.db, context.request, name);
    return startWork(context, { kind: "import", priority, input: { file, pipeline } });
  },
);
