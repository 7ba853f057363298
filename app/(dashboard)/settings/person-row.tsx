"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Select } from "@/components/ui/controls";
import { Dialog } from "@/components/ui/dialog";
import { humanize } from "@/components/ui/format";
import { ErrorNotice } from "@/components/ui/states";
import { RelativeTime } from "@/components/ui/time";
import { type ChangePersonRequest, type Person, ROLES } from "@/lib/contracts/identity";
import { NewPasswordForm } from "./person-forms";
import { changePerson, removePerson, settingsKeys } from "./settings.queries";

export function PersonRow({ person, isSelf }: { person: Person; isSelf: boolean }) {
  const queryClient = useQueryClient();
  const onSettled = () => queryClient.invalidateQueries({ queryKey: settingsKeys.people });
  const change = useMutation({ mutationFn: (body: ChangePersonRequest) => changePerson(person.id, body), onSettled });
  const remove = useMutation({ mutationFn: () => removePerson(person.id), onSettled });
  const error = change.error ?? remove.error;
  const isBusy = change.isPending || remove.isPending;
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2 py-3">
      <div className="min-w-0">
        <p className="flex flex-wrap items-center gap-2 break-all font-medium">
          {person.email}
          {isSelf && <Badge tone="accent">You</Badge>}
          {person.disabled_at && <Badge tone="bad">Locked</Badge>}
          {!person.role && <Badge tone="warn">No role</Badge>}
        </p>
        <p className="text-muted text-sm">
          {person.last_sign_in_at ? (
            <>
              Signed in <RelativeTime value={person.last_sign_in_at} />
            </>
          ) : (
            "Never signed in"
          )}
        </p>
      </div>
      <div className="flex flex-wrap items-center gap-2">
        <Select
          aria-label={`Role of ${person.email}`}
          value={person.role ?? ""}
          disabled={isBusy || isSelf}
          onChange={({ target }) => {
            const role = ROLES.find((each) => each === target.value);
            if (role) change.mutate({ role });
          }}
          className="w-36"
        >
          {!person.role && <option value="">No role</option>}
          {ROLES.map((role) => (
            <option key={role} value={role}>
              {humanize(role)}
            </option>
          ))}
        </Select>
        <Dialog
          trigger={<Button size="sm">New password</Button>}
          title={`New password for ${person.email}`}
          description="They are signed out everywhere. Tell them the password by a way you trust."
        >
          {(close) => <NewPasswordForm person={person} onSaved={close} />}
        </Dialog>
        {!isSelf && (
          <>
            <LockButton person={person} isBusy={isBusy} onChange={(disabled) => change.mutate({ disabled })} />
            <ConfirmDialog
              trigger={
                <Button size="sm" variant="danger" disabled={isBusy}>
                  Remove
                </Button>
              }
              title={`Remove ${person.email}?`}
              description="They are signed out at once and cannot sign in again. What they did stays in the audit log."
              confirmLabel="Remove"
              keepLabel="Keep"
              isDangerous
              onConfirm={() => remove.mutate()}
            />
          </>
        )}
      </div>
      {error && <ErrorNotice error={error} title="Nothing was changed" className="w-full" />}
    </li>
  );
}

interface LockButtonProps {
  person: Person;
  isBusy: boolean;
  onChange: (isLocked: boolean) => void;
}

function LockButton({ person, isBusy, onChange }: LockButtonProps) {
  if (!person.role) return null;
  if (person.disabled_at)
    return (
      <Button size="sm" disabled={isBusy} onClick={() => onChange(false)}>
        Unlock
      </Button>
    );
  return (
    <ConfirmDialog
      trigger={
        <Button size="sm" disabled={isBusy}>
          Lock
        </Button>
      }
      title={`Lock ${person.email}?`}
      description="They are signed out at once and cannot sign in until you unlock them."
      confirmLabel="Lock"
      keepLabel="Leave open"
      isDangerous
      onConfirm={() => onChange(true)}
    />
  );
}
