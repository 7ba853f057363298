"use client";

import { AlertDialog } from "radix-ui";
import type { ReactNode } from "react";
import { buttonStyles } from "./button";

interface ConfirmDialogProps {
  trigger: ReactNode;
  title: string;
  description: string;
  confirmLabel: string;
  keepLabel: string;
  isDangerous?: boolean;
  onConfirm: () => void;
}

/** Asks before `onConfirm`; focus starts on the answer that changes nothing. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  return (
    <AlertDialog.Root>
      <AlertDialog.Trigger asChild>{props.trigger}</AlertDialog.Trigger>
      <AlertDialog.Portal>
        <AlertDialog.Overlay className="fade-in fixed inset-0 z-40 animate-in bg-scrim" />
        <AlertDialog.Content className="fade-in zoom-in-95 fixed top-1/2 left-1/2 z-50 w-[min(26rem,calc(100vw-2rem))] -translate-x-1/2 -translate-y-1/2 animate-in rounded-lg border border-border bg-surface p-5 shadow-floating">
          <AlertDialog.Title className="font-semibold text-lg">{props.title}</AlertDialog.Title>
          <AlertDialog.Description className="mt-2 text-muted">{props.description}</AlertDialog.Description>
          <div className="mt-5 flex flex-wrap justify-end gap-2">
            <AlertDialog.Cancel className={buttonStyles({ variant: "secondary" })}>
              {props.keepLabel}
            </AlertDialog.Cancel>
            <AlertDialog.Action
              className={buttonStyles({ variant: props.isDangerous ? "danger" : "primary" })}
              onClick={props.onConfirm}
            >
              {props.confirmLabel}
            </AlertDialog.Action>
          </div>
        </AlertDialog.Content>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}
