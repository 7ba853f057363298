-- Jobs: found fast at any size, ended rightly, with a log. Many changed at once: the migration after this.

-- Finding ------------------------------------------------------------------------------------------------------------

-- Every combination of filters is a few ranges of this one index, each in order of id.
create index jobs_combination on public.jobs (kind, queue, status, id);
create index runs_status on public.runs (status, id);

/*
 * Words of a job that people search for. Apart from `jobs`, so that counters and statuses, which change all the time, never
 * touch this index and a list never carries the words along.
 */
create table public.job_texts (
  job_id uuid primary key references public.jobs (id) on delete cascade,
  words tsvector not null
);
create index job_texts_words on public.job_texts using gin (words);

/* Words of a text in lower case, cut at every ASCII character that is neither letter nor digit; null when there are none. */
create or replace function public.search_words(phrase text) returns text[] language sql immutable parallel safe as $$
  select array_agg(distinct left(word, 64))
  from regexp_split_to_table(lower(phrase), '[\u0001-\u002f\u003a-\u0040\u005b-\u0060\u007b-\u007f]+') as word
  where word <> ''
$$;

/*
 * What a job is found by: its error, its message, every text and number of its input (not lists of scenes), its creator. Among
 * the words, with a sign no word has, stand also its kind, its queue, the fifty days it was made in (the first four digits of
 * its id) and how it ended, so that a search within one of these is one look at the index. Jobs that have not ended are few.
 */
create or replace function public.job_words(
  id uuid, kind text, queue text, status text, error jsonb, message text, input jsonb, creator uuid
) returns tsvector language sql immutable parallel safe as $$
  select array_to_tsvector(array_remove(coalesce(public.search_words(left(concat_ws(' ', error->>'code', error->>'message', message,
    (select string_agg(v #>> '{}', ' ') from jsonb_path_query(input - 'scene_ids',
      'strict $.** ? (@.type() == "string" || @.type() == "number")') v)), 20000)), '{}') || creator::text || ('kind:' || kind) || ('queue:' || queue)
    || ('at:' || left(id::text, 4)) || case when status not in ('queued', 'running') then 'status:' || status end, null))
$$;

create or replace function public.keep_job_text() returns trigger language plpgsql as $$
begin
  insert into public.job_texts as t (job_id, words)
  values (new.id, public.job_words(new.id, new.kind, new.queue, new.status, new.error, new.message, new.input, new.created_by))
  on conflict (job_id) do update set words = excluded.words where t.words <> excluded.words;
  return null;
end $$;
create trigger jobs_text_insert after insert on public.jobs for each row execute function public.keep_job_text();
create trigger jobs_text_update after update on public.jobs for each row
  when (old.error is distinct from new.error or old.message <> new.message or old.input <> new.input or old.status <> new.status)
  execute function public.keep_job_text();
insert into public.job_texts (job_id, words)
select id, public.job_words(id, kind, queue, status, error, message, input, created_by) from public.jobs on conflict do nothing;

/* The least id a row made at this moment can have. */
create or replace function public.uuid_at(moment timestamptz) returns uuid language sql stable strict parallel safe as $$
  select (lpad(to_hex(greatest(0, floor(extract(epoch from moment) * 1000))::bigint), 12, '0') || repeat('0', 20))::uuid
$$;

/* People whose address begins so; at most 20. */
create or replace function public.people_like(beginning text) returns setof uuid language sql stable security definer set search_path = '' as $$
  select id from auth.users where starts_with(lower(email::text), lower(beginning)) limit 20
$$;

/* Every kind there are jobs of: one look at the index each. */
create or replace function public.job_kinds() returns setof text language sql stable as $$
  with recursive seen as (
    (select kind from public.jobs order by kind limit 1)
    union all
    select (select j.kind from public.jobs j where j.kind > seen.kind order by j.kind limit 1) from seen where seen.kind is not null
  )
  select kind from seen where kind is not null
