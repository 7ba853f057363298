import { createAuthClient, getSession } from "@/lib/auth/session";
import { sessionSchema } from "@/lib/contracts/dashboard";
import { signInRequestSchema } from "@/lib/contracts/requests";
import { UnauthenticatedError, UpstreamError } from "@/lib/errors";
import { apiRoute, checkSameOrigin } from "@/lib/http/api-route";

async function answerSession(): Promise<Response> {
  const session = await getSession();
  if (!session) throw new UnauthenticatedError();
  return Response.json({ email: session.email, role: session.role });
}

/** GET → who is signed in. 401 nobody. */
export const GET = apiRoute(
  { summary: "Who is signed in", scope: null, answers: { 200: sessionSchema } },
  answerSession,
);

/** POST → 200 signed in, with cookies. 401 wrong address or password (which of the two is not told). */
export const POST = apiRoute(
  { summary: "Sign in", scope: null, body: signInRequestSchema, answers: { 200: sessionSchema } },
  async ({ request, body }) => {
    checkSameOrigin(request);
    const auth = await createAuthClient();
    const { error } = await auth.auth.signInWithPassword(body);
    if (error && (error.status === undefined || error.status >= 500)) {
      throw new UpstreamError("Sign-in is not available right now; try again in a moment.", { cause: error });
    }
    if (error) throw new UnauthenticatedError("The e-mail address or the password is wrong.");
    return answerSession();
  },
);

/** DELETE → 204 signed out; the session is ended on the server too. */
export const DELETE = apiRoute({ summary: "Sign out", scope: null, answers: { 204: null } }, async ({ request }) => {
  checkSameOrigin(request);
  const auth = await createAuthClient();
  await auth.auth.signOut();
  return new Response(null, { status: 204 });
});
