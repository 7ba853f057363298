import type { Endpoint } from "./endpoint.ts";

export const SIGNALS: Record<string, Endpoint> = {
  "GET /api/metrics": { scope: "metrics" },
};
