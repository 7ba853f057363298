import { ShieldX } from "lucide-react";
import type { Metadata } from "next";
import { signInPath } from "@/components/api/next-path";
import { PageHeader } from "@/components/ui/page-header";
import { EmptyState } from "@/components/ui/states";
import { requireSession } from "@/lib/auth/session";
import { AlertsView } from "./alerts-view";

export const metadata: Metadata = { title: "Alerts" };

export default async function AlertsPage({ searchParams }: PageProps<"/alerts">) {
  const { role } = await requireSession(signInPath("/alerts", await searchParams));
  return (
    <>
      <PageHeader
        title="Alerts"
        description="Rules are checked every minute. What breaks one shows here and is sent over every channel that is on."
      />
      {role === "admin" ? (
        <AlertsView />
      ) : (
        <EmptyState icon={ShieldX} title="Alerts are for admins">
          Ask an admin to look, or to give you the role.
        </EmptyState>
      )}
    </>
  );
}
