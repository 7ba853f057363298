import { apiRoute } from "@/lib/http/api-route";
import { getJobDetail } from "@/lib/jobs/jobs.repository";
import { streamJob } from "@/lib/jobs/stream-job";
import { idParamsSchema } from "../../../id-params";

/** GET → server-sent events `progress` and, once the whole chain has ended, `finished`, with the job detail; `log` with a line. */
export const GET = apiRoute(
  {
    summary: "Live progress as server-sent events",
    scope: "jobs:read",
    params: idParamsSchema,
    answers: { 200: { mediaType: "text/event-stream" } },
  },
  async ({ deps, params, request }) => {
    const detail = await getJobDetail(deps.db, params.id);
    return new Response(streamJob(deps.db, detail, request.signal), {
      headers: {
        "content-type": "text/event-stream",
        "cache-control": "no-store, no-transform",
        "x-accel-buffering": "no",
      },
    });
  },
);
