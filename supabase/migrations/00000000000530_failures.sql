-- Failures by cause. A cause has one row in failure_groups, kept up to date by triggers, so that no page groups a million
-- rows. Two things are filed under a cause: items that failed, and runs that will not be tried again (dead letters).
--
-- Locks are taken in one order everywhere: jobs, items, groups (by fingerprint), counters.

create table public.failure_groups (
  fingerprint uuid primary key,
  kind text,
  function_id text,
  class text not null,
  code text not null,
  message text not null,
  -- {error, input, job_id, run_id, item_id}: of the first failure, replaced once by one that has a stack
  sample jsonb not null,
  -- Ever seen, and those of them that nobody has replayed or discarded.
  items bigint not null default 0,
  runs bigint not null default 0,
  open_items bigint not null default 0,
  open_runs bigint not null default 0,
  scenes bigint not null default 0,
  state text not null default 'open' check (state in ('open', 'replayed', 'discarded')),
  first_seen_at timestamptz not null default now(),
  last_seen_at timestamptz not null default now()
);
create index failure_groups_state on public.failure_groups (state, last_seen_at desc, fingerprint desc);
create index failure_groups_recent on public.failure_groups (last_seen_at desc, fingerprint desc);

create table public.failure_scenes (
  fingerprint uuid not null references public.failure_groups (fingerprint) on delete cascade,
  scene_id uuid not null references public.scenes (id) on delete cascade,
  primary key (fingerprint, scene_id)
);
create index failure_scenes_scene on public.failure_scenes (scene_id);

-- An item is filed while it stands as failed; it is open until somebody discards it.
alter table public.job_items
  add column fingerprint uuid,
  add column tries integer not null default 0,
  add column is_poison boolean not null default false,
  add column discard_reason text;
create index job_items_failed on public.job_items (fingerprint, id) where fingerprint is not null;
create index job_items_failed_of_job on public.job_items (job_id, id) where fingerprint is not null;

alter table public.dead_letters add column discard_reason text;
create index dead_letters_chunk on public.dead_letters (chunk_id) where state = 'open';
create index dead_letters_open on public.dead_letters (fingerprint, id) where state = 'open';

/*
 * Same cause, same UUID (version 8): where it happened, the error's code, and its message without ids, addresses, numbers
 * and quoted parts.
 */
create or replace function public.failure_fingerprint(scope text, code text, message text) returns uuid
language plpgsql immutable as $$
declare
  shape text := message;
  hash text;
begin
  shape := regexp_replace(shape, '[0-9a-f]{8}-[0-9a-f-]{27}', '<id>', 'gi');
  shape := regexp_replace(shape, 'https?://\S+', '<url>', 'gi');
  shape := regexp_replace(shape, '\y[0-9a-f]{16,}\y', '<hex>', 'gi');
  shape := regexp_replace(shape, '\d+', '<n>', 'g');
  shape := regexp_replace(shape, '"[^"]*"|''[^'']*''|`[^`]*`', '<text>', 'g');
  hash := encode(sha256(convert_to(concat_ws(E'\n', scope, code, shape), 'UTF8')), 'hex');
  return overlay(overlay(left(hash, 32) placing '8' from 13) placing '8' from 17)::uuid;
end $$;

-- Items --------------------------------------------------------------------------------------------------------------

create or replace function public.file_item() returns trigger language plpgsql as $$
begin
  if new.status = 'failed' or (new.status = 'cancelled' and new.error->>'code' = 'run_cancelled') then
    new.fingerprint := public.failure_fingerprint((select j.kind from public.jobs j where j.id = new.job_id),
      coalesce(new.error->>'code', 'unknown'), coalesce(new.error->>'message', ''));
    -- A service that was away says nothing about the item, and what took a worker down is counted when it happens.
    if coalesce(new.error->>'class', '') not in ('external', 'database', 'memory', 'cancelled') then new.tries := old.tries + 1; end if;
    -- Alone in a half of a half of a chunk that failed as a whole, or said so.
    new.is_poison := coalesce(new.error->>'class', '') = 'poison' or (
      coalesce(new.error->>'class', 'internal') in ('internal', 'memory', 'timeout') and exists (
        select from public.job_chunks c where c.id = new.chunk_id and c.item_count = 1 and c.key ~ ':[0-9]+\.[01]$'));
  else
    new.fingerprint := null;
    new.is_poison := false;
  end if;
  new.discard_reason := null;
  return new;
