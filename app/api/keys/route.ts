import { createKey, listKeys } from "@/lib/auth/keys.repository";
import { apiKeyPageSchema, listQuerySchema, newKeyRequestSchema, newKeySchema } from "@/lib/contracts/identity";
import { apiRoute } from "@/lib/http/api-route";

/** GET → API keys, newest first; of each its beginning only. */
export const GET = apiRoute(
  { summary: "API keys", scope: "admin", query: listQuerySchema, answers: { 200: apiKeyPageSchema } },
  async ({ deps, query }) => Response.json(await listKeys(deps.db, query)),
);

/** POST → 201 with the key itself, which is never shown again. 422 no scope, or one that no role has. */
export const POST = apiRoute(
  { summary: "Make an API key", scope: "admin", body: newKeyRequestSchema, answers: { 201: newKeySchema } },
  async ({ deps, principal, body }) => {
    const key = await createKey(deps.db, body, principal?.kind === "person" ? principal.id : null);
    return Response.json(key, { status: 201, headers: { location: `/api/keys/${key.id}` } });
  },
);
