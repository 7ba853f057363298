import { Compass } from "lucide-react";
import Link from "next/link";
import { buttonStyles } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/states";

export default function NotFound() {
  return (
    <main className="grid min-h-[70dvh] place-items-center">
      <EmptyState
        icon={Compass}
        title="There is no such page"
        action={
          <Link href="/" className={buttonStyles({ variant: "primary" })}>
            To the overview
          </Link>
        }
      >
        The address may be mistyped, or what it showed was removed.
      </EmptyState>
    </main>
  );
}
