import { cn } from "./cn";

interface ProgressBarProps {
  label: string;
  /** Percentage, 0 to 100. */
  percent: number;
  /** Nothing is counted yet: the bar says "busy" instead of a number. */
  isIndeterminate?: boolean;
  tone?: "accent" | "ok" | "bad" | "neutral";
  className?: string;
}

const FILL = { accent: "bg-accent", ok: "bg-ok", bad: "bg-bad", neutral: "bg-border-strong" } as const;

export function ProgressBar({ label, percent, isIndeterminate = false, tone = "accent", className }: ProgressBarProps) {
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={isIndeterminate ? undefined : Math.round(percent)}
      className={cn("h-1.5 overflow-hidden rounded-full bg-sunken", className)}
    >
      <div
        className={cn(
          "h-full rounded-full transition-[width] duration-500 ease-out",
          FILL[tone],
          isIndeterminate && "w-1/3 animate-pulse",
        )}
        style={isIndeterminate ? undefined : { width: `${percent}%` }}
      />
    </div>
  );
}
