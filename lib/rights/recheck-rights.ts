import { UpstreamError } from "@/lib/errors";
import { createPoliteFetch, type PoliteFetch, type PoliteFetchDeps } from "@/lib/sources/polite-fetch";
import { decideRights, type RightsFinding } from "./decide-rights";
import { findSceneRights, markChecked, recordFindings, type SceneRights } from "./rights-events.repository";

const BATCH = 200;
const DAY_MS = 24 * 60 * 60 * 1000;

export interface Recheck {
  /** Nothing says no: free to be used as before. */
  fine: string[];
  /** Says no now, or did before; `reasons` are for people. */
  refused: { id: string; reasons: string[] }[];
  /** Their site could not be asked; what was decided before still holds, and is older than asked for. */
  unreachable: string[];
}

/**
 * Asks again what the sites of these scenes say of them: robots.txt with its signals, tdmrep.json and ai.txt of the picture's
 * and the page's site. For use before an export: what says no now is marked as refused and has to stay out. One site is asked
 * once, however many scenes come from it; the pictures themselves are not fetched.
 * @param maxAgeMs what was asked within this time is not asked again.
 */
export async function recheckRights(
  deps: PoliteFetchDeps,
  sceneIds: readonly string[],
  { maxAgeMs = DAY_MS }: { maxAgeMs?: number } = {},
): Promise<Recheck> {
  const polite = createPoliteFetch(deps, { source: "recheck" });
  const result: Recheck = { fine: [], refused: [], unreachable: [] };
  for (let start = 0; start < sceneIds.length; start += BATCH) {
    const scenes = await findSceneRights(deps.db, sceneIds.slice(start, start + BATCH));
    const checked: string[] = [];
    for (const scene of scenes) {
      const isFresh = Date.now() - scene.checkedAt < maxAgeMs;
      const findings = scene.rightsState === "refused" || isFresh ? [] : await askAbout(scene, polite, maxAgeMs);
      if (findings === null) result.unreachable.push(scene.id);
      else if (scene.rightsState === "refused")
        result.refused.push({ id: scene.id, reasons: ["It was refused before."] });
      else await settle(deps.db, scene, findings, { result, checked, isFresh });
    }
    await markChecked(deps.db, checked, false);
  }
  return result;
}

async function settle(
  db: PoliteFetchDeps["db"],
  scene: SceneRights,
  findings: RightsFinding[],
  { result, checked, isFresh }: { result: Recheck; checked: string[]; isFresh: boolean },
): Promise<void> {
  const { decision, reasons } = decideRights(findings);
  if (decision !== "refused") {
    result.fine.push(scene.id);
    if (!isFresh) checked.push(scene.id);
    return;
  }
  const refusals = findings.filter((finding) => finding.decision === "refused");
  await recordFindings(db, { source: scene.source, sceneId: scene.id, findings: refusals });
  await markChecked(db, [scene.id], true);
  result.refused.push({ id: scene.id, reasons });
}

/** Null where a site cannot be asked now. What came by upload or from a table has no site. */
async function askAbout(scene: SceneRights, polite: PoliteFetch, maxAgeMs: number): Promise<RightsFinding[] | null> {
  const isWeb = (url: string | null): url is string => url !== null && /^https?:/.test(url);
  try {
    const image = isWeb(scene.imageUrl) ? await polite.ask(scene.imageUrl, "image", maxAgeMs) : [];
    const page = isWeb(scene.pageUrl) ? await polite.ask(scene.pageUrl, "page", maxAgeMs) : [];
    return [...image, ...page];
  } catch (error) {
    if (error instanceof UpstreamError) return null;
    throw error;
  }
}
