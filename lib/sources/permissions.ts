import type { Permission, Source } from "@/lib/contracts/sources";
import type { Deps } from "@/lib/deps";
import { InvalidInputError, NotFoundError } from "@/lib/errors";
import { deletePermission, savePermission } from "./permissions.repository";
import type { SourceAdapter } from "./source-adapter";
import { describe } from "./source-state";
import { listSources } from "./sources";

type Said = Pick<Permission, "kind" | "text" | "expires_at" | "recorded_by">;

/**
 * Records what gives the right to collect from a source, in place of what was recorded before.
 * @throws {NotFoundError} no such source. @throws {InvalidInputError} it needs none, or the end is past.
 */
export async function recordPermission(
  { db, env }: Pick<Deps, "db" | "env">,
  name: string,
  said: Said,
): Promise<Source> {
  const source = sourceNamed(name, env);
  if (!source.permissionReason)
    throw new InvalidInputError(`${source.name} needs no permission: its terms allow collecting.`);
  if (said.expires_at && Date.parse(said.expires_at) <= Date.now()) {
    const message = "The end has to be in the future.";
    throw new InvalidInputError(message, [{ field: "expires_at", message }]);
  }
  return describe(source, await savePermission(db, source.id, said), env);
}

/** @throws {NotFoundError} no such source, or nothing is recorded for it. */
export async function removePermission({ db, env }: Pick<Deps, "db" | "env">, name: string): Promise<Source> {
  const source = sourceNamed(name, env);
  if (!(await deletePermission(db, source.id)))
    throw new NotFoundError(`No permission is recorded for ${source.name}.`);
  return describe(source, null, env);
}

function sourceNamed(name: string, env: Deps["env"]): SourceAdapter {
  const source = listSources(env).find(({ id }) => id === name);
  if (!source) throw new NotFoundError(`There is no source "${name}".`);
  return source;
}
