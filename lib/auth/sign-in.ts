import { recordAudit } from "@/lib/audit/audit.repository";
import type { Deps } from "@/lib/deps";
import { giveBackTokens, takeToken } from "./access.repository";
import { RateLimitedError, retryAfterS } from "./rate";

/** Failed attempts in a quarter of an hour. An office behind one address may mistype more often than one person. */
const ATTEMPTS_PER_EMAIL = 10;
const ATTEMPTS_PER_ADDRESS = 30;
const FULL_AFTER_MINUTES = 15;

/** What came of an attempt to sign in: who it was, once that is known, and the status answered. */
export interface SignInOutcome {
  status: number;
  person: { id: string; email: string } | null;
}

export interface SignInAttempt {
  email: string;
  address: string;
  requestId: string;
}

/**
 * Lets an attempt pass unless too many failed from its address or for its e-mail address, and writes down what came of it.
 * An attempt counts from the start, so that many at once are not let through; one that succeeds is not held against anybody.
 * @throws {RateLimitedError} which of the two limits it was is not told.
 */
export async function guardSignIn(
  { db }: Pick<Deps, "db">,
  { email, address, requestId }: SignInAttempt,
  attempt: () => Promise<SignInOutcome>,
): Promise<SignInOutcome> {
  const limits = [
    { bucket: `sign-in:address:${address}`, burst: ATTEMPTS_PER_ADDRESS },
    { bucket: `sign-in:email:${email.toLowerCase()}`, burst: ATTEMPTS_PER_EMAIL },
  ];
  for (const limit of limits) {
    const rate = await takeToken(db, { ...limit, fullAfterMinutes: FULL_AFTER_MINUTES });
    if (!rate.allowed) {
      throw new RateLimitedError(rate, `Too many attempts to sign in. Try again in ${retryAfterS(rate)} s.`);
    }
  }
  const outcome = await attempt();
  const { status, person } = outcome;
  if (status !== 401) {
    await giveBackTokens(
      db,
      limits.map(({ bucket }) => bucket),
    );
  }
  await recordAudit(db, {
    actor: person
      ? { kind: "person", id: person.id, name: person.email }
      : { kind: "stranger", id: "", name: email.toLowerCase() },
    action: "POST /api/session",
    subject: person?.id ?? "",
    requestId,
    address,
    status,
  });
  return outcome;
}

/** Writes down that somebody signed out. */
export function recordSignOut(
  { db }: Pick<Deps, "db">,
  { person, ...entry }: { person: { id: string; email: string }; address: string; requestId: string },
): Promise<void> {
  const actor = { kind: "person" as const, id: person.id, name: person.email };
  return recordAudit(db, { ...entry, actor, action: "DELETE /api/session", subject: person.id, status: 204 });
}
