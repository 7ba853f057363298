-- People, keys, limits and the audit log, as the API needs them. Everything here is called with the service key only.

create extension if not exists pgcrypto with schema extensions;

alter table public.user_roles add column disabled_at timestamptz;
-- Null takes the installation's default.
alter table public.api_keys add column rate_per_minute int check (rate_per_minute between 1 and 1000000);
-- What a crash forgets here is forgiven.
alter table public.rate_limits set unlogged;

alter table public.audit_log
  -- `person`, `key`, or `stranger`: somebody who failed to sign in
  add column actor_kind text not null default 'system' check (actor_kind in ('person', 'key', 'stranger', 'system')),
  add column actor_name text not null default '',
  add column address text,
  add column request_id uuid,
  -- HTTP status of the answer. Null: the change was begun, and its end was not recorded.
  add column status int;
create index audit_log_actor on public.audit_log (actor, id);
create index audit_log_actor_name on public.audit_log (actor_name, id);
create index audit_log_action on public.audit_log (action, id);

/* True for a signed-in person with any role who is not disabled. Reads user_roles past its own RLS. */
create or replace function public.is_member() returns boolean language sql stable security definer set search_path = '' as $$
  select exists (select from public.user_roles where user_id = auth.uid() and disabled_at is null)
$$;

-- Rate limits --------------------------------------------------------------------------------------------------------

/*
 * Takes one token from a bucket that holds `burst` and fills at `per_minute`. One row lock orders callers of all app
 * instances, so that no token is given twice; a refusal takes nothing.
 * Answers {allowed, limit, remaining, reset_s (until full), retry_s (until the next token)}.
 */
create or replace function public.take_token(bucket text, per_minute double precision, burst double precision)
returns jsonb language plpgsql as $$
declare
  known public.rate_limits;
  moment timestamptz;
  filled double precision;
  is_allowed boolean;
begin
  insert into public.rate_limits (key, tokens, updated_at) values (bucket, burst, clock_timestamp()) on conflict do nothing;
  select * into known from public.rate_limits where key = bucket for update;
  moment := greatest(clock_timestamp(), known.updated_at);
  filled := least(burst, known.tokens + extract(epoch from moment - known.updated_at) * per_minute / 60);
  is_allowed := filled >= 1;
  if is_allowed then
    filled := filled - 1;
    update public.rate_limits set tokens = filled, updated_at = moment where key = bucket;
  end if;
  return jsonb_build_object('allowed', is_allowed, 'limit', per_minute, 'remaining', floor(filled),
    'reset_s', (burst - filled) * 60 / per_minute, 'retry_s', greatest(0, (1 - filled) * 60 / per_minute));
end $$;

/* A limit of so many a minute: the sixth part of it may come at once, the rest at an even pace. */
create or replace function public.take_per_minute(bucket text, per_minute int) returns jsonb language sql as $$
  select public.take_token(bucket, per_minute, greatest(1, ceil(per_minute / 6.0)))
$$;

/* Puts back what `take_token` took; of a bucket that is gone nothing is owed. */
create or replace function public.give_back_tokens(buckets text[]) returns void language sql as $$
  update public.rate_limits set tokens = tokens + 1 where key = any (buckets)
$$;

-- Who may: one round trip a request ----------------------------------------------------------------------------------

/* Writes that a change begins; `end_audit` completes it. `entry` is {action, subject, request_id, address}. */
create or replace function public.begin_audit(kind text, actor_id text, name text, entry jsonb) returns uuid language sql as $$
  insert into public.audit_log (actor_kind, actor, actor_name, action, subject, request_id, address)
  values (kind, actor_id, name, entry ->> 'action', entry ->> 'subject', (entry ->> 'request_id')::uuid, entry ->> 'address')
  returning id
$$;

create or replace function public.end_audit(entry_id uuid, answer_status int, entry_subject text, entry_detail jsonb) returns void language sql as $$
  update public.audit_log set status = answer_status, subject = entry_subject, detail = entry_detail where id = entry_id
$$;

/* Every action in the log, once: steps through the index instead of reading the log. */
create or replace function public.list_audit_actions() returns setof text language sql stable as $$
  with recursive steps as (
    (select action from public.audit_log order by action limit 1)
    union all
    select (select a.action from public.audit_log a where a.action > steps.action order by a.action limit 1)
    from steps where steps.action is not null
  )
  select action from steps where action is not null
