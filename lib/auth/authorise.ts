import type { Scope } from "@/lib/contracts/identity";
import type { Deps } from "@/lib/deps";
import { ForbiddenError, UnauthenticatedError } from "@/lib/errors";
import { peerOf } from "@/lib/http/peer";
import { type Asked, authoriseKey, authorisePerson, takeFromAddress, type Verdict } from "./access.repository";
import { API_KEY_PREFIX, hashApiKey } from "./api-keys";
import { clientAddress } from "./client-address";
import { type Rate, RateLimitedError } from "./rate";
import { createRefusals } from "./refusals";
import { checkSameOrigin, isSafe } from "./same-origin";
import { type Principal, ROLE_SCOPES } from "./scopes";
import { getUser } from "./session";

/** A caller who may do what was asked. */
export interface Access {
  principal: Principal;
  rate: Rate | null;
  /** The audit entry of what is about to change; null for what changes nothing. */
  auditId: string | null;
}

/** What is about to be changed, for the audit log. */
export interface Change {
  action: string;
  subject: string;
  requestId: string;
}

const refusals = createRefusals();

export const addressOf = (request: Request, deps: Deps): string =>
  clientAddress(request.headers, peerOf(request.headers), deps.env.MODOMO_TRUSTED_PROXIES);

/**
 * Who asks, whether they may, and not too often. A key costs one round trip to the database; a session one to Auth besides.
 * @param change null when nothing is changed.
 * @throws {UnauthenticatedError} @throws {ForbiddenError} @throws {RateLimitedError}
 */
export async function authorise(
  request: Request,
  deps: Deps,
  { scope, change }: { scope: Scope; change: Change | null },
): Promise<Access> {
  const address = addressOf(request, deps);
  refusals.check(address);
  const addressPerMinute = deps.env.MODOMO_RATE_ADDRESS_PER_MINUTE;
  const asked: Asked = { scope, address, addressPerMinute, entry: change && { ...change, address } };
  const key = bearerKey(request);
  const { principal, rate, may, auditId } = key
    ? await judgeKey(deps, key, asked)
    : await judgePerson(request, deps, asked);
  if (!may) throw new ForbiddenError(`This needs the scope ${scope}, which you do not have.`);
  return { principal, rate, auditId };
}

/** Whether somebody who may see jobs asks, for open answers that tell strangers less; false where that cannot be found out. */
export const isKnownCaller = (request: Request, deps: Deps): Promise<boolean> =>
  authorise(request, deps, { scope: "jobs:read", change: null }).then(
    () => true,
    () => false,
  );

/** Takes a request that nobody signed from the limit of its address. @throws {RateLimitedError} */
export async function takeAddress(request: Request, deps: Deps): Promise<void> {
  const address = addressOf(request, deps);
  refusals.check(address);
  const askedAtMs = performance.now();
  const rate = await takeFromAddress(deps.db, address, deps.env.MODOMO_RATE_ADDRESS_PER_MINUTE);
  if (!rate.allowed) refuse(address, rate, askedAtMs);
}

async function judgeKey(deps: Deps, key: string, asked: Asked) {
  const keyHash = hashApiKey(key);
  refusals.check(keyHash);
  const askedAtMs = performance.now();
  const keyPerMinute = deps.env.MODOMO_RATE_KEY_PER_MINUTE;
  const { who, ...verdict } = await authoriseKey(deps.db, { ...asked, keyHash, keyPerMinute });
  obey(verdict, { address: asked.address, caller: keyHash, askedAtMs });
  if (!who) throw new UnauthenticatedError("The API key is unknown, expired or revoked.");
  const principal: Principal = { kind: "key", ...who };
  return { principal, ...verdict };
}

async function judgePerson(request: Request, deps: Deps, asked: Asked) {
  const user = await getUser();
  if (!user) {
    // Cookies that are nobody's cost a look; a request without any costs nothing, and is not counted.
    if (request.headers.has("cookie")) await takeAddress(request, deps);
    throw new UnauthenticatedError();
  }
  if (!isSafe(request.method)) checkSameOrigin(request);
  refusals.check(user.id);
  const askedAtMs = performance.now();
  const personPerMinute = deps.env.MODOMO_RATE_PERSON_PER_MINUTE;
  const { who, ...verdict } = await authorisePerson(deps.db, {
    ...asked,
    personId: user.id,
    email: user.email,
    personPerMinute,
  });
  obey(verdict, { address: asked.address, caller: user.id, askedAtMs });
  if (!who) throw new UnauthenticatedError();
  const principal: Principal = { kind: "person", id: user.id, name: user.email, scopes: ROLE_SCOPES[who.role] };
  return { principal, ...verdict };
}

function obey(
  { isRefused, rate }: Pick<Verdict<unknown>, "isRefused" | "rate">,
  { address, caller, askedAtMs }: { address: string; caller: string; askedAtMs: number },
): void {
  if (isRefused && rate) refuse(rate.policy === "address" ? address : caller, rate, askedAtMs);
}

function refuse(caller: string, rate: Rate, askedAtMs: number): never {
  refusals.remember(caller, rate, askedAtMs);
  throw new RateLimitedError(rate);
}

function bearerKey(request: Request): string | null {
  const [scheme, token] = (request.headers.get("authorization") ?? "").split(" ");
  return scheme?.toLowerCase() === "bearer" && token?.startsWith(API_KEY_PREFIX) ? token : null;
}