$$;

/* What a typed text means: words that must all be there, each as the beginning of one, or a person whose address begins so. */
create or replace function public.job_query(phrase text) returns tsquery language sql stable as $$
  with words as (
    select string_agg(quote_literal(w) || case when length(w) < 3 then '' else ':*' end, ' & ') as q
    from unnest(public.search_words(phrase)) w
  ), people as (select string_agg(quote_literal(p), ' | ') as q from public.people_like(phrase) p)
  select nullif(concat_ws(' | ', '(' || words.q || ')', people.q), '')::tsquery from words, people
$$;

/* Jobs with one of these signs among their words. */
create or replace function public.any_sign(sign text, of_values text[]) returns tsquery language sql immutable as $$
  select string_agg(quote_literal(sign || v), ' | ')::tsquery from unnest(of_values) v
$$;

/*
 * Times to look through one after the other, back from an id, as the first digits of the ids made in them: three of fifty
 * days, and all the rest (no digit). Each look costs anew what the beginnings of words cost, so there are few.
 */
create or replace function public.spans_before(id uuid) returns text[] language sql immutable as $$
  with digits as (select ('x' || left(id::text, 4))::bit(16)::int as newest)
  select array(select lpad(to_hex(n), 4, '0') from generate_series(newest, greatest(0, newest - 2), -1) n) || ''::text from digits
$$;

/*
 * Ids of jobs that meet a filter {statuses[], kinds[], queues[], created_after, created_before, text, ids[]}, newest first and
 * older than `before_id`. A text that is the beginning of a job's id means that job, else what `job_query` says.
 *
 * Neither of the two plain ways to search is good for every word: going back by id takes for ever to find a rare one,
 * gathering and sorting all that have a common one does so too. So it goes back over the newest by id, which is enough for a
 * common word, and then gathers: three times from fifty days, then from all the rest.
 */
create or replace function public.find_jobs(filter jsonb, before_id uuid, at_most int) returns setof uuid
language plpgsql stable rows 100 as $$
declare
  gone_over constant int := 2000;
  kinds text[] := array(select jsonb_array_elements_text(filter->'kinds'));
  queues text[] := array(select jsonb_array_elements_text(filter->'queues'));
  statuses text[] := array(select jsonb_array_elements_text(filter->'statuses'));
  ids uuid[] := array(select jsonb_array_elements_text(filter->'ids')::uuid);
  since timestamptz := (filter->>'created_after')::timestamptz;
  until timestamptz := (filter->>'created_before')::timestamptz;
  -- A job's id is made a moment after its `created_at`; a minute is more than that can be.
  low uuid := coalesce(public.uuid_at(since - interval '1 minute'), '00000000-0000-0000-0000-000000000000');
  high uuid := coalesce(public.uuid_at(until + interval '1 minute'), 'ffffffff-ffff-ffff-ffff-ffffffffffff');
  before uuid := coalesce(before_id, 'ffffffff-ffff-ffff-ffff-ffffffffffff');
  digits text := replace(lower(trim(filter->>'text')), '-', '');
  is_narrow boolean := cardinality(kinds) + cardinality(queues) + cardinality(statuses) > 0;
  wanted tsquery;
  plain_bounds constant text := 'id < $1 and id <= $2 and id >= $3';
  bounds text := plain_bounds;
  named text := '(cardinality($6) = 0 or kind = any($6)) and (cardinality($7) = 0 or queue = any($7)) and (cardinality($8) = 0 or status = any($8))';
  candidates text;
  looked_over text;
  gathered text;
  given uuid[];
  looked_at int;
  lowest uuid;
  span text; -- as the first digits of ids; none is all the rest
  missing int := at_most;
