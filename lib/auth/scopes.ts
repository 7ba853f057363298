import { type Role, SCOPES, type Scope } from "@/lib/contracts/identity";

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

/** Roles that hold a scope, themselves or as admin. */
export const rolesWith = (scope: Scope): Role[] =>
  (Object.keys(ROLE_SCOPES) as Role[]).filter((role) => ROLE_SCOPES[role].includes(scope));

/** Who is asking: a person with a session, or a program with an API key. */
export interface Principal {
  kind: "person" | "key";
  id: string;
  /** The person's e-mail address, or what the key is called. */
  name: string;
  scopes: readonly string[];
}

/** `admin` includes everything. */
export const may = (principal: Principal, scope: Scope): boolean =>
  principal.scopes.includes(scope) || principal.scopes.includes("admin");
