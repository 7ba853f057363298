import { createParser, parseAsString, parseAsStringLiteral } from "nuqs/server";
import { z } from "zod";
import { JOB_KINDS, JOB_STATUSES, QUEUE_NAMES } from "@/lib/contracts/jobs";

/** A day as a date control gives it, `2026-11-24`. */
const parseAsDay = createParser({
  parse: (value: string) => z.iso.date().safeParse(value).data ?? null,
  serialize: (value: string) => value,
});

/** Filters of the jobs list as they stand in the URL; what does not parse counts as not set. */
export const jobSearch = {
  text: parseAsString,
  status: parseAsStringLiteral(JOB_STATUSES),
  kind: parseAsStringLiteral(JOB_KINDS),
  queue: parseAsStringLiteral(QUEUE_NAMES),
  from: parseAsDay,
  to: parseAsDay,
};
