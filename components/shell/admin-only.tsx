import { Lock } from "lucide-react";
import { EmptyState } from "@/components/ui/states";

/** In place of a page that is for admins. */
export function AdminOnly() {
  return (
    <EmptyState icon={Lock} title={<h1>This page is for admins</h1>}>
      Your role does not include it. An admin can change your role under Settings, People.
    </EmptyState>
  );
}
