"use client";

import { Dialog as Primitive } from "radix-ui";
import { type ReactNode, useState } from "react";

interface DialogProps {
  trigger: ReactNode;
  title: string;
  description: string;
  /** Gets what closes the dialog; its state lives only as long as the dialog is open. */
  children: (close: () => void) => ReactNode;
}

/** A form above the page; Escape, and a click beside it, leave it. */
export function Dialog({ trigger, title, description, children }: DialogProps) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <Primitive.Root open={isOpen} onOpenChange={setIsOpen}>
      <Primitive.Trigger asChild>{trigger}</Primitive.Trigger>
      <Primitive.Portal>
        <Primitive.Overlay className="fade-in fixed inset-0 z-40 animate-in bg-scrim" />
        <Primitive.Content className="fade-in zoom-in-95 fixed top-1/2 left-1/2 z-50 max-h-[calc(100dvh-2rem)] w-[min(30rem,calc(100vw-2rem))] -translate-x-1/2 -translate-y-1/2 animate-in overflow-y-auto rounded-lg border border-border bg-surface p-5 shadow-floating">
          <Primitive.Title className="font-semibold text-lg">{title}</Primitive.Title>
          <Primitive.Description className="mt-1 mb-5 text-muted">{description}</Primitive.Description>
          {children(() => setIsOpen(false))}
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  );
}
