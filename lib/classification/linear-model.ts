/** One row of a weight table: how far each label's log odds move when the measure moves from its typical value by one. */
export interface WeightRow {
  typical: number;
  weights: Readonly<Record<string, number>>;
}

/** A fitted table: start values a label, then one row a measure. */
export interface WeightTable {
  start: Readonly<Record<string, number>>;
  rows: Readonly<Record<string, WeightRow>>;
}

export interface Contribution {
  measure: string;
  value: number;
  typical: number;
  label: string;
  weight: number;
}

/** What each given measure adds to each label; a measure that is not given adds nothing, as if it were typical. */
export function contributionsOf(values: Readonly<Record<string, number>>, table: WeightTable): Contribution[] {
  return Object.entries(values).flatMap(([measure, value]) => {
    const row = table.rows[measure];
    if (!row) return [];
    return Object.entries(row.weights).map(([label, perUnit]) => ({
      measure,
      value,
      typical: row.typical,
      label,
      weight: (value - row.typical) * perUnit,
    }));
  });
}

/** Log odds → probabilities that sum to 1. */
export function softmax(logits: Readonly<Record<string, number>>): Record<string, number> {
  const largest = Math.max(...Object.values(logits));
  const powers = Object.entries(logits).map(([label, logit]) => [label, Math.exp(logit - largest)] as const);
  const total = powers.reduce((sum, [, power]) => sum + power, 0);
  return Object.fromEntries(powers.map(([label, power]) => [label, power / total]));
}
