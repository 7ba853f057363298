import { Dialog } from "radix-ui";
import type { ReactNode } from "react";
import { Button } from "./button";

/** The foot of a dialog: the way out, then what it is for. `children` are the other buttons. */
export function DialogActions({ children }: { children: ReactNode }) {
  return (
    <div className="mt-1 flex flex-wrap justify-end gap-2">
      <Dialog.Close asChild>
        <Button>Close</Button>
      </Dialog.Close>
      {children}
    </div>
  );
}
