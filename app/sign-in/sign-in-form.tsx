"use client";

import { useMutation } from "@tanstack/react-query";
import type { FormEvent } from "react";
import { fetchJson } from "@/components/api/fetch-json";
import { toFormProblem } from "@/components/api/problem-error";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/controls";
import { Field } from "@/components/ui/field";
import { ErrorNotice } from "@/components/ui/states";
import { sessionSchema } from "@/lib/contracts/dashboard";

const FIELDS = ["email", "password"] as const;

const signIn = (form: FormData) =>
  fetchJson("/api/session", sessionSchema, {
    method: "POST",
    body: { email: form.get("email"), password: form.get("password") },
    isSignIn: true,
  });

/** A full page load follows, because what the server rendered before belongs to nobody. */
export function SignInForm({ nextPath }: { nextPath: string }) {
  const { mutate, error, isPending, isSuccess } = useMutation({
    mutationFn: signIn,
    onSuccess: () => window.location.assign(nextPath),
  });
  const { byField, general } = toFormProblem(error, FIELDS);
  const handleSubmit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    mutate(new FormData(event.currentTarget));
  };
  return (
    <form method="post" noValidate onSubmit={handleSubmit} className="flex flex-col gap-4">
      <Field label="Email" error={byField.email}>
        {(control) => <Input {...control} name="email" type="email" autoComplete="username" required />}
      </Field>
      <Field label="Password" error={byField.password}>
        {(control) => <Input {...control} name="password" type="password" autoComplete="current-password" required />}
      </Field>
      {error && general && <ErrorNotice title="You are not signed in" error={new Error(general)} />}
      <Button type="submit" variant="primary" disabled={isPending || isSuccess} className="mt-2">
        {isPending || isSuccess ? "Signing in…" : "Sign in"}
      </Button>
    </form>
  );
}
