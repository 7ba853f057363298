import { parseAsString, parseAsStringLiteral } from "nuqs/server";
import { ERROR_CLASSES, FAILURE_STATES } from "@/lib/contracts/failures";
import { JOB_KINDS } from "@/lib/contracts/jobs";

/** Filters of the failures as they stand in the URL; what does not parse counts as not set. */
export const failureSearch = {
  state: parseAsStringLiteral(FAILURE_STATES),
  class: parseAsStringLiteral(ERROR_CLASSES),
  kind: parseAsStringLiteral(JOB_KINDS),
  job: parseAsString,
  text: parseAsString,
};
