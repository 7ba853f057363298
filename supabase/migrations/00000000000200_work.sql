-- The spine of work: jobs, their chunks and items, what ran, what failed.
--
-- Jobs are locked `for no key update`: rows that refer to a locked job can still be written, which would else deadlock.
--
-- A job is split into chunks; a chunk holds items. Every item ends exactly once, in record_outcomes; the call that ends the
-- last one is told so, and told again if it asks again, so that one `job.finished` is sent however often steps repeat.

create table public.jobs (
  id uuid primary key default public.uuid_v7(),
  kind text not null check (kind in ('scrape', 'import', 'detect', 'colors', 'classify')),
  queue text not null,
  priority smallint not null default 5 check (priority between 0 and 9),
  status text not null default 'queued' check (status in ('queued', 'running', 'completed', 'failed', 'cancelled')),
  attempt integer not null default 1 check (attempt > 0),
  parent_job_id uuid references public.jobs (id) on delete cascade,
  root_job_id uuid not null references public.jobs (id) on delete cascade,
  input jsonb not null default '{}',
  message text not null default '',
  -- No more items will come; only then can a job end by itself.
  is_sealed boolean not null default false,
  total integer not null default 0,
  completed integer not null default 0,
  failed integer not null default 0,
  skipped integer not null default 0,
  cancelled integer not null default 0,
  -- Who was told that the job ended: a chunk id, or the name of the caller that sealed it.
  finished_by text,
  error jsonb,
  created_by uuid,
  sent_at timestamptz not null default now(),
  created_at timestamptz not null default now(),
  started_at timestamptz,
  finished_at timestamptz,
  updated_at timestamptz not null default now(),
  check (completed + failed + skipped + cancelled <= total)
);
create unique index jobs_child on public.jobs (parent_job_id, kind) where parent_job_id is not null;
create index jobs_root on public.jobs (root_job_id, id);
create index jobs_status on public.jobs (status, id);
create index jobs_kind on public.jobs (kind, id);
create index jobs_queue on public.jobs (queue, id);
create index jobs_live on public.jobs (sent_at) where status in ('queued', 'running');
create trigger jobs_touch before update on public.jobs for each row execute function public.touch_updated_at();

create table public.job_chunks (
  id uuid primary key default public.uuid_v7(),
  job_id uuid not null references public.jobs (id) on delete cascade,
  key text not null,
  queue text not null,
  attempt integer not null default 1,
  status text not null default 'queued' check (status in ('queued', 'running', 'finished', 'cancelled')),
  run_id text,
  item_count integer not null default 0,
  created_at timestamptz not null default now(),
  sent_at timestamptz not null default now(),
  claimed_at timestamptz,
  finished_at timestamptz,
  unique (job_id, key)
);
create index job_chunks_live on public.job_chunks (status, sent_at) where status in ('queued', 'running');
create index job_chunks_queue on public.job_chunks (queue, status) where status in ('queued', 'running');

create table public.job_items (
  id uuid primary key default public.uuid_v7(),
  job_id uuid not null references public.jobs (id) on delete cascade,
  chunk_id uuid not null references public.job_chunks (id) on delete cascade,
  item_key text not null,
  status text not null default 'queued' check (status in ('queued', 'completed', 'failed', 'skipped', 'cancelled')),
  scene_id uuid references public.scenes (id) on delete set null,
  payload jsonb not null default '{}',
  error jsonb,
  note text,
  created_at timestamptz not null default now(),
  finished_at timestamptz,
  unique (job_id, item_key)
);
create index job_items_chunk on public.job_items (chunk_id, id);
create index job_items_status on public.job_items (job_id, status, id);
create index job_items_scene on public.job_items (scene_id) where scene_id is not null;

create table public.runs (
  id text primary key,
  function_id text not null,
  job_id uuid references public.jobs (id) on delete cascade,
  chunk_id uuid,
  status text not null default 'running' check (status in ('running', 'completed', 'failed', 'cancelled')),
  attempt integer not null default 0,
  started_at timestamptz not null,
  ended_at timestamptz,
  error jsonb
);
create index runs_job on public.runs (job_id, id);
create index runs_function on public.runs (function_id, id);

