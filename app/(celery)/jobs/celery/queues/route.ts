import { GET as list } from "@/app/api/queues/route";
import { celeryAlias } from "../../../celery-alias";
import { queueFields } from "../../../celery-fields";

export const GET = celeryAlias({ of: list, reads: queueFields });
