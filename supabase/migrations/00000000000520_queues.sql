-- Queues: how deep they are and how fast they move, known without counting chunks; purging; who watches the workers.

-- When a chunk began to wait. `sent_at` is renewed whenever its event is sent again, so it does not say how long it waits.
alter table public.job_chunks add column queued_at timestamptz not null default now();
update public.job_chunks set queued_at = sent_at;
create index job_chunks_oldest on public.job_chunks (queue, queued_at) where status = 'queued';
create index jobs_unbegun on public.jobs (queue, id) where status = 'queued' and parent_job_id is null;

-- Chunks that wait and that run, as of the last fold of queue_flow; and what the last purge took: {chunks, items, jobs}.
alter table public.queue_state
  add column queued bigint not null default 0,
  add column running bigint not null default 0,
  add column last_purge jsonb;
update public.queue_state q set
  queued = (select count(*) from public.job_chunks c where c.queue = q.name and c.status = 'queued'),
  running = (select count(*) from public.job_chunks c where c.queue = q.name and c.status = 'running');

/*
 * What moved through the queues, by minute (by quarter of an hour once two hours old). Triggers only add rows, so that no two
 * transactions wait for each other; fold_queue_flow sums them up. `wait` and `run` are histograms of duration_bucket; their
 * sums are how many chunks were started and finished.
 */
create table public.queue_flow (
  queue text not null,
  slot timestamptz not null,
  measure text not null check (measure in ('entered', 'left', 'wait', 'stopped', 'run')),
  bucket smallint not null default 0,
  n bigint not null,
  is_folded boolean not null default false
);
create index queue_flow_slot on public.queue_flow (slot);
create index queue_flow_new on public.queue_flow (queue) where not is_folded;

/* Bucket b holds durations from 2^(b/4) ms up to 2^((b+1)/4) ms; below 1 ms is 0. lib/queues/histogram.ts reads them. */
create or replace function public.duration_bucket(duration interval) returns smallint language sql immutable as $$
  select floor(4 * ln(greatest(1000 * extract(epoch from duration), 1)) / ln(2.0))::smallint
$$;

create or replace function public.note_queued() returns trigger language plpgsql as $$
begin
  new.queued_at := now();
  return new;
end $$;
create trigger job_chunks_queued before update of status on public.job_chunks for each row
  when (old.status <> 'queued' and new.status = 'queued') execute function public.note_queued();

create or replace function public.note_queue_flow() returns trigger language plpgsql as $$
declare minute timestamptz := date_trunc('minute', now());
begin
  if tg_op = 'INSERT' then
    insert into public.queue_flow (queue, slot, measure, n)
    select a.queue, minute, 'entered', count(*) from added a where a.status = 'queued' group by a.queue;
  elsif tg_op = 'DELETE' then
    insert into public.queue_flow (queue, slot, measure, n)
    select r.queue, minute, case r.status when 'queued' then 'left' else 'stopped' end, count(*)
    from removed r where r.status in ('queued', 'running') group by r.queue, r.status;
  else
    insert into public.queue_flow (queue, slot, measure, bucket, n)
    select a.queue, minute, m.measure, m.bucket, count(*)
    from added a join removed r on r.id = a.id cross join lateral (values
      ('entered', 0::smallint, a.status = 'queued'),
      ('left', 0::smallint, r.status = 'queued'),
      ('wait', public.duration_bucket(a.claimed_at - a.queued_at), a.status = 'running'),
      ('stopped', 0::smallint, r.status = 'running'),
      ('run', public.duration_bucket(a.finished_at - r.claimed_at), r.status = 'running' and a.status = 'finished')
    ) as m(measure, bucket, applies)
    where a.status <> r.status and m.applies group by a.queue, m.measure, m.bucket;
  end if;
  return null;
end $$;
create trigger job_chunks_flow_insert after insert on public.job_chunks
  referencing new table as added for each statement execute function public.note_queue_flow();
create trigger job_chunks_flow_update after update on public.job_chunks
  referencing new table as added old table as removed for each statement execute function public.note_queue_flow();
create trigger job_chunks_flow_delete after delete on public.job_chunks
  referencing old table as removed for each statement execute function public.note_queue_flow();

