import { Plus } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { signInPath } from "@/components/api/next-path";
import { buttonStyles } from "@/components/ui/button";
import { PageHeader } from "@/components/ui/page-header";
import { requireSession } from "@/lib/auth/session";
import { JobsView } from "./jobs-view";

export const metadata: Metadata = { title: "Jobs" };

export default async function JobsPage({ searchParams }: PageProps<"/jobs">) {
  await requireSession(signInPath("/jobs", await searchParams));
  return (
    <>
      <PageHeader
        title="Jobs"
        description="Everything that was started, newest first. A running job renews itself here."
        actions={
          <Link href="/jobs/new" className={buttonStyles({ variant: "primary" })}>
            <Plus aria-hidden /> Start a job
          </Link>
        }
      />
      <JobsView />
    </>
  );
}
