import { apiRoute } from "@/lib/http/api-route";
import { deleteSavedFilter } from "@/lib/jobs/saved-filters.repository";
import { idParamsSchema } from "../../../id-params";

/** DELETE → 204. 404 the caller has no such filter. */
export const DELETE = apiRoute(
  { summary: "Delete one of your saved filters", scope: "jobs:read", params: idParamsSchema, answers: { 204: null } },
  async ({ deps, principal, params }) => {
    await deleteSavedFilter(deps.db, principal?.id ?? "", params.id);
    return new Response(null, { status: 204 });
  },
);
