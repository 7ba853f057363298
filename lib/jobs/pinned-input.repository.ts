import type { Db, Json } from "@/lib/db/client";
import { NotFoundError } from "@/lib/errors";

/**
 * What a request leaves open is settled once, by whoever plans the job first, and kept in the job's input: a later page, chunk
 * or try then means the same. `settle` is asked only where `name` is not there yet; its answer takes the input's place.
 * @throws {NotFoundError} the job is gone.
 */
export async function pinInput(
  db: Db,
  { jobId, name }: { jobId: string; name: string },
  settle: () => Promise<Record<string, Json>>,
): Promise<Record<string, Json>> {
  const { data } = await db.from("jobs").select("input").eq("id", jobId).maybeSingle().throwOnError();
  if (!data) throw new NotFoundError(`There is no job ${jobId}.`);
  const input = data.input as Record<string, Json>;
  if (input[name] !== undefined) return input;
  const settled = await settle();
  await db.from("jobs").update({ input: settled }).eq("id", jobId).throwOnError();
  return settled;
}
