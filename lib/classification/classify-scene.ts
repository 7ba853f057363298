import { IMAGE_TYPES, type ImageType } from "../contracts/scenes.ts";
import { type Caption, captionEvidence } from "./caption-evidence.ts";
import { colourEvidence, type PaletteColour } from "./colour-evidence.ts";
import { PLAN_START } from "./drawing-evidence.ts";
import type { Evidence, SceneEvidence } from "./evidence.ts";
import { softmax } from "./linear-model.ts";
import { FURNISHED_OUTDOORS } from "./room-hints.ts";
import { ROOM_WEIGHTS } from "./room-weights.ts";
import { type SceneSight, type SightWeights, sightEvidence } from "./sight-evidence.ts";
import { TYPE_WEIGHTS } from "./type-weights.ts";

/** Stored with every result, so that results of other rules or models can be told apart. */
export const CLASSIFIER = { id: "rules", version: "1" } as const;

export interface SceneFacts extends Caption, SceneSight {
  palette: readonly PaletteColour[];
}

export interface Classified<Label extends string> {
  label: Label;
  /** Share of belief in [0, 1]; for image and room type the labels compete, styles stand alone. */
  score: number;
  /** Strongest first; positive speaks for the label, negative for its nearest rival. */
  evidence: Evidence[];
}

export interface SceneClassification {
  imageType: Classified<ImageType>;
  /** The label is a room type of the taxonomy, or null when nothing tells the room or there is none to tell. */
  roomType: Classified<string> | { label: null; score: number; evidence: Evidence[] };
  /** At most three styles of the taxonomy, likeliest first; often none. */
  styles: Classified<string>[];
  model: typeof CLASSIFIER;
}

/** A room must hold this much belief to be named. */
const ROOM_SCORE_MIN = 0.35;
const STYLE_SCORE_MIN = 0.2;
/** Log odds of a style nobody speaks for: about 1 in 30. */
const STYLE_START = -3.4;
/** Log odds of rooms the fit has not seen, against an average fitted room. */
const RARE_ROOM_START = -1.5;
/** Evidence below this changes no decision and only tires the reader. */
const WEIGHT_SHOWN_MIN = 0.15;
const EVIDENCE_SHOWN_MAX = 8;

const FITTED: SightWeights = { type: TYPE_WEIGHTS, room: ROOM_WEIGHTS };

/**
 * Tells what kind of picture it is, which room it shows and in which styles, each with its reasons. Pure; never throws.
 * @param weights other than the shipped ones only to measure a fit on pictures it has not seen.
 */
export function classifyScene(facts: SceneFacts, weights: SightWeights = FITTED): SceneClassification {
  const evidence = mergeEvidence([
    captionEvidence(facts),
    sightEvidence(facts, weights),
    colourEvidence(facts.palette),
  ]);
  const imageType = pickImageType(evidence.imageType, { ...weights.type.start, plan: PLAN_START });
  return {
    imageType,
    roomType: pickRoom(evidence.roomType, imageType.label, weights.room.start),
    styles: pickStyles(evidence.styles),
    model: CLASSIFIER,
  };
}

type Start = Readonly<Record<string, number>>;

function pickImageType(evidence: Evidence[], start: Start): Classified<ImageType> {
  const beliefs = softmax(addUp(start, evidence));
  const label = IMAGE_TYPES.reduce((best, type) => ((beliefs[type] ?? 0) > (beliefs[best] ?? 0) ? type : best));
  return { label, score: beliefs[label] ?? 0, evidence: showEvidence(evidence, beliefs, label) };
}

/** Rooms outdoors go only with exteriors, the others only with interiors; an object or a plan shows no room. */
function pickRoom(evidence: Evidence[], imageType: ImageType, fitted: Start): SceneClassification["roomType"] {
  const isPossible = (room: string) => imageType === (FURNISHED_OUTDOORS.has(room) ? "exterior" : "interior");
  const possible = evidence.filter(({ label }) => isPossible(label));
  if (possible.length === 0) return { label: null, score: 0, evidence: [] };

  const rooms = new Set([...Object.keys(fitted).filter(isPossible), ...possible.map(({ label }) => label)]);
  const start = Object.fromEntries([...rooms].map((room) => [room, fitted[room] ?? RARE_ROOM_START]));
  const beliefs = softmax(addUp({ ...start, unknown: 0 }, possible));
  const [label, score] = Object.entries(beliefs).reduce((best, next) => (next[1] > best[1] ? next : best));
  const isTold = label !== "unknown" && score >= ROOM_SCORE_MIN;
  return { label: isTold ? label : null, score, evidence: showEvidence(possible, beliefs, label) };
}

function pickStyles(evidence: Evidence[]): Classified<string>[] {
  const labels = [...new Set(evidence.map(({ label }) => label))];
  return labels
    .map((label) => {
      const own = evidence.filter((item) => item.label === label);
      const logit = own.reduce((sum, { weight }) => sum + weight, STYLE_START);
      return { label, score: 1 / (1 + Math.exp(-logit)), evidence: showEvidence(own, {}, label) };
    })
    .filter(({ score }) => score >= STYLE_SCORE_MIN)
    .toSorted((a, b) => b.score - a.score)
    .slice(0, 3);
}

function addUp(start: Record<string, number>, evidence: Evidence[]): Record<string, number> {
  const logits = { ...start };
  for (const { label, weight } of evidence) logits[label] = (logits[label] ?? 0) + weight;
  return logits;
}

/**
 * Each sentence once, weighed for the label against its nearest rival: what a rule gives both of them tells nothing, and what
 * it gives the rival speaks against.
 */
function showEvidence(evidence: Evidence[], beliefs: Record<string, number>, label: string): Evidence[] {
  const rival = Object.keys(beliefs)
    .filter((other) => other !== label)
    .reduce<string | null>((best, other) => ((beliefs[other] ?? 0) > (beliefs[best ?? ""] ?? 0) ? other : best), null);
  const sentences = new Map<string, Evidence>();
  for (const item of evidence) {
    if (item.label !== label && item.label !== rival) continue;
    const key = `${item.kind}/${item.detail}`;
    const weight = (sentences.get(key)?.weight ?? 0) + (item.label === label ? item.weight : -item.weight);
    sentences.set(key, { ...item, label, weight });
  }
  return [...sentences.values()]
    .filter(({ weight }) => Math.abs(weight) >= WEIGHT_SHOWN_MIN)
    .toSorted(byStrength)
    .slice(0, EVIDENCE_SHOWN_MAX);
}

function byStrength(a: Evidence, b: Evidence): number {
  return Math.abs(b.weight) - Math.abs(a.weight);
}

function mergeEvidence(parts: SceneEvidence[]): SceneEvidence {
  return {
    imageType: parts.flatMap((part) => part.imageType),
    roomType: parts.flatMap((part) => part.roomType),
    styles: parts.flatMap((part) => part.styles),
  };
}
