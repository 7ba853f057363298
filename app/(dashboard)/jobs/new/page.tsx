import type { Metadata } from "next";
import { signInPath } from "@/components/api/next-path";
import { PageHeader } from "@/components/ui/page-header";
import { requireSession } from "@/lib/auth/session";
import { StartJob } from "./start-job";

export const metadata: Metadata = { title: "Start a job" };

export default async function NewJobPage({ searchParams }: PageProps<"/jobs/new">) {
  await requireSession(signInPath("/jobs/new", await searchParams));
  return (
    <>
      <PageHeader
        title="Start a job"
        description="Choose what to do. You can leave the page; the job goes on by itself."
      />
      <StartJob />
    </>
  );
}
