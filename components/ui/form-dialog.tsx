"use client";

import { Dialog } from "radix-ui";
import type { FormEvent, ReactNode } from "react";
import { Button } from "./button";

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
  /** Stands left of the buttons, such as a second way to submit. */
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
      <Dialog.Portal>
        <Dialog.Overlay className="fade-in fixed inset-0 z-40 animate-in bg-scrim" />
        <Dialog.Content className="fade-in zoom-in-95 fixed top-1/2 left-1/2 z-50 max-h-[calc(100dvh-2rem)] w-[min(34rem,calc(100vw-2rem))] -translate-x-1/2 -translate-y-1/2 animate-in overflow-y-auto rounded-lg border border-border bg-surface p-5 shadow-floating">
          <Dialog.Title className="font-semibold text-lg">{props.title}</Dialog.Title>
          <Dialog.Description className="mt-2 text-muted">{props.description}</Dialog.Description>
          <form noValidate onSubmit={handleSubmit} className="mt-4 flex flex-col gap-4">
            {props.children}
            <div className="mt-1 flex flex-wrap justify-end gap-2">
              {props.actions}
              <Dialog.Close asChild>
                <Button>Close</Button>
              </Dialog.Close>
              <Button type="submit" variant={props.isDangerous ? "danger" : "primary"} disabled={props.isPending}>
                {props.submitLabel}
              </Button>
            </div>
          </form>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
