import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { z } from "zod";
import { fetchJson } from "@/components/api/fetch-json";
import {
  apiKeyPageSchema,
  apiKeySchema,
  type ChangeKeyRequest,
  type ChangePersonRequest,
  modelsSchema,
  newKeySchema,
  personPageSchema,
  personSchema,
  settingsSchema,
} from "@/lib/contracts/identity";

export const settingsKeys = {
  apiKeys: ["settings", "api-keys"] as const,
  people: ["settings", "people"] as const,
  models: ["settings", "models"] as const,
  configuration: ["settings", "configuration"] as const,
};

const toQuery = (cursor: string | null) => new URLSearchParams(cursor ? { cursor } : {});

/** Newest first. */
export const apiKeysQuery = infiniteQueryOptions({
  queryKey: settingsKeys.apiKeys,
  queryFn: ({ pageParam, signal }) => fetchJson(`/api/keys?${toQuery(pageParam)}`, apiKeyPageSchema, { signal }),
  initialPageParam: null as string | null,
  getNextPageParam: (page) => page.next_cursor,
});

/** By e-mail address. */
export const peopleQuery = infiniteQueryOptions({
  queryKey: settingsKeys.people,
  queryFn: ({ pageParam, signal }) => fetchJson(`/api/users?${toQuery(pageParam)}`, personPageSchema, { signal }),
  initialPageParam: null as string | null,
  getNextPageParam: (page) => page.next_cursor,
});

export const modelsQuery = queryOptions({
  queryKey: settingsKeys.models,
  queryFn: ({ signal }) => fetchJson("/api/models", modelsSchema, { signal }),
});

export const configurationQuery = queryOptions({
  queryKey: settingsKeys.configuration,
  queryFn: ({ signal }) => fetchJson("/api/settings", settingsSchema, { signal }),
});

export const createKey = (body: Record<string, unknown>) =>
  fetchJson("/api/keys", newKeySchema, { method: "POST", body });

export const changeKey = (id: string, body: ChangeKeyRequest | Record<string, unknown>) =>
  fetchJson(`/api/keys/${id}`, apiKeySchema, { method: "PATCH", body });

export const revokeKey = (id: string) => fetchJson(`/api/keys/${id}`, z.null(), { method: "DELETE" });

export const createPerson = (body: Record<string, unknown>) =>
  fetchJson("/api/users", personSchema, { method: "POST", body });

export const changePerson = (id: string, body: ChangePersonRequest) =>
  fetchJson(`/api/users/${id}`, personSchema, { method: "PATCH", body });

export const removePerson = (id: string) => fetchJson(`/api/users/${id}`, z.null(), { method: "DELETE" });