end $$;
create trigger job_items_file before update of status on public.job_items
  for each row when (new.status is distinct from old.status) execute function public.file_item();

create or replace function public.count_failed_items() returns trigger language plpgsql as $$
begin
  if not exists (select from removed where fingerprint is not null)
    and not exists (select from added where fingerprint is not null) then
    return null;
  end if;

  insert into public.failure_groups as g (fingerprint, kind, function_id, class, code, message, sample, items, open_items)
  select a.fingerprint, min(j.kind), min(r.function_id), coalesce(min(a.error->>'class'), 'internal'),
    coalesce(min(a.error->>'code'), 'unknown'), coalesce(min(a.error->>'message'), ''),
    (array_agg(jsonb_build_object('error', a.error, 'input', a.payload, 'job_id', a.job_id, 'run_id', c.run_id,
      'item_id', a.id)))[1], count(*), count(*)
  from added a join removed b on b.id = a.id and b.fingerprint is null
    join public.jobs j on j.id = a.job_id join public.job_chunks c on c.id = a.chunk_id
    left join public.runs r on r.id = c.run_id
  where a.fingerprint is not null
  group by a.fingerprint order by a.fingerprint
  on conflict (fingerprint) do update set items = g.items + excluded.items, open_items = g.open_items + excluded.items,
    function_id = coalesce(g.function_id, excluded.function_id), state = 'open', last_seen_at = now();

  with fresh as (
    insert into public.failure_scenes (fingerprint, scene_id)
    select distinct a.fingerprint, a.scene_id from added a join public.scenes s on s.id = a.scene_id
    where a.fingerprint is not null order by 1, 2
    on conflict do nothing returning fingerprint
  )
  update public.failure_groups g set scenes = g.scenes + f.n
  from (select fingerprint, count(*) as n from fresh group by 1) f where f.fingerprint = g.fingerprint;

  -- Closed: an open failure that is queued again, or was discarded.
  perform public.close_failures((select jsonb_agg(c) from (
    select b.fingerprint, case when a.fingerprint is null then 'replayed' else 'discarded' end as state, count(*) as items
    from removed b join added a on a.id = b.id
    where b.fingerprint is not null and b.discard_reason is null and (a.fingerprint is null or a.discard_reason is not null)
    group by 1, 2) c));
  update public.dead_letters d set state = case when o.is_replayed then 'replayed' else 'discarded' end,
    discard_reason = o.reason
  from (
    select b.chunk_id, bool_or(a.fingerprint is null) as is_replayed, max(a.discard_reason) as reason
    from removed b join added a on a.id = b.id
    where b.fingerprint is not null and b.discard_reason is null and (a.fingerprint is null or a.discard_reason is not null)
    group by 1) o
  where d.chunk_id = o.chunk_id and d.state = 'open'
    and not exists (select from public.job_items i
      where i.chunk_id = o.chunk_id and i.fingerprint is not null and i.discard_reason is null);
  return null;
end $$;

/* Takes [{fingerprint, state, items?, runs?}] out of what is open; a group none of which is left open has that state. */
create or replace function public.close_failures(closed jsonb) returns void language sql as $$
  update public.failure_groups g set open_items = greatest(g.open_items - c.items, 0), open_runs = greatest(g.open_runs - c.runs, 0),
    state = case when g.open_items - c.items <= 0 and g.open_runs - c.runs <= 0 then c.state else 'open' end
  from (select x.fingerprint, max(x.state) as state, sum(coalesce(x.items, 0)) as items, sum(coalesce(x.runs, 0)) as runs
    from jsonb_to_recordset(coalesce(closed, '[]')) as x(fingerprint uuid, state text, items bigint, runs bigint)
    group by 1 order by 1) c
  where g.fingerprint = c.fingerprint
