import { isServer, QueryClient } from "@tanstack/react-query";
import { ProblemError } from "./problem-error";

const RETRIES = 2;
const STALE_MS = 5_000;

function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: { staleTime: STALE_MS, retry: shouldRetry },
    },
  });
}

/** An answer that says the request is wrong stays wrong; a server that failed or was not there may be back. */
function shouldRetry(failures: number, error: Error): boolean {
  const isFinal = error instanceof ProblemError && error.status >= 400 && error.status < 500;
  return !isFinal && failures < RETRIES;
}

let browserClient: QueryClient | undefined;

/** One client a browser tab; on the server a new one each call, so that no answer leaks to another user. */
export function getQueryClient(): QueryClient {
  if (isServer) return createQueryClient();
  browserClient ??= createQueryClient();
  return browserClient;
}
