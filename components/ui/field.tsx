"use client";

import { type ReactNode, useId } from "react";
import { cn } from "./cn";

export const controlStyles =
  "w-full rounded-md border border-border-strong/60 bg-surface px-3 text-base text-ink placeholder:text-muted max-lg:text-lg hover:border-border-strong aria-invalid:border-bad disabled:opacity-60";

/** Props a control needs so that its label, hint and error are announced with it. */
interface ControlProps {
  id: string;
  "aria-invalid": true | undefined;
  "aria-describedby": string | undefined;
}

interface FieldProps {
  label: string;
  hint?: ReactNode;
  error?: string | undefined;
  className?: string;
  children: (control: ControlProps) => ReactNode;
}

export function Field({ label, hint, error, className, children }: FieldProps) {
  const id = useId();
  const hintId = hint ? `${id}-hint` : null;
  const errorId = error ? `${id}-error` : null;
  const describedBy = [hintId, errorId].filter(Boolean).join(" ") || undefined;
  return (
    <div className={cn("flex flex-col gap-1.5", className)}>
      <label htmlFor={id} className="font-medium">
        {label}
      </label>
      {children({ id, "aria-invalid": error ? true : undefined, "aria-describedby": describedBy })}
      {hintId && (
        <p id={hintId} className="text-muted text-sm">
          {hint}
        </p>
      )}
      {errorId && (
        <p id={errorId} className="font-medium text-bad text-sm first-letter:uppercase">
          {error}
        </p>
      )}
    </div>
  );
}
