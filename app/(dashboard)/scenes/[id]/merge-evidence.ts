import type { Evidence } from "@/lib/contracts/scenes";

/**
 * One entry a sentence, its weights added up, heaviest first whichever way it speaks: a rule may count one observation for a
 * label and against its rivals, which readers see as the same sentence twice.
 */
export function mergeEvidence(evidence: readonly Evidence[]): Evidence[] {
  const merged = new Map<string, Evidence>();
  for (const entry of evidence) {
    const key = `${entry.kind}/${entry.detail}`;
    const known = merged.get(key);
    merged.set(key, known ? { ...known, weight: known.weight + entry.weight } : entry);
  }
  return [...merged.values()].sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight));
}
