/** One horizontal bar, ready to draw: `color` is a chart token, `valueLabel` what stands at its end. */
export interface RankedBar {
  label: string;
  value: number;
  valueLabel: string;
  color: 1 | 2 | 3 | 4 | 5;
}
