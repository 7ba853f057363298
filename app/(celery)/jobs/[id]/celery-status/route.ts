import { GET as show } from "@/app/api/jobs/[id]/route";
import { celeryAlias } from "../../../celery-alias";
import { statusFields } from "../../../celery-fields";

export const GET = celeryAlias({ of: show, reads: statusFields });
