import type { Db, Json } from "@/lib/db/client";
import type { RightsFinding } from "./decide-rights";

/** Keeps what was seen about the right to use an address, with its evidence; `sceneId` where it became, or was, a scene. */
export async function recordFindings(
  db: Db,
  { source, sceneId = null, findings }: { source: string; sceneId?: string | null; findings: readonly RightsFinding[] },
): Promise<void> {
  if (findings.length === 0) return;
  const rows = findings.map(({ url, kind, decision, detail, evidence }) => ({
    scene_id: sceneId,
    source,
    url,
    kind,
    decision,
    detail,
    evidence: evidence as Record<string, Json>,
  }));
  await db.from("rights_events").insert(rows).throwOnError();
}

/** A scene as far as asking about its rights needs it. */
export interface SceneRights {
  id: string;
  source: string;
  imageUrl: string;
  pageUrl: string | null;
  rightsState: string;
  /** Milliseconds since 1970. */
  checkedAt: number;
}

/** @param ids at most 500. */
export async function findSceneRights(db: Db, ids: readonly string[]): Promise<SceneRights[]> {
  const query = db.from("scenes").select("id, source, image_url, page_url, rights_state, rights_checked_at");
  const { data } = await query.in("id", [...ids]).throwOnError();
  return data.map((row) => ({
    id: row.id,
    source: row.source,
    imageUrl: row.image_url,
    pageUrl: row.page_url,
    rightsState: row.rights_state,
    checkedAt: Date.parse(row.rights_checked_at),
  }));
}

/** Notes that scenes were asked about now; those refused are marked so and stay marked. */
export async function markChecked(db: Db, ids: string[], isRefused: boolean): Promise<void> {
  if (ids.length === 0) return;
  const rights_checked_at = new Date().toISOString();
  const change = isRefused ? { rights_checked_at, rights_state: "refused" } : { rights_checked_at };
  await db.from("scenes").update(change).in("id", ids).throwOnError();
}
