"use client";

import { useMutation } from "@tanstack/react-query";
import { LogOut } from "lucide-react";
import { DropdownMenu } from "radix-ui";
import { z } from "zod";
import { fetchJson } from "@/components/api/fetch-json";
import { menuContentStyles, menuItemStyles } from "@/components/ui/menu-styles";
import type { Session } from "@/lib/contracts/dashboard";

/** Leaves by a full page load, so that nothing of the session stays in memory. */
const signOut = async () => {
  await fetchJson("/api/session", z.unknown(), { method: "DELETE" });
  window.location.assign("/sign-in");
};

export function AccountMenu({ session }: { session: Session }) {
  const { mutate, isPending, error } = useMutation({ mutationFn: signOut });
  return (
    <DropdownMenu.Root>
      <DropdownMenu.Trigger
        aria-label={`Account of ${session.email}`}
        className="grid size-9 place-items-center rounded-full bg-accent-soft font-semibold text-accent text-sm uppercase hover:bg-hover"
      >
        {session.email.slice(0, 1)}
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content align="end" sideOffset={6} collisionPadding={8} className={menuContentStyles}>
          <DropdownMenu.Label className="max-w-64 px-2.5 py-2">
            <span className="block truncate font-medium">{session.email}</span>
            <span className="block text-muted text-sm capitalize">{session.role}</span>
            {error && <span className="block text-bad text-sm">{error.message}</span>}
          </DropdownMenu.Label>
          <DropdownMenu.Separator className="my-1 h-px bg-border" />
          <DropdownMenu.Item
            disabled={isPending}
            className={menuItemStyles}
            onSelect={(event) => {
              event.preventDefault(); // the menu stays, to show an error
              mutate();
            }}
          >
            <LogOut aria-hidden className="size-4 text-muted" />
            Sign out
          </DropdownMenu.Item>
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