create table public.run_steps (
  run_id text not null references public.runs (id) on delete cascade,
  step_id text not null,
  attempt integer not null default 0,
  name text not null,
  status text not null check (status in ('running', 'completed', 'failed')),
  started_at timestamptz not null,
  ended_at timestamptz,
  error jsonb,
  primary key (run_id, step_id, attempt)
);

create table public.job_logs (
  id uuid primary key default public.uuid_v7(),
  job_id uuid not null references public.jobs (id) on delete cascade,
  level text not null check (level in ('debug', 'info', 'warn', 'error')),
  message text not null,
  data jsonb not null default '{}',
  created_at timestamptz not null default now()
);
create index job_logs_job on public.job_logs (job_id, id);

create table public.dead_letters (
  id uuid primary key default public.uuid_v7(),
  run_id text not null,
  function_id text not null,
  job_id uuid references public.jobs (id) on delete cascade,
  chunk_id uuid,
  reason text not null check (reason in ('failed', 'cancelled')),
  -- Same cause, same fingerprint: function, error name and message with numbers and ids taken out.
  fingerprint text not null,
  error jsonb not null,
  event jsonb not null default '{}',
  state text not null default 'open' check (state in ('open', 'replayed', 'discarded')),
  created_at timestamptz not null default now(),
  unique (run_id, function_id)
);
create index dead_letters_cause on public.dead_letters (fingerprint, id);
create index dead_letters_job on public.dead_letters (job_id);

create table public.queue_state (
  name text primary key,
  is_paused boolean not null default false,
  -- Chunks sent before this moment leave without running.
  purged_at timestamptz,
  updated_at timestamptz not null default now()
);
insert into public.queue_state (name) values
  ('default'), ('ai_processing'), ('detection'), ('scraping'), ('import'), ('color_processing'), ('classification');

create table public.schedules (
  id uuid primary key default public.uuid_v7(),
  name text not null unique,
  cron text not null,
  timezone text not null default 'UTC',
  job_kind text not null,
  input jsonb not null default '{}',
  is_enabled boolean not null default true,
  last_run_at timestamptz,
  next_run_at timestamptz,
  created_by uuid,
  created_at timestamptz not null default now()
);

create table public.workers (
  id text primary key,
  kind text not null check (kind in ('app', 'gpu-worker')),
  url text,
  version text not null default '',
  state text not null default 'up' check (state in ('up', 'draining', 'down')),
  details jsonb not null default '{}',
  last_seen_at timestamptz not null default now()
);

create table public.crawl_frontier (
  id uuid primary key default public.uuid_v7(),
  job_id uuid not null references public.jobs (id) on delete cascade,
  url text not null,
  depth integer not null default 0,
  status text not null default 'queued' check (status in ('queued', 'fetched', 'failed', 'refused')),
  candidates integer not null default 0,
  error jsonb,
  created_at timestamptz not null default now(),
  fetched_at timestamptz,
  unique (job_id, url)
);

create table public.idempotency_keys (
  key text not null,
  owner text not null default '',
  request_hash text not null,
  job_id uuid not null references public.jobs (id) on delete cascade,
  created_at timestamptz not null default now(),
  primary key (owner, key)
);

-- Starting -----------------------------------------------------------------------------------------------------------

/*
 * Makes a job, or answers the one this key made before. The same key with another request is refused (PT409).
 */
create or replace function public.start_job(
  job_kind text, job_queue text, job_priority int, job_input jsonb,
  key_owner text default '', idempotency_key text default null, request_hash text default '', creator uuid default null
) returns setof public.jobs language plpgsql as $$
declare
  new_id uuid := public.uuid_v7();
  known public.idempotency_keys;
