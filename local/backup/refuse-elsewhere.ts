import type { StackSettings } from "../stack/settings.ts";

/** @throws {Error} the database is not in the data folder, so copying that folder would save nothing. */
export function refuseElsewhere({ env }: Pick<StackSettings, "env">): void {
  const name = env.SUPABASE_URL ? "SUPABASE_URL" : env.DATABASE_URL && "DATABASE_URL";
  if (!name) return;
  throw new Error(
    `${name} is set, so the data is not in this machine's data folder. docs/deployment.md ("Backup and restore") says how ` +
      "to save a hosted project or a PostgreSQL of your own.",
  );
}
