import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { z } from "zod";
import { signInPath } from "@/components/api/next-path";
import { PageHeader } from "@/components/ui/page-header";
import { ROLE_SCOPES } from "@/lib/auth/scopes";
import { requireSession } from "@/lib/auth/session";
import type { Job } from "@/lib/contracts/jobs";
import { getDeps } from "@/lib/deps";
import { getJobs } from "@/lib/jobs/jobs.repository";
import { canStartAnew } from "./form-defaults";
import { StartJob } from "./start-job";

export const metadata: Metadata = { title: "Start a job" };

export default async function NewJobPage({ searchParams }: PageProps<"/jobs/new">) {
  const search = await searchParams;
  const { role } = await requireSession(signInPath("/jobs/new", search));
  if (!ROLE_SCOPES[role].includes("jobs:write")) notFound();
  const copied = await findCopied(search.from);
  return (
    <>
      <PageHeader
        title={copied ? "Start a copy of a job" : "Start a job"}
        description="Choose what to do. You can leave the page; the job goes on by itself."
      />
      <StartJob copied={copied} />
    </>
  );
}

/** The job to copy; null for none, and for one that no form can show whole. */
async function findCopied(from: string | string[] | undefined): Promise<Job | null> {
  const id = z.uuid().safeParse(from);
  if (!id.success) return null;
  const [job = null] = await getJobs(getDeps().db, [id.data]);
  return job && canStartAnew(job) ? job : null;
}