begin
  if idempotency_key is not null then
    perform pg_advisory_xact_lock(hashtextextended(key_owner || ' ' || idempotency_key, 0));
    select * into known from public.idempotency_keys k where k.owner = key_owner and k.key = idempotency_key;
    if found then
      if known.request_hash <> start_job.request_hash then
        raise sqlstate 'PT409' using message = 'this Idempotency-Key was used for another request; use a new one';
      end if;
      return query select * from public.jobs where id = known.job_id;
      return;
    end if;
  end if;
  insert into public.jobs (id, kind, queue, priority, root_job_id, input, created_by)
  values (new_id, job_kind, job_queue, job_priority, new_id, job_input, creator);
  if idempotency_key is not null then
    insert into public.idempotency_keys (owner, key, request_hash, job_id)
    values (key_owner, idempotency_key, start_job.request_hash, new_id);
  end if;
  return query select * from public.jobs where id = new_id;
end $$;

/*
 * The job that handles what comes out of another one; made by whoever needs it first. Null when the other one was
 * cancelled: a job made after that would wait for ever to be sealed.
 */
create or replace function public.ensure_child_job(parent_id uuid, child_kind text, child_queue text) returns uuid language plpgsql as $$
declare
  parent public.jobs;
  child_id uuid;
begin
  select * into parent from public.jobs where id = parent_id for no key update;
  if not found then raise sqlstate 'PT404' using message = 'there is no job ' || parent_id; end if;
  if parent.status = 'cancelled' then return null; end if;
  insert into public.jobs (kind, queue, priority, parent_job_id, root_job_id, input)
  values (child_kind, child_queue, parent.priority, parent.id, parent.root_job_id, jsonb_build_object('pipeline', true))
  on conflict (parent_job_id, kind) where parent_job_id is not null do nothing;
  select id into child_id from public.jobs where parent_job_id = parent_id and kind = child_kind;
  return child_id;
end $$;

/*
 * Adds a chunk of items [{item_key, scene_id?, payload?}] to a job; repeated, it answers the chunk that is there. Items the
 * job has already are left out, so a chunk may come out empty (null id). A finished job is opened again for new items,
 * a cancelled one takes none.
 */
create or replace function public.add_chunk(target_job_id uuid, chunk_key text, chunk_queue text, items jsonb)
returns table (chunk_id uuid, item_count int, attempt int) language plpgsql as $$
declare
  job public.jobs;
  new_chunk_id uuid;
  added int;
begin
  select * into job from public.jobs j where j.id = target_job_id for no key update;
  if not found then raise sqlstate 'PT404' using message = 'there is no job ' || target_job_id; end if;
  if job.status = 'cancelled' then return; end if;

  insert into public.job_chunks (job_id, key, queue) values (target_job_id, chunk_key, chunk_queue)
  on conflict (job_id, key) do nothing returning id into new_chunk_id;
  if new_chunk_id is null then
    return query select c.id, c.item_count, c.attempt from public.job_chunks c
      where c.job_id = target_job_id and c.key = chunk_key;
    return;
  end if;

  insert into public.job_items (id, job_id, chunk_id, item_key, scene_id, payload)
  select public.uuid_v7(i.place::int), target_job_id, new_chunk_id, i.item_key,
    (select s.id from public.scenes s where s.id = i.scene_id), coalesce(i.payload, '{}')
  from rows from (jsonb_to_recordset(items) as (item_key text, scene_id uuid, payload jsonb))
    with ordinality as i(item_key, scene_id, payload, place)
  on conflict (job_id, item_key) do nothing;
  get diagnostics added = row_count;
  if added = 0 then
    delete from public.job_chunks c where c.id = new_chunk_id;
    return;
  end if;
  update public.job_chunks c set item_count = added where c.id = new_chunk_id;
  update public.jobs j set total = total + added, finished_by = null, finished_at = null,
    status = case when j.status in ('completed', 'failed') then 'running' else j.status end
  where j.id = target_job_id;
  return query select new_chunk_id, added, 1;
end $$;

-- Running ------------------------------------------------------------------------------------------------------------

/* Moves a queued job to running; answers its status afterwards, null for an unknown job. */
create or replace function public.begin_job(target_job_id uuid) returns text language sql as $$
  update public.jobs set status = 'running', started_at = coalesce(started_at, now())
  where id = target_job_id and status = 'queued';
  select status from public.jobs where id = target_job_id;
