import type { Database } from "./database.ts";

const API_ROLES = "anon, authenticated, service_role";

/**
 * Roles, schemas and default privileges as hosted Supabase has them. Changes nothing when run again.
 *
 * Left to itself, Supabase Lite grants all on every table of every schema with RLS to these roles at the first request
 * of each process, which undoes any `revoke` of a migration. Granting once, as default privileges before the
 * migrations, and telling Lite that it is done keeps a revoke revoked.
 */
export async function ensureRoles(db: Database): Promise<void> {
  await db.exec(`
    do $$ begin
      if not exists (select from pg_roles where rolname = 'anon') then create role anon nologin; end if;
      if not exists (select from pg_roles where rolname = 'authenticated') then create role authenticated nologin; end if;
      if not exists (select from pg_roles where rolname = 'service_role') then create role service_role nologin bypassrls; end if;
    end $$;
    create schema if not exists extensions;
    grant usage on schema public, extensions, auth, storage to ${API_ROLES};
    grant all on all tables in schema storage to ${API_ROLES};
    alter default privileges in schema public grant all on tables to ${API_ROLES};
    alter default privileges in schema public grant all on sequences to ${API_ROLES};
    alter default privileges in schema public grant all on functions to ${API_ROLES};
  `);
  Object.assign(db.connection, { rlsState: "active" });
}
