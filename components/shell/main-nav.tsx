"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import { cn } from "@/components/ui/cn";
import { currentNavHref, NAV_ITEMS } from "./nav-items";

/** The same four places: a column in the sidebar of a laptop, a bar at the bottom of a phone. */
export function MainNav({ variant }: { variant: "sidebar" | "bottom" }) {
  const current = currentNavHref(usePathname());
  const isSidebar = variant === "sidebar";
  return (
    <nav aria-label="Main" className={isSidebar ? "px-3" : "pb-[env(safe-area-inset-bottom)]"}>
      <ul className={isSidebar ? "flex flex-col gap-1" : "grid grid-cols-4"}>
        {NAV_ITEMS.map(({ href, label, icon: Icon }) => (
          <li key={href}>
            <Link
              href={href}
              aria-current={href === current ? "page" : undefined}
              className={cn(
                "flex items-center font-medium text-muted hover:text-ink",
                isSidebar
                  ? "gap-3 rounded-md px-3 py-2 hover:bg-hover aria-[current=page]:bg-hover aria-[current=page]:text-ink"
                  : "flex-col gap-1 pt-2.5 pb-2 text-xs -outline-offset-4 aria-[current=page]:text-accent",
              )}
            >
              <Icon aria-hidden className={isSidebar ? "size-4.5" : "size-5"} />
              {label}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