begin
  if since is not null then bounds := bounds || ' and created_at >= $4'; end if;
  if until is not null then bounds := bounds || ' and created_at < $5'; end if;
  if filter ? 'ids' then bounds := bounds || ' and id = any($9)'; end if;

  if digits ~ '^[0-9a-f]{8,32}$' and exists (
    select from public.jobs where id between rpad(digits, 32, '0')::uuid and rpad(digits, 32, 'f')::uuid) then
    low := greatest(low, rpad(digits, 32, '0')::uuid);
    high := least(high, rpad(digits, 32, 'f')::uuid);
  elsif digits <> '' then
    wanted := public.job_query(trim(filter->>'text'));
    if wanted is null then return; end if;
    if cardinality(kinds) > 0 then wanted := wanted && public.any_sign('kind:', kinds); end if;
    if cardinality(queues) > 0 then wanted := wanted && public.any_sign('queue:', queues); end if;
    if statuses <@ '{completed,failed,cancelled}' and cardinality(statuses) > 0 then
      wanted := wanted && public.any_sign('status:', statuses);
    end if;
  end if;

  if is_narrow and not filter ? 'ids' then
    if cardinality(kinds) = 0 then kinds := array(select public.job_kinds()); end if;
    if cardinality(queues) = 0 then queues := array(select name from public.queue_state); end if;
    if cardinality(statuses) = 0 then statuses := '{queued,running,completed,failed,cancelled}'; end if;
    candidates := format('select each.id from unnest($6) k cross join unnest($7) q cross join unnest($8) s cross join lateral (
      select id from public.jobs where kind = k and queue = q and status = s and %s order by id desc limit $10) each
      order by each.id desc limit $10', bounds);
  else
    candidates := format('select id from public.jobs where %s and %s order by id desc limit $10', bounds, named);
  end if;
  if wanted is null then
    return query execute candidates using before, high, low, since, until, kinds, queues, statuses, ids, at_most;
    return;
  end if;

  if bounds = plain_bounds and cardinality(statuses) = 0 then
    gathered := 'select id from (select job_id as id from public.job_texts where words @@ $11 and job_id < $1 and job_id <= $2
      and job_id >= $3 offset 0) t order by id desc limit $12';
    looked_over := format('select job_id as id, words @@ $11 as is_hit from public.job_texts where %s order by job_id desc limit $10',
      replace(bounds, 'id ', 'job_id '));
  else
    gathered := format('select id from public.jobs join (select job_id from public.job_texts where words @@ $11 and job_id < $1
      and job_id >= $3 offset 0) t on id = t.job_id where %s and %s order by id desc limit $12', bounds, named);
    looked_over := format('select id, (select t.words from public.job_texts t where t.job_id = id) @@ $11 as is_hit
      from (%s) c', candidates);
  end if;
  execute format('with c as materialized (%s)
    select array(select id from c where is_hit order by id desc limit $12), (select count(*) from c), (select id from c order by id limit 1)',
    looked_over)
    into given, looked_at, lowest
    using before, high, low, since, until, kinds, queues, statuses, ids, gone_over, wanted, missing;
  return query select unnest(given);
  missing := missing - cardinality(given);
  if missing <= 0 or looked_at < gone_over then return; end if;
  before := lowest;
  foreach span in array public.spans_before(before) loop
    execute format('select array(%s)', gathered) into given
      using before, high, low, since, until, kinds, queues, statuses, ids, gone_over,
        case when span = '' then wanted else wanted && public.any_sign('at:', array[span]) end, missing;
    return query select unnest(given);
    missing := missing - cardinality(given);
    exit when missing <= 0;
    before := least(before, rpad(span, 32, '0')::uuid);
  end loop;
end $$;

create or replace function public.list_jobs(filter jsonb, before_id uuid default null, at_most int default 100) returns setof public.jobs
language sql stable as $$
  select j.* from public.find_jobs(filter, before_id, at_most) f join public.jobs j on j.id = f order by j.id desc
$$;

create table public.saved_filters (
  id uuid primary key default public.uuid_v7(),
  -- Whoever saved it, as the API knows callers: a person's id or a key's.
  owner text not null,
  name text not null check (length(name) between 1 and 60),
  query jsonb not null,
  created_at timestamptz not null default now(),
  unique (owner, name)
);

-- Ending -------------------------------------------------------------------------------------------------------------

/*
 * Ends the job if it is sealed and nothing of it is open; `told` keeps who may announce it. Caller holds the job's lock.
 * A job of which nothing was done ends as its items did: failed if any failed, else cancelled (its queue was purged).
 */
create or replace function public.finish_if_done(target_job_id uuid, told text) returns boolean language plpgsql as $$
declare job public.jobs;
begin
  update public.jobs set
    status = case when completed + skipped > 0 then 'completed' when failed > 0 then 'failed' when cancelled > 0 then 'cancelled'
      else 'completed' end,
    error = case when failed > 0 and completed + skipped = 0
      then jsonb_build_object('code', 'all_items_failed', 'message', 'every item of the job failed; open it to see why') end,
    finished_by = told, finished_at = now(), started_at = coalesce(started_at, now())
  where id = target_job_id and status in ('queued', 'running') and is_sealed
    and completed + failed + skipped + cancelled = total;
  select * into job from public.jobs where id = target_job_id;
  return job.status not in ('queued', 'running') and job.finished_by = told;
end $$;

/* Ended jobs whose end the job after them seems not to have heard of: it is still unsealed and would wait for ever. */
create or replace function public.sweep_ends(ended_before timestamptz, at_most int) returns setof public.jobs language sql stable as $$
  select p.* from public.jobs c join public.jobs p on p.id = c.parent_job_id
  where c.status in ('queued', 'running') and not c.is_sealed
    and p.status in ('completed', 'failed', 'cancelled') and p.finished_at < ended_before
  order by p.finished_at limit at_most
$$;

/*
 * Opens the failed and cancelled items of an ended job again; answers the chunks to send. A job that ended before it was
 * all planned is queued again, for its planner to go over it once more; what is there already it leaves as it is.
 */
create or replace function public.retry_job(target_job_id uuid)
returns table (chunk_id uuid, attempt int) language plpgsql as $$
declare
  job public.jobs;
  reopened uuid[];
  is_unplanned boolean;
begin
  select * into job from public.jobs where id = target_job_id for no key update;
  if not found then raise sqlstate 'PT404' using message = 'there is no job ' || target_job_id; end if;
  if job.status in ('queued', 'running') then
    raise sqlstate 'PT409' using message = 'the job is still ' || job.status || '; cancel it or wait until it ends';
  end if;
  with opened as (
    update public.job_items i set status = 'queued', error = null, note = null, finished_at = null
    where i.job_id = target_job_id and i.status in ('failed', 'cancelled') and not i.is_poison returning i.chunk_id
  )
  select array_agg(distinct o.chunk_id) into reopened from opened o;
  is_unplanned := job.parent_job_id is null and not job.is_sealed;
  if reopened is null and not is_unplanned then
    raise sqlstate 'PT409' using message = 'nothing of this job failed or was cancelled, so there is nothing to retry';
  end if;
  perform public.bump_counters(jsonb_build_array(jsonb_build_object('name', 'items', 'key', job.kind || ':failed', 'delta',
    (select count(*) from public.job_items i where i.job_id = job.id and i.status = 'failed') - job.failed)));
  update public.jobs j set status = case when is_unplanned then 'queued' else 'running' end, sent_at = now(),
    attempt = j.attempt + 1, finished_by = null, finished_at = null, error = null,
    -- Of a job after another one, nobody else says that no more will come once that other one has ended.
    is_sealed = not exists (select from public.jobs p where p.id = j.parent_job_id and p.status in ('queued', 'running'))
      and not is_unplanned,
    failed = (select count(*) from public.job_items i where i.job_id = j.id and i.status = 'failed'),
    cancelled = (select count(*) from public.job_items i where i.job_id = j.id and i.status = 'cancelled')
  where j.id = target_job_id;
  update public.job_chunks c set status = 'queued', attempt = c.attempt + 1, run_id = null, sent_at = now(),
    claimed_at = null, finished_at = null, begun = 0
  where c.id = any(reopened);
  -- What was cancelled along with it takes up what comes out of it now, until it ends again. It does so under its next
  -- attempt: the event that tells of its end carries the attempt, or it would be dropped as a duplicate of the first end.
  with recursive below as (
    select id from public.jobs where parent_job_id = target_job_id
    union all select j.id from public.jobs j join below b on j.parent_job_id = b.id
  )
  update public.jobs j set status = 'running', attempt = j.attempt + 1, is_sealed = false, finished_by = null, finished_at = null
  from below b where j.id = b.id and j.status = 'cancelled';
  return query select c.id, c.attempt from public.job_chunks c where c.id = any(reopened) order by c.id;
end $$;

-- Records ------------------------------------------------------------------------------------------------------------

-- Both cut to size and cleared of secrets before they come here.
alter table public.runs add column input jsonb, add column output jsonb;
alter table public.run_steps add column output jsonb;

/*
 * Keeps what ran: a run {id, function_id, job_id, chunk_id, status, attempt, started_at, ended_at, error, input, output} and its
 * steps. Reports may come twice or out of order: an ended run or step stays ended.
 */
create or replace function public.record_run(run jsonb, steps jsonb) returns void language plpgsql as $$
begin
  insert into public.runs as r (id, function_id, job_id, chunk_id, status, attempt, started_at, ended_at, error, input, output)
  select x.id, x.function_id, (select j.id from public.jobs j where j.id = x.job_id), x.chunk_id, x.status, x.attempt,
    x.started_at, x.ended_at, x.error, x.input, x.output
  from jsonb_to_record(run) as x(id text, function_id text, job_id uuid, chunk_id uuid, status text, attempt int,
    started_at timestamptz, ended_at timestamptz, error jsonb, input jsonb, output jsonb)
  on conflict (id) do update set
    status = case when r.status = 'running' then excluded.status else r.status end,
    attempt = greatest(r.attempt, excluded.attempt),
    started_at = least(r.started_at, excluded.started_at),
    ended_at = coalesce(r.ended_at, excluded.ended_at),
    error = coalesce(excluded.error, r.error),
    input = coalesce(r.input, excluded.input),
    output = coalesce(r.output, excluded.output);
  insert into public.run_steps as s (run_id, step_id, attempt, name, status, started_at, ended_at, error, output)
  select run->>'id', x.step_id, x.attempt, x.name, x.status, x.started_at, x.ended_at, x.error, x.output
  from jsonb_to_recordset(steps) as x(step_id text, attempt int, name text, status text, started_at timestamptz,
    ended_at timestamptz, error jsonb, output jsonb)
  on conflict (run_id, step_id, attempt) do update set
    status = case when s.status = 'running' then excluded.status else s.status end,
    ended_at = coalesce(s.ended_at, excluded.ended_at),
    error = coalesce(excluded.error, s.error),
    output = coalesce(s.output, excluded.output);
end $$;

/* The log of a job says what happened to it; written with the change itself, so it is there exactly once. */
create or replace function public.log_job_change() returns trigger language plpgsql as $$
begin
  if new.is_sealed and not old.is_sealed then
    insert into public.job_logs (job_id, level, message) values (new.id, 'info', format('All is planned: %s items.', new.total));
  end if;
  if new.status = old.status then return null; end if;
  insert into public.job_logs (job_id, level, message) values (new.id,
    case new.status when 'failed' then 'error' when 'cancelled' then 'warn' else 'info' end,
    case
      when new.status = 'running' and old.status = 'queued' then 'Started.'
      when new.status in ('queued', 'running') then format('Runs again, attempt %s.', new.attempt)
      else format('Ended as %s: %s done, %s known already, %s failed, %s cancelled.', new.status, new.completed, new.skipped,
        new.failed, new.cancelled) || coalesce(' ' || (new.error->>'message'), '')
    end);
  return null;
end $$;
create trigger jobs_log after update on public.jobs for each row
  when (old.status <> new.status or (new.is_sealed and not old.is_sealed)) execute function public.log_job_change();

create or replace function public.log_chunk_end() returns trigger language plpgsql as $$
declare sums record;
begin
  select count(*) filter (where status in ('completed', 'skipped')) as done, count(*) filter (where status = 'failed') as failed,
    count(*) filter (where status = 'cancelled') as cancelled
  into sums from public.job_items where chunk_id = new.id;
  insert into public.job_logs (job_id, level, message, data) values (new.job_id,
    case when sums.failed + sums.cancelled > 0 then 'warn' else 'info' end,
    format('A chunk of %s ended: %s done, %s failed, %s cancelled.', new.item_count, sums.done, sums.failed, sums.cancelled),
    jsonb_build_object('chunk_id', new.id, 'run_id', new.run_id, 'attempt', new.attempt));
  return null;
end $$;
create trigger job_chunks_log after update on public.job_chunks for each row
  when (new.status = 'finished' and old.status <> 'finished') execute function public.log_chunk_end();

/*
 * What came of a job and what it took, {reasons: [{status, reason, items}], is_capped, run_seconds, gpu_seconds, bytes_stored}.
 * Reasons are the codes of errors and the notes of items, counted over at most 20000 items that did not go through plainly.
 * Bytes are those of the scenes this job brought in; seconds are those of its steps, waits in a queue not among them.
 */
create or replace function public.job_report(target_job_id uuid) returns jsonb language plpgsql stable as $$
declare
  at_most constant int := 20000;
  job public.jobs;
  reasons jsonb;
  counted bigint;
  seconds record;
  stored bigint := 0;
begin
  select * into job from public.jobs where id = target_job_id;
  if not found then raise sqlstate 'PT404' using message = 'there is no job ' || target_job_id; end if;
  with odd as (
    -- A note may name the scene it speaks of; that is not another reason.
    select status, coalesce(error->>'code', regexp_replace(note, '[0-9a-f]{8}-[0-9a-f-]{27}', '…'), 'no reason given') as reason
    from public.job_items
    where job_id = target_job_id and status in ('failed', 'skipped', 'cancelled') limit at_most
  ), sums as (select status, reason, count(*) as items from odd group by 1, 2 order by items desc, reason limit 50)
  select coalesce(jsonb_agg(s order by items desc, reason), '[]'), coalesce(sum(items), 0) into reasons, counted from sums s;
  select coalesce(sum(extract(epoch from s.ended_at - s.started_at)), 0) as run,
    coalesce(sum(extract(epoch from s.ended_at - s.started_at)) filter (where s.name = 'do-items' and job.kind = 'detect'), 0) as gpu
  into seconds from public.runs r join public.run_steps s on s.run_id = r.id where r.job_id = target_job_id;
  if job.kind in ('scrape', 'import') then
    select coalesce(sum(sc.bytes), 0) into stored from public.job_items i join public.scenes sc on sc.id = i.scene_id
    where i.job_id = target_job_id and i.status = 'completed';
  end if;
  return jsonb_build_object('reasons', reasons, 'is_capped', counted >= at_most, 'run_seconds', round(seconds.run, 3),
    'gpu_seconds', round(seconds.gpu, 3), 'bytes_stored', stored);
end $$;

-- Access -------------------------------------------------------------------------------------------------------------

select public.guard_tables(array['job_texts', 'saved_filters']);
select public.guard_functions(array['search_words', 'job_words', 'uuid_at', 'people_like', 'any_sign', 'spans_before',
  'job_kinds', 'job_query', 'find_jobs', 'list_jobs', 'job_report']);
