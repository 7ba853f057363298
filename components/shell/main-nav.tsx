"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import { useId } from "react";
import type { Session } from "@/lib/contracts/dashboard";
import { currentNavHref, type NavGroup, navGroupsFor } from "./nav-items";

/** All places in their groups: a column in the sidebar of a laptop. */
export function MainNav({ role }: { role: Session["role"] }) {
  return (
    <nav aria-label="Main" className="min-h-0 flex-1 overflow-y-auto px-3 pb-4">
      <NavGroups groups={navGroupsFor(role)} />
    </nav>
  );
}

/** @param onFollow is told that a link was followed, for a sheet to close. */
export function NavGroups({ groups, onFollow }: { groups: readonly NavGroup[]; onFollow?: () => void }) {
  const current = currentNavHref(usePathname());
  const id = useId();
  return (
    <div className="flex flex-col gap-4">
      {groups.map(({ label, items }) => (
        <div key={label}>
          <p id={`${id}-${label}`} className="px-3 pb-1 font-medium text-muted text-xs">
            {label}
          </p>
          <ul aria-labelledby={`${id}-${label}`} className="flex flex-col gap-0.5">
            {items.map(({ href, label: place, icon: Icon }) => (
              <li key={href}>
                <Link
                  href={href}
                  onClick={onFollow}
                  aria-current={href === current ? "page" : undefined}
                  className="flex items-center gap-3 rounded-md px-3 py-1.5 font-medium text-muted hover:bg-hover hover:text-ink aria-[current=page]:bg-hover aria-[current=page]:text-ink max-lg:py-2.5"
                >
                  <Icon aria-hidden className="size-4.5" />
                  {place}
                </Link>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </div>
  );
}
