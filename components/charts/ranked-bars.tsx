"use client";

import { ChartBar } from "lucide-react";
import { Bar, BarChart, Cell, LabelList, ResponsiveContainer, XAxis, YAxis } from "recharts";
import { EmptyState } from "@/components/ui/states";
import type { RankedBar } from "./ranked-bar";

const ROW_PX = 32;
const LABELS_PX = 116;
const VALUES_PX = 84;

/** Pixels: a small count keeps a visible sliver; none at all has no bar to see, but Recharts draws no label without one. */
const visibleWhenPositive = (value: number | null | undefined): number => (value ? 2 : 0.01);

interface RankedBarsProps {
  label: string;
  /** What is counted, for the table that screen readers get in place of the drawing. */
  unit: string;
  bars: RankedBar[];
}

export function RankedBars({ label, unit, bars }: RankedBarsProps) {
  if (bars.length === 0) return <EmptyState icon={ChartBar} title="Nothing to count yet" />;
  const height = bars.length * ROW_PX;
  return (
    <figure aria-label={label}>
      <div aria-hidden style={{ height }}>
        <ResponsiveContainer width="100%" height={height} initialDimension={{ width: 320, height }}>
          <BarChart
            data={bars}
            layout="vertical"
            margin={{ top: 0, right: VALUES_PX, bottom: 0, left: 0 }}
            barSize={12}
            accessibilityLayer={false}
          >
            <XAxis type="number" hide domain={[0, "dataMax"]} />
            <YAxis
              type="category"
              dataKey="label"
              width={LABELS_PX}
              interval={0}
              axisLine={false}
              tickLine={false}
              tick={{ fill: "var(--muted)", fontSize: 13, textAnchor: "start", dx: -LABELS_PX + 8 }}
            />
            <Bar dataKey="value" radius={3} minPointSize={visibleWhenPositive} isAnimationActive={false}>
              {bars.map((bar) => (
                <Cell key={bar.label} fill={`var(--chart-${bar.color})`} />
              ))}
              <LabelList dataKey="valueLabel" position="right" fill="var(--ink)" fontSize={13} offset={8} />
            </Bar>
          </BarChart>
        </ResponsiveContainer>
      </div>
      <table className="sr-only">
        <caption>{label}</caption>
        <tbody>
          {bars.map((bar) => (
            <tr key={bar.label}>
              <th scope="row">{bar.label}</th>
              <td>
                {bar.valueLabel} {unit}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </figure>
  );
}
