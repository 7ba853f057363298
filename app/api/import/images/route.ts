import { z } from "zod";
import { uploadOptionsSchema } from "@/lib/contracts/imports";
import { jobStartedSchema } from "@/lib/contracts/jobs";
import { importImagesRequestSchema } from "@/lib/contracts/requests";
import { apiRoute } from "@/lib/http/api-route";
import { bodyOf, parseInput } from "@/lib/http/input";
import { readUploads } from "@/lib/scenes/uploads";
import { startWork } from "../../start-work";

/**
 * POST → 202 an import job. JSON `{urls}`, or a form with `files` (at most 100 files, 100 MiB in all). A file that is no
 * usable picture fails alone, as an item of the job. 422 names the field.
 */
export const POST = apiRoute(
  {
    summary: "Import images by address, or as the `files` of a multipart form",
    scope: "jobs:write",
    bodies: {
      "application/json": importImagesRequestSchema,
      "multipart/form-data": uploadOptionsSchema.extend({ files: z.array(z.file()).min(1).max(100) }),
    },
    answers: { 202: jobStartedSchema },
  },
  async (context) => {
    const { request, deps } = context;
    if (request.headers.get("content-type")?.startsWith("multipart/form-data")) {
      const { uploads, options } = await readUploads(deps.db, request);
      const { priority, ...input } = parseInput(uploadOptionsSchema, options);
      return startWork(context, { kind: "import", priority, input: { uploads, ...input } });
    }
    const { priority, ...input } = parseInput(importImagesRequestSchema, await bodyOf(request));
    return startWork(context, { kind: "import", priority, input });
  },
);
