import type { Db } from "@/lib/db/client";
import { type Bucket, listFiles, removeFile } from "@/lib/scenes/files";
import { knownHashes } from "./maintenance.repository";

/** Files are named by the hash of the picture they show (`storagePath`); others are not ours to judge. */
const OURS = /^([0-9a-f]{64})\.[a-z0-9]{1,8}$/;

/** Names of a bucket's folders of one level. */
export const listFolders = async (db: Db, bucket: Bucket, path: string): Promise<string[]> =>
  (await listFiles(db, bucket, path)).filter(({ isFolder }) => isFolder).map(({ name }) => name);

/**
 * Removes the files of one folder (`ab`) that were stored before the instant and whose picture no scene has. Asked again it
 * removes what is left.
 */
export async function removeOrphans(
  db: Db,
  { bucket, folder, before }: { bucket: Bucket; folder: string; before: string },
): Promise<{ seen: number; removed: number }> {
  let [seen, removed] = [0, 0];
  for (const sub of await listFolders(db, bucket, folder)) {
    const path = `${folder}/${sub}`;
    const files = (await listFiles(db, bucket, path)).filter(({ isFolder }) => !isFolder);
    seen += files.length;
    const old = files.flatMap(({ name, createdAt }) => {
      const [, hash] = OURS.exec(name) ?? [];
      return hash && createdAt && Date.parse(createdAt) < Date.parse(before) ? [{ name, hash }] : [];
    });
    const known = await knownHashes(
      db,
      old.map(({ hash }) => hash),
    );
    for (const { name, hash } of old) {
      if (known.has(hash)) continue;
      await removeFile(db, bucket, `${path}/${name}`);
      removed += 1;
    }
  }
  return { seen, removed };
}
