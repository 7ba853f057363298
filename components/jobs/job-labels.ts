import {
  Boxes,
  CircleCheck,
  CircleDashed,
  CircleSlash,
  CircleX,
  Import,
  LoaderCircle,
  type LucideIcon,
  Palette,
  ScanSearch,
  Tags,
} from "lucide-react";
import type { Tone } from "@/components/ui/badge";
import { countOf, humanize } from "@/components/ui/format";
import type { Job, JobItem, JobKind, JobStatus, QueueName } from "@/lib/contracts/jobs";

export const JOB_KIND_LABELS: Record<JobKind, { label: string; icon: LucideIcon }> = {
  scrape: { label: "Collect", icon: ScanSearch },
  import: { label: "Import", icon: Import },
  detect: { label: "Detect", icon: Boxes },
  colors: { label: "Colours", icon: Palette },
  classify: { label: "Classify", icon: Tags },
};

export const QUEUE_LABELS: Record<QueueName, string> = {
  default: "Default",
  ai_processing: "AI processing",
  detection: "Detection",
  scraping: "Scraping",
  import: "Import",
  color_processing: "Colours",
  classification: "Classification",
};

interface StatusLabel {
  label: string;
  tone: Tone;
  icon: LucideIcon;
}

export const JOB_STATUS_LABELS: Record<JobStatus, StatusLabel> = {
  queued: { label: "Queued", tone: "neutral", icon: CircleDashed },
  running: { label: "Running", tone: "accent", icon: LoaderCircle },
  completed: { label: "Completed", tone: "ok", icon: CircleCheck },
  failed: { label: "Failed", tone: "bad", icon: CircleX },
  cancelled: { label: "Cancelled", tone: "warn", icon: CircleSlash },
};

export const ITEM_STATUS_LABELS: Record<JobItem["status"], StatusLabel> = {
  queued: JOB_STATUS_LABELS.queued,
  completed: JOB_STATUS_LABELS.completed,
  failed: JOB_STATUS_LABELS.failed,
  skipped: { label: "Skipped", tone: "neutral", icon: CircleSlash },
  cancelled: JOB_STATUS_LABELS.cancelled,
};

/** What a job was asked to do, in a few words, from its input: "Collect · gallery · up to 100". */
export function describeJob(job: Pick<Job, "kind" | "input">): string {
  const { input } = job;
  const parts = [JOB_KIND_LABELS[job.kind].label];
  if (typeof input.source === "string") parts.push(humanize(input.source));
  const dataset = datasetOf(input);
  if (dataset) parts.push(dataset);
  if (Array.isArray(input.urls)) parts.push(countOf(input.urls.length, "address", "addresses"));
  if (Array.isArray(input.scene_ids)) parts.push(countOf(input.scene_ids.length, "scene"));
  if (typeof input.scene_id === "string") parts.push("one scene");
  if (typeof input.object_id === "string") parts.push("one object");
  if (typeof input.rerun_of === "string") parts.push(input.only === "failed" ? "again, what failed" : "again");
  if (typeof input.limit === "number") parts.push(`up to ${input.limit}`);
  return parts.join(" · ");
}

/** The name of the dataset or file an import reads. */
function datasetOf({ huggingface }: Job["input"]): string | null {
  const isRecord = typeof huggingface === "object" && huggingface !== null && "dataset" in huggingface;
  return isRecord && typeof huggingface.dataset === "string" ? huggingface.dataset : null;
}

/** What an item is known by to people: the title of its scene, its address, and only without these its key. */
export function nameOfItem({
  scene_title,
  address,
  item_key,
}: Pick<JobItem, "scene_title" | "address" | "item_key">): string {
  return scene_title ?? address ?? item_key;
}
