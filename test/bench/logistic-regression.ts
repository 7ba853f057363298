import type { WeightTable } from "../../lib/classification/linear-model.ts";

export interface Example {
  measures: Readonly<Record<string, number>>;
  label: string;
}

export interface FitOptions {
  /** Ridge penalty on the weights of standardised measures. */
  ridge: number;
  /** 0 weighs every example alike, 1 every label alike. */
  balance: number;
}

const STEPS = 600;
const STEP_SIZE = 0.03;

/**
 * Multinomial logistic regression by full-batch Adam on standardised measures, given back in the measures' own units.
 * Deterministic. Every example must have the same measures.
 */
export function fitWeights(examples: readonly Example[], { ridge, balance }: FitOptions): WeightTable {
  const measures = Object.keys(examples[0]?.measures ?? {});
  const labels = [...new Set(examples.map(({ label }) => label))].sort();
  const scales = measures.map((measure) => scaleOf(examples.map((example) => example.measures[measure] ?? 0)));
  const inputs = examples.map((example) => [
    ...measures.map(
      (measure, i) => ((example.measures[measure] ?? 0) - num(scales[i]?.mean)) / num(scales[i]?.deviation),
    ),
    1,
  ]);
  const targets = examples.map(({ label }) => labels.indexOf(label));
  const weights = descend(inputs, targets, exampleWeights(targets, labels.length, balance), labels.length, ridge);
  return {
    start: Object.fromEntries(labels.map((label, k) => [label, num(weights[measures.length]?.[k])])),
    rows: Object.fromEntries(
      measures.map((measure, i) => {
        const perUnit = labels.map((label, k) => [label, num(weights[i]?.[k]) / num(scales[i]?.deviation)] as const);
        return [measure, { typical: num(scales[i]?.mean), weights: Object.fromEntries(perUnit) }];
      }),
    ),
  };
}

function descend(
  inputs: number[][],
  targets: number[],
  importance: number[],
  labelCount: number,
  ridge: number,
): number[][] {
  const width = inputs[0]?.length ?? 0;
  const grid = () => Array.from({ length: width }, () => new Array<number>(labelCount).fill(0));
  const weights = grid();
  const momentum = grid();
  const speed = grid();
  for (let step = 1; step <= STEPS; step++) {
    const gradient = gradientOf(weights, inputs, targets, importance, ridge);
    for (let i = 0; i < width; i++) {
      for (let k = 0; k < labelCount; k++) {
        const g = num(gradient[i]?.[k]);
        const m = 0.9 * num(momentum[i]?.[k]) + 0.1 * g;
        const v = 0.999 * num(speed[i]?.[k]) + 0.001 * g * g;
        set(momentum, i, k, m);
        set(speed, i, k, v);
        const move = (STEP_SIZE * (m / (1 - 0.9 ** step))) / (Math.sqrt(v / (1 - 0.999 ** step)) + 1e-8);
        set(weights, i, k, num(weights[i]?.[k]) - move);
      }
    }
  }
  return weights;
}

/** The last input is the constant 1 of the start values, which the penalty leaves alone. */
function gradientOf(
  weights: number[][],
  inputs: number[][],
  targets: number[],
  importance: number[],
  ridge: number,
): number[][] {
  const width = weights.length;
  const gradient = weights.map((row, i) => row.map((weight) => (i === width - 1 ? 0 : ridge * weight)));
  inputs.forEach((input, n) => {
    const errors = probabilities(weights, input).map(
      (chance, k) => (chance - (k === targets[n] ? 1 : 0)) * num(importance[n]),
    );
    input.forEach((value, i) => {
      const row = gradient[i];
      if (row) for (let k = 0; k < errors.length; k++) row[k] = num(row[k]) + value * num(errors[k]);
    });
  });
  return gradient;
}

function probabilities(weights: number[][], input: number[]): number[] {
  const logits = new Array<number>(weights[0]?.length ?? 0).fill(0);
  input.forEach((value, i) => {
    const row = weights[i];
    if (row) for (let k = 0; k < logits.length; k++) logits[k] = num(logits[k]) + value * num(row[k]);
  });
  const largest = Math.max(...logits);
  const powers = logits.map((logit) => Math.exp(logit - largest));
  const total = powers.reduce((sum, power) => sum + power, 0);
  return powers.map((power) => power / total);
}

/** Sums to 1. */
function exampleWeights(targets: number[], labelCount: number, balance: number): number[] {
  const counts = new Array<number>(labelCount).fill(0);
  for (const target of targets) counts[target] = num(counts[target]) + 1;
  const raw = targets.map((target) => num(counts[target]) ** -balance);
  const total = raw.reduce((sum, weight) => sum + weight, 0);
  return raw.map((weight) => weight / total);
}

function scaleOf(values: number[]): { mean: number; deviation: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
  // A floor keeps a measure that is almost always 0 from getting a weight built on two pictures.
  return { mean, deviation: Math.max(0.02, Math.sqrt(variance)) };
}

function set(grid: number[][], i: number, k: number, value: number): void {
  const row = grid[i];
  if (row) row[k] = value;
}

/** Indexes are in bounds by construction; the fallback only satisfies the type. */
function num(value: number | undefined): number {
  return value ?? 0;
}
