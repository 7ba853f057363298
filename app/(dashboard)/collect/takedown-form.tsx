"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Eye, Trash2 } from "lucide-react";
import { useRef, useState } from "react";
import { toFormProblem } from "@/components/api/problem-error";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Input, Select } from "@/components/ui/controls";
import { Field } from "@/components/ui/field";
import { countOf } from "@/components/ui/format";
import { ErrorNotice } from "@/components/ui/states";
import { collectKeys, previewTakedown, startTakedown } from "./collect.queries";

const KINDS = {
  url: { label: "Address", hint: "Of a picture, or of the page it is on." },
  host: { label: "Host", hint: "Such as photos.example.org; hosts below it are others." },
  author: { label: "Author", hint: "As the source names them; capitals do not matter." },
  scene_id: { label: "Scene", hint: "The id at the end of a scene's address." },
  sha256: { label: "Hash of the file", hint: "SHA-256, 64 hex digits." },
} as const;
type Kind = keyof typeof KINDS;

/** Names what has to go; it can be looked at before anything is removed. */
export function TakedownForm() {
  const queryClient = useQueryClient();
  const form = useRef<HTMLFormElement>(null);
  const [kind, setKind] = useState<Kind>("url");
  const preview = useMutation({ mutationFn: previewTakedown });
  const remove = useMutation({
    mutationFn: startTakedown,
    onSuccess: () => {
      form.current?.reset();
      preview.reset();
      return queryClient.invalidateQueries({ queryKey: collectKeys.takedowns });
    },
  });
  const isImage = kind === "sha256" || kind === "scene_id";
  const body = () => {
    const fields = new FormData(form.current ?? undefined);
    const value = fields.get("value");
    return { reason: fields.get("reason"), ...(isImage ? { image: { [kind]: value } } : { [kind]: value }) };
  };
  const valueField = isImage ? "image" : kind;
  const { byField, general } = toFormProblem(remove.error ?? preview.error, [valueField, "reason"]);
  const isBusy = preview.isPending || remove.isPending;
  return (
    <form
      ref={form}
      noValidate
      aria-label="New takedown"
      className="grid gap-4 pb-4 sm:grid-cols-[12rem_1fr]"
      onSubmit={(event) => {
        event.preventDefault();
        preview.mutate(body());
      }}
    >
      <Field label="Remove by">
        {(control) => (
          <Select
            {...control}
            value={kind}
            onChange={(event) => {
              setKind(event.target.value as Kind);
              preview.reset();
            }}
          >
            {Object.entries(KINDS).map(([value, { label }]) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Field label={KINDS[kind].label} hint={KINDS[kind].hint} error={byField[valueField]}>
        {(control) => <Input {...control} name="value" autoComplete="off" required onChange={() => preview.reset()} />}
      </Field>
      <Field
        label="Reason"
        hint="Who asked, and on what ground. It stays with the receipt."
        error={byField.reason}
        className="sm:col-span-2"
      >
        {(control) => <Input {...control} name="reason" maxLength={2000} autoComplete="off" required />}
      </Field>
      {general && <ErrorNotice error={new Error(general)} title="Nothing was removed" className="sm:col-span-2" />}
      <p role="status" className="text-sm sm:col-span-2 empty:hidden">
        {preview.data && `${countOf(preview.data.scenes, "scene")}${preview.data.more ? " and more" : ""} would go.`}
      </p>
      <div className="flex flex-wrap justify-end gap-2 sm:col-span-2">
        <Button type="submit" disabled={isBusy}>
          <Eye aria-hidden /> Show what would go
        </Button>
        <ConfirmDialog
          trigger={
            <Button variant="danger" disabled={isBusy}>
              <Trash2 aria-hidden /> Take down
            </Button>
          }
          title="Take this down?"
          description="Files, rows and vectors are removed for good, past versions are marked, and it is kept out from now on."
          confirmLabel="Take down"
          keepLabel="Keep"
          isDangerous
          onConfirm={() => remove.mutate(body())}
        />
      </div>
    </form>
  );
}