$$;

create or replace function public.forget_failed_items() returns trigger language plpgsql as $$
begin
  perform public.close_failures((select jsonb_agg(c) from (
    select fingerprint, 'discarded' as state, count(*) as items from removed
    where fingerprint is not null and discard_reason is null group by 1) c));
  return null;
end $$;
create trigger job_items_failures_update after update on public.job_items
  referencing new table as added old table as removed for each statement execute function public.count_failed_items();
create trigger job_items_failures_delete after delete on public.job_items
  referencing old table as removed for each statement execute function public.forget_failed_items();

-- Runs ---------------------------------------------------------------------------------------------------------------

create or replace function public.name_letter() returns trigger language plpgsql as $$
declare job_kind text := (select j.kind from public.jobs j where j.id = new.job_id);
begin
  new.fingerprint := public.failure_fingerprint(
    case when job_kind is null then new.function_id when new.chunk_id is null then job_kind || ':plan' else job_kind end,
    coalesce(new.error->>'name', 'unknown'), coalesce(new.error->>'message', ''));
  return new;
end $$;
create trigger dead_letters_name before insert on public.dead_letters for each row execute function public.name_letter();

create or replace function public.file_letter() returns trigger language plpgsql as $$
begin
  insert into public.failure_groups as g (fingerprint, kind, function_id, class, code, message, sample, runs, open_runs)
  values (new.fingerprint::uuid, (select j.kind from public.jobs j where j.id = new.job_id), new.function_id, coalesce(new.error->>'class', 'internal'),
    coalesce(new.error->>'name', 'unknown'), coalesce(new.error->>'message', ''),
    jsonb_build_object('error', new.error, 'input', new.event, 'job_id', new.job_id, 'run_id', new.run_id), 1, 1)
  on conflict (fingerprint) do update set runs = g.runs + 1, open_runs = g.open_runs + 1, state = 'open', last_seen_at = now(),
    function_id = coalesce(g.function_id, excluded.function_id),
    sample = case when g.sample->'error'->>'stack' is null then excluded.sample else g.sample end;
  return null;
end $$;
create trigger dead_letters_file after insert on public.dead_letters for each row execute function public.file_letter();

create or replace function public.close_letter() returns trigger language plpgsql as $$
begin
  perform public.close_failures(jsonb_build_array(jsonb_build_object('fingerprint', old.fingerprint,
    'state', case when tg_op = 'DELETE' then 'discarded' else new.state end, 'runs', 1)));
  return null;
end $$;

/* A run that will not be tried again; kept once a run. Its fingerprint is made here, whatever the letter says. */
create or replace function public.add_dead_letter(letter jsonb) returns void language sql as $$
  insert into public.dead_letters (run_id, function_id, job_id, chunk_id, reason, fingerprint, error, event)
  select x.run_id, x.function_id, (select j.id from public.jobs j where j.id = x.job_id), x.chunk_id, x.reason,
    '', x.error, coalesce(x.event, '{}')
  from jsonb_to_record(letter) as x(run_id text, function_id text, job_id uuid, chunk_id uuid, reason text,
    error jsonb, event jsonb)
  on conflict (run_id, function_id) do nothing
$$;

/* A job that could not be planned and is planned again takes its planners' letters along. */
create or replace function public.close_plan_letters() returns trigger language plpgsql as $$
begin
  update public.dead_letters set state = 'replayed' where job_id = new.id and chunk_id is null and state = 'open';
  return null;
end $$;
create trigger jobs_planned_again after update of status on public.jobs
  for each row when (old.finished_at is not null and new.status = 'queued') execute function public.close_plan_letters();

-- Poison -------------------------------------------------------------------------------------------------------------

/* Counts that an item took its worker down; answers how often it has. */
create or replace function public.count_crash(target_item_id uuid) returns int language sql as $$
  update public.job_items set tries = tries + 1 where id = target_item_id returning tries
