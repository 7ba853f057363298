import { changeChannel, removeChannel } from "@/lib/alerts/alert-settings.repository";
import { alertChannelChangeSchema, alertChannelSchema } from "@/lib/contracts/alerts";
import { apiRoute } from "@/lib/http/api-route";
import { idParamsSchema } from "../../../id-params";

/** PATCH → the channel as it is now. 409 the name is taken. */
export const PATCH = apiRoute(
  {
    summary: "Change an alert channel",
    scope: "admin",
    params: idParamsSchema,
    body: alertChannelChangeSchema,
    answers: { 200: alertChannelSchema },
  },
  async ({ deps, params, body, annotate }) => {
    annotate({ detail: { body: { ...body, target: undefined } } }); // an address can be a secret
    return Response.json(await changeChannel(deps.db, params.id, body));
  },
);

/** DELETE → 204; what was sent over it goes with it. */
export const DELETE = apiRoute(
  { summary: "Remove an alert channel", scope: "admin", params: idParamsSchema, answers: { 204: null } },
  async ({ deps, params }) => {
    await removeChannel(deps.db, params.id);
    return new Response(null, { status: 204 });
  },
);
