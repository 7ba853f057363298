import { addChannel, listChannels } from "@/lib/alerts/alert-settings.repository";
import { alertChannelsSchema, madeChannelSchema, newAlertChannelSchema } from "@/lib/contracts/alerts";
import { apiRoute } from "@/lib/http/api-route";

/** GET → every channel, without its secrets. */
export const GET = apiRoute(
  { summary: "Alert channels", scope: "admin", answers: { 200: alertChannelsSchema } },
  async ({ deps }) =>
    Response.json({ items: await listChannels(deps.db), can_send_email: deps.alertSender.canSendEmail }),
);

/** POST → 201 the new channel and, this once, the key that signs its calls. 409 the name is taken. */
export const POST = apiRoute(
  {
    summary: "Make an alert channel",
    scope: "admin",
    body: newAlertChannelSchema,
    answers: { 201: madeChannelSchema },
  },
  async ({ deps, body, annotate }) => {
    annotate({ detail: { body: { ...body, target: undefined } } }); // an address can be a secret
    const channel = await addChannel(deps.db, body);
    annotate({ subject: channel.id });
    return Response.json(channel, { status: 201 });
  },
);
