"use client";

import { Area, AreaChart, ResponsiveContainer, Tooltip, XAxis, YAxis } from "recharts";
import type { Queue } from "@/lib/contracts/queues";

const HEIGHT_PX = 96;
const timeFormat = new Intl.DateTimeFormat("en", { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
const clock = (at: unknown): string => timeFormat.format(new Date(String(at)));

/** Waiting chunks over time, and beside them those that run. */
export function DepthChart({ series, label }: { series: Queue["series"]; label: string }) {
  return (
    <figure>
      <p aria-hidden className="mb-1 flex gap-4 text-muted text-xs">
        <span className="flex items-center gap-1.5">
          <span className="size-2 rounded-full bg-chart-1" /> Waiting
        </span>
        <span className="flex items-center gap-1.5">
          <span className="size-2 rounded-full bg-chart-2" /> Running
        </span>
      </p>
      <div aria-hidden style={{ height: HEIGHT_PX }}>
        <ResponsiveContainer width="100%" height={HEIGHT_PX} initialDimension={{ width: 320, height: HEIGHT_PX }}>
          <AreaChart data={series} margin={{ top: 4, right: 0, bottom: 0, left: 0 }} accessibilityLayer={false}>
            <XAxis
              dataKey="at"
              tickFormatter={clock}
              axisLine={false}
              tickLine={false}
              minTickGap={48}
              tick={{ fill: "var(--muted)", fontSize: 12 }}
              height={18}
            />
            <YAxis
              allowDecimals={false}
              width={32}
              axisLine={false}
              tickLine={false}
              tickCount={3}
              domain={[0, (most: number) => Math.max(1, most)]}
              tick={{ fill: "var(--muted)", fontSize: 12 }}
            />
            <Tooltip
              labelFormatter={clock}
              isAnimationActive={false}
              contentStyle={{
                background: "var(--surface)",
                border: "1px solid var(--border)",
                borderRadius: 8,
                color: "var(--ink)",
                fontSize: 13,
              }}
            />
            <Area
              name="Waiting"
              dataKey="queued"
              type="stepAfter"
              stroke="var(--chart-1)"
              fill="var(--chart-1)"
              fillOpacity={0.18}
              isAnimationActive={false}
            />
            <Area
              name="Running"
              dataKey="running"
              type="stepAfter"
              stroke="var(--chart-2)"
              fill="none"
              isAnimationActive={false}
            />
          </AreaChart>
        </ResponsiveContainer>
      </div>
      <figcaption className="sr-only">{label}</figcaption>
    </figure>
  );
}
