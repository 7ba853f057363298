import { createClient, type SupabaseClient } from "@supabase/supabase-js";
import { Agent, fetch as fetchOn, type RequestInit as RequestInitOn } from "undici";
import { DatabaseError } from "@/lib/errors";
import { fetchWhenListening } from "@/lib/http/fetch-when-listening";
import type { Database } from "./types";

export type Db = SupabaseClient<Database>;
export type Tables<Name extends keyof Database["public"]["Tables"]> = Database["public"]["Tables"][Name]["Row"];
export type { Json } from "./types";

const TIMEOUT_MS = 60_000;
/** A local server is back within seconds of a crash; longer outages are for the retries. */
const PATIENCE_MS = 10_000;

/** A Supabase client with the secret key: full rights, for the server only. */
export function createDb(options: { url: string; key: string }): Db {
  return createClient<Database>(options.url, options.key, {
    auth: { persistSession: false, autoRefreshToken: false, detectSessionInUrl: false },
    global: { fetch: createReachingFetch() },
  });
}

/**
 * `fetch` with a deadline, whose failure to reach the server is a `DatabaseError` (which is retried). After one, all
 * connections are new: those kept open lead to the server that went away.
 */
export function createReachingFetch(patienceMs = PATIENCE_MS): typeof fetch {
  let agent = new Agent();
  return async (input, init) => {
    const deadline = AbortSignal.timeout(TIMEOUT_MS);
    const signal = init?.signal ? AbortSignal.any([init.signal, deadline]) : deadline;
    const used = agent;
    try {
      return await fetchWhenListening(input, { ...init, signal }, patienceMs, fetchBy(used));
    } catch (cause) {
      if (agent === used) {
        agent = new Agent();
        void used.close(); // what is still under way on it may finish
      }
      throw new DatabaseError("The database could not be reached.", { cause });
    }
  };
}

/** `fetch` on connections of our own. Forms and files go the ordinary way: Node's are not the library's. */
const fetchBy =
  (dispatcher: Agent): typeof fetch =>
  async (input, init) => {
    if (input instanceof Request || init?.body instanceof FormData || init?.body instanceof Blob)
      return fetch(input, init);
    const { status, statusText, headers, body } = await fetchOn(input, { ...init, dispatcher } as RequestInitOn);
    return new Response(body as BodyInit | null, { status, statusText, headers: [...headers] });
  };
