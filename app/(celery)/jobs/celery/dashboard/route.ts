import { GET as overview } from "@/app/api/dashboard/route";
import type { Dashboard } from "@/lib/contracts/dashboard";
import { getDeps } from "@/lib/deps";
import { describeWorker } from "@/lib/workers/describe-worker";
import { listWorkers } from "@/lib/workers/workers.repository";
import { celeryAlias } from "../../../celery-alias";
import { dashboardFields } from "../../../celery-worker-fields";

/** The old dashboard held the workers too. */
export const GET = celeryAlias({
  of: overview,
  reads: async (dashboard: Dashboard) => {
    const rows = await listWorkers(getDeps().db);
    const nowMs = Date.now();
    return dashboardFields(
      dashboard,
      rows.map((row) => describeWorker(row, nowMs)),
    );
  },
});
