import { POST as purge } from "@/app/api/queues/[name]/purge/route";
import { celeryAlias } from "../../../../celery-alias";
import { purgedFields } from "../../../../celery-fields";

export const POST = celeryAlias({ of: purge, reads: purgedFields });
