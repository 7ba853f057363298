"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { KeyRound, Plus } from "lucide-react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { LoadMore } from "@/components/ui/load-more";
import { Panel } from "@/components/ui/panel";
import { EmptyState, ErrorNotice, RowsSkeleton } from "@/components/ui/states";
import { KeyRow } from "./key-row";
import { NewKey } from "./new-key";
import { apiKeysQuery } from "./settings.queries";

export function KeysPanel() {
  return (
    <Panel
      title="API keys"
      description="For programs. Each may do only what its scopes say; nobody can read a key after it was made."
      actions={
        <Dialog
          trigger={
            <Button variant="primary">
              <Plus aria-hidden /> New key
            </Button>
          }
          title="New API key"
          description="Give it no more than the program needs."
        >
          {(close) => <NewKey onDone={close} />}
        </Dialog>
      }
    >
      <KeysList />
    </Panel>
  );
}

function KeysList() {
  const query = useInfiniteQuery(apiKeysQuery);
  if (query.isPending) return <RowsSkeleton rows={4} label="Loading API keys" />;
  if (query.error && !query.data) return <ErrorNotice error={query.error} onRetry={() => query.refetch()} />;
  const keys = query.data.pages.flatMap((page) => page.items);
  if (keys.length === 0)
    return (
      <EmptyState icon={KeyRound} title="No keys yet">
        Make one for each program that calls Modomo, so that each can be revoked alone.
      </EmptyState>
    );
  return (
    <>
      <ul aria-label="API keys" className="divide-y divide-border">
        {keys.map((key) => (
          <KeyRow key={key.id} apiKey={key} />
        ))}
      </ul>
      <LoadMore query={query} />
    </>
  );
}
