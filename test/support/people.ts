import { randomBytes } from "node:crypto";
import { createPerson } from "@/lib/auth/people.repository";
import type { Person, Role } from "@/lib/contracts/identity";
import type { Db } from "@/lib/db/client";
import type { ApiClient } from "./api.ts";
import { type Jar, visitAs } from "./next-headers.ts";

/** What the dashboard's own pages send with every change. */
export const OWN = { "x-modomo-csrf": "1" };

export interface Member {
  person: Person;
  password: string;
  /** The cookies of their browser; `visitAs(jar)` makes it the one that asks. */
  jar: Jar;
}

/** Somebody with this role, signed in with a browser of their own, which is the one that asks afterwards. */
export async function newMember(db: Db, call: ApiClient, role: Role): Promise<Member> {
  const password = randomBytes(12).toString("base64url");
  const email = `${role}-${randomBytes(6).toString("hex")}@example.com`;
  const person = await createPerson(db, { email, password, role });
  const member = { person, password, jar: new Map<string, string>() };
  const answer = await signIn(call, member);
  if (answer.status !== 200) throw new Error(`${email} could not sign in: ${await answer.text()}`);
  return member;
}

export function signIn(call: ApiClient, { person, password, jar }: Member, headers = {}): Promise<Response> {
  visitAs(jar);
  const body = { email: person.email, password };
  return call("POST", "/api/session", { key: null, body, headers: { ...OWN, ...headers } });
}
