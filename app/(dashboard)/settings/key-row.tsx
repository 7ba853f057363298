"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Dialog } from "@/components/ui/dialog";
import { formatCount, formatStamp } from "@/components/ui/format";
import { ErrorNotice } from "@/components/ui/states";
import { RelativeTime } from "@/components/ui/time";
import type { ApiKey } from "@/lib/contracts/identity";
import { KeyForm } from "./key-form";
import { changeKey, revokeKey, settingsKeys } from "./settings.queries";

export function KeyRow({ apiKey }: { apiKey: ApiKey }) {
  const queryClient = useQueryClient();
  const onSettled = () => queryClient.invalidateQueries({ queryKey: settingsKeys.apiKeys });
  const revoke = useMutation({ mutationFn: () => revokeKey(apiKey.id), onSettled });
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2 py-3">
      <div className="min-w-0">
        <p className="flex flex-wrap items-center gap-2 font-medium">
          {apiKey.name}
          <KeyState apiKey={apiKey} />
        </p>
        <p className="break-words text-muted text-sm">
          <code className="font-mono">{apiKey.prefix}…</code> · {apiKey.scopes.join(", ")}
          {apiKey.rate_per_minute !== null && ` · ${formatCount(apiKey.rate_per_minute)} a minute`}
        </p>
        <p className="text-muted text-sm">
          Made <RelativeTime value={apiKey.created_at} />,{" "}
          {apiKey.last_used_at ? (
            <>
              used <RelativeTime value={apiKey.last_used_at} />
            </>
          ) : (
            "never used"
          )}
          {apiKey.expires_at && `, expires ${formatStamp(apiKey.expires_at)}`}
        </p>
      </div>
      {!apiKey.revoked_at && (
        <div className="flex gap-2">
          <Dialog
            trigger={<Button size="sm">Change</Button>}
            title={`Change ${apiKey.name}`}
            description="Holds from the key's next request on. The key itself stays the same."
          >
            {(close) => (
              <KeyForm
                existing={apiKey}
                submitLabel="Save"
                send={(body) => changeKey(apiKey.id, body)}
                onSaved={() => {
                  void onSettled();
                  close();
                }}
              />
            )}
          </Dialog>
          <ConfirmDialog
            trigger={
              <Button size="sm" variant="danger" disabled={revoke.isPending}>
                Revoke
              </Button>
            }
            title={`Revoke ${apiKey.name}?`}
            description="Programs that use this key are refused from now on. This cannot be undone."
            confirmLabel="Revoke the key"
            keepLabel="Keep it"
            isDangerous
            onConfirm={() => revoke.mutate()}
          />
        </div>
      )}
      {revoke.error && <ErrorNotice error={revoke.error} title="The key was not revoked" className="w-full" />}
    </li>
  );
}

function KeyState({ apiKey }: { apiKey: ApiKey }) {
  if (apiKey.revoked_at) return <Badge tone="bad">Revoked</Badge>;
  if (apiKey.expires_at && Date.parse(apiKey.expires_at) <= Date.now()) return <Badge tone="warn">Expired</Badge>;
  return null;
}
