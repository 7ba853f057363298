import { queueOf } from "@/inngest/queues";
import { settingsSchema } from "@/lib/contracts/identity";
import { QUEUE_NAMES } from "@/lib/contracts/jobs";
import { isSetInEnvironment } from "@/lib/env";
import { apiRoute } from "@/lib/http/api-route";
import { describeSettings } from "@/lib/settings/describe-settings";

/** GET → what is in effect and which variable changes it; of secrets only whether they are set. */
export const GET = apiRoute(
  { summary: "Configuration in effect", scope: "admin", answers: { 200: settingsSchema } },
  ({ deps }) => {
    const queueLimits = Object.fromEntries(QUEUE_NAMES.map((name) => [name, queueOf(name).limit]));
    return Response.json(describeSettings(deps.env, { queueLimits, isSet: isSetInEnvironment }));
  },
);
