"use client";

import { Check, Copy } from "lucide-react";
import { useState } from "react";
import { cn } from "./cn";

const SHOWN_MS = 1500;

/** Copies `value`, and says so for a moment in place of its icon and to screen readers. */
export function CopyButton({ value, label, className }: { value: string; label: string; className?: string }) {
  const [isCopied, setIsCopied] = useState(false);
  const handleClick = async () => {
    await navigator.clipboard.writeText(value);
    setIsCopied(true);
    setTimeout(() => setIsCopied(false), SHOWN_MS);
  };
  return (
    <button
      type="button"
      aria-label={isCopied ? "Copied" : label}
      title={label}
      onClick={handleClick}
      className={cn(
        "inline-grid size-7 shrink-0 place-items-center rounded-sm text-muted hover:bg-hover hover:text-ink",
        className,
      )}
    >
      {isCopied ? <Check aria-hidden className="size-3.5 text-ok" /> : <Copy aria-hidden className="size-3.5" />}
      <span aria-live="polite" className="sr-only">
        {isCopied ? "Copied" : ""}
      </span>
    </button>
  );
}
