import { Plus } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { signInPath } from "@/components/api/next-path";
import { buttonStyles } from "@/components/ui/button";
import { PageHeader } from "@/components/ui/page-header";
import { ROLE_SCOPES } from "@/lib/auth/scopes";
import { requireSession } from "@/lib/auth/session";
import { JobsView } from "./jobs-view";

export const metadata: Metadata = { title: "Jobs" };

export default async function JobsPage({ searchParams }: PageProps<"/jobs">) {
  const session = await requireSession(signInPath("/jobs", await searchParams));
  const canWrite = ROLE_SCOPES[session.role].includes("jobs:write");
  return (
    <>
      <PageHeader
        title="Jobs"
        description="Everything that was started, newest first. A running job renews itself here."
        actions={
          canWrite && (
            <Link href="/jobs/new" className={buttonStyles({ variant: "primary" })}>
              <Plus aria-hidden /> Start a job
            </Link>
          )
        }
      />
      <JobsView canWrite={canWrite} />
    </>
  );
}
