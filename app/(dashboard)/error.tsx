"use client";

import { ErrorNotice } from "@/components/ui/states";

/** Next replaces a server error's message in production, so only the reference to its log line is shown. */
export default function DashboardError({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  const reference = error.digest ? ` Its reference in the server log is ${error.digest}.` : "";
  const message = `Something on this page went wrong.${reference} Nothing was changed; try again.`;
  return <ErrorNotice error={new Error(message)} title="This page could not be shown" onRetry={reset} />;
}
