-- Failures chosen, run again, left alone.

/*
 * Open failed items after an id, in order. `filter` {ids?, fingerprint?, job?, kind?, function?, class?, text?}; ids are of
 * items, or of dead letters for the items of their chunks. `is_settled`: its chunk has ended, so it can be opened again.
 */
create or replace function public.pick_failed_items(filter jsonb, after_id uuid, at_most int)
returns table (id uuid, job_id uuid, kind text, payload jsonb, is_poison boolean, tries int, is_settled boolean) language plpgsql stable as $$
declare conditions text := '';
begin
  if filter ? 'ids' then
    conditions := conditions || ' and (i.id = any(array(select jsonb_array_elements_text($1->''ids'')::uuid)) or i.chunk_id = any(array(
      select d.chunk_id from public.dead_letters d where d.id in (select jsonb_array_elements_text($1->''ids'')::uuid))))';
  end if;
  if filter ? 'fingerprint' then conditions := conditions || ' and i.fingerprint = ($1->>''fingerprint'')::uuid'; end if;
  if filter ? 'job' then conditions := conditions || ' and i.job_id = ($1->>''job'')::uuid'; end if;
  if filter ?| array['kind', 'function', 'class', 'text'] then
    conditions := conditions || ' and i.fingerprint in (select g.fingerprint from public.failure_groups g
      where public.is_failure_like(g, $1))';
  end if;
  return query execute 'select i.id, i.job_id, j.kind, i.payload, i.is_poison, i.tries, c.status in (''finished'', ''cancelled'', ''queued'')
    from public.job_items i join public.jobs j on j.id = i.job_id join public.job_chunks c on c.id = i.chunk_id
    where i.fingerprint is not null and i.discard_reason is null and ($2 is null or i.id > $2)' || conditions ||
    ' order by i.id limit $3' using filter, after_id, at_most;
end $$;

/* Open dead letters without failed items of their own: planners', functions' of no job, and of chunks with nothing left. */
create or replace function public.pick_letters(filter jsonb, after_id uuid, at_most int)
returns setof public.dead_letters language plpgsql stable as $$
declare conditions text := '';
begin
  if filter ? 'ids' then conditions := conditions || ' and d.id in (select jsonb_array_elements_text($1->''ids'')::uuid)'; end if;
  if filter ? 'fingerprint' then conditions := conditions || ' and d.fingerprint = $1->>''fingerprint'''; end if;
  if filter ? 'job' then conditions := conditions || ' and d.job_id = ($1->>''job'')::uuid'; end if;
  if filter ?| array['kind', 'function', 'class', 'text'] then
    conditions := conditions || ' and d.fingerprint in (select g.fingerprint::text from public.failure_groups g
      where public.is_failure_like(g, $1))';
  end if;
  return query execute 'select d.* from public.dead_letters d
    where d.state = ''open'' and ($2 is null or d.id > $2) and not exists (select from public.job_items i
      where i.chunk_id = d.chunk_id and i.fingerprint is not null and i.discard_reason is null)' || conditions ||
    ' order by d.id limit $3' using filter, after_id, at_most;
end $$;

/* Whether a group meets {state?, kind?, function?, class?, job?, text?}; text is looked for in message and code. */
create or replace function public.is_failure_like(g public.failure_groups, filter jsonb) returns boolean language sql stable as $$
  select (not filter ? 'state' or g.state = filter->>'state') and (not filter ? 'kind' or g.kind = filter->>'kind')
    and (not filter ? 'function' or g.function_id = filter->>'function') and (not filter ? 'class' or g.class = filter->>'class')
    and (not filter ? 'text' or position(lower(filter->>'text') in lower(g.code || ' ' || g.message)) > 0)
    and (not filter ? 'job' or exists (select from public.job_items i
        where i.job_id = (filter->>'job')::uuid and i.fingerprint = g.fingerprint)
      or exists (select from public.dead_letters d where d.job_id = (filter->>'job')::uuid and d.fingerprint = g.fingerprint::text))
$$;

/* Groups that meet the filter, last seen first, after (last_seen_at, fingerprint). */
create or replace function public.list_failures(filter jsonb, after_at timestamptz, after_fingerprint uuid, at_most int)
returns setof public.failure_groups language sql stable as $$
  select g.* from public.failure_groups g
  where public.is_failure_like(g, filter)
    and (after_at is null or (g.last_seen_at, g.fingerprint) < (after_at, after_fingerprint))
  order by g.last_seen_at desc, g.fingerprint desc limit at_most
$$;

/*
 * Opens failed items again and puts their chunks back in the queue; answers the chunks to send, and jobs to plan again
 * (null chunk). An item that is open already, or whose chunk runs now, is left as it is: two callers at once open it once.
 * `inputs` {job id: input} and `payloads` {item id: payload} replace those of what was opened.
 */
create or replace function public.replay_items(item_ids uuid[], inputs jsonb default '{}', payloads jsonb default '{}')
returns table (job_id uuid, kind text, queue text, priority smallint, chunk_id uuid, attempt int, items int) language plpgsql as $$
declare
  opened jsonb;
  job_ids uuid[];