/* Sums up what the triggers added, moves the depths on, and forgets what is older than two days. Once a minute is enough. */
create or replace function public.fold_queue_flow() returns void language plpgsql as $$
begin
  with taken as (
    delete from public.queue_flow where not is_folded returning *
  ), moved as (
    update public.queue_state q set queued = q.queued + d.queued, running = q.running + d.running
    from (
      select t.queue, sum(case t.measure when 'entered' then t.n when 'left' then -t.n else 0 end) as queued,
        sum(case t.measure when 'wait' then t.n when 'stopped' then -t.n else 0 end) as running
      from taken t group by t.queue
    ) d where d.queue = q.name
  )
  insert into public.queue_flow (queue, slot, measure, bucket, n, is_folded)
  select queue, slot, measure, bucket, sum(n), true from taken group by queue, slot, measure, bucket;

  with taken as (
    delete from public.queue_flow
    where is_folded and slot < now() - interval '2 hours' and slot <> date_bin('15 minutes', slot, timestamptz 'epoch')
    returning *
  )
  insert into public.queue_flow (queue, slot, measure, bucket, n, is_folded)
  select queue, date_bin('15 minutes', slot, timestamptz 'epoch'), measure, bucket, sum(n), true
  from taken group by 1, 2, 3, 4;

  delete from public.queue_flow where slot < now() - interval '2 days';
end $$;

/* Chunks and how they stand, a queue: the depths of the last fold and what moved since, never a count of chunks. */
create or replace view public.queue_depths with (security_invoker = true) as
  select q.name, q.is_paused, q.purged_at,
    greatest(q.queued + coalesce(f.queued, 0), 0)::bigint as queued,
    greatest(q.running + coalesce(f.running, 0), 0)::bigint as running,
    (select min(c.queued_at) from public.job_chunks c where c.queue = q.name and c.status = 'queued') as oldest_sent_at
  from public.queue_state q
  left join lateral (
    select sum(case x.measure when 'entered' then x.n when 'left' then -x.n else 0 end) as queued,
      sum(case x.measure when 'wait' then x.n when 'stopped' then -x.n else 0 end) as running
    from public.queue_flow x where x.queue = q.name and not x.is_folded
  ) f on true;

/*
 * All queues for one look: {queues, flow, durations}. `flow` is [queue, slot, measure, n] in slots of `slot_s` seconds (epoch
 * seconds), `durations` [queue, measure, bucket, n] over the window, `recent` [queue, measure, n] since `recent_since`.
 */
create or replace function public.queue_stats(since timestamptz, slot_s int, recent_since timestamptz)
returns jsonb language sql stable as $$
  with flow as materialized (
    select queue, slot, measure, bucket, n from public.queue_flow where slot >= since
  )
  select jsonb_build_object(
    'queues', (select jsonb_agg(jsonb_build_object(
        'name', d.name, 'is_paused', d.is_paused, 'purged_at', d.purged_at, 'queued', d.queued, 'running', d.running,
        'oldest_queued_at', d.oldest_sent_at, 'last_purge', s.last_purge,
        'jobs_waiting', (select count(*) from (
          select 1 from public.jobs j where j.queue = d.name and j.status = 'queued' and j.parent_job_id is null limit 1000) j)
      )) from public.queue_depths d join public.queue_state s on s.name = d.name),
    'flow', (select coalesce(jsonb_agg(jsonb_build_array(f.queue, f.at, f.measure, f.n)), '[]') from (
        select queue, floor(extract(epoch from slot) / slot_s)::bigint * slot_s as at, measure, sum(n) as n
        from flow group by 1, 2, 3) f),
    'durations', (select coalesce(jsonb_agg(jsonb_build_array(f.queue, f.measure, f.bucket, f.n)), '[]') from (
        select queue, measure, bucket, sum(n) as n from flow where measure in ('wait', 'run') group by 1, 2, 3) f),
    'recent', (select coalesce(jsonb_agg(jsonb_build_array(f.queue, f.measure, f.n)), '[]') from (
        select queue, measure, sum(n) as n from flow where slot >= recent_since group by 1, 2) f))
$$;

-- Purging ------------------------------------------------------------------------------------------------------------

/*
 * Cancels up to `at_most` chunks that have waited in the queue since before the cut-off, with their items. `looked` is how many
 * it looked at, some of which may have started meanwhile: call again until that is 0. `ended` are the jobs it ended.
 */
