"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { KeyForm } from "./key-form";
import { createKey, settingsKeys } from "./settings.queries";

/** The form, and then the key, which stands here and nowhere else. */
export function NewKey({ onDone }: { onDone: () => void }) {
  const queryClient = useQueryClient();
  const [key, setKey] = useState<string | null>(null);
  if (key === null)
    return (
      <KeyForm
        submitLabel="Make the key"
        send={createKey}
        onSaved={(made) => {
          setKey(made.key);
          void queryClient.invalidateQueries({ queryKey: settingsKeys.apiKeys });
        }}
      />
    );
  return (
    <div role="status" className="flex flex-col gap-4">
      <p>This is the key. Copy it now: it is not stored and cannot be shown again.</p>
      <p className="flex items-center gap-2 rounded-md bg-sunken px-3 py-2">
        <code className="min-w-0 flex-1 break-all font-mono text-sm">{key}</code>
        <CopyButton value={key} label="Copy the key" />
      </p>
      <div className="flex justify-end">
        <Button variant="primary" onClick={onDone}>
          I have it
        </Button>
      </div>
    </div>
  );
}