$$;

/*
 * A chunk that failed as a whole with several items open: its open items go into two new chunks, which are to be sent, and
 * so on until the item that is to blame is alone. Empty when it has one item or none, or is a half whose other half failed
 * as a whole too: then no single item is to blame. Asked again for the same attempt it answers the same.
 */
create or replace function public.split_chunk(target_chunk_id uuid, chunk_attempt int)
returns table (chunk_id uuid, job_id uuid, kind text, queue text, priority smallint, attempt int) language plpgsql as $$
declare
  chunk public.job_chunks;
  open_ids uuid[];
  half_id uuid;
  sibling text;
begin
  perform 1 from public.jobs j where j.id = (select c.job_id from public.job_chunks c where c.id = target_chunk_id) for no key update;
  select * into chunk from public.job_chunks c where c.id = target_chunk_id for update;
  select array_agg(i.id order by i.id) into open_ids from public.job_items i where i.chunk_id = target_chunk_id and i.status = 'queued';
  sibling := case when chunk.key ~ ':[0-9]+\.[01]$' then left(chunk.key, -1) || case right(chunk.key, 1) when '0' then '1' else '0' end end;
  if chunk.status = 'running' and chunk.attempt = chunk_attempt and array_length(open_ids, 1) > 1 and not exists (
    select from public.job_chunks s where s.job_id = chunk.job_id and s.key = sibling and s.status = 'finished'
      and not exists (select from public.job_items i join public.job_chunks c on c.id = i.chunk_id
        where c.job_id = chunk.job_id and (c.key = sibling or starts_with(c.key, sibling || ':')) and i.status in ('completed', 'skipped'))
  ) then
    for half in 0..1 loop
      insert into public.job_chunks (job_id, key, queue)
      values (chunk.job_id, chunk.key || ':' || chunk.attempt || '.' || half, chunk.queue) returning id into half_id;
      update public.job_items i set chunk_id = half_id
      where i.id = any(case half when 0 then open_ids[:array_length(open_ids, 1) / 2] else open_ids[array_length(open_ids, 1) / 2 + 1:] end);
      update public.job_chunks c set item_count = (select count(*) from public.job_items i where i.chunk_id = half_id) where c.id = half_id;
    end loop;
    update public.job_chunks c set status = 'finished', finished_at = now(), item_count = c.item_count - array_length(open_ids, 1)
    where c.id = target_chunk_id;
  end if;
  return query select c.id, j.id, j.kind, c.queue, j.priority, c.attempt
    from public.job_chunks c join public.jobs j on j.id = c.job_id
    where c.job_id = chunk.job_id and c.key in (chunk.key || ':' || chunk_attempt || '.0', chunk.key || ':' || chunk_attempt || '.1');
end $$;

-- Access -------------------------------------------------------------------------------------------------------------

select public.guard_tables(array['failure_groups', 'failure_scenes'], are_for_members => true);
select public.guard_functions(array['failure_fingerprint', 'close_failures', 'add_dead_letter', 'count_crash',
  'split_chunk']);

-- What failed before there were groups.
update public.job_items i set fingerprint = public.failure_fingerprint((select j.kind from public.jobs j where j.id = i.job_id),
  coalesce(i.error->>'code', 'unknown'), coalesce(i.error->>'message', ''))
where i.status = 'failed';
do $$
declare old public.dead_letters[];
begin
  select array_agg(d) into old from public.dead_letters d where d.state = 'open';
  if old is null then return; end if;
  delete from public.dead_letters d where d.state = 'open';
  insert into public.dead_letters select (d).* from unnest(old) as d;
end $$;
-- Only now: the fingerprints of before were of another form.
create trigger dead_letters_close after update of state on public.dead_letters
  for each row when (old.state = 'open' and new.state <> 'open') execute function public.close_letter();
create trigger dead_letters_forget after delete on public.dead_letters
  for each row when (old.state = 'open') execute function public.close_letter();