$$;

/*
 * A run asks for its chunk. Answers one of
 *   claimed    it is this run's now (asked again by the same run: still)
 *   cancelled  the job was cancelled
 *   purged     the queue was purged after the chunk was sent; the run ends its items as cancelled
 *   paused     the queue is paused: wait for modomo/queue.resumed and ask again
 *   taken      another run has it, or has finished it, or the event is of an older attempt
 */
create or replace function public.claim_chunk(target_chunk_id uuid, claiming_run_id text, chunk_attempt int)
returns text language plpgsql as $$
declare
  chunk public.job_chunks;
  job public.jobs;
  queue public.queue_state;
begin
  select j.* into job from public.jobs j join public.job_chunks c on c.job_id = j.id where c.id = target_chunk_id for no key update of j;
  select * into chunk from public.job_chunks where id = target_chunk_id for update;
  if not found then return 'cancelled'; end if;
  if chunk.status = 'running' and chunk.run_id = claiming_run_id then return 'claimed'; end if;
  if job.status = 'cancelled' or chunk.status = 'cancelled' then return 'cancelled'; end if;
  if chunk.status <> 'queued' or chunk.attempt <> chunk_attempt then return 'taken'; end if;

  select * into queue from public.queue_state q where q.name = chunk.queue;
  if queue.purged_at > chunk.sent_at then return 'purged'; end if;
  if queue.is_paused then return 'paused'; end if;

  update public.job_chunks set status = 'running', run_id = claiming_run_id, claimed_at = now() where id = target_chunk_id;
  update public.jobs set status = 'running', started_at = coalesce(started_at, now()) where id = job.id and status = 'queued';
  return 'claimed';
end $$;

/* Ends the job if it is sealed and nothing of it is open; `told` keeps who may announce it. Caller holds the job's lock. */
create or replace function public.finish_if_done(target_job_id uuid, told text) returns boolean language plpgsql as $$
declare job public.jobs;
begin
  update public.jobs set
    status = case when failed > 0 and completed + skipped = 0 then 'failed' else 'completed' end,
    error = case when failed > 0 and completed + skipped = 0
      then jsonb_build_object('code', 'all_items_failed', 'message', 'every item of the job failed; open it to see why') end,
    finished_by = told, finished_at = now(), started_at = coalesce(started_at, now())
  where id = target_job_id and status in ('queued', 'running') and is_sealed
    and completed + failed + skipped + cancelled = total;
  select * into job from public.jobs where id = target_job_id;
  return job.status in ('completed', 'failed') and job.finished_by = told;
end $$;

/*
 * Ends items of a chunk: [{item_id, status, scene_id?, error?, note?}]. An item that ended before keeps its first outcome
 * and is not counted again. Answers true to the one chunk whose items ended the job, whenever it asks.
 */
create or replace function public.record_outcomes(target_chunk_id uuid, outcomes jsonb) returns boolean language plpgsql as $$
declare
  target_job_id uuid;
  sums record;
