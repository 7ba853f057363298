"use client";

import type { FormProblem } from "@/components/api/problem-error";
import { Checkbox, Input, Select, Textarea } from "@/components/ui/controls";
import { Field } from "@/components/ui/field";
import type { Source } from "@/lib/contracts/sources";
import { ChipChoice } from "./chip-choice";
import { type FormDefaults, textDefault } from "./form-defaults";
import { optionField } from "./source-options";

interface OptionFieldsProps {
  source: Source;
  errors: FormProblem["byField"];
  /** The options of the job that is copied. */
  defaults: FormDefaults;
}

/** What else a source lets be asked for, as it says itself. */
export function OptionFields({ source, errors, defaults }: OptionFieldsProps) {
  return source.options.map((option) => (
    <OptionInput key={option.name} option={option} error={errors[optionField(option.name)]} defaults={defaults} />
  ));
}

interface OptionInputProps {
  option: Source["options"][number];
  error: string | undefined;
  defaults: FormDefaults;
}

function OptionInput({ option, error, defaults }: OptionInputProps) {
  const { name, label, hint, kind, fallback, is_required } = option;
  const choices = option.choices ?? [];
  const field = optionField(name);
  const chosen = defaults[name];
  const text = textDefault(defaults, name, fallback === null ? "" : String(fallback));
  if (kind === "switch")
    return <Checkbox name={field} label={label} hint={hint} defaultChecked={(chosen ?? fallback) === true} />;
  if (kind === "choices")
    return (
      <ChipChoice
        legend={label}
        hint={hint}
        name={field}
        choices={choices}
        chosen={Array.isArray(chosen) ? chosen : []}
        error={error}
      />
    );
  return (
    <Field label={is_required ? `${label} (needed)` : label} hint={hint} error={error}>
      {(control) => {
        if (kind === "choice")
          return (
            <Select {...control} name={field} defaultValue={text}>
              {choices.map((choice) => (
                <option key={choice.value} value={choice.value}>
                  {choice.label}
                </option>
              ))}
            </Select>
          );
        if (kind === "lines")
          return <Textarea {...control} name={field} defaultValue={text} spellCheck={false} className="min-h-20" />;
        return (
          <Input {...control} name={field} defaultValue={text} inputMode={kind === "number" ? "numeric" : undefined} />
        );
      }}
    </Field>
  );
}
