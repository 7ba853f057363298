import { type Endpoint, PAGING, UNKNOWN } from "./endpoint.ts";

const WHY = { reason: "its owner asked for it" };

const BASIS = {
  kind: "written_licence",
  text: "Letter of Studio North of 3 March 2026, in the binder of the legal office.",
};

/** Sources, crawls and takedowns. */
export const COLLECTION: Record<string, Endpoint> = {
  "PUT /api/sources/[name]/permission": {
    scope: "admin",
    path: "/api/sources/houzz/permission",
    change: BASIS,
    wrong: [
      [{}, ["kind", "text"]],
      [{ ...BASIS, kind: "hope" }, ["kind"]],
      [{ ...BASIS, text: "we may" }, ["text"]],
      [{ ...BASIS, expires_at: "some day" }, ["expires_at"]],
      [{ ...BASIS, expires_at: "2020-01-01T00:00:00Z" }, ["expires_at"]],
      [{ ...BASIS, source: "houzz" }, ["source"]],
    ],
  },
  "DELETE /api/sources/[name]/permission": { scope: "admin", path: "/api/sources/houzz/permission" },
  "GET /api/crawls": { scope: "jobs:read", wrongQuery: PAGING },
  "GET /api/crawls/[id]/hosts": { scope: "jobs:read", id: "crawl" },
  "POST /api/crawls/[id]/stop": { scope: "jobs:write", id: "crawl" },
  "POST /api/crawls/[id]/resume": { scope: "jobs:write", id: "crawl" },
  "GET /api/takedowns": { scope: "admin", wrongQuery: PAGING },
  "GET /api/takedowns/[id]": { scope: "admin", id: "takedown" },
  "POST /api/takedowns": {
    scope: "admin",
    change: { ...WHY, host: "gone.example" },
    wrong: [
      [{ host: "gone.example" }, ["reason"]],
      [WHY, ["url"]],
      [{ ...WHY, host: "gone.example", author: "Ann" }, ["url"]],
      [{ ...WHY, host: "https://gone.example/" }, ["host"]],
      [{ ...WHY, url: "gone" }, ["url"]],
      [{ ...WHY, image: {} }, ["image"]],
      [{ ...WHY, image: { sha256: "abc" } }, ["image.sha256"]],
      [{ ...WHY, image: { base64: "bm8gcGljdHVyZQ==" } }, ["image.base64"]],
      [{ reason: "why", host: "gone.example" }, ["reason"]],
    ],
    missing: [{ ...WHY, image: { scene_id: UNKNOWN } }],
  },
};
