import type { Db } from "@/lib/db/client";
import { DUPLICATE_DISTANCE_MAX, isTelling } from "@/lib/images/perceptual-hash";
import { findNearDuplicate, findSceneBySha256 } from "./scenes.repository";

export interface KnownPicture {
  id: string;
  /** For people: `source:id`, and that it is not the same to the byte where it is not. */
  name: string;
  /** ISO 8601. */
  createdAt: string;
}

/** The scene that shows this picture already: the same bytes, else one that looks the same. */
export async function findKnown(
  db: Db,
  { sha256, phash }: { sha256: string; phash: string },
): Promise<KnownPicture | null> {
  const same = await findSceneBySha256(db, sha256);
  if (same) return { id: same.id, name: `${same.source}:${same.sourceId}`, createdAt: same.createdAt };
  if (!isTelling(phash)) return null;
  const near = await findNearDuplicate(db, phash, DUPLICATE_DISTANCE_MAX);
  return (
    near && {
      id: near.id,
      name: `${near.source}:${near.sourceId}, in another size or version`,
      createdAt: near.createdAt,
    }
  );
}
