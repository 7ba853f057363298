import type { z } from "zod";

const FORMATS: Record<string, string> = {
  url: "must be a whole address, such as https://example.org/photo.jpg",
  email: "must be an e-mail address",
  uuid: "must be an id (a UUID)",
  datetime: "must be a moment, such as 2026-11-24T12:00:00Z",
};

/** What a length is counted in. */
const COUNTED: Record<string, readonly [string, string]> = {
  string: ["character", "characters"],
  array: ["entry", "entries"],
};

/**
 * What is wrong with a value, for the person who gave it, as it follows the name of the field: "must be at least 1".
 * Undefined where zod's own words are as good; what a schema says itself comes before either.
 */
export function plainMessage(issue: z.core.$ZodRawIssue): string | undefined {
  const isEmpty = issue.input === undefined || issue.input === null || issue.input === "";
  switch (issue.code) {
    case "invalid_type":
      return isEmpty ? "is needed" : undefined;
    case "invalid_format":
      return isEmpty ? "is needed" : FORMATS[issue.format];
    case "invalid_value":
      return isEmpty ? "is needed" : `must be one of ${issue.values.map(String).join(", ")}`;
    case "too_small":
      if (isEmpty) return "is needed";
      return issue.inclusive === false
        ? `must be more than ${issue.minimum}`
        : bound(issue.origin, "least", issue.minimum);
    case "too_big":
      return bound(issue.origin, "most", issue.maximum);
    default:
      return undefined;
  }
}

/** "be at least 1", "have at most 5 characters". */
function bound(origin: string, most: "least" | "most", limit: number | bigint): string {
  const [one, many] = COUNTED[origin] ?? [];
  return one ? `must have at ${most} ${limit} ${limit === 1 ? one : many}` : `must be at ${most} ${limit}`;
}
