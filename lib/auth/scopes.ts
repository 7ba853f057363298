import type { Session } from "@/lib/contracts/dashboard";

export const SCOPES = [
  "data:read",
  "data:write",
  "jobs:read",
  "jobs:write",
  "review:write",
  "metrics",
  "admin",
] as const;
export type Scope = (typeof SCOPES)[number];
export type Role = Session["role"];

const VIEWER: Scope[] = ["data:read", "jobs:read"];
const REVIEWER: Scope[] = [...VIEWER, "review:write"];
const OPERATOR: Scope[] = [...REVIEWER, "jobs:write", "data:write", "metrics"];

/** The one map from role to what it may do. */
export const ROLE_SCOPES: Record<Role, readonly Scope[]> = {
  viewer: VIEWER,
  reviewer: REVIEWER,
  operator: OPERATOR,
  admin: SCOPES,
};

/** Who is asking: a person with a session, or a program with an API key. */
export interface Principal {
  kind: "person" | "key";
  id: string;
  scopes: readonly string[];
}

/** `admin` includes everything. */
export const may = (principal: Principal, scope: Scope): boolean =>
  principal.scopes.includes(scope) || principal.scopes.includes("admin");
