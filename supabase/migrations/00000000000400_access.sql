-- People, keys, and who may see what. The app writes with the service key only; people read through RLS by role.

create table public.user_roles (
  user_id uuid primary key references auth.users (id) on delete cascade,
  role text not null check (role in ('viewer', 'reviewer', 'operator', 'admin')),
  created_at timestamptz not null default now()
);

create table public.api_keys (
  id uuid primary key default public.uuid_v7(),
  name text not null,
  -- First characters of the key, shown so that people can tell keys apart
  prefix text not null,
  -- SHA-256 of the whole key in hex; the key itself is shown once and never stored
  key_hash text not null unique check (key_hash ~ '^[0-9a-f]{64}$'),
  scopes text[] not null default '{}',
  created_by uuid,
  created_at timestamptz not null default now(),
  expires_at timestamptz,
  revoked_at timestamptz,
  last_used_at timestamptz
);

create table public.rate_limits (
  key text primary key,
  tokens double precision not null,
  updated_at timestamptz not null default now()
);

create table public.alerts (
  id uuid primary key default public.uuid_v7(),
  rule text not null,
  subject text not null,
  state text not null default 'open' check (state in ('open', 'resolved')),
  detail jsonb not null default '{}',
  created_at timestamptz not null default now(),
  resolved_at timestamptz
);
create index alerts_open on public.alerts (rule, subject) where state = 'open';

create table public.audit_log (
  id uuid primary key default public.uuid_v7(),
  actor text not null,
  action text not null,
  subject text not null,
  detail jsonb not null default '{}',
  created_at timestamptz not null default now()
);
create index audit_log_subject on public.audit_log (subject, id);

do $$
declare role_name text;
begin
  foreach role_name in array array['anon', 'authenticated', 'service_role'] loop
    if not exists (select from pg_roles where rolname = role_name) then
      execute format('create role %I nologin', role_name);
    end if;
  end loop;
end $$;

/* True for a signed-in person with any role. Reads user_roles past its own RLS. */
create or replace function public.is_member() returns boolean language sql stable security definer set search_path = '' as $$
  select exists (select from public.user_roles where user_id = auth.uid())
$$;

do $$
declare
  t text;
  readable text[] := array['taxonomy_room_types', 'taxonomy_styles', 'taxonomy_categories', 'scenes', 'objects', 'palettes',
    'embeddings', 'classifications', 'reviews', 'rights_events', 'exports', 'export_items', 'counters', 'jobs',
    'job_chunks', 'job_items', 'runs', 'run_steps', 'job_logs', 'dead_letters', 'queue_state', 'schedules', 'workers',
    'crawl_frontier', 'alerts'];
  closed text[] := array['user_roles', 'api_keys', 'idempotency_keys', 'rate_limits', 'audit_log'];
begin
  foreach t in array readable || closed loop
    execute format('alter table public.%I enable row level security', t);
    execute format('revoke all on public.%I from anon, authenticated', t);
    execute format('grant all on public.%I to service_role', t);
    execute format('create policy service on public.%I for all to service_role using (true) with check (true)', t);
  end loop;
  foreach t in array readable loop
    execute format('grant select on public.%I to authenticated', t);
    execute format('create policy members_read on public.%I for select to authenticated using (public.is_member())', t);
  end loop;
  execute 'grant select on public.user_roles to authenticated';
  execute 'create policy own_role on public.user_roles for select to authenticated using (user_id = auth.uid())';
end $$;
revoke all on public.queue_depths from anon, authenticated;
grant select on public.queue_depths to service_role, authenticated;

-- Functions write; only the service key may call them.
do $$
declare f text;
begin
  for f in select p.oid::regprocedure::text from pg_proc p
    where p.pronamespace = 'public'::regnamespace and p.prokind = 'f'
      and p.prorettype <> 'trigger'::regtype
      and not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e')
  loop
    execute format('revoke execute on function %s from public, anon, authenticated', f);
    execute format('grant execute on function %s to service_role', f);
  end loop;
  grant execute on function public.is_member() to authenticated;
end $$;
