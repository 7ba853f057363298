import { POST as start } from "@/app/api/process/colors/route";
import { celeryAlias } from "../../celery-alias";
import { startedFields } from "../../celery-fields";

export const POST = celeryAlias({ of: start, reads: startedFields });