create or replace function public.purge_chunks(queue_name text, queued_before timestamptz, at_most int)
returns table (looked int, chunks int, items int, ended uuid[]) language plpgsql as $$
declare
  chosen uuid[];
  owners uuid[];
  gone uuid[];
  cause constant text := 'purge:' || queue_name || ':' || queued_before;
  reason constant jsonb := '{"code": "purged", "message": "the queue was purged before this item''s turn came"}';
begin
  select array_agg(c.id), array_agg(distinct c.job_id) into chosen, owners from (
    select k.id, k.job_id from public.job_chunks k
    where k.queue = queue_name and k.status = 'queued' and k.queued_at <= queued_before order by k.queued_at limit at_most) c;
  looked := coalesce(cardinality(chosen), 0);
  perform 1 from public.jobs j where j.id = any(owners) order by j.id for no key update;
  with taken as (
    update public.job_chunks k set status = 'cancelled', finished_at = now()
    where k.id = any(chosen) and k.status = 'queued' and k.queued_at <= queued_before returning k.id
  ) select coalesce(array_agg(t.id), '{}') into gone from taken t;
  chunks := cardinality(gone);
  with taken as (
    update public.job_items i set status = 'cancelled', error = reason, finished_at = now()
    where i.chunk_id = any(gone) and i.status = 'queued' returning i.job_id
  ), sums as (
    select t.job_id, count(*) as n from taken t group by t.job_id
  ), told as (
    update public.jobs j set cancelled = j.cancelled + sums.n from sums where j.id = sums.job_id
  ) select coalesce(sum(s.n), 0) into items from sums s;
  select coalesce(array_agg(o.id), '{}') into ended from unnest(owners) as o(id) where public.finish_if_done(o.id, cause);
  return next;
end $$;

/* Cancels up to `at_most` jobs of the queue that nobody has begun to plan; answers their ids. */
create or replace function public.purge_jobs(queue_name text, created_before timestamptz, at_most int)
returns setof uuid language plpgsql as $$
declare
  job_id uuid;
  chosen uuid[];
begin
  -- All are locked before the first is changed (see lock_chains).
  with locked as (
    select j.id from public.jobs j
    where j.queue = queue_name and j.status = 'queued' and j.parent_job_id is null and j.created_at <= created_before
    order by j.id limit at_most for no key update
  ) select coalesce(array_agg(l.id), '{}') into chosen from locked l;
  foreach job_id in array chosen loop
    perform public.cancel_job(job_id);
    return next job_id;
  end loop;
end $$;

/* As before, but a job whose planner waits for a paused queue is not sent again. */
create or replace function public.sweep_jobs(queued_before timestamptz, at_most int) returns setof public.jobs language sql as $$
  update public.jobs j set attempt = j.attempt + 1, sent_at = now()
  where j.id in (
    select id from public.jobs w where status = 'queued' and parent_job_id is null and sent_at < queued_before
      and not exists (select from public.queue_state q
        where q.is_paused and q.name = case w.kind when 'scrape' then 'scraping' else 'default' end)
    order by sent_at limit at_most for update skip locked)
  returning j.*
$$;

-- Workers ------------------------------------------------------------------------------------------------------------

alter table public.workers add column started_at timestamptz;

/* Work that one of many processes is to do now and then, such as asking the gpu-workers how they are. */
create table public.leases (
  name text primary key,
  expires_at timestamptz not null
);

/* True to one caller until `ttl_ms` have passed. */
create or replace function public.take_lease(lease_name text, ttl_ms int) returns boolean language sql as $$
  with taken as (
    insert into public.leases as l (name, expires_at) values (lease_name, now() + make_interval(secs => ttl_ms / 1000.0))
    on conflict (name) do update set expires_at = excluded.expires_at where l.expires_at <= now()
    returning 1
  ) select exists (select from taken)
$$;

select public.guard_tables(array['leases']);
-- The view of the depths, which members may read, reads it with their rights.
select public.guard_tables(array['queue_flow'], are_for_members => true);
select public.guard_functions(array['duration_bucket', 'fold_queue_flow', 'queue_stats', 'purge_chunks', 'purge_jobs',
  'take_lease']);
