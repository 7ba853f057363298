import type { AnalyzeResponse } from "../../../lib/contracts/analyze.ts";
import type { ModelSet } from "./registry.ts";

/** What an answer says it was made with. */
export function modelRefs({ detect, segment, embed }: ModelSet): AnalyzeResponse["models"] {
  const ref = ({ id, version }: ModelSet[keyof ModelSet]) => ({ id, version });
  return { detect: ref(detect), segment: ref(segment), embed: ref(embed) };
}
