import type { Metadata } from "next";
import { signInPath } from "@/components/api/next-path";
import { AdminOnly } from "@/components/shell/admin-only";
import { PageHeader } from "@/components/ui/page-header";
import { requireSession } from "@/lib/auth/session";
import { SettingsView } from "./settings-view";

export const metadata: Metadata = { title: "Settings" };

export default async function SettingsPage({ searchParams }: PageProps<"/settings">) {
  const { role, userId } = await requireSession(signInPath("/settings", await searchParams));
  if (role !== "admin") return <AdminOnly />;
  return (
    <>
      <PageHeader title="Settings" description="Who may use Modomo, and how this installation is set up." />
      <SettingsView ownId={userId} />
    </>
  );
}
