import type { Endpoint } from "./endpoint.ts";

export const QUEUES: Record<string, Endpoint> = {
  "GET /api/queues": {
    scope: "jobs:read",
    wrongQuery: [
      ["window=1w", ["window"]],
      ["windows=1h", ["windows"]],
    ],
  },
  "GET /api/queues/routing": { scope: "jobs:read" },
  "PATCH /api/queues/[name]": {
    scope: "admin",
    path: "/api/queues/detection",
    wrong: [
      [{}, ["paused"]],
      [{ paused: "yes" }, ["paused"]],
      [{ paused: true, limit: 3 }, ["limit"]],
    ],
  },
  "GET /api/workers": { scope: "jobs:read" },
  "POST /api/workers/[id]/[action]": { scope: "admin", path: "/api/workers/gpu-nowhere/drain" },
  "GET /api/operations": { scope: "jobs:read" },
  "POST /api/queues/[name]/purge": { scope: "admin", path: "/api/queues/import/purge" },
};
