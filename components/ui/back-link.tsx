import { ChevronLeft } from "lucide-react";
import Link from "next/link";

/** From a page about one thing to the list it is of; stands above the title. */
export function BackLink({ href, children }: { href: string; children: string }) {
  return (
    <Link href={href} className="-ml-1 inline-flex items-center gap-1 rounded-sm hover:text-ink">
      <ChevronLeft aria-hidden className="size-4" /> {children}
    </Link>
  );
}
