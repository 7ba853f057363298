import { POST as start } from "@/app/api/import/huggingface-dataset/route";
import { celeryAlias } from "../../celery-alias";
import { startedFields } from "../../celery-fields";

export const POST = celeryAlias({ of: start, reads: startedFields });
