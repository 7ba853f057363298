import { GET as list } from "@/app/api/jobs/active/route";
import { celeryAlias } from "../../../celery-alias";
import { activeTaskFields } from "../../../celery-fields";

export const GET = celeryAlias({ of: list, reads: activeTaskFields });
