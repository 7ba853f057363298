import { z } from "zod";
import { paletteColorSchema } from "@/lib/contracts/scenes";
import type { Db, Json } from "@/lib/db/client";
import { CLASSIFIER, type Classified, type SceneClassification, type SceneFacts } from "./classify-scene";

export interface ClassifiableScene {
  id: string;
  thumbnailPath: string;
  /** ISO 8601, or null before the first classification. */
  classifiedAt: string | null;
  facts: Omit<SceneFacts, "signals">;
}

const COLUMNS =
  "id, thumbnail_path, classified_at, detected_at, width_px, height_px, title, description, tags, palettes(object_id, colors), objects(category, score, box, area_px)";

/** Scenes with what there is to judge them by, by id; at most 1000 ids. */
export async function findClassifiable(db: Db, ids: string[]): Promise<Map<string, ClassifiableScene>> {
  const { data } = await db.from("scenes").select(COLUMNS).in("id", ids).is("palettes.object_id", null).throwOnError();
  return new Map(
    data.map((row) => [
      row.id,
      {
        id: row.id,
        thumbnailPath: row.thumbnail_path,
        classifiedAt: row.classified_at,
        facts: {
          objects: row.detected_at === null ? null : row.objects.map(toObject),
          widthPx: row.width_px,
          heightPx: row.height_px,
          title: row.title ?? "",
          description: row.description ?? "",
          tags: row.tags,
          palette: z.array(paletteColorSchema).parse(row.palettes[0]?.colors ?? []),
        },
      },
    ]),
  );
}

const boxSchema = z.tuple([z.number(), z.number(), z.number(), z.number()]);

const toObject = (row: { category: string; score: number; box: number[]; area_px: number | null }) => ({
  category: row.category,
  score: row.score,
  box: boxSchema.parse(row.box),
  ...(row.area_px === null ? {} : { areaPx: row.area_px }),
});

export interface SceneLabels {
  sceneId: string;
  result: SceneClassification;
}

/** Stores the labels of scenes in place of this classifier's earlier ones. */
export async function saveClassifications(db: Db, scenes: SceneLabels[]): Promise<void> {
  const labels = scenes.flatMap(({ sceneId, result }) => [
    toRow(sceneId, "image_type", result.imageType),
    ...(result.roomType.label === null ? [] : [toRow(sceneId, "room_type", result.roomType)]),
    ...result.styles.map((style) => toRow(sceneId, "style", style)),
  ]);
  await db
    .rpc("save_classifications", {
      model: CLASSIFIER,
      scene_ids: scenes.map(({ sceneId }) => sceneId),
      labels: labels as unknown as Json,
    })
    .throwOnError();
}

const toRow = (sceneId: string, kind: string, { label, score, evidence }: Classified<string>) => ({
  scene_id: sceneId,
  kind,
  label,
  score,
  evidence,
});
