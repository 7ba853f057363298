"use client";

import { useRouter } from "next/navigation";
import { ScheduleForm } from "../schedule-form";
import { addSchedule } from "../schedules.queries";

export function NewSchedule() {
  const router = useRouter();
  return (
    <section
      aria-label="New schedule"
      className="max-w-2xl rounded-lg border border-border bg-surface p-4 shadow-raised sm:p-6"
    >
      <ScheduleForm
        submitLabel="Make the schedule"
        save={addSchedule}
        onSaved={({ id }) => router.push(`/schedules/${id}`)}
      />
    </section>
  );
}
