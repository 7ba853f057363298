import type { Permission, Source } from "@/lib/contracts/sources";
import type { Db } from "@/lib/db/client";
import type { Env } from "@/lib/env";
import { ForbiddenError } from "@/lib/errors";
import type { RightsFinding } from "@/lib/rights/decide-rights";
import { findPermission, listPermissions } from "./permissions.repository";
import type { SourceAdapter } from "./source-adapter";
import { listSources, type SourceConfig } from "./sources";

/** Why a source may not be used now; null when it may. */
export function reasonOff(
  source: Pick<SourceAdapter, "setupReason" | "permissionReason">,
  permission: Permission | null,
  nowMs: number,
): string | null {
  if (source.setupReason) return source.setupReason;
  if (!source.permissionReason) return null;
  if (!permission) return source.permissionReason;
  if (permission.expires_at && Date.parse(permission.expires_at) <= nowMs)
    return `${source.permissionReason} The one recorded by ${permission.recorded_by} ended on ${permission.expires_at.slice(0, 10)}.`;
  return null;
}

/**
 * Makes sure that a source may be used, now: when a job is started, and again with every page, since a permission may end
 * while a crawl goes on.
 * @returns the permission the use rests on; null where none is needed.
 * @throws {ForbiddenError} it is off; the message says why and what would change that.
 */
export async function requireEnabled(db: Db, source: SourceAdapter): Promise<Permission | null> {
  const permission = source.permissionReason ? await findPermission(db, source.id) : null;
  const reason = reasonOff(source, permission, Date.now());
  if (reason) throw new ForbiddenError(`${source.name} is off. ${reason}`);
  return permission;
}

/** Bases under which somebody who holds the rights has agreed; an exception in law lets us read, and grants nothing more. */
const GRANTING: ReadonlySet<Permission["kind"]> = new Set(["own_content", "written_licence"]);

/** The basis as evidence with each picture; none where the source needs none. */
export function permissionFindings(source: SourceAdapter, permission: Permission | null, url: string): RightsFinding[] {
  if (!permission) return [];
  const { kind, text, recorded_by, recorded_at, expires_at } = permission;
  return [
    {
      url,
      kind: "permission",
      decision: GRANTING.has(kind) ? "allowed" : "unknown",
      detail: `${recorded_by} recorded a basis for collecting from ${source.name} (${kind.replaceAll("_", " ")}).`,
      evidence: { kind, text, recorded_by, recorded_at, expires_at, terms_url: source.termsUrl },
    },
  ];
}

/** Every source as the API shows it. */
export async function describeSources(
  db: Db,
  env: SourceConfig & Pick<Env, "MODOMO_DEFAULT_SOURCE">,
): Promise<Source[]> {
  const permissions = await listPermissions(db);
  return listSources(env).map((source) => describe(source, permissions.get(source.id) ?? null, env));
}

export function describe(
  source: SourceAdapter,
  permission: Permission | null,
  { MODOMO_DEFAULT_SOURCE }: Pick<Env, "MODOMO_DEFAULT_SOURCE">,
): Source {
  const reason = reasonOff(source, permission, Date.now());
  return {
    id: source.id,
    name: source.name,
    terms: source.terms,
    terms_url: source.termsUrl,
    licence_note: source.licenceNote,
    enabled: reason === null,
    reason,
    needs_permission: source.permissionReason !== null,
    permission,
    room_types: source.roomTypes && [...source.roomTypes],
    options: source.optionFields.map(({ isRequired, choices, min, max, ...field }) => ({
      ...field,
      choices: choices && [...choices],
      min: min ?? null,
      max: max ?? null,
      is_required: isRequired,
    })),
    min_delay_ms: source.limits.minDelayMs,
    max_pages: source.limits.maxPages,
    is_default: source.id === MODOMO_DEFAULT_SOURCE,
  };
}
