import { Compass } from "lucide-react";
import Link from "next/link";
import { buttonStyles } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/states";

/** Inside the shell, so that the way on is one click away. */
export default function DashboardNotFound() {
  return (
    <EmptyState
      icon={Compass}
      title="This is not here"
      action={
        <Link href="/" className={buttonStyles({ variant: "primary" })}>
          To the overview
        </Link>
      }
    >
      The address may be mistyped, or what it showed was removed.
    </EmptyState>
  );
}
