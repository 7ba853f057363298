"use client";

import { cn } from "./cn";

interface ChoiceChipsProps<Option extends string> {
  label: string;
  options: readonly Option[];
  value: Option | null;
  describe: (option: Option) => string;
  /** What choosing none is called; without it, one is always chosen. */
  anyLabel?: string;
  onChange: (value: Option | null) => void;
  className?: string;
}

/** One choice out of a few, always in sight; scrolls sideways where it is narrow. */
export function ChoiceChips<Option extends string>(props: ChoiceChipsProps<Option>) {
  const choices = props.anyLabel === undefined ? props.options : [null, ...props.options];
  return (
    <fieldset className={cn("-mx-1 flex min-w-0 gap-1.5 overflow-x-auto p-1", props.className)}>
      <legend className="sr-only">{props.label}</legend>
      {choices.map((choice) => (
        <button
          key={choice ?? "any"}
          type="button"
          aria-pressed={choice === props.value}
          onClick={() => props.onChange(choice)}
          className="h-8 shrink-0 rounded-full border border-border px-3 font-medium text-muted text-sm hover:bg-hover hover:text-ink aria-pressed:border-accent aria-pressed:bg-accent-soft aria-pressed:text-accent"
        >
          {choice === null ? props.anyLabel : props.describe(choice)}
        </button>
      ))}
    </fieldset>
  );
}