$$;

/*
 * Looks a key up by its hash, within the limits of the caller's address and of the key itself; notes its use (once a minute at
 * most) and, with `entry`, that a change begins.
 * Answers {key: {id, name, scopes} | null, may, refused: 'address' | 'key' | null, rate, audit_id}; `rate` as `take_token`.
 */
create or replace function public.authorise_key(
  hash text, needed_scope text, address text, address_per_minute int, key_per_minute int, entry jsonb default null
) returns jsonb language plpgsql as $$
declare
  known public.api_keys;
  rate jsonb;
  is_allowed boolean;
begin
  rate := public.take_per_minute('address:' || address, address_per_minute);
  if not (rate ->> 'allowed')::boolean then return jsonb_build_object('refused', 'address', 'rate', rate); end if;
  select * into known from public.api_keys
  where key_hash = hash and revoked_at is null and (expires_at is null or expires_at > now());
  if not found then return jsonb_build_object('key', null); end if;
  rate := public.take_per_minute('key:' || known.id, coalesce(known.rate_per_minute, key_per_minute));
  if not (rate ->> 'allowed')::boolean then return jsonb_build_object('refused', 'key', 'rate', rate); end if;
  update public.api_keys set last_used_at = now()
  where id = known.id and (last_used_at is null or last_used_at < now() - interval '1 minute');
  is_allowed := known.scopes && array[needed_scope, 'admin'];
  return jsonb_build_object(
    'key', jsonb_build_object('id', known.id, 'name', known.name, 'scopes', known.scopes), 'may', is_allowed, 'rate', rate,
    'audit_id', case when is_allowed and entry is not null then public.begin_audit('key', known.id::text, known.name, entry) end);
end $$;

/*
 * The same for somebody whose session was checked already; `roles` are those that hold the scope.
 * Answers {role | null, may, refused: 'address' | 'person' | null, rate, audit_id}.
 */
create or replace function public.authorise_person(
  person uuid, email text, roles text[], address text, address_per_minute int, person_per_minute int, entry jsonb default null
) returns jsonb language plpgsql as $$
declare
  held text;
  rate jsonb;
begin
  rate := public.take_per_minute('address:' || address, address_per_minute);
  if not (rate ->> 'allowed')::boolean then return jsonb_build_object('refused', 'address', 'rate', rate); end if;
  select r.role into held from public.user_roles r where r.user_id = person and r.disabled_at is null;
  if not found then return jsonb_build_object('role', null); end if;
  rate := public.take_per_minute('person:' || person, person_per_minute);
  if not (rate ->> 'allowed')::boolean then return jsonb_build_object('refused', 'person', 'rate', rate); end if;
  return jsonb_build_object('role', held, 'may', held = any (roles), 'rate', rate, 'audit_id',
    case when held = any (roles) and entry is not null then public.begin_audit('person', person::text, email, entry) end);
end $$;

-- People -------------------------------------------------------------------------------------------------------------

/*
 * Everybody who can sign in, by e-mail address, or one of them by id; `role` is null for those who may nothing. Reads the schema of Supabase Auth,
 * as the functions below write it: the local server has no admin API.
 */
create or replace function public.list_people(after_email text default '', page_size int default 50, only_id uuid default null) returns table (
  id uuid, email text, role text, disabled_at timestamptz, created_at timestamptz, last_sign_in_at timestamptz
) language sql stable security definer set search_path = '' as $$
  select u.id, u.email::text, r.role, r.disabled_at, u.created_at, u.last_sign_in_at
  from auth.users u left join public.user_roles r on r.user_id = u.id
  where u.email is not null and u.email::text > after_email and (only_id is null or u.id = only_id)
  order by u.email::text limit page_size
$$;

create or replace function public.hash_password(password text) returns text language plpgsql set search_path = '' as $$
begin
  if length(password) < 10 or octet_length(password) > 72 then -- bcrypt reads no more than 72 bytes
    raise sqlstate 'PT422' using message = 'a password has at least 10 characters and at most 72 bytes';
  end if;
  return extensions.crypt(password, extensions.gen_salt('bf', 10));
end $$;

/*
 * Makes somebody who can sign in at once, as Supabase Auth itself would write it. The hosted server finds people of the
 * instance of zeros only, and reads token columns as text that is never null; the local one has no such column, and there an
 * empty token must not be one that somebody could send.
 */
