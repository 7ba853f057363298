import { changeRule, removeRule } from "@/lib/alerts/alert-settings.repository";
import { alertRuleChangeSchema, alertRuleSchema } from "@/lib/contracts/alerts";
import { apiRoute } from "@/lib/http/api-route";
import { idParamsSchema } from "../../../id-params";

/** PATCH → the rule as it is now; `silenced_until` silences it. 409 the name is taken. */
export const PATCH = apiRoute(
  {
    summary: "Change or silence an alert rule",
    scope: "admin",
    params: idParamsSchema,
    body: alertRuleChangeSchema,
    answers: { 200: alertRuleSchema },
  },
  async ({ deps, params, body }) => Response.json(await changeRule(deps.db, params.id, body)),
);

/** DELETE → 204; its alerts go with it. */
export const DELETE = apiRoute(
  { summary: "Remove an alert rule", scope: "admin", params: idParamsSchema, answers: { 204: null } },
  async ({ deps, params }) => {
    await removeRule(deps.db, params.id);
    return new Response(null, { status: 204 });
  },
);
