import { GET as list } from "@/app/api/workers/route";
import { celeryAlias } from "../../../celery-alias";
import { workerFields } from "../../../celery-worker-fields";

export const GET = celeryAlias({ of: list, reads: workerFields });
