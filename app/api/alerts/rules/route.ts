import { addRule, listRules } from "@/lib/alerts/alert-settings.repository";
import { alertRuleSchema, alertRulesSchema, newAlertRuleSchema } from "@/lib/contracts/alerts";
import { apiRoute } from "@/lib/http/api-route";

/** GET → every rule. */
export const GET = apiRoute(
  { summary: "Alert rules", scope: "admin", answers: { 200: alertRulesSchema } },
  async ({ deps }) => Response.json({ items: await listRules(deps.db) }),
);

/** POST → 201 the new rule. 409 the name is taken. */
export const POST = apiRoute(
  { summary: "Make an alert rule", scope: "admin", body: newAlertRuleSchema, answers: { 201: alertRuleSchema } },
  async ({ deps, body }) => Response.json(await addRule(deps.db, body), { status: 201 }),
);
