import { listDeliveries } from "@/lib/alerts/alerts.repository";
import { alertDeliveryPageSchema, listDeliveriesQuerySchema } from "@/lib/contracts/alerts";
import { apiRoute } from "@/lib/http/api-route";

/** GET → what was sent over the channels, newest first. */
export const GET = apiRoute(
  {
    summary: "What was sent over alert channels, newest first",
    scope: "admin",
    query: listDeliveriesQuerySchema,
    answers: { 200: alertDeliveryPageSchema },
  },
  async ({ deps, query }) => Response.json(await listDeliveries(deps.db, query)),
);
