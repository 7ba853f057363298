import { type SavedFilter, savedFilterSchema } from "@/lib/contracts/job-control";
import type { Db } from "@/lib/db/client";
import { ConflictError, NotFoundError } from "@/lib/errors";

const KEPT_MAX = 50;
const COLUMNS = "id, name, query, created_at";

/** By name. */
export async function listSavedFilters(db: Db, owner: string): Promise<SavedFilter[]> {
  const query = db.from("saved_filters").select(COLUMNS).eq("owner", owner).order("name");
  const { data } = await query.limit(KEPT_MAX).throwOnError();
  return data.map((row) => savedFilterSchema.parse(row));
}

/** Saves under this name, over what was there. @throws {ConflictError} the owner has 50 others. */
export async function saveFilter(
  db: Db,
  owner: string,
  { name, query }: Pick<SavedFilter, "name" | "query">,
): Promise<SavedFilter> {
  const kept = await listSavedFilters(db, owner);
  if (kept.length >= KEPT_MAX && !kept.some((each) => each.name === name))
    throw new ConflictError(`You have ${KEPT_MAX} saved filters, which is all there can be; delete one first.`);
  const { data } = await db
    .from("saved_filters")
    .upsert({ owner, name, query }, { onConflict: "owner,name" })
    .select(COLUMNS)
    .single()
    .throwOnError();
  return savedFilterSchema.parse(data);
}

/** @throws {NotFoundError} there is none of this owner's. */
export async function deleteSavedFilter(db: Db, owner: string, id: string): Promise<void> {
  const query = db.from("saved_filters").delete().eq("owner", owner).eq("id", id);
  const { data } = await query.select("id").throwOnError();
  if (data.length === 0) throw new NotFoundError(`You have no saved filter ${id}.`);
}
