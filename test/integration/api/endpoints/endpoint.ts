import type { Scope } from "@/lib/contracts/identity";

export const UNKNOWN = "0199f000-0000-7000-8000-00000000dead";
export const URL_OK = "https://example.com/a.jpg";

/** Things the endpoint tests make one of. */
export type IdKind =
  | "job"
  | "run"
  | "scene"
  | "alert_rule"
  | "alert_channel"
  | "api_key"
  | "person"
  | "crawl"
  | "takedown"
  | "failure"
  | "schedule";

export interface Endpoint {
  scope: Scope | null;
  /** A body that is right, for those that start a job. */
  body?: object;
  /** A body that is right, for those that make or change something else. */
  change?: object;
  /** Bodies that are wrong, each with the fields an answer must name. */
  wrong?: [body: unknown, fields: string[]][];
  /** Query strings that are wrong, likewise. */
  wrongQuery?: [query: string, fields: string[]][];
  /** A query that is right, for those that answer nothing without one. */
  rightQuery?: string;
  /** Bodies that name something that is not there. */
  missing?: object[];
  /** What `[id]` stands for. */
  id?: IdKind;
  /** The path to call, where a part of it is a name and no id. */
  path?: string;
}

export const PAGING: [string, string[]][] = [
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
export const PRIORITY: [unknown, string[]][] = [10, -1, 1.5, "high", null].map((priority) => [
  { priority },
  ["priority"],
]);
export const LIMIT: [unknown, string[]][] = [0, -1, 1.5, "ten", true, [5], null, {}].map((limit) => [
  { limit },
  ["limit"],
]);
export const EITHER = (field: string): [unknown, string[]][] => [
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
