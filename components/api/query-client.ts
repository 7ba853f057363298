import { isServer, type Query, QueryClient } from "@tanstack/react-query";
import { ProblemError } from "./problem-error";

/** With pauses of 1, 2, 4 and then 5 s: about half a minute, which outlasts the restart of a service. */
const RETRIES = 7;
const RETRY_PAUSE_MAX_MS = 5_000;
const STALE_MS = 5_000;

function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        networkMode: "always", // the server may be this very machine, which needs no network
        staleTime: STALE_MS,
        retry: (failures, error) => failures < RETRIES && isPassing(error),
        retryDelay: (failures) => Math.min(1000 * 2 ** failures, RETRY_PAUSE_MAX_MS),
      },
      mutations: { networkMode: "always" },
    },
  });
}

/** An answer that says the request is wrong stays wrong; a server that failed or was not there may be back. */
const isPassing = (error: Error): boolean =>
  !(error instanceof ProblemError && error.status >= 400 && error.status < 500);

/** Whether the last try of a query on the page failed for a reason that may pass; what it shows, if anything, is old. */
export const isFailing = ({ state }: Pick<Query, "state">): boolean => {
  const error = state.fetchFailureReason ?? state.error;
  return error !== null && isPassing(error);
};

let browserClient: QueryClient | undefined;

/** One client a browser tab; on the server a new one each call, so that no answer leaks to another user. */
export function getQueryClient(): QueryClient {
  if (isServer) return createQueryClient();
  browserClient ??= createQueryClient();
  return browserClient;
}
