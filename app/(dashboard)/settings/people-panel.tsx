"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { UserPlus } from "lucide-react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { LoadMore } from "@/components/ui/load-more";
import { Panel } from "@/components/ui/panel";
import { ErrorNotice, RowsSkeleton } from "@/components/ui/states";
import { NewPersonForm } from "./person-forms";
import { PersonRow } from "./person-row";
import { peopleQuery } from "./settings.queries";

export function PeoplePanel({ ownId }: { ownId: string }) {
  return (
    <Panel
      title="People"
      description="A role holds from the next click on; a lock and a new password end every session of theirs."
      actions={
        <Dialog
          trigger={
            <Button variant="primary">
              <UserPlus aria-hidden /> Add a person
            </Button>
          }
          title="Add a person"
          description="They can sign in at once. Tell them the password by a way you trust."
        >
          {(close) => <NewPersonForm onSaved={close} />}
        </Dialog>
      }
    >
      <PeopleList ownId={ownId} />
    </Panel>
  );
}

function PeopleList({ ownId }: { ownId: string }) {
  const query = useInfiniteQuery(peopleQuery);
  if (query.isPending) return <RowsSkeleton rows={4} label="Loading people" />;
  if (query.error && !query.data) return <ErrorNotice error={query.error} onRetry={() => query.refetch()} />;
  const people = query.data.pages.flatMap((page) => page.items);
  return (
    <>
      <ul aria-label="People" className="divide-y divide-border">
        {people.map((person) => (
          <PersonRow key={person.id} person={person} isSelf={person.id === ownId} />
        ))}
      </ul>
      <LoadMore query={query} />
    </>
  );
}