begin
  select c.job_id into target_job_id from public.job_chunks c where c.id = target_chunk_id;
  if target_job_id is null then raise sqlstate 'PT404' using message = 'there is no chunk ' || target_chunk_id; end if;
  perform 1 from public.jobs where id = target_job_id for no key update;

  with ended as (
    update public.job_items i set status = o.status, scene_id = coalesce(o.scene_id, i.scene_id), error = o.error,
      note = o.note, finished_at = now()
    from jsonb_to_recordset(outcomes) as o(item_id uuid, status text, scene_id uuid, error jsonb, note text)
    where i.id = o.item_id and i.chunk_id = target_chunk_id and i.status = 'queued'
    returning i.status
  )
  select count(*) filter (where e.status = 'completed') as completed, count(*) filter (where e.status = 'failed') as failed,
    count(*) filter (where e.status = 'skipped') as skipped, count(*) filter (where e.status = 'cancelled') as cancelled
  into sums from ended e;

  update public.jobs set completed = jobs.completed + sums.completed, failed = jobs.failed + sums.failed,
    skipped = jobs.skipped + sums.skipped, cancelled = jobs.cancelled + sums.cancelled
  where id = target_job_id;
  perform public.bump_counters(jsonb_build_array(
    jsonb_build_object('name', 'items', 'key', j.kind || ':completed', 'delta', sums.completed),
    jsonb_build_object('name', 'items', 'key', j.kind || ':failed', 'delta', sums.failed),
    jsonb_build_object('name', 'items', 'key', j.kind || ':skipped', 'delta', sums.skipped)))
  from public.jobs j where j.id = target_job_id;

  update public.job_chunks c set status = 'finished', finished_at = now()
  where c.id = target_chunk_id and c.status in ('queued', 'running')
    and not exists (select from public.job_items i where i.chunk_id = c.id and i.status = 'queued');
  return public.finish_if_done(target_job_id, target_chunk_id::text);
end $$;

/* Ends every open item of a chunk alike: the chunk's run failed for good, was cancelled, or the queue was purged. */
create or replace function public.end_chunk(target_chunk_id uuid, item_status text, item_error jsonb default null) returns boolean language sql as $$
  select public.record_outcomes(target_chunk_id, coalesce((
    select jsonb_agg(jsonb_build_object('item_id', i.id, 'status', item_status, 'error', item_error))
    from public.job_items i where i.chunk_id = target_chunk_id and i.status = 'queued'), '[]'))
$$;

/* No more items will come. True to the caller whose sealing ended the job, whenever it asks. */
create or replace function public.seal_job(target_job_id uuid, caller text) returns boolean language plpgsql as $$
begin
  perform 1 from public.jobs where id = target_job_id for no key update;
  update public.jobs set is_sealed = true where id = target_job_id and not is_sealed;
  return public.finish_if_done(target_job_id, caller);
end $$;

/* Ends a job that cannot be planned. It stays unsealed: a retry plans it again. */
create or replace function public.fail_job(target_job_id uuid, job_error jsonb) returns void language sql as $$
  update public.jobs set status = 'failed', error = job_error, finished_at = now(), finished_by = 'failure'
  where id = target_job_id and status in ('queued', 'running');
$$;

/* Cancels a job and every job of its chain below it; answers the ids that were still open. What has ended stays as it is. */
create or replace function public.cancel_job(target_job_id uuid) returns setof uuid language plpgsql as $$
declare
  open_ids uuid[];
  seen_ids uuid[];
begin
  if not exists (select from public.jobs where id = target_job_id) then
    raise sqlstate 'PT404' using message = 'there is no job ' || target_job_id;
  end if;
  -- While it waits for a lock, a hand-over may make one more job below; it looks again until it has locked all there are.
  loop
    with recursive below as (
      select id from public.jobs where id = target_job_id
      union all select j.id from public.jobs j join below b on j.parent_job_id = b.id
    ), locked as (
      select j.id from public.jobs j join below b on b.id = j.id
      where j.status in ('queued', 'running') order by j.id for no key update of j
    )
    select array_agg(id order by id) into open_ids from locked;
    exit when open_ids is not distinct from seen_ids;
    seen_ids := open_ids;
  end loop;
  update public.job_chunks set status = 'cancelled', finished_at = now()
  where job_id = any(open_ids) and status in ('queued', 'running');
  with ended as (
    update public.job_items set status = 'cancelled', finished_at = now()
    where job_id = any(open_ids) and status = 'queued' returning job_id
  ), sums as (select job_id, count(*) as n from ended group by job_id)
  update public.jobs j set status = 'cancelled', finished_at = now(), finished_by = 'cancel',
    cancelled = j.cancelled + coalesce((select n from sums where sums.job_id = j.id), 0)
  where j.id = any(open_ids);
  return query select unnest(open_ids);
