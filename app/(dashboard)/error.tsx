"use client";

import { PageError } from "@/components/shell/page-error";

/** Inside the shell, so that every other place is one click away. */
export default function DashboardError({ error }: { error: Error & { digest?: string } }) {
  return <PageError error={error} />;
}
