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

const STEPS = 250;
const STEP_SIZE = 0.15;

/**
 * Multinomial logistic regression by full-batch Adam on standardised measures, given back in the measures' own units.
 * Deterministic. Every example must have the same measures.
 */
export function fitWeights(examples: readonly Example[], { ridge, balance }: FitOptions): WeightTable {
  const measures = Object.keys(examples[0]?.measures ?? {});
  const labels = [...new Set(examples.map(({ label }) => label))].sort();
  const scales = measures.map((measure) => scaleOf(examples.map((example) => num(example.measures[measure]))));
  const width = measures.length + 1;
  const inputs = Float64Array.from(examples.flatMap((example) => [...standardise(example, measures, scales), 1]));
  const targets = examples.map(({ label }) => labels.indexOf(label));
  const importance = exampleWeights(targets, labels.length, balance);
  const weights = descend({ inputs, width, targets, importance, labelCount: labels.length, ridge });
  const weightOf = (row: number, label: number) => num(weights[row * labels.length + label]);
  return {
    start: Object.fromEntries(labels.map((label, k) => [label, weightOf(measures.length, k)])),
    rows: Object.fromEntries(
      measures.map((measure, i) => {
        const { mean, deviation } = scales[i] ?? { mean: 0, deviation: 1 };
        const perUnit = labels.map((label, k) => [label, weightOf(i, k) / deviation] as const);
        return [measure, { typical: mean, weights: Object.fromEntries(perUnit) }];
      }),
    ),
  };
}

type Scale = { mean: number; deviation: number };

function standardise(example: Example, measures: readonly string[], scales: readonly Scale[]): number[] {
  return measures.map((measure, i) => {
    const { mean, deviation } = scales[i] ?? { mean: 0, deviation: 1 };
    return (num(example.measures[measure]) - mean) / deviation;
  });
}

interface Problem {
  /** [examples, width], row-major; the last input of each example is 1. */
  inputs: Float64Array;
  width: number;
  targets: number[];
  importance: number[];
  labelCount: number;
  ridge: number;
}

/** Weights [width, labels], row-major. */
function descend(problem: Problem): Float64Array {
  const size = problem.width * problem.labelCount;
  const weights = new Float64Array(size);
  const momentum = new Float64Array(size);
  const speed = new Float64Array(size);
  for (let step = 1; step <= STEPS; step++) {
    const gradient = gradientOf(weights, problem);
    for (let i = 0; i < size; i++) {
      const g = num(gradient[i]);
      momentum[i] = 0.9 * num(momentum[i]) + 0.1 * g;
      speed[i] = 0.99 * num(speed[i]) + 0.01 * g * g;
      const move = num(momentum[i]) / (1 - 0.9 ** step) / (Math.sqrt(num(speed[i]) / (1 - 0.99 ** step)) + 1e-8);
      weights[i] = num(weights[i]) - (STEP_SIZE / Math.sqrt(step)) * move;
    }
  }
  return weights;
}

/** The penalty leaves the last row, the start values, alone. */
function gradientOf(weights: Float64Array, problem: Problem): Float64Array {
  const { inputs, width, targets, importance, labelCount, ridge } = problem;
  const free = (width - 1) * labelCount;
  const gradient = weights.map((weight, i) => (i < free ? ridge * weight : 0));
  const errors = new Float64Array(labelCount);
  for (let n = 0; n < targets.length; n++) {
    const input = inputs.subarray(n * width, (n + 1) * width);
    fillErrors(errors, input, weights, num(targets[n]));
    for (let i = 0; i < width; i++) {
      const pull = num(input[i]) * num(importance[n]);
      for (let k = 0; k < labelCount; k++)
        gradient[i * labelCount + k] = num(gradient[i * labelCount + k]) + pull * num(errors[k]);
    }
  }
  return gradient;
}

/** Probability of each label minus the truth. */
function fillErrors(errors: Float64Array, input: Float64Array, weights: Float64Array, target: number): void {
  errors.fill(0);
  for (let i = 0; i < input.length; i++) {
    for (let k = 0; k < errors.length; k++)
      errors[k] = num(errors[k]) + num(input[i]) * num(weights[i * errors.length + k]);
  }
  const largest = Math.max(...errors);
  let total = 0;
  for (let k = 0; k < errors.length; k++) {
    errors[k] = Math.exp(num(errors[k]) - largest);
    total += num(errors[k]);
  }
  for (let k = 0; k < errors.length; k++) errors[k] = num(errors[k]) / total - (k === target ? 1 : 0);
}

/** Sums to 1. */
function exampleWeights(targets: number[], labelCount: number, balance: number): number[] {
  const counts = new Array<number>(labelCount).fill(0);
  for (const target of targets) counts[target] = num(counts[target]) + 1;
  const raw = targets.map((target) => num(counts[target]) ** -balance);
  const total = raw.reduce((sum, weight) => sum + weight, 0);
  return raw.map((weight) => weight / total);
}

function scaleOf(values: readonly number[]): Scale {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
  // A floor keeps a measure that is almost always 0 from getting a weight built on two pictures.
  return { mean, deviation: Math.max(0.02, Math.sqrt(variance)) };
}

/** Indexes are in bounds by construction; the fallback only satisfies the type. */
function num(value: number | undefined): number {
  return value ?? 0;
}
