import { z } from "zod";
import { JOB_INPUT } from "@/lib/contracts/job-input";
import { JOB_KINDS, type JobKind, prioritySchema } from "@/lib/contracts/jobs";
import {
  MAINTENANCE_INPUT,
  type MaintenanceKind,
  type NewSchedule,
  type ScheduleKind,
} from "@/lib/contracts/schedules";
import type { Json } from "@/lib/db/client";
import { InvalidInputError } from "@/lib/errors";
import { checkCron } from "./cron";

export const isJobKind = (kind: ScheduleKind): kind is JobKind => (JOB_KINDS as readonly string[]).includes(kind);

/** The job's input and its priority, apart. */
export function splitInput(input: Record<string, Json>): { input: Record<string, Json>; priority: number | undefined } {
  const { priority, ...rest } = input;
  return { input: rest, priority: prioritySchema.optional().parse(priority) };
}

/** @throws {InvalidInputError} names the field: of the cron expression, the time zone, or of the kind's own input. */
export function checkSchedule({
  cron,
  timezone,
  kind,
  input,
}: Pick<NewSchedule, "cron" | "timezone" | "kind" | "input">): void {
  checkCron(cron, timezone);
  checkInput(kind, input);
}

/** @throws {InvalidInputError} names the field of the input that this kind does not take. */
export function checkInput(kind: ScheduleKind, { priority, ...input }: Record<string, unknown>): void {
  const schema = isJobKind(kind) ? JOB_INPUT[kind] : MAINTENANCE_INPUT[kind as MaintenanceKind];
  const ofInput = schema.safeParse(input).error?.issues ?? [];
  const ofPriority = z.object({ priority: prioritySchema.optional() }).safeParse({ priority }).error?.issues ?? [];
  const issues = [...ofInput, ...ofPriority];
  if (issues.length === 0) return;
  const errors = issues.map(({ path, message }) => ({ field: ["input", ...path].map(String).join("."), message }));
  throw new InvalidInputError(`This is not what ${kind} takes.`, errors);
}
