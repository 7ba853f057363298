import { POST as start } from "@/app/api/classify/reclassify/route";
import { celeryAlias } from "../../celery-alias";
import { startedFields } from "../../celery-fields";

export const POST = celeryAlias({
  of: start,
  reads: startedFields,
  sends: ({ force_reclassify, ...rest }) =>
    force_reclassify === undefined ? rest : { force: force_reclassify, ...rest },
});
