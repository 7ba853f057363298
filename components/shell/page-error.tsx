import { PageHeader } from "@/components/ui/page-header";
import { ErrorNotice } from "@/components/ui/states";

/**
 * A page whose server part failed. Next replaces the error's message in production, so only the reference to its log line
 * is shown. Trying again loads the page anew, since rendering what is here again would not ask the server.
 */
export function PageError({ error }: { error: Error & { digest?: string } }) {
  const reference = error.digest ? ` Its reference in the server log is ${error.digest}.` : "";
  const message = `A part of Modomo may be restarting.${reference} Nothing was changed; try again in a moment.`;
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
