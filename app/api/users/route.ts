import { createPerson, listPeople } from "@/lib/auth/people.repository";
import { listQuerySchema, newPersonRequestSchema, personPageSchema, personSchema } from "@/lib/contracts/identity";
import { apiRoute } from "@/lib/http/api-route";

/** GET → everybody who can sign in, by e-mail address; those without a role too. */
export const GET = apiRoute(
  { summary: "People", scope: "admin", query: listQuerySchema, answers: { 200: personPageSchema } },
  async ({ deps, query }) => Response.json(await listPeople(deps.db, query)),
);

/** POST → 201 somebody who can sign in at once. 409 the e-mail address is taken. */
export const POST = apiRoute(
  { summary: "Add a person", scope: "admin", body: newPersonRequestSchema, answers: { 201: personSchema } },
  async ({ deps, body }) => {
    const person = await createPerson(deps.db, body);
    return Response.json(person, { status: 201, headers: { location: `/api/users/${person.id}` } });
  },
);
