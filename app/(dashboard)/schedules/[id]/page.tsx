import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { z } from "zod";
import { signInPath } from "@/components/api/next-path";
import { getQueryClient } from "@/components/api/query-client";
import { ROLE_SCOPES } from "@/lib/auth/scopes";
import { requireSession } from "@/lib/auth/session";
import { getDeps } from "@/lib/deps";
import { NotFoundError } from "@/lib/errors";
import { getSchedule } from "@/lib/schedules/schedules.repository";
import { scheduleKeys } from "../schedules.queries";
import { ScheduleView } from "./schedule-view";

export const metadata: Metadata = { title: "Schedule" };

export default async function SchedulePage({ params, searchParams }: PageProps<"/schedules/[id]">) {
  const param = (await params).id;
  const { role } = await requireSession(signInPath(`/schedules/${param}`, await searchParams));
  const id = z.uuid().safeParse(param);
  const schedule = id.success ? await findSchedule(id.data) : null;
  if (!schedule) notFound();
  const client = getQueryClient();
  client.setQueryData(scheduleKeys.detail(schedule.id), schedule);
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <ScheduleView id={schedule.id} canWrite={ROLE_SCOPES[role].includes("jobs:write")} />
    </HydrationBoundary>
  );
}

async function findSchedule(id: string) {
  try {
    return await getSchedule(getDeps().db, id);
  } catch (error) {
    if (error instanceof NotFoundError) return null;
    throw error;
  }
}
