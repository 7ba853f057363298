"use client";

import { useState } from "react";
import type { FormProblem } from "@/components/api/problem-error";
import { Input } from "@/components/ui/controls";
import { Field } from "@/components/ui/field";
import type { Schedule } from "@/lib/contracts/schedules";
import { describeCron } from "./schedule-labels";

interface CronFieldProps {
  schedule: Schedule | undefined;
  errors: FormProblem["byField"];
}

/** When it runs: the expression, which is said in words while it is typed, and where its clock stands. */
export function CronField({ schedule, errors }: CronFieldProps) {
  const [cron, setCron] = useState(schedule?.cron ?? "30 2 * * *");
  return (
    <div className="grid gap-5 sm:grid-cols-2">
      <Field
        label="When"
        hint={describeCron(cron) ?? "Minute, hour, day of the month, month, day of the week."}
        error={errors.cron}
      >
        {(control) => (
          <Input
            {...control}
            name="cron"
            value={cron}
            onChange={(event) => setCron(event.target.value)}
            spellCheck={false}
            autoComplete="off"
            className="font-mono"
          />
        )}
      </Field>
      <Field label="Time zone" hint="As in Europe/Berlin." error={errors.timezone}>
        {(control) => (
          <Input {...control} name="timezone" defaultValue={schedule?.timezone ?? "UTC"} spellCheck={false} />
        )}
      </Field>
    </div>
  );
}
