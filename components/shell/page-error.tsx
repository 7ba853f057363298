import { PageHeader } from "@/components/ui/page-header";
import { ErrorNotice } from "@/components/ui/states";

/**
 * A page whose server part failed. Next replaces the error's message in production, so only the reference to its log line
 * is shown. Trying again loads the page anew, since rendering what is here again would not ask the server.
 */
export function PageError({ error }: { error: Error & { digest?: string } }) {
  const reference = error.digest ? ` In the server log, look for ${error.digest}.` : "";
  const message = `Nothing was changed. A part of Modomo may be restarting; try again in a moment.${reference}`;
  return (
    <>
      <PageHeader title="This page could not be shown" />
      <ErrorNotice
        error={new Error(message)}
        title="The server failed on it"
        onRetry={() => window.location.reload()}
      />
    </>
  );
}
