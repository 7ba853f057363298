import { createServerClient } from "@supabase/ssr";
import { isAuthRetryableFetchError } from "@supabase/supabase-js";
import { cookies, headers } from "next/headers";
import { redirect } from "next/navigation";
import { type Session, sessionSchema } from "@/lib/contracts/dashboard";
import { getDeps } from "@/lib/deps";
import { getEnv } from "@/lib/env";
import { UpstreamError } from "@/lib/errors";

const roleSchema = sessionSchema.shape.role;

/** Supabase Auth over this request's cookies; refreshed tokens are written back where the framework allows it. */
export async function createAuthClient() {
  const [store, incoming] = await Promise.all([cookies(), headers()]);
  // Next fills this in where no proxy did. The first name is what the browser speaks.
  const secure = incoming.get("x-forwarded-proto")?.split(",")[0]?.trim() === "https";
  const env = getEnv();
  return createServerClient(env.SUPABASE_URL, env.SUPABASE_PUBLISHABLE_KEY, {
    cookies: {
      getAll: () => store.getAll(),
      setAll: (changed) => {
        try {
          for (const { name, value, options } of changed)
            store.set(name, value, { ...options, httpOnly: true, sameSite: "lax", secure });
        } catch {
          // A page may not set cookies; its tokens are refreshed by the next call of the API.
        }
      },
    },
  });
}

/** Whose session the request carries, whatever they may; null without a valid one. @throws {UpstreamError} */
export async function getUser(): Promise<{ id: string; email: string } | null> {
  const auth = await createAuthClient();
  const { data, error } = await auth.auth.getUser();
  // Out of reach is not signed out: during a restart nobody should lose their page to the sign-in form.
  if (isAuthRetryableFetchError(error))
    throw new UpstreamError(
      "Who is signed in cannot be checked right now, since Supabase does not answer. Try again in a moment.",
      { cause: error },
    );
  return data.user?.email ? { id: data.user.id, email: data.user.email } : null;
}

/** The signed-in person and their role; null without a valid session, without a role, or disabled. @throws {UpstreamError} */
export async function getSession(): Promise<(Session & { userId: string }) | null> {
  const user = await getUser();
  if (!user) return null;
  const query = getDeps().db.from("user_roles").select("role").eq("user_id", user.id).is("disabled_at", null);
  const { data: row } = await query.maybeSingle().throwOnError();
  const role = roleSchema.safeParse(row?.role);
  return role.success ? { email: user.email, role: role.data, userId: user.id } : null;
}

/** For pages: sends strangers to `signInPath`, which leads back here. A check in a layout does not protect a page's data. */
export async function requireSession(signInPath: string): Promise<Session & { userId: string }> {
  return (await getSession()) ?? redirect(signInPath);
}
