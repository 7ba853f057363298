import type { Metadata } from "next";
import { signInPath } from "@/components/api/next-path";
import { PageHeader } from "@/components/ui/page-header";
import { requireSession } from "@/lib/auth/session";
import { QueuesView } from "./queues-view";
import { RoutingPanel } from "./routing-panel";

export const metadata: Metadata = { title: "Queues" };

export default async function QueuesPage({ searchParams }: PageProps<"/queues">) {
  const { role } = await requireSession(signInPath("/queues", await searchParams));
  return (
    <>
      <PageHeader
        title="Queues"
        description="What waits, what runs, and how fast each queue moves. Counts are of chunks of work; MODOMO_QUEUE_LIMITS sets how many run at once."
      />
      <div className="flex flex-col gap-5">
        <QueuesView isAdmin={role === "admin"} />
        <RoutingPanel />
      </div>
    </>
  );
}
