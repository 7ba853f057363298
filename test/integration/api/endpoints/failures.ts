import { type Endpoint, PAGING, UNKNOWN } from "./endpoint.ts";

const CHOICE: [unknown, string[]][] = [
  [{}, ["ids"]],
  [{ ids: [UNKNOWN], fingerprint: UNKNOWN }, ["ids"]],
  [{ ids: [] }, ["ids"]],
  [{ ids: ["7"] }, ["ids.0"]],
  [{ fingerprint: "7" }, ["fingerprint"]],
  [{ filter: { kind: "dream" } }, ["filter.kind"]],
  [{ filter: { class: "bad luck" } }, ["filter.class"]],
  [{ filter: { colour: 1 } }, ["filter.colour"]],
  [{ filter: { text: "" } }, ["filter.text"]],
];
const SCHEDULE = { name: "nightly", cron: "30 2 * * *", timezone: "Europe/Berlin", kind: "classify" };
const SCHEDULE_WRONG: [object, string[]][] = [
  [{ cron: "99 * * * *" }, ["cron"]],
  [{ cron: "@daily" }, ["cron"]],
  [{ timezone: "Mars/Olympus" }, ["timezone"]],
  [{ missed_policy: "perhaps" }, ["missed_policy"]],
  [{ missed_max: 0 }, ["missed_max"]],
  [{ overlap_policy: "perhaps" }, ["overlap_policy"]],
  [{ name: "" }, ["name"]],
  [{ colour: 1 }, ["colour"]],
];

/** Failures by cause, and schedules. */
export const FAILURES: Record<string, Endpoint> = {
  "GET /api/dead-letters": {
    scope: "jobs:read",
    wrongQuery: [
      ...PAGING,
      ["state=done", ["state"]],
      ["kind=dream", ["kind"]],
      ["class=luck", ["class"]],
      ["job=7", ["job"]],
      ["text=", ["text"]],
    ],
  },
  "GET /api/dead-letters/[id]": { scope: "jobs:read", id: "failure", wrongQuery: PAGING },
  "GET /api/dead-letters/[id]/items": { scope: "jobs:read", id: "failure", wrongQuery: PAGING },
  "POST /api/dead-letters/replay": {
    scope: "jobs:write",
    change: { ids: [UNKNOWN], dry_run: true },
    wrong: [
      ...CHOICE,
      [{ ids: [UNKNOWN], dry_run: "yes" }, ["dry_run"]],
      [{ ids: [UNKNOWN], patch: { colour: 1 } }, ["patch.colour"]],
      [{ ids: [UNKNOWN], patch: { input: 7 } }, ["patch.input"]],
    ],
  },
  "POST /api/dead-letters/discard": {
    scope: "jobs:write",
    change: { ids: [UNKNOWN], reason: "not ours to mend" },
    wrong: [
      ...CHOICE.map(([body, fields]): [unknown, string[]] => [{ ...(body as object), reason: "because" }, fields]),
      [{ ids: [UNKNOWN] }, ["reason"]],
      [{ ids: [UNKNOWN], reason: "  " }, ["reason"]],
    ],
  },
  "GET /api/schedules": { scope: "jobs:read", wrongQuery: PAGING },
  "POST /api/schedules": {
    scope: "jobs:write",
    change: SCHEDULE,
    wrong: [
      [{}, ["cron", "kind", "name"]],
      ...SCHEDULE_WRONG.map(([wrong, fields]): [unknown, string[]] => [{ ...SCHEDULE, ...wrong }, fields]),
      [{ ...SCHEDULE, kind: "dream" }, ["kind"]],
      [{ ...SCHEDULE, kind: "scrape", input: { limit: 0 } }, ["input.limit"]],
      [{ ...SCHEDULE, input: { priority: 12 } }, ["input.priority"]],
      [{ ...SCHEDULE, kind: "retention", input: { days: 1 } }, ["input"]],
    ],
  },
  "GET /api/schedules/[id]": { scope: "jobs:read", id: "schedule" },
  "PATCH /api/schedules/[id]": {
    scope: "jobs:write",
    id: "schedule",
    change: { enabled: false },
    wrong: SCHEDULE_WRONG,
  },
  "DELETE /api/schedules/[id]": { scope: "jobs:write", id: "schedule" },
  "POST /api/schedules/[id]/run": { scope: "jobs:write", id: "schedule" },
  "GET /api/schedules/[id]/runs": { scope: "jobs:read", id: "schedule", wrongQuery: PAGING },
};
