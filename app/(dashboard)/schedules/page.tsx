import { Plus } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { signInPath } from "@/components/api/next-path";
import { buttonStyles } from "@/components/ui/button";
import { PageHeader } from "@/components/ui/page-header";
import { ROLE_SCOPES } from "@/lib/auth/scopes";
import { requireSession } from "@/lib/auth/session";
import { SchedulesView } from "./schedules-view";

export const metadata: Metadata = { title: "Schedules" };

export default async function SchedulesPage({ searchParams }: PageProps<"/schedules">) {
  const { role } = await requireSession(signInPath("/schedules", await searchParams));
  const canWrite = ROLE_SCOPES[role].includes("jobs:write");
  return (
    <>
      <PageHeader
        title="Schedules"
        description="Jobs that start by the clock, and the upkeep that Modomo does by itself."
        actions={
          canWrite && (
            <Link href="/schedules/new" className={buttonStyles({ variant: "primary" })}>
              <Plus aria-hidden /> New schedule
            </Link>
          )
        }
      />
      <SchedulesView canWrite={canWrite} />
    </>
  );
}
