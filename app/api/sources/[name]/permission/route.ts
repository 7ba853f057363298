import { z } from "zod";
import { recordPermissionRequestSchema, sourceSchema } from "@/lib/contracts/sources";
import { apiRoute } from "@/lib/http/api-route";
import { recordPermission, removePermission } from "@/lib/sources/permissions";

const params = z.object({ name: z.string().min(1).max(40) });

/** PUT → the source with what now gives the right to collect from it. 404 unknown, 422 it needs none. */
export const PUT = apiRoute(
  {
    summary: "Record what gives the right to collect from a source",
    scope: "admin",
    params,
    body: recordPermissionRequestSchema,
    answers: { 200: sourceSchema },
  },
  async ({ deps, params: { name }, body, principal }) =>
    Response.json(await recordPermission(deps, name, { ...body, recorded_by: principal?.name ?? "" })),
);

/** DELETE → the source, off again; crawls under way end with their next page. 404 unknown, or nothing is recorded. */
export const DELETE = apiRoute(
  { summary: "Remove the basis for collecting from a source", scope: "admin", params, answers: { 200: sourceSchema } },
  async ({ deps, params: { name } }) => Response.json(await removePermission(deps, name)),
);