end $$;

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
    where i.job_id = target_job_id and i.status in ('failed', 'cancelled') returning i.chunk_id
  )
  select array_agg(distinct o.chunk_id) into reopened from opened o;
  is_unplanned := job.parent_job_id is null and not job.is_sealed;
  if reopened is null and not is_unplanned then
    raise sqlstate 'PT409' using message = 'nothing of this job failed or was cancelled, so there is nothing to retry';
  end if;
  perform public.bump_counters(jsonb_build_array(jsonb_build_object('name', 'items', 'key', job.kind || ':failed', 'delta', -job.failed)));
  update public.jobs j set status = case when is_unplanned then 'queued' else 'running' end, sent_at = now(),
    attempt = j.attempt + 1, finished_by = null, finished_at = null, error = null,
    -- Of a job after another one, nobody else says that no more will come once that other one has ended.
    is_sealed = not exists (select from public.jobs p where p.id = j.parent_job_id and p.status in ('queued', 'running'))
      and not is_unplanned,
    failed = (select count(*) from public.job_items i where i.job_id = j.id and i.status = 'failed'),
    cancelled = (select count(*) from public.job_items i where i.job_id = j.id and i.status = 'cancelled')
  where j.id = target_job_id;
  update public.job_chunks c set status = 'queued', attempt = c.attempt + 1, run_id = null, sent_at = now(),
    claimed_at = null, finished_at = null
  where c.id = any(reopened);
  -- What was cancelled along with it takes up what comes out of it now, until it ends again.
  with recursive below as (
    select id from public.jobs where parent_job_id = target_job_id
    union all select j.id from public.jobs j join below b on j.parent_job_id = b.id
  )
  update public.jobs j set status = 'running', is_sealed = false, finished_by = null, finished_at = null
  from below b where j.id = b.id and j.status = 'cancelled';
  return query select c.id, c.attempt from public.job_chunks c where c.id = any(reopened) order by c.id;
end $$;

-- Stuck work ---------------------------------------------------------------------------------------------------------

/*
 * Chunks whose event seems lost (queued since before the cut-off in a queue that runs) or whose run has gone silent.
 * Each is put back with the next attempt number, so that its new event is not dropped as a duplicate.
 */
create or replace function public.sweep_chunks(queued_before timestamptz, running_before timestamptz, at_most int)
returns table (chunk_id uuid, job_id uuid, kind text, queue text, priority smallint, attempt int) language sql as $$
  with stuck as (
    select c.id from public.job_chunks c join public.jobs j on j.id = c.job_id
    join public.queue_state q on q.name = c.queue
    where j.status in ('queued', 'running') and not q.is_paused
      -- A long queue that moves is not stuck: there, something was claimed since the cut-off.
      and ((c.status = 'queued' and c.sent_at < queued_before and not exists (
              select from public.job_chunks r where r.queue = c.queue and r.status = 'running' and r.claimed_at > queued_before))
        or (c.status = 'running' and c.claimed_at < running_before))
    order by c.sent_at limit at_most for update of c skip locked
  ), resent as (
    update public.job_chunks c set status = 'queued', attempt = c.attempt + 1, run_id = null, sent_at = now(), claimed_at = null
    from stuck where c.id = stuck.id returning c.*
  )
  select r.id, r.job_id, j.kind, r.queue, j.priority, r.attempt from resent r join public.jobs j on j.id = r.job_id
$$;

/* Jobs nobody has begun since the cut-off: their first event is sent again under the next attempt number. */
create or replace function public.sweep_jobs(queued_before timestamptz, at_most int) returns setof public.jobs language sql as $$
  update public.jobs j set attempt = j.attempt + 1, sent_at = now()
  where j.id in (
    select id from public.jobs where status = 'queued' and parent_job_id is null and sent_at < queued_before
    order by sent_at limit at_most for update skip locked)
  returning j.*
$$;

/* Ended jobs whose end the job after them seems not to have heard of: it is still unsealed and would wait for ever. */
create or replace function public.sweep_ends(ended_before timestamptz, at_most int) returns setof public.jobs language sql stable as $$
  select p.* from public.jobs c join public.jobs p on p.id = c.parent_job_id
  where c.status in ('queued', 'running') and not c.is_sealed
    and p.status in ('completed', 'failed') and p.finished_at < ended_before
  order by p.finished_at limit at_most
