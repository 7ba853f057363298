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
import { getJobDetail } from "@/lib/jobs/jobs.repository";
import { jobKeys } from "../jobs.queries";
import { JobView } from "./job-view";

export const metadata: Metadata = { title: "Job" };

export default async function JobPage({ params, searchParams }: PageProps<"/jobs/[id]">) {
  const param = (await params).id;
  const { role } = await requireSession(signInPath(`/jobs/${param}`, await searchParams));
  const id = z.uuid().safeParse(param);
  const job = id.success ? await findJob(id.data) : null;
  if (!job) notFound();
  const client = getQueryClient();
  client.setQueryData(jobKeys.detail(job.id), job);
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <JobView id={job.id} canWrite={ROLE_SCOPES[role].includes("jobs:write")} />
    </HydrationBoundary>
  );
}

async function findJob(id: string) {
  try {
    return await getJobDetail(getDeps().db, id);
  } catch (error) {
    if (error instanceof NotFoundError) return null;
    throw error;
  }
}
