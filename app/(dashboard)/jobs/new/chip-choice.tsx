"use client";

import { useId } from "react";
import { humanize } from "@/components/ui/format";

interface ChipChoiceProps {
  legend: string;
  hint: string;
  name: string;
  choices: readonly { value: string; label: string }[];
  chosen: readonly unknown[];
  error: string | undefined;
}

/** Any number of a few choices. */
export function ChipChoice({ legend, hint, name, choices, chosen, error }: ChipChoiceProps) {
  const id = useId();
  return (
    <fieldset aria-describedby={error ? `${id}-error` : `${id}-hint`}>
      <legend className="mb-1.5 font-medium">{legend}</legend>
      <div className="flex flex-wrap gap-2">
        {choices.map(({ value, label }) => (
          <label
            key={value}
            className="cursor-pointer rounded-full border border-border px-3 py-1 text-muted text-sm hover:bg-hover has-checked:border-accent has-checked:bg-accent-soft has-checked:text-accent has-focus-visible:outline-2 has-focus-visible:outline-accent has-focus-visible:outline-offset-2"
          >
            <input
              type="checkbox"
              name={name}
              value={value}
              defaultChecked={chosen.includes(value)}
              className="sr-only"
            />
            {humanize(label)}
          </label>
        ))}
      </div>
      <p id={`${id}-hint`} className="mt-1.5 text-muted text-sm">
        {hint}
      </p>
      {error && (
        <p id={`${id}-error`} className="mt-1.5 font-medium text-bad text-sm">
          {error}
        </p>
      )}
    </fieldset>
  );
}
