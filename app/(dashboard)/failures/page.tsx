import type { Metadata } from "next";
import { signInPath } from "@/components/api/next-path";
import { PageHeader } from "@/components/ui/page-header";
import { ROLE_SCOPES } from "@/lib/auth/scopes";
import { requireSession } from "@/lib/auth/session";
import { FailuresView } from "./failures-view";

export const metadata: Metadata = { title: "Failures" };

export default async function FailuresPage({ searchParams }: PageProps<"/failures">) {
  const { role } = await requireSession(signInPath("/failures", await searchParams));
  return (
    <>
      <PageHeader
        title="Failures"
        description="What went wrong and was not tried again, grouped by cause. Mend the cause, then replay."
      />
      <FailuresView canWrite={ROLE_SCOPES[role].includes("jobs:write")} />
    </>
  );
}
