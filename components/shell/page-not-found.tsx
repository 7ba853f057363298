import { Compass } from "lucide-react";
import Link from "next/link";
import { buttonStyles } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/states";

export function PageNotFound() {
  return (
    <EmptyState
      icon={Compass}
      title={<h1>There is nothing at this address</h1>}
      action={
        <Link href="/" className={buttonStyles({ variant: "primary" })}>
          To the overview
        </Link>
      }
    >
      It may be mistyped, or what it showed was removed.
    </EmptyState>
  );
}
