import { CircleAlert, type LucideIcon, RotateCw } from "lucide-react";
import type { ReactNode } from "react";
import { Button } from "./button";
import { cn } from "./cn";

/** A grey block of the size of what is coming; the surrounding region says it is loading. */
export function Skeleton({ className }: { className?: string }) {
  return <div aria-hidden className={cn("animate-pulse rounded-md bg-sunken", className)} />;
}

export function LoadingRegion({
  label,
  className,
  children,
}: {
  label: string;
  className?: string;
  children: ReactNode;
}) {
  return (
    <div role="status" aria-label={label} className={className}>
      {children}
    </div>
  );
}

export function RowsSkeleton({ rows, label }: { rows: number; label: string }) {
  return (
    <LoadingRegion label={label} className="flex flex-col gap-3 py-2">
      {Array.from({ length: rows }, (_, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: identical placeholders have no other identity
        <Skeleton key={row} className="h-10" />
      ))}
    </LoadingRegion>
  );
}

interface EmptyStateProps {
  icon: LucideIcon;
  title: ReactNode;
  children?: ReactNode;
  action?: ReactNode;
}

export function EmptyState({ icon: Icon, title, children, action }: EmptyStateProps) {
  return (
    <div className="flex flex-col items-center gap-2 px-4 py-10 text-center">
      <span className="mb-1 grid size-11 place-items-center rounded-full bg-sunken text-muted">
        <Icon aria-hidden className="size-5" />
      </span>
      <div className="font-semibold">{title}</div>
      {children && <p className="max-w-sm text-muted text-sm">{children}</p>}
      {action && <div className="mt-3">{action}</div>}
    </div>
  );
}

interface ErrorNoticeProps {
  error: Error;
  title?: string;
  onRetry?: () => void;
  className?: string;
}

export function ErrorNotice({ error, title = "This could not be loaded", onRetry, className }: ErrorNoticeProps) {
  return (
    <div role="alert" className={cn("flex gap-3 rounded-md bg-bad-soft px-4 py-3", className)}>
      <CircleAlert aria-hidden className="mt-0.5 size-4.5 shrink-0 text-bad" />
      <div className="min-w-0 flex-1">
        <p className="font-semibold text-bad">{title}</p>
        <p className="break-words text-ink text-sm">{error.message}</p>
        {onRetry && (
          <Button size="sm" className="mt-3" onClick={onRetry}>
            <RotateCw aria-hidden /> Try again
          </Button>
        )}
      </div>
    </div>
  );
}
