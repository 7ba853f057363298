import type { Evidence } from "./evidence.ts";
import probe from "./scene-probe.json" with { type: "json" };

/** A whole-scene vector, L2-normalised, and the registry id of the model that made it. */
export interface SceneEmbedding {
  modelId: string;
  vector: readonly number[];
}

/** A linear reading of one model's scene vectors: log odds of a label = start + weights · vector. */
export interface Probe {
  start: Readonly<Record<string, number>>;
  weights: Readonly<Record<string, readonly number[]>>;
}
export interface SceneProbes {
  modelId: string;
  type: Probe;
  room: Probe;
}

/** Made by `node test/bench/fit-classification.ts`. */
export const SCENE_PROBES: SceneProbes = probe;

/** What the picture as a whole resembles; nothing when the vector is of another model than the probe's. */
export function probeEvidence(
  embedding: SceneEmbedding | null | undefined,
  probes: SceneProbes,
  question: "type" | "room",
): Evidence[] {
  const { start, weights } = probes[question];
  if (embedding?.modelId !== probes.modelId) return [];
  return Object.entries(weights).map(([label, row]): Evidence => {
    const weight = row.reduce((sum, value, i) => sum + value * (embedding.vector[i] ?? 0), start[label] ?? 0);
    const detail = `As a whole the picture ${weight > 0 ? "resembles" : "does not resemble"} pictures labelled ${label}.`;
    return { kind: "image", label, weight, detail };
  });
}
