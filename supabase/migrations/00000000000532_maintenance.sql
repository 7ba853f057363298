-- Maintenance: forgetting what is old, counting anew, finding what is missing. All of it in pages, none of it under a lock
-- that work waits for.

create index runs_ended on public.runs (ended_at) where ended_at is not null;

/* The least UUIDv7 of a moment: rows made before it have lesser ids. */
create or replace function public.uuid_floor(moment timestamptz) returns uuid language sql immutable as $$
  select encode(substring(int8send((extract(epoch from moment) * 1000)::bigint) from 3) || '\x70008000000000000000'::bytea, 'hex')::uuid
$$;

/*
 * Looks at one page of rows made before a moment and deletes what may go; answers how many it saw and deleted, and where
 * the next page starts. Nothing of a job that has not ended goes. Failed and cancelled items go with all of their job's, so
 * that a retry finds all of them or none.
 */
create or replace function public.forget_page(what text, before timestamptz, after_id uuid, at_most int)
returns table (seen int, deleted int, last_id uuid) language plpgsql as $$
declare
  source text;
  may_go text := 'true';
  ended text := 'exists (select from public.jobs j where j.id = t.job_id and j.status in (''completed'', ''failed'', ''cancelled'') and j.finished_at < $2)';
begin
  case what
    when 'items' then source := 'job_items'; may_go := 't.status in (''completed'', ''skipped'') and ' || ended;
    when 'failed_items' then source := 'job_items'; may_go := 't.status in (''failed'', ''cancelled'') and ' || ended;
    when 'chunks' then source := 'job_chunks';
      may_go := 'not exists (select from public.job_items i where i.chunk_id = t.id) and ' || ended;
    when 'job_logs' then source := 'job_logs'; may_go := ended;
    when 'dead_letters' then source := 'dead_letters';
      may_go := '(t.job_id is null or ' || ended || ')';
    when 'audit' then source := 'audit_log';
    when 'schedule_runs' then source := 'schedule_runs'; may_go := 't.status not in (''pending'', ''running'')';
    else raise sqlstate '22023' using message = 'nothing called ' || what || ' is forgotten page by page';
  end case;
  return query execute format('with page as (
      select t.id from public.%I t where t.id < public.uuid_floor($2) and ($1 is null or t.id > $1) order by t.id limit $3
    ), gone as (delete from public.%I t using page p where t.id = p.id and %s returning 1)
    select (select count(*) from page)::int, (select count(*) from gone)::int, (select id from page order by id desc limit 1)',
    source, source, may_go) using after_id, before, at_most;
end $$;

/* Deletes up to `at_most` old rows of a table that is not ordered by id; answers how many. */
create or replace function public.forget_batch(what text, before timestamptz, at_most int) returns int language plpgsql as $$
declare
  which text;
  deleted int;
begin
  which := case what
    when 'runs' then 'select t.ctid from public.runs t where t.ended_at < $1 and (t.job_id is null or exists (
      select from public.jobs j where j.id = t.job_id and j.status in (''completed'', ''failed'', ''cancelled''))) order by t.ended_at limit $2'
    when 'rate_limits' then 'select t.ctid from public.rate_limits t where t.updated_at < $1 limit $2'
    when 'idempotency_keys' then 'select t.ctid from public.idempotency_keys t where t.created_at < $1 limit $2'
    when 'failure_groups' then 'select t.ctid from public.failure_groups t
      where t.last_seen_at < $1 and t.open_items = 0 and t.open_runs = 0 limit $2'
  end;
  if which is null then raise sqlstate '22023' using message = 'nothing called ' || what || ' is forgotten in batches'; end if;
  execute format('delete from public.%I where ctid = any(array(%s))', what, which) using before, at_most;
  get diagnostics deleted = row_count;
  return deleted;
end $$;

/*
 * Counts one group of figures anew and compares: what is kept and what is there are read in one snapshot, so work that
 * goes on cannot look like drift. The difference is added, not the count set, so nothing counted meanwhile is lost.
 */
create or replace function public.check_counters(what text) returns table (name text, key text, kept bigint, counted bigint)
language plpgsql as $$
declare drift jsonb;
begin
  execute 'with counted as (' || case what
    when 'scenes' then 'select v.name, v.key, count(*) as value from public.scenes s, lateral (values (''scenes'', ''''),
        (case when s.classified_at is not null then ''classified'' end, ''''),
        (case when s.image_type is not null then ''image_type'' end, s.image_type),
        (case when s.room_type is not null then ''room_type'' end, s.room_type)) v(name, key)
      where v.name is not null group by 1, 2'
    when 'objects' then 'select v.name, v.key, count(*) as value from public.objects o, lateral (values (''objects'', ''''),
        (case when o.mask is not null then ''masks'' end, ''''), (''category'', o.category)) v(name, key)
      where v.name is not null group by 1, 2'
    when 'palettes' then 'select ''palettes'' as name, '''' as key, count(*) as value from public.palettes'
    when 'embeddings' then 'select ''embeddings'' as name, '''' as key, count(*) as value from public.embeddings'
    when 'jobs' then 'select ''jobs'' as name, status as key, count(*) as value from public.jobs group by 2'
    when 'items' then 'select ''items'' as name, j.kind || '':'' || v.status as key, sum(v.n)::bigint as value
      from public.jobs j, lateral (values (''completed'', j.completed), (''failed'', j.failed), (''skipped'', j.skipped)) v(status, n)
      group by 2'
  end || '), kept as (
      select c.name, c.key, c.value from public.counters c where c.name = any($1)
    )
    select jsonb_agg(jsonb_build_object(''name'', coalesce(n.name, k.name), ''key'', coalesce(n.key, k.key),
      ''kept'', coalesce(k.value, 0), ''counted'', coalesce(n.value, 0), ''delta'', coalesce(n.value, 0) - coalesce(k.value, 0)))
    from counted n full join kept k on k.name = n.name and k.key = n.key
    where coalesce(n.value, 0) <> coalesce(k.value, 0)'
  into drift using case what when 'scenes' then array['scenes', 'classified', 'image_type', 'room_type']
    when 'objects' then array['objects', 'masks', 'category'] else array[what] end;
  perform public.bump_counters(drift);
  return query select d.name, d.key, d.kept, d.counted
    from jsonb_to_recordset(drift) as d(name text, key text, kept bigint, counted bigint) order by 1, 2;
end $$;

/* What scenes wait for, each figure at most `at_most`; and the ids of scenes that have objects but no embedding. */
create or replace function public.find_gaps(at_most int)
returns table (undetected int, uncolored int, unclassified int, unembedded uuid[]) language sql stable as $$
  select
    (select count(*) from (select from public.scenes where detected_at is null limit at_most) s)::int,
    (select count(*) from (select from public.scenes where colored_at is null and detected_at is not null limit at_most) s)::int,
    (select count(*) from (select from public.scenes where classified_at is null and detected_at is not null limit at_most) s)::int,
    array(select s.id from public.scenes s where s.detected_at is not null and not exists (
      select from public.embeddings e where e.scene_id = s.id and e.object_id is null) order by s.id limit at_most)
$$;

select public.guard_functions(array['uuid_floor', 'forget_page', 'forget_batch', 'check_counters', 'find_gaps']);
