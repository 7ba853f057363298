import type { Scope } from "@/lib/auth/scopes";

export const UNKNOWN = "0199f000-0000-7000-8000-00000000dead";
const URL_OK = "https://example.com/a.jpg";

export interface Endpoint {
  scope: Scope | null;
  /** A body that is right, for those that take one. */
  body?: object;
  /** Bodies that are wrong, each with the fields an answer must name. */
  wrong?: [body: unknown, fields: string[]][];
  /** Query strings that are wrong, likewise. */
  wrongQuery?: [query: string, fields: string[]][];
  /** Bodies that name something that is not there. */
  missing?: object[];
  /** What `[id]` stands for. */
  id?: "job" | "scene";
}

const PAGING: [string, string[]][] = [
  ["limit=0", ["limit"]],
  ["limit=101", ["limit"]],
  ["limit=ten", ["limit"]],
  ["limit=1.5", ["limit"]],
  ["limit=1&limit=2", ["limit"]],
  ["cursor=nonsense", ["cursor"]],
  [`cursor=${Buffer.from("v1:not an id\0").toString("base64url")}`, ["cursor"]],
  ["cursor=", ["cursor"]],
  ["colour=red", ["colour"]],
];
const PRIORITY: [unknown, string[]][] = [10, -1, 1.5, "high", null].map((priority) => [{ priority }, ["priority"]]);
const LIMIT: [unknown, string[]][] = [0, -1, 1.5, "ten", true, [5], null, {}].map((limit) => [{ limit }, ["limit"]]);
const EITHER = (field: string): [unknown, string[]][] => [
  [{}, ["scene_id"]],
  [{ scene_id: "7" }, ["scene_id"]],
  [{ scene_id: 7 }, ["scene_id"]],
  [{ image_url: "not an address" }, ["image_url"]],
  [{ image_url: "ftp://example.com/a.jpg" }, ["image_url"]],
  [{ image_url: URL_OK, priority: 99 }, ["priority"]],
  [{ image_url: URL_OK, [field]: 1 }, [field]],
  [{ image_url: "https://example.com/\0.jpg" }, ["image_url"]],
  [{ image_url: "https://example.com/\ud800.jpg" }, ["image_url"]],
];

