"use client";

import { Dialog } from "radix-ui";
import type { ReactNode } from "react";

interface DialogFrameProps {
  title: string;
  description: string;
  children: ReactNode;
}

/** What every dialog over the page looks like; stands in a `Dialog.Root`. Scrolls where the screen is lower than it. */
export function DialogFrame({ title, description, children }: DialogFrameProps) {
  return (
    <Dialog.Portal>
      <Dialog.Overlay className="fade-in fixed inset-0 z-40 animate-in bg-scrim" />
      <Dialog.Content className="fade-in zoom-in-95 fixed top-1/2 left-1/2 z-50 max-h-[calc(100dvh-2rem)] w-[min(32rem,calc(100vw-2rem))] -translate-x-1/2 -translate-y-1/2 animate-in overflow-y-auto rounded-lg border border-border bg-surface p-5 shadow-floating">
        <Dialog.Title className="font-semibold text-lg">{title}</Dialog.Title>
        <Dialog.Description className="mt-1 mb-4 text-muted">{description}</Dialog.Description>
        {children}
      </Dialog.Content>
    </Dialog.Portal>
  );
}
