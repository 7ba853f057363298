import { readySchema } from "@/lib/contracts/dashboard";
import { apiRoute } from "@/lib/http/api-route";
import { checkReady } from "@/lib/jobs/ready";

/** GET → 200 when every dependency answers, else 503; each by name. */
export const GET = apiRoute(
  { summary: "Whether every dependency answers", scope: null, answers: { 200: readySchema, 503: readySchema } },
  async ({ deps }) => {
    const report = await checkReady(deps);
    return Response.json(report, { status: report.ready ? 200 : 503 });
  },
);

export const dynamic = "force-dynamic";
