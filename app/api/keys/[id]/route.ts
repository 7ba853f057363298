import { changeKey, revokeKey } from "@/lib/auth/keys.repository";
import { apiKeySchema, changeKeyRequestSchema } from "@/lib/contracts/identity";
import { apiRoute } from "@/lib/http/api-route";
import { idParamsSchema } from "../../id-params";

/** PATCH → 200 the key as it is now: name, scopes, expiry and limit hold from its next request on. 404, 409 revoked. */
export const PATCH = apiRoute(
  {
    summary: "Change an API key",
    scope: "admin",
    params: idParamsSchema,
    body: changeKeyRequestSchema,
    answers: { 200: apiKeySchema },
  },
  async ({ deps, params, body }) => Response.json(await changeKey(deps.db, params.id, body)),
);

/** DELETE → 204 revoked, for good. 404. */
export const DELETE = apiRoute(
  { summary: "Revoke an API key", scope: "admin", params: idParamsSchema, answers: { 204: null } },
  async ({ deps, params }) => {
    await revokeKey(deps.db, params.id);
    return new Response(null, { status: 204 });
  },
);
