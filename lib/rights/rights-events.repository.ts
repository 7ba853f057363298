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
