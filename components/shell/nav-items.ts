import { Gauge, Images, ListChecks, type LucideIcon, Plus } from "lucide-react";

interface NavItem {
  href: "/" | "/jobs" | "/jobs/new" | "/scenes";
  label: string;
  icon: LucideIcon;
}

export const NAV_ITEMS: readonly NavItem[] = [
  { href: "/", label: "Overview", icon: Gauge },
  { href: "/scenes", label: "Scenes", icon: Images },
  { href: "/jobs", label: "Jobs", icon: ListChecks },
  { href: "/jobs/new", label: "Start a job", icon: Plus },
];

/** The entry a path belongs to: the longest one that contains it, so `/jobs/new` is not also "Jobs". */
export function currentNavHref(pathname: string): NavItem["href"] | null {
  const matches = NAV_ITEMS.map((item) => item.href).filter((href) => isWithin({ pathname, href }));
  return matches.sort((a, b) => b.length - a.length)[0] ?? null;
}

const isWithin = ({ pathname, href }: { pathname: string; href: string }): boolean =>
  href === "/" ? pathname === "/" : pathname === href || pathname.startsWith(`${href}/`);
