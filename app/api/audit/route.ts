import { listAudit } from "@/lib/audit/audit.repository";
import { auditPageSchema, auditQuerySchema } from "@/lib/contracts/identity";
import { apiRoute } from "@/lib/http/api-route";

/** GET → who changed what, newest first; signing in and failing to as well. */
export const GET = apiRoute(
  { summary: "The audit log", scope: "admin", query: auditQuerySchema, answers: { 200: auditPageSchema } },
  async ({ deps, query }) => Response.json(await listAudit(deps.db, query)),
);
