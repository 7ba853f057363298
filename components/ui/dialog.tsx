"use client";

import { Dialog as Primitive } from "radix-ui";
import { type ReactNode, useState } from "react";
import { DialogFrame } from "./dialog-frame";

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
      <DialogFrame title={title} description={description}>
        {children(() => setIsOpen(false))}
      </DialogFrame>
    </Primitive.Root>
  );
}
