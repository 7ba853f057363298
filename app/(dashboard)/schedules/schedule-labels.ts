import cronstrue from "cronstrue";
import { JOB_KIND_LABELS } from "@/components/jobs/job-labels";
import type { Tone } from "@/components/ui/badge";
import { humanize } from "@/components/ui/format";
import type { JobStatus } from "@/lib/contracts/jobs";
import type { Schedule, ScheduleKind, ScheduleRun } from "@/lib/contracts/schedules";

export const kindLabel = (kind: ScheduleKind): string =>
  kind in JOB_KIND_LABELS ? JOB_KIND_LABELS[kind as keyof typeof JOB_KIND_LABELS].label : humanize(kind);

/** "At 04:30, only on Monday" of a cron expression; null of one that is none. */
export function describeCron(cron: string): string | null {
  if (cron.trim().split(/\s+/).length !== 5) return null;
  try {
    return cronstrue.toString(cron, { use24HourTimeFormat: true });
  } catch {
    return null;
  }
}

export const MISSED_LABELS: Record<Schedule["missed_policy"], string> = {
  skip: "Leave out",
  once: "Make up once",
  all: "Make up each",
};
export const OVERLAP_LABELS: Record<Schedule["overlap_policy"], string> = {
  skip: "Skip the new run",
  allow: "Start it as well",
};

const RUN_TONES: Record<ScheduleRun["status"] | JobStatus, Tone> = {
  pending: "neutral",
  queued: "neutral",
  started: "accent",
  running: "accent",
  completed: "ok",
  failed: "bad",
  skipped: "warn",
  cancelled: "warn",
};

/** How a run stands: of a started job that is the job's own status. */
export function describeRun({ status, job }: ScheduleRun): { label: string; tone: Tone } {
  const known = status === "started" && job ? job.status : status;
  return { label: humanize(known), tone: RUN_TONES[known] };
}

/** A report of maintenance in a line: "Items 1,200 · Runs 40"; what is nought, and lists, are left out. */
export function describeReport(report: ScheduleRun["report"]): string {
  const parts = figuresOf(report).map(([name, value]) => `${humanize(name)} ${value.toLocaleString("en")}`);
  return parts.length > 0 ? parts.join(" · ") : "Nothing to do";
}

function figuresOf(report: object): [string, number][] {
  return Object.entries(report).flatMap(([name, value]: [string, unknown]): [string, number][] => {
    if (typeof value === "number") return value > 0 ? [[name, value]] : [];
    return typeof value === "object" && value !== null && !Array.isArray(value) ? figuresOf(value) : [];
  });
}
