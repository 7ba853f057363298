import { addressOf, takeAddress } from "@/lib/auth/authorise";
import { checkSameOrigin } from "@/lib/auth/same-origin";
import { createAuthClient, getSession, getUser } from "@/lib/auth/session";
import { guardSignIn, recordSignOut, type SignInOutcome } from "@/lib/auth/sign-in";
import { sessionSchema } from "@/lib/contracts/dashboard";
import { signInRequestSchema } from "@/lib/contracts/requests";
import { ForbiddenError, UnauthenticatedError, UpstreamError } from "@/lib/errors";
import { apiRoute } from "@/lib/http/api-route";

async function answerSession(): Promise<Response> {
  const session = await getSession();
  if (!session) throw new UnauthenticatedError();
  return Response.json({ email: session.email, role: session.role });
}

/** GET → who is signed in. 401 nobody. */
export const GET = apiRoute(
  { summary: "Who is signed in", scope: null, answers: { 200: sessionSchema } },
  async ({ request, deps }) => {
    if (request.headers.has("cookie")) await takeAddress(request, deps);
    return answerSession();
  },
);

/**
 * POST → 200 signed in, with cookies. 401 wrong address or password (which of the two is not told), 403 locked or without a
 * role, 429 too many failed attempts.
 */
export const POST = apiRoute(
  { summary: "Sign in", scope: null, body: signInRequestSchema, answers: { 200: sessionSchema } },
  async ({ request, deps, body, requestId }) => {
    checkSameOrigin(request);
    const attempt = { email: body.email, address: addressOf(request, deps), requestId };
    const { status } = await guardSignIn(deps, attempt, () => signIn(body));
    if (status === 401) throw new UnauthenticatedError("The e-mail address or the password is wrong.");
    if (status === 403) {
      throw new ForbiddenError("This account is locked or has no role in Modomo. Ask an admin to give it one.");
    }
    return answerSession();
  },
);

/** DELETE → 204 signed out; the session is ended on the server too, those on other devices are not. */
export const DELETE = apiRoute(
  { summary: "Sign out", scope: null, answers: { 204: null } },
  async ({ request, deps, requestId }) => {
    checkSameOrigin(request);
    const person = await getUser();
    const auth = await createAuthClient();
    await auth.auth.signOut({ scope: "local" });
    if (person) await recordSignOut(deps, { person, address: addressOf(request, deps), requestId });
    return new Response(null, { status: 204 });
  },
);

async function signIn(credentials: { email: string; password: string }): Promise<SignInOutcome> {
  const auth = await createAuthClient();
  const { data, error } = await auth.auth.signInWithPassword(credentials);
  if (error && (error.status === undefined || error.status >= 500)) {
    throw new UpstreamError("Sign-in is not available right now; try again in a moment.", { cause: error });
  }
  if (error) return { status: 401, person: null };
  const person = { id: data.user.id, email: data.user.email ?? credentials.email };
  if (await getSession()) return { status: 200, person };
  await auth.auth.signOut({ scope: "local" });
  return { status: 403, person };
}
