"use client";

import { cn } from "./cn";
import { Select } from "./controls";

interface FilterSelectProps<Option extends string> {
  label: string;
  value: Option | null;
  options: readonly Option[];
  describe: (option: Option) => string;
  anyLabel: string;
  onChange: (value: Option | null) => void;
  className?: string;
}

/** One choice out of `options`, or none. */
export function FilterSelect<Option extends string>(props: FilterSelectProps<Option>) {
  const { label, value, options, describe, anyLabel, onChange } = props;
  return (
    <Select
      aria-label={label}
      value={value ?? ""}
      onChange={(event) => onChange(options.find((option) => option === event.target.value) ?? null)}
      className={cn("min-w-0 sm:w-40", props.className)}
    >
      <option value="">{anyLabel}</option>
      {options.map((option) => (
        <option key={option} value={option}>
          {describe(option)}
        </option>
      ))}
    </Select>
  );
}
