import { Cron } from "croner";
import { InvalidInputError } from "@/lib/errors";

const FIELDS = ["minute", "hour", "day of the month", "month", "day of the week"];

const cronOf = (expression: string, timezone: string): Cron =>
  new Cron(expression, { timezone, mode: "5-part", paused: true });

/**
 * The times after `from` at which a schedule is due, at most `count`. A time that a change of the clocks leaves out is moved to
 * the moment of the change; one that comes twice is due once, unless the expression names every hour.
 */
export const nextRuns = (
  expression: string,
  timezone: string,
  { from, count }: { from: Date; count: number },
): Date[] => cronOf(expression, timezone).nextRuns(count, from);

/** The last times up to `until`, itself included, oldest first. */
export const lastRuns = (
  expression: string,
  timezone: string,
  { until, count }: { until: Date; count: number },
): Date[] =>
  cronOf(expression, timezone)
    .previousRuns(count, new Date(until.getTime() + 1))
    .reverse();

/** @throws {InvalidInputError} names the field of the expression that is wrong, or the time zone. */
export function checkCron(expression: string, timezone: string): void {
  if (!isTimezone(timezone)) {
    const message = `there is no time zone "${timezone}"; give one of the IANA database, such as Europe/Berlin`;
    throw new InvalidInputError("The time zone is not known.", [{ field: "timezone", message }]);
  }
  const problem = problemOf(expression, timezone);
  if (problem) throw new InvalidInputError("The cron expression is not valid.", [{ field: "cron", message: problem }]);
}

function problemOf(expression: string, timezone: string): string | null {
  const parts = expression.trim().split(/\s+/);
  if (parts.length !== FIELDS.length)
    return `give five fields (${FIELDS.join(", ")}), such as "30 4 * * 1"; these are ${parts.length}`;
  const wrong = parts.findIndex((part, place) => {
    const alone = FIELDS.map((_, index) => (index === place ? part : "*")).join(" ");
    return !isParsed(alone, timezone);
  });
  if (wrong >= 0) return `the ${FIELDS[wrong]} "${parts[wrong]}" is not valid`;
  if (nextRuns(expression, timezone, { from: new Date(), count: 1 }).length === 0)
    return "no such day ever comes, so this would never run";
  return null;
}

function isParsed(expression: string, timezone: string): boolean {
  try {
    cronOf(expression, timezone);
    return true;
  } catch {
    return false;
  }
}

function isTimezone(timezone: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: timezone });
    return true;
  } catch {
    return false;
  }
}
