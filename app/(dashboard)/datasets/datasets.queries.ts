import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { fetchJson } from "@/components/api/fetch-json";
import { datasetPreviewSchema, datasetSearchSchema } from "@/lib/contracts/imports";
import { jobStartedSchema } from "@/lib/contracts/jobs";
import type { DatasetChoice } from "./datasets.search";

const FRESH_MS = 5 * 60_000; // the hub counts requests

export const datasetSearchQuery = (q: string) =>
  queryOptions({
    queryKey: ["datasets", "search", q] as const,
    queryFn: ({ signal }) =>
      fetchJson(`/api/sources/huggingface/search?${new URLSearchParams({ q })}`, datasetSearchSchema, { signal }),
    placeholderData: keepPreviousData,
    staleTime: FRESH_MS,
  });

export const datasetPreviewQuery = (choice: DatasetChoice) =>
  queryOptions({
    queryKey: ["datasets", "preview", choice] as const,
    queryFn: ({ signal }) =>
      fetchJson(`/api/sources/huggingface/preview?${toParams(choice)}`, datasetPreviewSchema, { signal }),
    staleTime: FRESH_MS,
  });

export const startDatasetImport = (body: Record<string, unknown>) =>
  fetchJson("/api/import/huggingface-dataset", jobStartedSchema, { method: "POST", body });

function toParams(choice: DatasetChoice): URLSearchParams {
  const set = Object.entries(choice).filter((entry): entry is [string, string] => Boolean(entry[1]));
  return new URLSearchParams(set);
}