$$;

-- Records ------------------------------------------------------------------------------------------------------------

/*
 * Keeps what ran: a run {id, function_id, job_id, chunk_id, status, attempt, started_at, ended_at, error} and its steps.
 * Reports may come twice or out of order: an ended run or step stays ended.
 */
create or replace function public.record_run(run jsonb, steps jsonb) returns void language plpgsql as $$
begin
  insert into public.runs as r (id, function_id, job_id, chunk_id, status, attempt, started_at, ended_at, error)
  select x.id, x.function_id, (select j.id from public.jobs j where j.id = x.job_id), x.chunk_id, x.status, x.attempt,
    x.started_at, x.ended_at, x.error
  from jsonb_to_record(run) as x(id text, function_id text, job_id uuid, chunk_id uuid, status text, attempt int,
    started_at timestamptz, ended_at timestamptz, error jsonb)
  on conflict (id) do update set
    status = case when r.status = 'running' then excluded.status else r.status end,
    attempt = greatest(r.attempt, excluded.attempt),
    started_at = least(r.started_at, excluded.started_at),
    ended_at = coalesce(r.ended_at, excluded.ended_at),
    error = coalesce(excluded.error, r.error);
  insert into public.run_steps as s (run_id, step_id, attempt, name, status, started_at, ended_at, error)
  select run->>'id', x.step_id, x.attempt, x.name, x.status, x.started_at, x.ended_at, x.error
  from jsonb_to_recordset(steps) as x(step_id text, attempt int, name text, status text, started_at timestamptz,
    ended_at timestamptz, error jsonb)
  on conflict (run_id, step_id, attempt) do update set
    status = case when s.status = 'running' then excluded.status else s.status end,
    ended_at = coalesce(s.ended_at, excluded.ended_at),
    error = coalesce(excluded.error, s.error);
end $$;

/* A run that will not be tried again; kept once a run. */
create or replace function public.add_dead_letter(letter jsonb) returns void language sql as $$
  insert into public.dead_letters (run_id, function_id, job_id, chunk_id, reason, fingerprint, error, event)
  select x.run_id, x.function_id, (select j.id from public.jobs j where j.id = x.job_id), x.chunk_id, x.reason,
    x.fingerprint, x.error, coalesce(x.event, '{}')
  from jsonb_to_record(letter) as x(run_id text, function_id text, job_id uuid, chunk_id uuid, reason text,
    fingerprint text, error jsonb, event jsonb)
  on conflict (run_id, function_id) do nothing
$$;

create or replace function public.count_jobs() returns trigger language plpgsql as $$
begin
  perform public.bump_counters((select coalesce(jsonb_agg(d), '[]') from (
    select 'jobs' as name, status as key, 1 as delta from added
    union all select 'jobs', status, -1 from removed) d));
  return null;
end $$;
create or replace function public.count_new_jobs() returns trigger language plpgsql as $$
begin
  perform public.bump_counters((select jsonb_agg(jsonb_build_object('name', 'jobs', 'key', status, 'delta', 1)) from added));
  return null;
end $$;
create trigger jobs_count_insert after insert on public.jobs
  referencing new table as added for each statement execute function public.count_new_jobs();
create trigger jobs_count_update after update on public.jobs
  referencing new table as added old table as removed for each statement execute function public.count_jobs();

/* Chunks and how they stand, a queue; few rows are live at any time, so this reads only the partial index. */
create or replace view public.queue_depths with (security_invoker = true) as
  select q.name, q.is_paused, q.purged_at,
    count(c.id) filter (where c.status = 'queued') as queued,
    count(c.id) filter (where c.status = 'running') as running,
    min(c.sent_at) filter (where c.status = 'queued') as oldest_sent_at
  from public.queue_state q
  left join public.job_chunks c on c.queue = q.name and c.status in ('queued', 'running')
  group by q.name;
