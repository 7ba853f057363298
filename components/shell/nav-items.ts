import {
  Bell,
  BookOpen,
  CalendarClock,
  Database,
  Gauge,
  Globe,
  Images,
  Layers,
  ListChecks,
  type LucideIcon,
  Plus,
  ScrollText,
  Server,
  Settings,
  TriangleAlert,
} from "lucide-react";
import type { Session } from "@/lib/contracts/dashboard";

export interface NavItem {
  href: string;
  label: string;
  icon: LucideIcon;
  /** Shown only to who may use what is behind it. */
  roles?: readonly Session["role"][];
}

export interface NavGroup {
  label: string;
  items: readonly NavItem[];
}

const NAV_GROUPS: readonly NavGroup[] = [
  {
    label: "Dataset",
    items: [
      { href: "/", label: "Overview", icon: Gauge },
      { href: "/scenes", label: "Scenes", icon: Images },
      { href: "/collect", label: "Collect", icon: Globe },
      { href: "/datasets", label: "Datasets", icon: Database },
    ],
  },
  {
    label: "Operations",
    items: [
      { href: "/jobs", label: "Jobs", icon: ListChecks },
      { href: "/jobs/new", label: "Start a job", icon: Plus, roles: ["operator", "admin"] },
      { href: "/queues", label: "Queues", icon: Layers },
      { href: "/workers", label: "Workers", icon: Server },
      { href: "/failures", label: "Failures", icon: TriangleAlert },
      { href: "/alerts", label: "Alerts", icon: Bell, roles: ["admin"] },
      { href: "/schedules", label: "Schedules", icon: CalendarClock },
    ],
  },
  {
    label: "Administration",
    items: [
      { href: "/audit", label: "Audit", icon: ScrollText, roles: ["admin"] },
      { href: "/settings", label: "Settings", icon: Settings, roles: ["admin"] },
      { href: "/api/docs", label: "API reference", icon: BookOpen },
    ],
  },
];

/** What a phone shows without opening anything: as many as fit beside "More" in reach of a thumb. */
const AT_HAND = ["/", "/scenes", "/jobs", "/jobs/new"];

/** The places a role may go to, in groups; none is empty. */
export const navGroupsFor = (role: Session["role"]): NavGroup[] =>
  NAV_GROUPS.map((group) => ({ ...group, items: group.items.filter(({ roles }) => !roles || roles.includes(role)) }));

export const atHand = (groups: readonly NavGroup[]): NavItem[] =>
  groups.flatMap((group) => group.items.filter((item) => AT_HAND.includes(item.href)));

/** The entry a path belongs to: the longest one that contains it, so `/jobs/new` is not also "Jobs". */
export function currentNavHref(pathname: string): string | null {
  const hrefs = NAV_GROUPS.flatMap((group) => group.items.map((item) => item.href));
  const matches = hrefs.filter((href) => isWithin({ pathname, href }));
  return matches.sort((a, b) => b.length - a.length)[0] ?? null;
}

const isWithin = ({ pathname, href }: { pathname: string; href: string }): boolean =>
  href === "/" ? pathname === "/" : pathname === href || pathname.startsWith(`${href}/`);
