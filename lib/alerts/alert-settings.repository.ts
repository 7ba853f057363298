import { randomBytes } from "node:crypto";
import {
  type AlertChannel,
  type AlertChannelChange,
  type AlertRule,
  type AlertRuleChange,
  alertChannelSchema,
  alertRuleSchema,
  type NewAlertChannel,
  type NewAlertRule,
  ruleProblems,
  targetProblem,
} from "@/lib/contracts/alerts";
import type { Db, Tables } from "@/lib/db/client";
import { ConflictError, InvalidInputError, NotFoundError } from "@/lib/errors";

/** More than anybody reads; what is made beyond it is refused. */
const ROWS_MAX = 100;
const UNIQUE_VIOLATION = "23505";

type Answer<Row> = { data: Row; error: null } | { data: null; error: { code: string } };

/** @throws {ConflictError} the name is taken. */
function unlessTaken<Row>({ data, error }: Answer<Row>, name: string | undefined): Row {
  if (error?.code === UNIQUE_VIOLATION) throw new ConflictError(`There is one named ${name} already.`);
  if (error) throw error;
  return data;
}

export async function listRules(db: Db): Promise<AlertRule[]> {
  const { data } = await db.from("alert_rules").select("*").order("id").limit(ROWS_MAX).throwOnError();
  return data.map((row) => alertRuleSchema.parse(row));
}

/** @throws {ConflictError} the name is taken, or there are 100 rules. */
export async function addRule(db: Db, rule: NewAlertRule): Promise<AlertRule> {
  if ((await listRules(db)).length >= ROWS_MAX) throw new ConflictError(`There can be ${ROWS_MAX} rules at most.`);
  return alertRuleSchema.parse(unlessTaken(await db.from("alert_rules").insert(rule).select().single(), rule.name));
}

/** @throws {NotFoundError} @throws {ConflictError} @throws {InvalidInputError} the rule it would make is none. */
export async function changeRule(db: Db, id: string, change: AlertRuleChange): Promise<AlertRule> {
  const { data } = await db.from("alert_rules").select("*").eq("id", id).maybeSingle().throwOnError();
  if (!data) throw new NotFoundError(`There is no alert rule ${id}.`);
  const problems = ruleProblems(alertRuleSchema.parse({ ...data, ...change }));
  if (problems.length > 0) {
    const errors = problems.map(({ path, message }) => ({ field: path.join("."), message }));
    throw new InvalidInputError("The rule would make no sense.", errors);
  }
  const changed = await db.from("alert_rules").update(defined(change)).eq("id", id).select().single();
  return alertRuleSchema.parse(unlessTaken(changed, change.name));
}

/** Its alerts go with it. @throws {NotFoundError} */
export async function removeRule(db: Db, id: string): Promise<void> {
  const { data } = await db.from("alert_rules").delete().eq("id", id).select("id").throwOnError();
  if (data.length === 0) throw new NotFoundError(`There is no alert rule ${id}.`);
}

/** Without what is secret: the key, and all of an address but its host. */
function toChannel({ secret: _secret, ...row }: Tables<"alert_channels">): AlertChannel {
  const target = row.kind === "email" ? row.target : new URL(row.target).host;
  return alertChannelSchema.parse({ ...row, target });
}

export async function listChannels(db: Db): Promise<AlertChannel[]> {
  const { data } = await db.from("alert_channels").select("*").order("id").limit(ROWS_MAX).throwOnError();
  return data.map(toChannel);
}

/** The key that signs a webhook's calls comes with the answer, and never again. @throws {ConflictError} */
export async function addChannel(db: Db, channel: NewAlertChannel): Promise<AlertChannel & { secret: string | null }> {
  if ((await listChannels(db)).length >= ROWS_MAX)
    throw new ConflictError(`There can be ${ROWS_MAX} channels at most.`);
  const secret = channel.kind === "webhook" ? `whsec_${randomBytes(32).toString("base64url")}` : null;
  const made = await db
    .from("alert_channels")
    .insert({ ...channel, secret })
    .select()
    .single();
  return { ...toChannel(unlessTaken(made, channel.name)), secret };
}

/** @throws {NotFoundError} @throws {ConflictError} @throws {InvalidInputError} the target does not fit the kind. */
export async function changeChannel(db: Db, id: string, change: AlertChannelChange): Promise<AlertChannel> {
  const { kind } = await findChannel(db, id);
  const problem = change.target === undefined ? null : targetProblem(kind, change.target);
  if (problem) throw new InvalidInputError(`target: ${problem}`, [{ field: "target", message: problem }]);
  const changed = await db.from("alert_channels").update(defined(change)).eq("id", id).select().single();
  return toChannel(unlessTaken(changed, change.name));
}

/** What was sent over it goes with it. @throws {NotFoundError} */
export async function removeChannel(db: Db, id: string): Promise<void> {
  const { data } = await db.from("alert_channels").delete().eq("id", id).select("id").throwOnError();
  if (data.length === 0) throw new NotFoundError(`There is no alert channel ${id}.`);
}

/** With its secrets, for whoever sends. @throws {NotFoundError} */
export async function findChannel(
  db: Db,
  id: string,
): Promise<{ name: string; kind: AlertChannel["kind"]; target: string; secret: string | null }> {
  const { data } = await db.from("alert_channels").select("*").eq("id", id).maybeSingle().throwOnError();
  if (!data) throw new NotFoundError(`There is no alert channel ${id}.`);
  return { name: data.name, kind: toChannel(data).kind, target: data.target, secret: data.secret };
}

/** What a partial body left out is not set to null. */
function defined<Change extends object>(change: Change): { [Key in keyof Change]: Exclude<Change[Key], undefined> } {
  return Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined)) as {
    [Key in keyof Change]: Exclude<Change[Key], undefined>;
  };
}
