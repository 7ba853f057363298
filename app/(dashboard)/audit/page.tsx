import type { Metadata } from "next";
import { signInPath } from "@/components/api/next-path";
import { AdminOnly } from "@/components/shell/admin-only";
import { PageHeader } from "@/components/ui/page-header";
import { requireSession } from "@/lib/auth/session";
import { AuditView } from "./audit-view";

export const metadata: Metadata = { title: "Audit" };

export default async function AuditPage({ searchParams }: PageProps<"/audit">) {
  const { role } = await requireSession(signInPath("/audit", await searchParams));
  if (role !== "admin") return <AdminOnly />;
  return (
    <>
      <PageHeader
        title="Audit"
        description="Who changed what, newest first, by hand or by key; signing in and failing to as well."
      />
      <AuditView />
    </>
  );
}