create or replace function public.create_person(new_email text, password text, new_role text) returns uuid
language plpgsql security definer set search_path = '' as $$
declare
  new_id uuid := public.uuid_v7();
  address text := lower(trim(new_email));
begin
  perform pg_advisory_xact_lock(hashtextextended('modomo person ' || address, 0));
  if exists (select from auth.users u where lower(u.email) = address) then
    raise sqlstate 'PT409' using message = 'somebody with this e-mail address is there already; change their role instead';
  end if;
  insert into auth.users (id, aud, role, email, encrypted_password, email_confirmed_at, raw_app_meta_data, raw_user_meta_data,
    created_at, updated_at)
  values (new_id, 'authenticated', 'authenticated', address, public.hash_password(password), now(),
    '{"provider": "email", "providers": ["email"]}', '{}', now(), now());
  if exists (select from pg_catalog.pg_attribute where attrelid = 'auth.users'::regclass and attname = 'instance_id') then
    execute 'update auth.users set instance_id = $1, confirmation_token = $2, recovery_token = $2, email_change = $2,
      email_change_token_new = $2 where id = $3' using '00000000-0000-0000-0000-000000000000'::uuid, ''::text, new_id;
  end if;
  insert into auth.identities (id, provider, provider_id, user_id, identity_data, last_sign_in_at, created_at, updated_at)
  values (gen_random_uuid(), 'email', new_id::text, new_id,
    jsonb_build_object('sub', new_id, 'email', address, 'email_verified', true, 'phone_verified', false), now(), now(), now());
  insert into public.user_roles (user_id, role) values (new_id, new_role);
  return new_id;
end $$;

/* Refuses to go on when nobody but `person` could manage people. Of two that leave at once, the later sees the earlier. */
create or replace function public.keep_an_admin(person uuid) returns void language plpgsql as $$
begin
  perform pg_advisory_xact_lock(hashtextextended('modomo admins', 0));
  if exists (select from public.user_roles where user_id = person and role = 'admin' and disabled_at is null)
    and not exists (select from public.user_roles where user_id <> person and role = 'admin' and disabled_at is null) then
    raise sqlstate 'PT409' using message = 'this is the last admin; make somebody else admin first';
  end if;
end $$;

/*
 * Changes what is not null: role, whether they may sign in, password. A new password and a lock end every session of theirs;
 * a role holds from the next request on.
 */
create or replace function public.change_person(
  person uuid, new_role text default null, new_disabled boolean default null, new_password text default null
) returns void language plpgsql security definer set search_path = '' as $$
begin
  if not exists (select from auth.users where id = person) then
    raise sqlstate 'PT404' using message = 'there is no person ' || person;
  end if;
  if new_role <> 'admin' or new_disabled then perform public.keep_an_admin(person); end if;
  if new_role is not null then
    insert into public.user_roles (user_id, role) values (person, new_role)
    on conflict (user_id) do update set role = excluded.role;
  end if;
  if new_disabled is not null then
    update public.user_roles set disabled_at = case when new_disabled then coalesce(disabled_at, now()) end where user_id = person;
    if not found then raise sqlstate 'PT409' using message = 'give this person a role first'; end if;
    -- A hundred years, as Supabase Auth writes "for ever": its server cannot read infinity.
    update auth.users set banned_until = case when new_disabled then now() + interval '100 years' end where id = person;
  end if;
  if new_password is not null then
    update auth.users set encrypted_password = public.hash_password(new_password), updated_at = now() where id = person;
  end if;
  if new_disabled or new_password is not null then delete from auth.sessions where user_id = person; end if;
end $$;

/* Takes somebody out; what they did stays in the audit log under their name. */
create or replace function public.remove_person(person uuid) returns void language plpgsql security definer set search_path = '' as $$
begin
  perform public.keep_an_admin(person);
  delete from auth.users where id = person;
  if not found then raise sqlstate 'PT404' using message = 'there is no person ' || person; end if;
end $$;

select public.guard_functions(array['take_token', 'take_per_minute', 'give_back_tokens', 'begin_audit', 'end_audit',
  'list_audit_actions', 'authorise_key', 'authorise_person', 'list_people', 'hash_password', 'create_person',
  'keep_an_admin', 'change_person', 'remove_person']);
