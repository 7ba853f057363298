import { isKnownCaller } from "@/lib/auth/authorise";
import { readySchema } from "@/lib/contracts/dashboard";
import { apiRoute } from "@/lib/http/api-route";
import { checkReady, withoutDetail } from "@/lib/jobs/ready";

/** GET → 200 when every dependency answers, else 503; each by name, and for those who may see jobs with what is wrong. */
export const GET = apiRoute(
  { summary: "Whether every dependency answers", scope: null, answers: { 200: readySchema, 503: readySchema } },
  async ({ deps, request }) => {
    const [report, isKnown] = await Promise.all([checkReady(deps), isKnownCaller(request, deps)]);
    return Response.json(isKnown ? report : withoutDetail(report), { status: report.ready ? 200 : 503 });
  },
);

export const dynamic = "force-dynamic";
