import type { Metadata } from "next";
import { signInPath } from "@/components/api/next-path";
import { AdminOnly } from "@/components/shell/admin-only";
import { PageHeader } from "@/components/ui/page-header";
import { requireSession } from "@/lib/auth/session";
import { AlertsView } from "./alerts-view";

export const metadata: Metadata = { title: "Alerts" };

export default async function AlertsPage({ searchParams }: PageProps<"/alerts">) {
  const { role } = await requireSession(signInPath("/alerts", await searchParams));
  if (role !== "admin") return <AdminOnly />;
  return (
    <>
      <PageHeader
        title="Alerts"
        description="Rules are checked every minute. What breaks one shows here and is sent over every channel that is on."
      />
      <AlertsView />
    </>
  );
}
