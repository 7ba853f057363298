import type { JobStarted } from "@/lib/contracts/jobs";
import { startJob } from "./start.queries";

export interface ImportOptions {
  pipeline: boolean;
  priority: number | string | undefined;
}

/** What one form may carry (`POST /api/import/images`). */
const FORM_FILES_MAX = 100;
const FORM_BYTES_MAX = 90 * 1024 * 1024;
const WHOLE = /\.(zip|csv|tsv|txt|jsonl|ndjson|parquet)$/i;

/**
 * Sends files for import: an archive, list or table as a job of its own, pictures a form at a time, each form a job.
 * @returns the last job that was started.
 */
export async function sendFiles(files: File[], options: ImportOptions): Promise<JobStarted> {
  const whole = files.filter(({ name }) => WHOLE.test(name));
  const pictures = files.filter(({ name }) => !WHOLE.test(name) && !name.startsWith("."));
  let last: JobStarted | undefined;
  for (const file of whole) last = await sendWhole(file, options);
  for (const form of inForms(pictures)) last = await sendForm(form, options);
  return last ?? (await sendForm([], options)); // the API says what is missing
}

/** Groups of files that fit into one form each. */
export function inForms<Sized extends { size: number }>(files: Sized[]): Sized[][] {
  const forms: Sized[][] = [];
  let bytes = 0;
  for (const file of files) {
    const current = forms.at(-1);
    bytes += file.size;
    if (current && current.length < FORM_FILES_MAX && bytes <= FORM_BYTES_MAX) current.push(file);
    else {
      forms.push([file]);
      bytes = file.size;
    }
  }
  return forms;
}

function sendWhole(file: File, { pipeline, priority }: ImportOptions): Promise<JobStarted> {
  const query = new URLSearchParams({ name: file.name, pipeline: String(pipeline) });
  if (priority !== undefined) query.set("priority", String(priority));
  return startJob(`/api/import/dataset?${query}`, file);
}

function sendForm(files: File[], { pipeline, priority }: ImportOptions): Promise<JobStarted> {
  const body = new FormData();
  for (const file of files) body.append("files", file);
  body.set("pipeline", String(pipeline));
  if (priority !== undefined) body.set("priority", String(priority));
  return startJob("/api/import/images", body);
}
