import type { ReactNode } from "react";
import { AppShell } from "@/components/shell/app-shell";
import { getSession } from "@/lib/auth/session";

export default async function DashboardLayout({ children }: { children: ReactNode }) {
  const session = await getSession();
  if (!session) return children; // each page sends strangers to sign in, since it alone knows its address
  const { email, role } = session;
  return <AppShell session={{ email, role }}>{children}</AppShell>;
}
