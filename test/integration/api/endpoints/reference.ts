import { type Endpoint, UNKNOWN, URL_OK } from "./endpoint.ts";

/** The Celery system's paths. They refuse what the endpoints they stand for refuse; these lines show that they are asked. */
export const REFERENCE: Record<string, Endpoint> = {
  "POST /process/colors": { scope: "jobs:write", body: { limit: 5 }, wrong: [[{ limit: 0 }, ["limit"]]] },
  "POST /detect/process": {
    scope: "jobs:write",
    body: { image_url: URL_OK, job_id: "detect_001" },
    wrong: [[{ image_url: "not an address" }, ["image_url"]]],
    missing: [{ image_url: URL_OK, scene_id: UNKNOWN }],
  },
  "POST /scraper/start": {
    scope: "jobs:write",
    body: { limit: 5, room_types: ["living_room"] },
    wrong: [
      [{ room_types: "cellar" }, ["room_types"]],
      [{ room_types: ["bedroom", 7] }, ["room_types.1"]],
    ],
  },
  "POST /classify/reclassify": {
    scope: "jobs:write",
    body: { limit: 5, force_reclassify: true },
    wrong: [[{ force_reclassify: "perhaps" }, ["force"]]],
  },
  "GET /jobs/[id]/celery-status": { scope: "jobs:read", id: "job" },
  "POST /jobs/[id]/cancel": { scope: "jobs:write", id: "job" },
  "GET /jobs/celery/active-tasks": { scope: "jobs:read" },
  "GET /jobs/celery/queues": { scope: "jobs:read", wrongQuery: [["window=1w", ["window"]]] },
  "GET /jobs/celery/workers": { scope: "jobs:read" },
  "GET /jobs/celery/dashboard": { scope: "jobs:read" },
  "POST /jobs/celery/purge-queue/[name]": { scope: "admin", path: "/jobs/celery/purge-queue/import" },
};
