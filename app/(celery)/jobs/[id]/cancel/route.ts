import { POST as cancel } from "@/app/api/jobs/[id]/cancel/route";
import { celeryAlias } from "../../../celery-alias";
import { cancelledFields } from "../../../celery-fields";

export const POST = celeryAlias({ of: cancel, reads: cancelledFields });
