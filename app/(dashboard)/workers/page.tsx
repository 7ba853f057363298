import type { Metadata } from "next";
import { signInPath } from "@/components/api/next-path";
import { PageHeader } from "@/components/ui/page-header";
import { requireSession } from "@/lib/auth/session";
import { WorkersView } from "./workers-view";

export const metadata: Metadata = { title: "Workers" };

export default async function WorkersPage() {
  const { role } = await requireSession(signInPath("/workers"));
  return (
    <>
      <PageHeader
        title="Workers"
        description="The GPU workers that look at pictures, and the instances of this app that do everything else."
      />
      <WorkersView isAdmin={role === "admin"} />
    </>
  );
}
