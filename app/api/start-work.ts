import { type JobRequest, startJob } from "@/inngest/start-job";
import type { JobStarted } from "@/lib/contracts/jobs";
import type { Json } from "@/lib/db/client";
import type { RouteContext } from "@/lib/http/api-route";
import { idempotencyOf } from "@/lib/http/idempotency";

type Context = Pick<RouteContext<unknown, unknown, unknown>, "request" | "deps" | "principal">;

export interface Work extends Omit<JobRequest, "input" | "idempotency" | "createdBy"> {
  input: object;
}

/** Starts a job for a request and answers 202; the same `Idempotency-Key` answers the same job. */
export async function startWork({ request, deps, principal }: Context, { input, ...work }: Work): Promise<Response> {
  const idempotency = idempotencyOf(request, principal, { ...input, priority: work.priority });
  const job = await startJob(deps.db, {
    ...work,
    input: input as Record<string, Json>,
    ...(idempotency ? { idempotency } : {}),
    createdBy: principal?.kind === "person" ? principal.id : undefined,
  });
  const answer: JobStarted = {
    job_id: job.id,
    status: job.status,
    queue: job.queue,
    status_url: `/api/jobs/${job.id}`,
    message: `The ${job.kind} job is ${job.status}; follow it at status_url.`,
  };
  return Response.json(answer, { status: 202, headers: { location: answer.status_url } });
}
