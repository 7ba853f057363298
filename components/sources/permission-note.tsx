"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { formatStamp } from "@/components/ui/format";
import { ErrorNotice } from "@/components/ui/states";
import type { Source } from "@/lib/contracts/sources";
import { PERMISSION_KINDS, PermissionDialog } from "./permission-dialog";
import { removePermission, sourcesQuery } from "./sources.queries";

/** What gives the right to collect from a source that needs one; administrators can record it and take it back. */
export function PermissionNote({ source, isAdmin }: { source: Source; isAdmin: boolean }) {
  const { permission } = source;
  if (!source.needs_permission) return null;
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2 text-sm">
      {permission && (
        <p className="min-w-0 flex-1 basis-72 [overflow-wrap:anywhere]">
          <span className="font-medium">{PERMISSION_KINDS[permission.kind]}:</span> {permission.text}{" "}
          <span className="text-muted" suppressHydrationWarning>
            Recorded by {permission.recorded_by}, {formatStamp(permission.recorded_at)}
            {permission.expires_at && `; until ${formatStamp(permission.expires_at)}`}.
          </span>
        </p>
      )}
      {isAdmin && permission && <RemoveButton source={source} />}
      {isAdmin && !source.enabled && <PermissionDialog source={source} />}
    </div>
  );
}

function RemoveButton({ source: { id, name } }: { source: Source }) {
  const queryClient = useQueryClient();
  const { mutate, error, isPending } = useMutation({
    mutationFn: () => removePermission(id),
    onSettled: () => queryClient.invalidateQueries({ queryKey: sourcesQuery().queryKey }),
  });
  return (
    <>
      <ConfirmDialog
        trigger={
          <Button size="sm" variant="danger" disabled={isPending} aria-label={`Remove the permission for ${name}`}>
            Remove
          </Button>
        }
        title={`Remove the permission for ${name}?`}
        description="The source is off from now on, and crawls under way end with their next page. Pictures collected before keep it on record."
        confirmLabel="Remove it"
        keepLabel="Keep it"
        isDangerous
        onConfirm={() => mutate()}
      />
      {error && <ErrorNotice error={error} title="That did not work" />}
    </>
  );
}
