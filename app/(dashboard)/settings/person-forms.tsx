"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { FormEvent, ReactNode } from "react";
import { type FormProblem, toFormProblem } from "@/components/api/problem-error";
import { Button } from "@/components/ui/button";
import { Input, Select } from "@/components/ui/controls";
import { DialogActions } from "@/components/ui/dialog-actions";
import { Field } from "@/components/ui/field";
import { humanize } from "@/components/ui/format";
import { ErrorNotice } from "@/components/ui/states";
import { type Person, ROLES } from "@/lib/contracts/identity";
import { changePerson, createPerson, settingsKeys } from "./settings.queries";

const ROLE_HINT =
  "Viewers look; reviewers also review; operators also start and stop work; admins also manage keys, people and queues.";

export function NewPersonForm({ onSaved }: { onSaved: () => void }) {
  return (
    <PersonForm
      submitLabel="Add"
      fields={["email", "password", "role"]}
      send={(form) => createPerson(Object.fromEntries(form))}
      onSaved={onSaved}
    >
      {(errors) => (
        <>
          <Field label="Email" error={errors.email}>
            {(control) => <Input {...control} name="email" type="email" autoComplete="off" />}
          </Field>
          <PasswordField error={errors.password} />
          <Field label="Role" hint={ROLE_HINT} error={errors.role}>
            {(control) => (
              <Select {...control} name="role" defaultValue="viewer">
                {ROLES.map((role) => (
                  <option key={role} value={role}>
                    {humanize(role)}
                  </option>
                ))}
              </Select>
            )}
          </Field>
        </>
      )}
    </PersonForm>
  );
}

export function NewPasswordForm({ person, onSaved }: { person: Person; onSaved: () => void }) {
  return (
    <PersonForm
      submitLabel="Set the password"
      fields={["password"]}
      send={(form) => changePerson(person.id, { password: String(form.get("password")) })}
      onSaved={onSaved}
    >
      {(errors) => <PasswordField error={errors.password} />}
    </PersonForm>
  );
}

function PasswordField({ error }: { error: string | undefined }) {
  return (
    <Field label="Password" hint="At least 10 characters." error={error}>
      {(control) => <Input {...control} name="password" type="password" autoComplete="new-password" />}
    </Field>
  );
}

interface PersonFormProps {
  submitLabel: string;
  fields: readonly string[];
  send: (form: FormData) => Promise<unknown>;
  onSaved: () => void;
  children: (errors: FormProblem["byField"]) => ReactNode;
}

function PersonForm({ submitLabel, fields, send, onSaved, children }: PersonFormProps) {
  const queryClient = useQueryClient();
  const { mutate, error, isPending } = useMutation({
    mutationFn: send,
    onSuccess: () => {
      void queryClient.invalidateQueries({ queryKey: settingsKeys.people });
      onSaved();
    },
  });
  const { byField, general } = toFormProblem(error, fields);
  const handleSubmit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    mutate(new FormData(event.currentTarget));
  };
  return (
    <form method="post" noValidate onSubmit={handleSubmit} className="flex flex-col gap-5">
      {children(byField)}
      {general && <ErrorNotice title="Nothing was saved" error={new Error(general)} />}
      <DialogActions>
        <Button type="submit" variant="primary" disabled={isPending}>
          {isPending ? "Saving…" : submitLabel}
        </Button>
      </DialogActions>
    </form>
  );
}
