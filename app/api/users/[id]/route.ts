import { changePerson, getPerson, removePerson } from "@/lib/auth/people.repository";
import { changePersonRequestSchema, personSchema } from "@/lib/contracts/identity";
import { apiRoute } from "@/lib/http/api-route";
import { idParamsSchema } from "../../id-params";

/** PATCH → 200 role, lock or password changed; the last two end every session of theirs. 404, 409 the last admin. */
export const PATCH = apiRoute(
  {
    summary: "Change a person",
    scope: "admin",
    params: idParamsSchema,
    body: changePersonRequestSchema,
    answers: { 200: personSchema },
  },
  async ({ deps, params, body, annotate }) => {
    const before = await getPerson(deps.db, params.id);
    annotate({ detail: { email: before.email, role_before: before.role } });
    return Response.json(await changePerson(deps.db, params.id, body));
  },
);

/** DELETE → 204 gone, and signed out everywhere. 404, 409 the last admin. */
export const DELETE = apiRoute(
  { summary: "Remove a person", scope: "admin", params: idParamsSchema, answers: { 204: null } },
  async ({ deps, params, annotate }) => {
    const { email, role } = await getPerson(deps.db, params.id);
    annotate({ detail: { email, role } });
    await removePerson(deps.db, params.id);
    return new Response(null, { status: 204 });
  },
);
