import { z } from "zod";
import type { Role, Scope } from "@/lib/contracts/identity";
import type { Db, Json } from "@/lib/db/client";
import type { Rate, RatePolicy } from "./rate";
import { rolesWith } from "./scopes";

const rateSchema = z.object({
  allowed: z.boolean(),
  limit: z.number(),
  remaining: z.number(),
  reset_s: z.number(),
  retry_s: z.number(),
});

const keyAnswerSchema = z.object({
  key: z.object({ id: z.uuid(), name: z.string(), scopes: z.array(z.string()) }).nullish(),
  may: z.boolean().default(false),
  refused: z.enum(["address", "key"]).nullish(),
  rate: rateSchema.nullish(),
  audit_id: z.uuid().nullish(),
});
const personAnswerSchema = z.object({
  role: z.enum(["viewer", "reviewer", "operator", "admin"]).nullish(),
  may: z.boolean().default(false),
  refused: z.enum(["address", "person"]).nullish(),
  rate: rateSchema.nullish(),
  audit_id: z.uuid().nullish(),
});

/** What is written of a change before it is made. */
export interface AuditEntry {
  action: string;
  subject: string;
  requestId: string;
  address: string;
}

export interface Asked {
  scope: Scope;
  address: string;
  addressPerMinute: number;
  /** Given for what changes something: when the caller may, the entry is written in the same round trip. */
  entry: AuditEntry | null;
}

/** What the database says about a caller; `rate` is the last limit that was looked at, refused or not. */
export interface Verdict<Who> {
  who: Who | null;
  may: boolean;
  isRefused: boolean;
  rate: Rate | null;
  auditId: string | null;
}

/** Looks a key up, takes from its limits, notes its use: one round trip. */
export async function authoriseKey(
  db: Db,
  { keyHash, keyPerMinute, ...asked }: Asked & { keyHash: string; keyPerMinute: number },
): Promise<Verdict<{ id: string; name: string; scopes: string[] }>> {
  const { data } = await db
    .rpc("authorise_key", {
      hash: keyHash,
      needed_scope: asked.scope,
      address: asked.address,
      address_per_minute: asked.addressPerMinute,
      key_per_minute: keyPerMinute,
      ...(asked.entry && { entry: toJson(asked.entry) }),
    })
    .throwOnError();
  const { key = null, ...answer } = keyAnswerSchema.parse(data);
  return { who: key, ...toVerdict(answer, "key") };
}

/** The same for a person whose session was checked already. */
export async function authorisePerson(
  db: Db,
  { personId, email, personPerMinute, ...asked }: Asked & { personId: string; email: string; personPerMinute: number },
): Promise<Verdict<{ role: Role }>> {
  const { data } = await db
    .rpc("authorise_person", {
      person: personId,
      email,
      roles: rolesWith(asked.scope),
      address: asked.address,
      address_per_minute: asked.addressPerMinute,
      person_per_minute: personPerMinute,
      ...(asked.entry && { entry: toJson(asked.entry) }),
    })
    .throwOnError();
  const { role, ...answer } = personAnswerSchema.parse(data);
  return { who: role ? { role } : null, ...toVerdict(answer, "person") };
}

/** Takes one request of an address from its limit. */
export async function takeFromAddress(
  db: Db,
  address: string,
  perMinute: number,
): Promise<Rate & { allowed: boolean }> {
  const { data } = await db
    .rpc("take_per_minute", { bucket: `address:${address}`, per_minute: perMinute })
    .throwOnError();
  const taken = rateSchema.parse(data);
  return { ...toRate(taken, "address"), allowed: taken.allowed };
}

/** Takes one from a bucket of `burst` that fills in `fullAfterMinutes`. */
export async function takeToken(
  db: Db,
  { bucket, burst, fullAfterMinutes }: { bucket: string; burst: number; fullAfterMinutes: number },
): Promise<Rate & { allowed: boolean }> {
  const { data } = await db.rpc("take_token", { bucket, burst, per_minute: burst / fullAfterMinutes }).throwOnError();
  const taken = rateSchema.parse(data);
  return { ...toRate(taken, "sign-in"), allowed: taken.allowed };
}

/** Puts one back into each. */
export async function giveBackTokens(db: Db, buckets: string[]): Promise<void> {
  await db.rpc("give_back_tokens", { buckets }).throwOnError();
}

function toVerdict(
  answer: Pick<z.infer<typeof keyAnswerSchema>, "may" | "rate" | "audit_id"> & {
    refused?: RatePolicy | null | undefined;
  },
  policy: RatePolicy,
) {
  return {
    may: answer.may,
    isRefused: Boolean(answer.refused),
    rate: answer.rate ? toRate(answer.rate, answer.refused ?? policy) : null,
    auditId: answer.audit_id ?? null,
  };
}

const toRate = (rate: z.infer<typeof rateSchema>, policy: RatePolicy): Rate => ({
  policy,
  limit: rate.limit,
  remaining: rate.remaining,
  resetS: rate.reset_s,
  retryS: rate.allowed ? 0 : rate.retry_s,
});

const toJson = ({ requestId, ...entry }: AuditEntry): Json => ({ ...entry, request_id: requestId });
