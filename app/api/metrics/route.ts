import { apiRoute } from "@/lib/http/api-route";
import { METRICS_TYPE, metricsText } from "@/lib/signals/metrics-text";

/** GET → Prometheus text of the whole installation and of the instance that answers. */
export const GET = apiRoute(
  {
    summary: "Metrics for Prometheus",
    scope: "metrics",
    answers: { 200: { mediaType: "text/plain" } },
  },
  async ({ deps }) => new Response(await metricsText(deps.db), { headers: { "content-type": METRICS_TYPE } }),
);
