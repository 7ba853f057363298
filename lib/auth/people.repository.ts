import { z } from "zod";
import { type ChangePersonRequest, type Person, personSchema, type Role } from "@/lib/contracts/identity";
import type { Db } from "@/lib/db/client";
import { decodeCursor, encodeCursor } from "@/lib/db/cursor";
import { NotFoundError } from "@/lib/errors";

const cursorSchema = z.string().regex(/^[^\s@\0]+@[^\s@\0]+$/);

/** Everybody who can sign in, by e-mail address. */
export async function listPeople(
  db: Db,
  { limit, cursor }: { limit: number; cursor?: string | undefined },
): Promise<{ items: Person[]; next_cursor: string | null }> {
  const after = decodeCursor(cursor, cursorSchema);
  const { data } = await db.rpc("list_people", { after_email: after ?? "", page_size: limit + 1 }).throwOnError();
  const people = z.array(personSchema).parse(data);
  const items = people.slice(0, limit);
  const last = items.at(-1);
  return { items, next_cursor: people.length > limit && last ? encodeCursor(last.email) : null };
}

/** @throws {NotFoundError} */
export async function getPerson(db: Db, id: string): Promise<Person> {
  const { data } = await db.rpc("list_people", { only_id: id }).throwOnError();
  const [person] = z.array(personSchema).parse(data);
  if (!person) throw new NotFoundError(`There is no person ${id}.`);
  return person;
}

/** @throws {ConflictError} the e-mail address is taken. */
export async function createPerson(
  db: Db,
  { email, password, role }: { email: string; password: string; role: Role },
): Promise<Person> {
  const { data } = await db.rpc("create_person", { new_email: email, password, new_role: role }).throwOnError();
  return getPerson(db, data);
}

/** Ends the sessions of whoever is locked or given a password. @throws {NotFoundError} @throws {ConflictError} the last admin. */
export async function changePerson(db: Db, id: string, change: ChangePersonRequest): Promise<Person> {
  await db
    .rpc("change_person", {
      person: id,
      ...(change.role !== undefined && { new_role: change.role }),
      ...(change.disabled !== undefined && { new_disabled: change.disabled }),
      ...(change.password !== undefined && { new_password: change.password }),
    })
    .throwOnError();
  return getPerson(db, id);
}

/** @throws {NotFoundError} @throws {ConflictError} the last admin. */
export async function removePerson(db: Db, id: string): Promise<void> {
  await db.rpc("remove_person", { person: id }).throwOnError();
}
