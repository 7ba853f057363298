import type { Job, JobKind, JobStarted, JobStatus } from "@/lib/contracts/jobs";
import type { QueueList, QueuePurge } from "@/lib/contracts/queues";

/** Names of the tasks that did this work in the Celery system. */
const TASKS: Record<JobKind, string> = {
  scrape: "tasks.scraping_tasks.run_scraping_job",
  import: "tasks.scraping_tasks.import_huggingface_dataset",
  detect: "tasks.detection_tasks.run_detection_pipeline",
  colors: "tasks.color_tasks.run_color_processing_job",
  classify: "tasks.classification_tasks.run_scene_reclassification_job",
};

const JOB_TYPES: Record<JobKind, string> = {
  scrape: "scenes",
  import: "import",
  detect: "detection",
  colors: "color_processing",
  classify: "classification",
};

/** States as `celery.result.AsyncResult.state` spells them; a running task that reports progress is in `PROGRESS`. */
const STATES: Record<JobStatus, string> = {
  queued: "PENDING",
  running: "PROGRESS",
  completed: "SUCCESS",
  failed: "FAILURE",
  cancelled: "REVOKED",
};

/** Of the 202 of every start. */
export const startedFields = (started: JobStarted) => ({ task_id: started.job_id, status: "started" });

/** `GET /jobs/{id}/celery-status`. */
export function statusFields(job: Job) {
  const { current, total, progress, message } = job.progress;
  const isReady = job.finished_at !== null;
  return {
    job_id: job.id,
    task_id: job.id,
    celery_status: {
      task_id: job.id,
      state: STATES[job.status],
      info: job.error ?? { current, total, progress, message },
      ready: isReady,
      successful: isReady ? job.status === "completed" : null,
      failed: isReady ? job.status === "failed" : null,
      progress: { current, total, percentage: progress, message },
    },
    job_data: {
      job_id: job.id,
      task_id: job.id,
      status: job.status,
      job_type: JOB_TYPES[job.kind],
      message,
      total,
      processed: current,
      progress,
      parameters: job.input,
      // A job without an error of its own fails because its items did; the message counts them.
      error_message: job.error?.message ?? (job.status === "failed" ? message : null),
      created_at: job.created_at,
      started_at: job.started_at,
      completed_at: job.finished_at,
    },
  };
}

/** `GET /jobs/celery/active-tasks`. Work belongs to queues and not to workers, so tasks are grouped by their queue. */
export function activeTaskFields({ items }: { items: Job[] }) {
  const tasks = items.filter(({ status }) => status === "running").map(toTask);
  return {
    active_tasks: Object.groupBy(tasks, ({ worker }) => worker),
    processed_tasks: tasks,
    total_workers: new Set(tasks.map(({ worker }) => worker)).size,
    total_tasks: tasks.length,
  };
}

const toTask = (job: Job) => ({
  worker: job.queue,
  task_id: job.id,
  name: TASKS[job.kind],
  args: [],
  kwargs: job.input,
  time_start: job.started_at && Date.parse(job.started_at) / 1000,
  acknowledged: true,
  delivery_info: { routing_key: job.queue, priority: job.priority },
});

/** `POST /jobs/{id}/cancel`. */
export const cancelledFields = (job: Job) => ({
  job_id: job.id,
  task_id: job.id,
  status: job.status,
  celery_cancelled: job.status === "cancelled",
  message:
    job.status === "cancelled" ? "Job cancelled successfully" : `The job is ${job.status} and cannot be cancelled`,
});

/** The queue `default` was called `celery`. */
export const oldQueueName = (name: string): string => (name === "default" ? "celery" : name);

/** `GET /jobs/celery/queues`. */
export function queueFields({ items, generated_at }: QueueList) {
  const lengths = items.map(({ name, queued }) => [oldQueueName(name), queued] as const);
  return {
    queues: Object.fromEntries(lengths.map(([name, length]) => [name, { length, messages_waiting: length }])),
    total_queues: items.length,
    total_messages: lengths.reduce((sum, [, length]) => sum + length, 0),
    timestamp: generated_at,
  };
}

/** `POST /jobs/celery/purge-queue/{name}`; `result` is how many messages left, as `celery purge` says it. */
export function purgedFields({ queue, chunks, jobs, purged_at }: QueuePurge) {
  const name = oldQueueName(queue);
  return {
    queue_name: name,
    purged: true,
    result: chunks + jobs,
    message: `Queue '${name}' purged successfully`,
    timestamp: purged_at,
  };
}
