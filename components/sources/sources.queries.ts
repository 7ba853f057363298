import { queryOptions } from "@tanstack/react-query";
import { fetchJson } from "@/components/api/fetch-json";
import { sourceSchema, sourcesSchema } from "@/lib/contracts/sources";

export const sourcesQuery = () =>
  queryOptions({
    queryKey: ["sources"] as const,
    queryFn: ({ signal }) => fetchJson("/api/sources", sourcesSchema, { signal }),
  });

export const recordPermission = (id: string, body: Record<string, unknown>) =>
  fetchJson(`/api/sources/${id}/permission`, sourceSchema, { method: "PUT", body });

export const removePermission = (id: string) =>
  fetchJson(`/api/sources/${id}/permission`, sourceSchema, { method: "DELETE" });
