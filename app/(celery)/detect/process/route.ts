import { POST as start } from "@/app/api/detect/process/route";
import { celeryAlias } from "../../celery-alias";
import { startedFields } from "../../celery-fields";

/** Old clients name both the picture and its scene, and may bring a job id of their own. */
export const POST = celeryAlias({
  of: start,
  reads: startedFields,
  sends: ({ image_url, scene_id, job_id: _ownId, ...rest }) => ({
    ...(scene_id ? { scene_id } : { image_url }),
    ...rest,
  }),
});
