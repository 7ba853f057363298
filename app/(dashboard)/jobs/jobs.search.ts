import { parseAsStringLiteral } from "nuqs/server";
import { JOB_KINDS, JOB_STATUSES, QUEUE_NAMES } from "@/lib/contracts/jobs";

/** Filters of the jobs list as they stand in the URL; what does not parse counts as not set. */
export const jobSearch = {
  status: parseAsStringLiteral(JOB_STATUSES),
  kind: parseAsStringLiteral(JOB_KINDS),
  queue: parseAsStringLiteral(QUEUE_NAMES),
};
