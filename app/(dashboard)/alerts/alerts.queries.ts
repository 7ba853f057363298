import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { z } from "zod";
import { fetchJson } from "@/components/api/fetch-json";
import {
  type Alert,
  type AlertChannelChange,
  type AlertRuleChange,
  alertChannelSchema,
  alertChannelsSchema,
  alertDeliverySchema,
  alertPageSchema,
  alertRuleSchema,
  alertRulesSchema,
  madeChannelSchema,
} from "@/lib/contracts/alerts";

const POLL_MS = 15_000; // rules are looked at once a minute

export const alertKeys = {
  all: ["alerts"] as const,
  list: (state: Alert["state"]) => [...alertKeys.all, "list", state] as const,
  rules: ["alerts", "rules"] as const,
  channels: ["alerts", "channels"] as const,
};

export const alertListQuery = (state: Alert["state"]) =>
  infiniteQueryOptions({
    queryKey: alertKeys.list(state),
    queryFn: ({ pageParam, signal }) => {
      const query = new URLSearchParams({ state, ...(pageParam && { cursor: pageParam }) });
      return fetchJson(`/api/alerts?${query}`, alertPageSchema, { signal });
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
    refetchInterval: POLL_MS,
  });

export const alertRulesQuery = queryOptions({
  queryKey: alertKeys.rules,
  queryFn: ({ signal }) => fetchJson("/api/alerts/rules", alertRulesSchema, { signal }),
});

export const alertChannelsQuery = queryOptions({
  queryKey: alertKeys.channels,
  queryFn: ({ signal }) => fetchJson("/api/alerts/channels", alertChannelsSchema, { signal }),
});

export const addRule = (body: Record<string, unknown>) =>
  fetchJson("/api/alerts/rules", alertRuleSchema, { method: "POST", body });
export const changeRule = (id: string, body: AlertRuleChange) =>
  fetchJson(`/api/alerts/rules/${id}`, alertRuleSchema, { method: "PATCH", body });
export const removeRule = (id: string) => fetchJson(`/api/alerts/rules/${id}`, z.null(), { method: "DELETE" });

export const addChannel = (body: Record<string, unknown>) =>
  fetchJson("/api/alerts/channels", madeChannelSchema, { method: "POST", body });
export const changeChannel = (id: string, body: AlertChannelChange) =>
  fetchJson(`/api/alerts/channels/${id}`, alertChannelSchema, { method: "PATCH", body });
export const removeChannel = (id: string) => fetchJson(`/api/alerts/channels/${id}`, z.null(), { method: "DELETE" });
export const testChannel = (id: string) =>
  fetchJson(`/api/alerts/channels/${id}/test`, alertDeliverySchema, { method: "POST" });
