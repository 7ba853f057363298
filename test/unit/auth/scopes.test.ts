import { expect, test } from "vitest";
import { may, ROLE_SCOPES, rolesWith } from "@/lib/auth/scopes";
import { ROLES, SCOPES } from "@/lib/contracts/identity";

test("each role has all of the one before it, and admin everything there is", () => {
  for (const [index, role] of ROLES.entries()) {
    const below = ROLES[index - 1];
    if (below) expect(ROLE_SCOPES[role]).toEqual(expect.arrayContaining([...ROLE_SCOPES[below]]));
  }
  expect(ROLE_SCOPES.admin).toEqual(SCOPES);
});

test("the roles that hold a scope are those that may", () => {
  for (const scope of SCOPES) {
    const allowed = ROLES.filter((role) => may({ kind: "person", id: "", name: "", scopes: ROLE_SCOPES[role] }, scope));
    expect(rolesWith(scope)).toEqual(allowed);
  }
  expect(rolesWith("admin")).toEqual(["admin"]);
});
