import { queryOptions } from "@tanstack/react-query";
import { fetchJson } from "@/components/api/fetch-json";
import { sessionSchema } from "@/lib/contracts/dashboard";
import { jobStartedSchema } from "@/lib/contracts/jobs";

/** Who is signed in, for what only some may do. */
export const sessionQuery = () =>
  queryOptions({
    queryKey: ["session"] as const,
    queryFn: ({ signal }) => fetchJson("/api/session", sessionSchema, { signal }),
    staleTime: Number.POSITIVE_INFINITY, // a role changes rarely, and the API judges anyway
  });

/** Where each form sends its body. */
type StartPath =
  | "/api/scraper/start"
  | "/api/import/images"
  | `/api/import/dataset?${string}`
  | "/api/detect/batch"
  | "/api/process/colors"
  | "/api/classify/reclassify";

export const startJob = (path: StartPath, body: FormData | Blob | Record<string, unknown>) =>
  fetchJson(path, jobStartedSchema, { method: "POST", body });
