import { queueOf } from "@/inngest/queues";
import { dashboardSchema } from "@/lib/contracts/dashboard";
import { QUEUE_NAMES } from "@/lib/contracts/jobs";
import { apiRoute } from "@/lib/http/api-route";
import { getDashboard } from "@/lib/jobs/dashboard.repository";

/** GET → the whole overview in one answer. */
export const GET = apiRoute(
  { summary: "The overview in one answer", scope: "jobs:read", answers: { 200: dashboardSchema } },
  async ({ deps }) => {
    const limits = QUEUE_NAMES.map((name) => ({ name, limit: queueOf(name).limit }));
    return Response.json(await getDashboard(deps.db, limits));
  },
);
