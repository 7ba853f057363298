import { createClient, type SupabaseClient } from "@supabase/supabase-js";
import { UpstreamError } from "@/lib/errors";
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
    global: { fetch: reachingFetch },
  });
}

/** `fetch` with a deadline, whose failure to reach the server is an `UpstreamError` (which is retried). */
async function reachingFetch(input: RequestInfo | URL, init?: RequestInit): Promise<Response> {
  const deadline = AbortSignal.timeout(TIMEOUT_MS);
  const signal = init?.signal ? AbortSignal.any([init.signal, deadline]) : deadline;
  try {
    return await fetchWhenListening(input, { ...init, signal }, PATIENCE_MS);
  } catch (cause) {
    throw new UpstreamError("The database could not be reached.", { cause });
  }
}
