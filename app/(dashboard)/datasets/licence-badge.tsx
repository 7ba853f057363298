import { Badge } from "@/components/ui/badge";

/** What the uploader says; a dataset that says nothing may not be exported later. */
export function LicenceBadge({ licence }: { licence: string | null }) {
  return licence ? <Badge>{licence}</Badge> : <Badge tone="warn">No licence</Badge>;
}
