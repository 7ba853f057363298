import { listAlerts } from "@/lib/alerts/alerts.repository";
import { alertPageSchema, listAlertsQuerySchema } from "@/lib/contracts/alerts";
import { apiRoute } from "@/lib/http/api-route";

/** GET → alerts, newest first. */
export const GET = apiRoute(
  { summary: "Alerts, newest first", scope: "admin", query: listAlertsQuerySchema, answers: { 200: alertPageSchema } },
  async ({ deps, query }) => Response.json(await listAlerts(deps.db, query)),
);
