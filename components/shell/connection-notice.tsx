"use client";

import { useQueryClient } from "@tanstack/react-query";
import { CloudOff } from "lucide-react";
import { useCallback, useSyncExternalStore } from "react";
import { isFailing } from "@/components/api/query-client";

/** Says that the page cannot be renewed, so that nobody takes old numbers for new ones; goes away by itself. */
export function ConnectionNotice() {
  const cache = useQueryClient().getQueryCache();
  const subscribe = useCallback((onChange: () => void) => cache.subscribe(onChange), [cache]);
  const isCutOff = useSyncExternalStore(
    subscribe,
    () => cache.findAll({ type: "active" }).some(isFailing),
    () => false,
  );
  return (
    <div role="status">
      {isCutOff && (
        <p className="mb-5 flex items-start gap-3 rounded-md bg-warn-soft px-4 py-2.5 text-sm text-warn">
          <CloudOff aria-hidden className="mt-px size-4.5 shrink-0" />
          Modomo cannot renew this page at the moment. What it shows may be out of date.
        </p>
      )}
    </div>
  );
}
