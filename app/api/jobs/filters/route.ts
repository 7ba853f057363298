import { savedFilterSchema, savedFiltersSchema, saveFilterRequestSchema } from "@/lib/contracts/job-control";
import { apiRoute } from "@/lib/http/api-route";
import { listSavedFilters, saveFilter } from "@/lib/jobs/saved-filters.repository";

/** GET → the caller's saved filters of the jobs list, by name. */
export const GET = apiRoute(
  { summary: "Your saved filters of the jobs list", scope: "jobs:read", answers: { 200: savedFiltersSchema } },
  async ({ deps, principal }) => Response.json({ items: await listSavedFilters(deps.db, principal?.id ?? "") }),
);

/** POST → 201: saved under this name, over the one of that name. 409 there are 50 already. */
export const POST = apiRoute(
  {
    summary: "Save a filter of the jobs list",
    scope: "jobs:read",
    body: saveFilterRequestSchema,
    answers: { 201: savedFilterSchema },
  },
  async ({ deps, principal, body }) =>
    Response.json(await saveFilter(deps.db, principal?.id ?? "", body), { status: 201 }),
);
