import { cn } from "@/components/ui/cn";

/** An armchair cut into the boxes a detector would draw. */
export function Logo({ className }: { className?: string }) {
  return (
    <span className={cn("inline-flex items-center gap-2.5 font-semibold text-lg tracking-tight", className)}>
      <svg viewBox="0 0 24 24" aria-hidden="true" className="size-6 text-accent">
        <path
          d="M6.5 10V6.5A3.5 3.5 0 0 1 10 3h4a3.5 3.5 0 0 1 3.5 3.5V10M8.5 14v-2a2.5 2.5 0 1 0-5 0v6.5h17V12a2.5 2.5 0 1 0-5 0v2zM5.5 18.5V21M18.5 18.5V21"
          fill="none"
          stroke="currentColor"
          strokeWidth="1.9"
          strokeLinecap="round"
          strokeLinejoin="round"
        />
      </svg>
      Modomo
    </span>
  );
}
