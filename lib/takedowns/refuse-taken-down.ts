import type { Db } from "@/lib/db/client";
import { RefusedError } from "@/lib/rights/refused-error";
import { findTakedown, type PictureMarks } from "./takedowns.repository";

export const TAKEN_DOWN = "This picture was taken down and is not collected again.";

/** Stops a picture that was taken down before anything more is fetched or stored of it. @throws {RefusedError} */
export async function refuseTakenDown(db: Db, marks: PictureMarks): Promise<void> {
  if (await findTakedown(db, marks)) throw new RefusedError("takedown", TAKEN_DOWN);
}
