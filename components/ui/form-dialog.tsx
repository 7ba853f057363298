"use client";

import { Dialog } from "radix-ui";
import type { FormEvent, ReactNode } from "react";
import { Button } from "./button";
import { DialogActions } from "./dialog-actions";
import { DialogFrame } from "./dialog-frame";

interface FormDialogProps {
  trigger: ReactNode;
  title: string;
  description: string;
  submitLabel: string;
  isDangerous?: boolean;
  isPending: boolean;
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
  onSubmit: (form: FormData) => void;
  /** Stands left of the submit button, such as a second way to submit. */
  actions?: ReactNode;
  children: ReactNode;
}

/** A form in a dialog over the page; the caller closes it when what was asked for is done. */
export function FormDialog(props: FormDialogProps) {
  const handleSubmit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    props.onSubmit(new FormData(event.currentTarget));
  };
  return (
    <Dialog.Root open={props.isOpen} onOpenChange={props.onOpenChange}>
      <Dialog.Trigger asChild>{props.trigger}</Dialog.Trigger>
      <DialogFrame title={props.title} description={props.description}>
        <form noValidate onSubmit={handleSubmit} className="flex flex-col gap-4">
          {props.children}
          <DialogActions>
            {props.actions}
            <Button type="submit" variant={props.isDangerous ? "danger" : "primary"} disabled={props.isPending}>
              {props.submitLabel}
            </Button>
          </DialogActions>
        </form>
      </DialogFrame>
    </Dialog.Root>
  );
}
