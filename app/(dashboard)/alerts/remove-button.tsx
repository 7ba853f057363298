import { Trash2 } from "lucide-react";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";

interface RemoveButtonProps {
  /** Of what the row is about, for those who do not see which row it is. */
  name: string;
  /** As it follows "Remove this": "rule". */
  what: string;
  /** What goes with it. */
  consequence: string;
  isBusy: boolean;
  onRemove: () => void;
}

/** Removes what a row is about, after asking. */
export function RemoveButton({ name, what, consequence, isBusy, onRemove }: RemoveButtonProps) {
  return (
    <ConfirmDialog
      trigger={
        <Button size="sm" variant="danger" aria-label={`Remove ${name}`} disabled={isBusy}>
          <Trash2 aria-hidden />
        </Button>
      }
      title={`Remove this ${what}?`}
      description={consequence}
      confirmLabel="Remove"
      keepLabel="Keep it"
      isDangerous
      onConfirm={onRemove}
    />
  );
}