begin
  perform 1 from public.jobs j where j.id in (select i.job_id from public.job_items i where i.id = any(item_ids))
    order by j.id for no key update;
  with picked as (
    select i.id, i.status from public.job_items i join public.job_chunks c on c.id = i.chunk_id
    where i.id = any(item_ids) and i.fingerprint is not null and c.status in ('finished', 'cancelled', 'queued')
    order by i.id for update of i
  ), done as (
    update public.job_items i set status = 'queued', error = null, note = null, finished_at = null,
      payload = coalesce(payloads->(i.id::text), i.payload)
    from picked p where i.id = p.id returning i.job_id, i.chunk_id, p.status as was
  ), sums as (select d.job_id, d.chunk_id, d.was, count(*) as n from done d group by 1, 2, 3)
  select jsonb_agg(s), array_agg(distinct s.job_id) into opened, job_ids from sums s;
  if opened is null then return; end if;

  perform public.bump_counters((select jsonb_agg(jsonb_build_object('name', 'items', 'key', j.kind || ':failed', 'delta', -o.n))
    from jsonb_to_recordset(opened) as o(job_id uuid, was text, n int) join public.jobs j on j.id = o.job_id
    where o.was = 'failed'));
  -- As retry_job has it: an ended job runs again, and one that was never all planned is planned again.
  update public.jobs j set
    failed = j.failed - s.failed, cancelled = j.cancelled - s.cancelled,
    input = coalesce(inputs->(j.id::text), j.input), attempt = j.attempt + 1, sent_at = now(),
    status = case when j.status = 'queued' or (j.status <> 'running' and j.parent_job_id is null and not j.is_sealed) then 'queued' else 'running' end,
    is_sealed = case when j.status in ('queued', 'running') or j.parent_job_id is null then j.is_sealed
      else not exists (select from public.jobs p where p.id = j.parent_job_id and p.status in ('queued', 'running')) end,
    finished_by = null, finished_at = null, error = null
  from (select o.job_id, coalesce(sum(o.n) filter (where o.was = 'failed'), 0) as failed,
      coalesce(sum(o.n) filter (where o.was = 'cancelled'), 0) as cancelled
    from jsonb_to_recordset(opened) as o(job_id uuid, was text, n int) group by 1) s
  where j.id = s.job_id;
  update public.job_chunks c set status = 'queued', attempt = c.attempt + 1, run_id = null, sent_at = now(),
    claimed_at = null, finished_at = null, begun = 0
  where c.id in (select o.chunk_id from jsonb_to_recordset(opened) as o(chunk_id uuid));
  -- What was cancelled along with a job takes up what comes out of it now.
  with recursive below as (
    select j.id from public.jobs j where j.parent_job_id = any(job_ids)
    union all select j.id from public.jobs j join below b on j.parent_job_id = b.id
  )
  update public.jobs j set status = 'running', attempt = j.attempt + 1, is_sealed = false, finished_by = null, finished_at = null
  from below b where j.id = b.id and j.status = 'cancelled';
  return query
    select j.id, j.kind, c.queue, j.priority, c.id, c.attempt, sum(o.n)::int
    from jsonb_to_recordset(opened) as o(chunk_id uuid, n int)
    join public.job_chunks c on c.id = o.chunk_id join public.jobs j on j.id = c.job_id group by 1, 2, 3, 4, 5, 6
    union all select j.id, j.kind, j.queue, j.priority, null, j.attempt, 0 from public.jobs j
    where j.id = any(job_ids) and j.status = 'queued';
end $$;

/*
 * Replays a dead letter that has no failed items: its job is planned again. Answers whether this call was the one to do it;
 * chunks that failed besides are opened by `replay_items`.
 */
create or replace function public.replay_plan(letter_id uuid, new_input jsonb default null) returns boolean language plpgsql as $$
declare
  letter public.dead_letters;
  job public.jobs;
begin
  select * into letter from public.dead_letters where id = letter_id;
  select * into job from public.jobs where id = letter.job_id for no key update;
  perform 1 from public.dead_letters d where d.id = letter_id and d.state = 'open' for update;
  if not found then return false; end if;
  if letter.chunk_id is not null or job.id is null or job.status in ('queued', 'running') then
    update public.dead_letters set state = 'replayed' where id = letter_id;
    return false;
  end if;
  update public.jobs j set status = 'queued', attempt = j.attempt + 1, sent_at = now(), is_sealed = false,
    input = coalesce(new_input, j.input), finished_by = null, finished_at = null, error = null
  where j.id = job.id;
  return true;
end $$;

/* Marks a letter of no job as sent again; true to the one caller who did. */
create or replace function public.close_letter_once(letter_id uuid) returns boolean language sql as $$
  with closed as (update public.dead_letters set state = 'replayed' where id = letter_id and state = 'open' returning id)
  select exists (select from closed)
$$;

/* Leaves failures alone for good, saying why; answers how many were open. Items stay failed in their jobs. */
create or replace function public.discard_failures(item_ids uuid[], letter_ids uuid[], why text) returns int language plpgsql as $$
declare
  items int;
  letters int;
begin
  update public.job_items i set discard_reason = why
  where i.id = any(item_ids) and i.fingerprint is not null and i.discard_reason is null;
  get diagnostics items = row_count;
  update public.dead_letters set state = 'discarded', discard_reason = why where id = any(letter_ids) and state = 'open';
  get diagnostics letters = row_count;
  return items + letters;
end $$;

select public.guard_functions(array['pick_failed_items', 'pick_letters', 'is_failure_like', 'list_failures',
  'replay_items', 'replay_plan', 'close_letter_once', 'discard_failures']);
