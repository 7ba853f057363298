import { Plus } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { signInPath } from "@/components/api/next-path";
import { buttonStyles } from "@/components/ui/button";
import { PageHeader } from "@/components/ui/page-header";
import { ROLE_SCOPES } from "@/lib/auth/scopes";
import { requireSession } from "@/lib/auth/session";
import { Overview } from "./overview";

export const metadata: Metadata = { title: "Overview" };

export default async function OverviewPage() {
  const { role } = await requireSession(signInPath("/"));
  return (
    <>
      <PageHeader
        title="Overview"
        description="What the dataset holds, and what is being added to it now."
        actions={
          ROLE_SCOPES[role].includes("jobs:write") && (
            <Link href="/jobs/new" className={buttonStyles({ variant: "primary" })}>
              <Plus aria-hidden /> Start a job
            </Link>
          )
        }
      />
      <Overview />
    </>
  );
}
