import { apiRoute } from "@/lib/http/api-route";
import { checkReady } from "@/lib/jobs/ready";

/** GET → 200 when every dependency answers, else 503; each by name. */
export const GET = apiRoute({ scope: null }, async ({ deps }) => {
  const report = await checkReady(deps);
  return Response.json(report, { status: report.ready ? 200 : 503 });
});

export const dynamic = "force-dynamic";
