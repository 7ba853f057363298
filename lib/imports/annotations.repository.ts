import type { Db, Json } from "@/lib/db/client";
import { type AnnotationOrigin, type RawAnnotation, type Size, toAnnotation } from "./annotations";

export interface FoundAnnotations {
  sceneId: string;
  raw: RawAnnotation[];
}

/** Keeps what a dataset says of its pictures, in the frame of the scenes they became; doing it again changes nothing. */
export async function saveAnnotations(
  db: Db,
  { origin, dataset }: { origin: AnnotationOrigin; dataset: string },
  found: FoundAnnotations[],
): Promise<void> {
  const withSome = found.filter(({ raw }) => raw.length > 0);
  if (withSome.length === 0) return;
  const sizes = await sceneSizes(db, [...new Set(withSome.map(({ sceneId }) => sceneId))]);
  const entries = withSome.flatMap(({ sceneId, raw }) => {
    const size = sizes.get(sceneId);
    const annotations = size ? raw.flatMap((each) => toAnnotation(each, size) ?? []) : [];
    return annotations.map((annotation) => ({ scene_id: sceneId, origin, dataset, ...annotation }));
  });
  if (entries.length > 0) await db.rpc("save_annotations", { entries: entries as unknown as Json }).throwOnError();
}

async function sceneSizes(db: Db, ids: string[]): Promise<Map<string, Size>> {
  const { data } = await db.from("scenes").select("id, width_px, height_px").in("id", ids).throwOnError();
  return new Map(data.map(({ id, width_px, height_px }) => [id, { width: width_px, height: height_px }]));
}
