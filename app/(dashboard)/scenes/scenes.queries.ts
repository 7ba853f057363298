import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import { fetchJson } from "@/components/api/fetch-json";
import { type ImageType, type SceneSummary, sceneDetailSchema, scenePageSchema } from "@/lib/contracts/scenes";

const PAGE_SIZE = 24;

export interface SceneFilters {
  image_type: ImageType | null;
  room_type: string | null;
  status: SceneSummary["status"] | null;
  text: string | null;
}

export const sceneKeys = {
  all: ["scenes"] as const,
  list: (filters: SceneFilters) => [...sceneKeys.all, "list", filters] as const,
  detail: (id: string) => [...sceneKeys.all, "detail", id] as const,
};

export const sceneListQuery = (filters: SceneFilters) =>
  infiniteQueryOptions({
    queryKey: sceneKeys.list(filters),
    queryFn: ({ pageParam, signal }) =>
      fetchJson(`/api/scenes?${toQuery(filters, pageParam)}`, scenePageSchema, { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
    placeholderData: keepPreviousData, // the grid stays while the next filter loads
  });

export const sceneDetailQuery = (id: string) =>
  queryOptions({
    queryKey: sceneKeys.detail(id),
    queryFn: ({ signal }) => fetchJson(`/api/scenes/${id}`, sceneDetailSchema, { signal }),
  });

function toQuery(filters: SceneFilters, cursor: string | null): URLSearchParams {
  const params = new URLSearchParams({ limit: String(PAGE_SIZE) });
  for (const [key, value] of Object.entries({ ...filters, cursor })) if (value) params.set(key, value);
  return params;
}
