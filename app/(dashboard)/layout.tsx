import type { ReactNode } from "react";
import { AppShell } from "@/components/shell/app-shell";
import { requireSession } from "@/lib/auth/session";

export default async function DashboardLayout({ children }: { children: ReactNode }) {
  const { email, role } = await requireSession();
  return <AppShell session={{ email, role }}>{children}</AppShell>;
}
