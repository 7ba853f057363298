"use client";

import { Menu, X } from "lucide-react";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { Dialog } from "radix-ui";
import { useState } from "react";
import { buttonStyles } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import type { Session } from "@/lib/contracts/dashboard";
import { NavGroups } from "./main-nav";
import { atHand, currentNavHref, type NavGroup, navGroupsFor } from "./nav-items";

const PLACE_STYLES =
  "flex w-full flex-col items-center gap-1 pt-2.5 pb-2 font-medium text-muted text-xs -outline-offset-4 hover:text-ink aria-[current=page]:text-accent";

/** The bar at the bottom of a phone: the four places used most, and all of them in a sheet. */
export function BottomNav({ role }: { role: Session["role"] }) {
  const current = currentNavHref(usePathname());
  const groups = navGroupsFor(role);
  const places = atHand(groups);
  const isElsewhere = current !== null && !places.some((place) => place.href === current);
  return (
    <nav aria-label="Main" className="pb-[env(safe-area-inset-bottom)]">
      <ul className="grid auto-cols-fr grid-flow-col">
        {places.map(({ href, label, icon: Icon }) => (
          <li key={href}>
            <Link href={href} aria-current={href === current ? "page" : undefined} className={PLACE_STYLES}>
              <Icon aria-hidden className="size-5" />
              {label}
            </Link>
          </li>
        ))}
        <li>
          <MoreSheet groups={groups} isCurrent={isElsewhere} />
        </li>
      </ul>
    </nav>
  );
}

function MoreSheet({ groups, isCurrent }: { groups: readonly NavGroup[]; isCurrent: boolean }) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <Dialog.Root open={isOpen} onOpenChange={setIsOpen}>
      <Dialog.Trigger className={cn(PLACE_STYLES, isCurrent && "text-accent")}>
        <Menu aria-hidden className="size-5" />
        More
      </Dialog.Trigger>
      <Dialog.Portal>
        <Dialog.Overlay className="fade-in fixed inset-0 z-40 animate-in bg-scrim lg:hidden" />
        <Dialog.Content
          aria-describedby={undefined}
          className="fade-in slide-in-from-bottom-4 fixed inset-x-0 bottom-0 z-50 max-h-[85dvh] animate-in overflow-y-auto rounded-t-lg border-border border-t bg-surface px-3 pt-3 pb-[max(1.25rem,env(safe-area-inset-bottom))] shadow-floating lg:hidden"
        >
          <div className="flex items-center justify-between pb-3 pl-3">
            <Dialog.Title className="font-semibold">All places</Dialog.Title>
            <Dialog.Close aria-label="Close" className={buttonStyles({ variant: "ghost", size: "icon" })}>
              <X aria-hidden />
            </Dialog.Close>
          </div>
          <nav aria-label="All places">
            <NavGroups groups={groups} onFollow={() => setIsOpen(false)} />
          </nav>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
