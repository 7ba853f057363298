import { type Endpoint, PAGING } from "./endpoint.ts";

const KEY = { name: "a script", scopes: ["jobs:read"] };
const KEY_FIELDS: [unknown, string[]][] = [
  [{ ...KEY, name: " " }, ["name"]],
  [{ ...KEY, name: "n".repeat(81) }, ["name"]],
  [{ ...KEY, scopes: [] }, ["scopes"]],
  [{ ...KEY, scopes: ["root"] }, ["scopes.0"]],
  [{ ...KEY, scopes: "admin" }, ["scopes"]],
  [{ ...KEY, expires_at: "tomorrow" }, ["expires_at"]],
  [{ ...KEY, expires_at: "2020-01-01T00:00:00Z" }, ["expires_at"]],
  [{ ...KEY, rate_per_minute: 0 }, ["rate_per_minute"]],
  [{ ...KEY, rate_per_minute: 1.5 }, ["rate_per_minute"]],
  [{ ...KEY, key: "mdm_mine" }, ["key"]],
];
const PERSON = { email: "endpoint@example.com", password: "a long enough one", role: "viewer" };
const PASSWORDS: [unknown, string[]][] = [
  [{ password: "short" }, ["password"]],
  [{ password: "é".repeat(37) }, ["password"]],
  [{ role: "owner" }, ["role"]],
];

/** Keys, people, the audit log, models and settings. */
export const IDENTITY: Record<string, Endpoint> = {
  "GET /api/keys": { scope: "admin", wrongQuery: PAGING },
  "POST /api/keys": { scope: "admin", change: KEY, wrong: [[{}, ["name", "scopes"]], ...KEY_FIELDS] },
  "PATCH /api/keys/[id]": {
    scope: "admin",
    id: "api_key",
    change: { name: "renamed" },
    wrong: [[{}, ["body"]], ...KEY_FIELDS],
  },
  "DELETE /api/keys/[id]": { scope: "admin", id: "api_key" },
  "GET /api/users": { scope: "admin", wrongQuery: PAGING },
  "POST /api/users": {
    scope: "admin",
    change: PERSON,
    wrong: [
      [{}, ["email", "password", "role"]],
      [{ ...PERSON, email: "nobody" }, ["email"]],
      [{ ...PERSON, is_admin: true }, ["is_admin"]],
      ...PASSWORDS.map(([wrong, fields]): [unknown, string[]] => [{ ...PERSON, ...(wrong as object) }, fields]),
    ],
  },
  "PATCH /api/users/[id]": {
    scope: "admin",
    id: "person",
    change: { role: "reviewer" },
    wrong: [
      [{}, ["body"]],
      [{ disabled: "yes" }, ["disabled"]],
      [{ role: "viewer", email: "x@example.com" }, ["email"]],
      ...PASSWORDS,
    ],
  },
  "DELETE /api/users/[id]": { scope: "admin", id: "person" },
  "GET /api/audit": {
    scope: "admin",
    wrongQuery: [...PAGING, ["since=yesterday", ["since"]], ["until=1", ["until"]], ["action=", ["action"]]],
  },
  "GET /api/audit/actions": { scope: "admin" },
  "GET /api/models": { scope: "data:read" },
  "GET /api/settings": { scope: "admin" },
};
