import { type ReactNode, useId } from "react";
import { cn } from "./cn";

interface PanelProps {
  title: string;
  description?: ReactNode;
  actions?: ReactNode;
  className?: string;
  bodyClassName?: string;
  children: ReactNode;
}

/** A titled section of a page; a landmark by its heading. */
export function Panel({ title, description, actions, className, bodyClassName, children }: PanelProps) {
  const headingId = useId();
  return (
    <section
      aria-labelledby={headingId}
      className={cn("min-w-0 rounded-lg border border-border bg-surface shadow-raised", className)}
    >
      <header className="flex min-h-12 flex-wrap items-center justify-between gap-x-4 gap-y-2 px-4 pt-3 sm:px-5">
        <div className="min-w-0">
          <h2 id={headingId} className="font-semibold text-base">
            {title}
          </h2>
          {description && <p className="text-muted text-sm">{description}</p>}
        </div>
        {actions}
      </header>
      <div className={cn("px-4 pt-2 pb-4 sm:px-5 sm:pb-5", bodyClassName)}>{children}</div>
    </section>
  );
}
