import { listAuditActions } from "@/lib/audit/audit.repository";
import { auditActionsSchema } from "@/lib/contracts/identity";
import { apiRoute } from "@/lib/http/api-route";

/** GET → every action that is in the audit log, once. */
export const GET = apiRoute(
  { summary: "Actions in the audit log", scope: "admin", answers: { 200: auditActionsSchema } },
  async ({ deps }) => Response.json({ items: await listAuditActions(deps.db) }),
);