/** Every endpoint there is. The first test fails when one on disk is not here. */
export const ENDPOINTS: Record<string, Endpoint> = {
  "GET /api/health": { scope: null },
  "GET /api/ready": { scope: null },
  "GET /api/openapi.json": { scope: null },
  "GET /api/session": { scope: null },
  "POST /api/session": {
    scope: null,
    wrong: [
      [{}, ["email", "password"]],
      [{ email: "nobody", password: "x" }, ["email"]],
      [{ email: "a@example.com", password: "" }, ["password"]],
      [{ email: "a@example.com", password: "x", remember: true }, ["remember"]],
    ],
  },
  "DELETE /api/session": { scope: null },
  "GET /api/dashboard": { scope: "jobs:read" },
  "GET /api/sources": { scope: "jobs:read" },
  "GET /api/jobs": {
    scope: "jobs:read",
    wrongQuery: [...PAGING, ["status=done", ["status"]], ["kind=dream", ["kind"]], ["queue=celery2", ["queue"]]],
  },
  "GET /api/jobs/active": { scope: "jobs:read" },
  "GET /api/jobs/[id]": { scope: "jobs:read", id: "job" },
  "GET /api/jobs/[id]/status": { scope: "jobs:read", id: "job" },
  "GET /api/jobs/[id]/items": { scope: "jobs:read", id: "job", wrongQuery: [...PAGING, ["status=done", ["status"]]] },
  "GET /api/jobs/[id]/events": { scope: "jobs:read", id: "job" },
  "POST /api/jobs/[id]/cancel": { scope: "jobs:write", id: "job" },
  "POST /api/jobs/[id]/retry": { scope: "jobs:write", id: "job" },
  "GET /api/runs": {
    scope: "jobs:read",
    wrongQuery: [...PAGING.filter(([query]) => !query.includes("djE6")), ["job_id=7", ["job_id"]]],
  },
  "GET /api/scenes": {
    scope: "data:read",
    wrongQuery: [
      ...PAGING,
      ["status=new", ["status"]],
      ["image_type=selfie", ["image_type"]],
      [`source=${"s".repeat(41)}`, ["source"]],
      ["source=a%00b", ["source"]],
      [`text=${"t".repeat(201)}`, ["text"]],
    ],
  },
  "GET /api/scenes/[id]": { scope: "data:read", id: "scene" },
  "GET /api/scenes/[id]/image": {
    scope: "data:read",
    id: "scene",
    wrongQuery: [
      ["variant=huge", ["variant"]],
      ["size=1", ["size"]],
    ],
  },
  "POST /api/scraper/start": {
    scope: "jobs:write",
    body: { source: "gallery", limit: 5, room_types: ["Living room"] },
    wrong: [
      ...LIMIT,
      ...PRIORITY,
      [{ limit: 100_001 }, ["limit"]],
      [{ source: "nowhere" }, ["source"]],
      [{ source: 7 }, ["source"]],
      [{ room_types: "bedroom" }, ["room_types"]],
      [{ room_types: ["cellar"] }, ["room_types"]],
      [{ room_types: ["bedroom", 7] }, ["room_types.1"]],
      [{ pipeline: "yes" }, ["pipeline"]],
      [{ colour: "red", shape: 1 }, ["colour", "shape"]],
    ],
  },
  "POST /api/import/images": {
    scope: "jobs:write",
    body: { urls: [URL_OK] },
    wrong: [
      [{}, ["urls"]],
      [{ urls: [] }, ["urls"]],
      [{ urls: URL_OK }, ["urls"]],
      [{ urls: [URL_OK, "file:///etc/passwd"] }, ["urls.1"]],
      [{ urls: [URL_OK, "https://example.com/\0"] }, ["urls.1"]],
      [{ urls: Array(1001).fill(URL_OK) }, ["urls"]],
      [{ urls: [URL_OK], priority: 12 }, ["priority"]],
      [{ urls: [URL_OK], colour: 1 }, ["colour"]],
    ],
  },
  "POST /api/detect/process": {
    scope: "jobs:write",
    body: { image_url: URL_OK },
    wrong: EITHER("colour"),
    missing: [{ scene_id: UNKNOWN }],
  },
  "POST /api/detect/batch": {
    scope: "jobs:write",
    body: { filter: { status: "ingested" } },
    wrong: [
      [{}, ["scene_ids"]],
      [{ scene_ids: [] }, ["scene_ids"]],
      [{ scene_ids: ["7"] }, ["scene_ids.0"]],
      [{ filter: { status: "new" } }, ["filter.status"]],
      [{ filter: { colour: 1 } }, ["filter.colour"]],
      [{ filter: {}, priority: 12 }, ["priority"]],
      [{ filter: { source: "a\0b" } }, ["filter.source"]],
    ],
  },
  "POST /api/process/colors": {
    scope: "jobs:write",
    body: {},
    wrong: [...LIMIT, ...PRIORITY, [{ scene_ids: ["7"] }, ["scene_ids.0"]], [{ colour: 1 }, ["colour"]]],
  },
  "POST /api/process/colors/object": {
    scope: "jobs:write",
    wrong: [
      [{}, ["object_id"]],
      [{ object_id: "7" }, ["object_id"]],
      [{ object_id: UNKNOWN, colour: 1 }, ["colour"]],
    ],
    missing: [{ object_id: UNKNOWN }],
  },
  "POST /api/classify/reclassify": {
    scope: "jobs:write",
    body: { force: true },
    wrong: [
      ...LIMIT,
      ...PRIORITY,
      [{ force: "perhaps" }, ["force"]],
      [{ force: 2 }, ["force"]],
      [{ colour: 1 }, ["colour"]],
    ],
  },
  "POST /api/classify/scene": {
    scope: "jobs:write",
    body: { image_url: URL_OK },
    wrong: EITHER("colour"),
    missing: [{ scene_id: UNKNOWN }],
  },
};
/** The Inngest SDK's own endpoint, with its own protocol and signature. */
export const NOT_OURS = "/api/inngest";
