import { Plus } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { signInPath } from "@/components/api/next-path";
import { buttonStyles } from "@/components/ui/button";
import { PageHeader } from "@/components/ui/page-header";
import { ROLE_SCOPES } from "@/lib/auth/scopes";
import { requireSession } from "@/lib/auth/session";
import { CollectView } from "./collect-view";

export const metadata: Metadata = { title: "Collect" };

export default async function CollectPage({ searchParams }: PageProps<"/collect">) {
  const { role } = await requireSession(signInPath("/collect", await searchParams));
  const scopes = ROLE_SCOPES[role];
  const canWork = scopes.includes("jobs:write");
  return (
    <>
      <PageHeader
        title="Collect"
        description="Visits to sites and what came of them. Every refusal of a site is obeyed and kept on record."
        actions={
          canWork && (
            <Link href="/jobs/new" className={buttonStyles({ variant: "primary" })}>
              <Plus aria-hidden /> Start a crawl
            </Link>
          )
        }
      />
      <CollectView canWork={canWork} isAdmin={scopes.includes("admin")} />
    </>
  );
}
