import { sendTestAlert } from "@/lib/alerts/deliver-alerts";
import { alertDeliverySchema } from "@/lib/contracts/alerts";
import { apiRoute } from "@/lib/http/api-route";
import { idParamsSchema } from "../../../../id-params";

/** POST → 200 how the test went, `status` sent or failed with `error`. */
export const POST = apiRoute(
  {
    summary: "Send a test over an alert channel",
    scope: "admin",
    params: idParamsSchema,
    answers: { 200: alertDeliverySchema },
  },
  async ({ deps, params }) => Response.json(await sendTestAlert(deps, params.id)),
);
