import type { Evidence } from "./evidence.ts";
import type { ImageSignals } from "./image-signals.ts";
import type { ObjectMeasures } from "./object-measures.ts";
import { nameOf } from "./room-hints.ts";

const SIGNALS: Record<keyof ImageSignals, string> = {
  saturation: "Colour saturation",
  skyTop: "Smooth blue, like sky, in the top quarter",
  ceilingTop: "Smooth pale area, like a ceiling, in the top quarter",
  vegetation: "Leaf-like green",
  vegetationBottom: "Leaf-like green in the bottom third",
  warm: "Warm wood, leather and lamp tones",
  dark: "Near-black area",
  paper: "Paper-white area",
  strokes: "Thin dark strokes on white",
  borderUniformity: "Border of one colour",
  plainGround: "Plain ground connected to the border",
  edges: "Edges",
  straightEdges: "Edges that are level or upright",
  edgesTop: "Edges in the top half",
  colourEntropy: "Variety of colours",
};

const OBJECTS: Record<keyof ObjectMeasures, string> = {
  indoorKinds: "Variety of indoor things found",
  furnitureLargest: "Size of the largest piece of furniture",
  furnitureAlone: "The largest piece of furniture stands alone",
  personArea: "Area covered by people",
  foreignArea: "Area covered by animals, food, vehicles or things of the street",
  nothing: "Nothing was found for certain",
};

/** A measured value as a sentence beside what is usual: "Leaf-like green: 12%, usually 2%." */
export function describeMeasure(measure: string, value: number, typical: number): Pick<Evidence, "kind" | "detail"> {
  if (measure.startsWith("has:")) {
    const name = nameOf(measure.slice("has:".length));
    const detail = value > 0 ? `${withArticle(name)} was found (${percent(value)} sure).` : `No ${name} was found.`;
    return { kind: "object", detail };
  }
  if (measure.startsWith("area:")) {
    const name = nameOf(measure.slice("area:".length));
    return {
      kind: "object",
      detail: `Largest ${name}: ${percent(value)} of the picture, usually ${percent(typical)}.`,
    };
  }
  const isSignal = measure in SIGNALS;
  const names: Record<string, string> = { ...SIGNALS, ...OBJECTS };
  return {
    kind: isSignal ? "image" : "object",
    detail: `${names[measure] ?? measure}: ${percent(value)}, usually ${percent(typical)}.`,
  };
}

/** `A chair`, `An oven`. */
export const withArticle = (name: string): string => `${/^[aeiou]/i.test(name) ? "An" : "A"} ${name}`;

/** A share in [0, 1] in words. */
export const percent = (share: number): string => `${Math.round(share * 100)}%`;
