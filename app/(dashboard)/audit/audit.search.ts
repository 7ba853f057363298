import { parseAsString, parseAsStringLiteral } from "nuqs/server";

export const SPANS = ["1", "7", "30"] as const;
export type Span = (typeof SPANS)[number];

/** Filters of the audit log as they stand in the URL; `days` is how far back it goes. */
export const auditSearch = {
  actor: parseAsString,
  action: parseAsString,
  subject: parseAsString,
  days: parseAsStringLiteral(SPANS),
};
