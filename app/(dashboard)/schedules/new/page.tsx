import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { signInPath } from "@/components/api/next-path";
import { BackLink } from "@/components/ui/back-link";
import { PageHeader } from "@/components/ui/page-header";
import { ROLE_SCOPES } from "@/lib/auth/scopes";
import { requireSession } from "@/lib/auth/session";
import { NewSchedule } from "./new-schedule";

export const metadata: Metadata = { title: "New schedule" };

export default async function NewSchedulePage({ searchParams }: PageProps<"/schedules/new">) {
  const { role } = await requireSession(signInPath("/schedules/new", await searchParams));
  if (!ROLE_SCOPES[role].includes("jobs:write")) notFound();
  return (
    <>
      <PageHeader
        eyebrow={<BackLink href="/schedules">Schedules</BackLink>}
        title="New schedule"
        description="Starts the same job again and again, at the times you give."
      />
      <NewSchedule />
    </>
  );
}
