import type { Db } from "@/lib/db/client";

/** Those of the uploads that a job still reads, or may when what went wrong since the instant is repeated. */
export async function uploadsNeeded(db: Db, ids: string[], since: Date): Promise<Set<string>> {
  const { data } = await db.rpc("uploads_needed", { ids, since: since.toISOString() }).throwOnError();
  return new Set(data);
}
