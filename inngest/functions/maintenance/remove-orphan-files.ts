import { getDeps } from "@/lib/deps";
import { getEnv } from "@/lib/env";
import { removeOldUploads } from "@/lib/imports/stored-file";
import { listFolders, removeOrphans } from "@/lib/maintenance/orphan-files";
import { IMAGES_BUCKET, THUMBNAILS_BUCKET, UPLOADS_BUCKET } from "@/lib/scenes/files";
import type { StepTools } from "../../chunk-function";
import type { Report } from "./run-maintenance";

const DAY_MS = 24 * 60 * 60_000;
/** Uploads of one step; their ids travel in one request, and each is a file of up to 256 parts. */
const UPLOADS = 20;

/**
 * Removes files in storage that no scene names and that are older than their days, a step a folder, 256 a bucket at most; and
 * large uploads that no job needs any more.
 */
export async function removeOrphanFiles(step: StepTools, input: Record<string, unknown>): Promise<Report> {
  const days = typeof input.older_than_days === "number" ? input.older_than_days : getEnv().MODOMO_KEEP_FAILURES_DAYS;
  const before = await step.run("read-clock", () => new Date(Date.now() - days * DAY_MS).toISOString());
  const report = { seen: 0, removed: 0, older_than_days: days };
  for (const bucket of [IMAGES_BUCKET, THUMBNAILS_BUCKET] as const) {
    const folders = await step.run(`list-${bucket}`, () => listFolders(getDeps().db, bucket, ""));
    for (const folder of folders.filter((name) => /^[0-9a-f]{2}$/.test(name))) {
      const done = await step.run(`clean-${bucket}-${folder}`, () =>
        removeOrphans(getDeps().db, { bucket, folder, before }),
      );
      report.seen += done.seen;
      report.removed += done.removed;
    }
  }
  const uploads = await step.run("list-uploads", () => listFolders(getDeps().db, UPLOADS_BUCKET, ""));
  for (let start = 0; start < uploads.length; start += UPLOADS) {
    const done = await step.run(`clean-uploads-${start}`, () =>
      removeOldUploads(getDeps().db, uploads.slice(start, start + UPLOADS), new Date(before)),
    );
    report.seen += done.seen;
    report.removed += done.removed;
  }
  return report;
}
