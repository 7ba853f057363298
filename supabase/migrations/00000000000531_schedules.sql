-- Stored schedules of jobs and of built-in maintenance, and what came of each time they were due.

alter table public.schedules
  add column description text not null default '',
  -- What becomes of times that passed while nothing looked: left out, made up for once, or each of the last `missed_max`
  add column missed_policy text not null default 'once' check (missed_policy in ('skip', 'once', 'all')),
  add column missed_max integer not null default 10 check (missed_max between 1 and 100),
  add column overlap_policy text not null default 'skip' check (overlap_policy in ('skip', 'allow')),
  add column is_builtin boolean not null default false,
  add column updated_at timestamptz not null default now();
create index schedules_due on public.schedules (next_run_at) where is_enabled;
create trigger schedules_touch before update on public.schedules for each row execute function public.touch_updated_at();

create table public.schedule_runs (
  id uuid primary key default public.uuid_v7(),
  schedule_id uuid not null references public.schedules (id) on delete cascade,
  due_at timestamptz not null,
  is_manual boolean not null default false,
  -- Who asked and under which Idempotency-Key: asked again it is the same run.
  request_key text,
  -- pending: claimed, not begun. started: a job was started, whose own status tells the rest. running: maintenance.
  status text not null default 'pending' check (status in ('pending', 'started', 'running', 'completed', 'failed', 'skipped')),
  note text,
  job_id uuid references public.jobs (id) on delete set null,
  report jsonb not null default '{}',
  created_at timestamptz not null default now(),
  finished_at timestamptz,
  unique (schedule_id, due_at),
  unique (schedule_id, request_key)
);
create index schedule_runs_schedule on public.schedule_runs (schedule_id, id);
create index schedule_runs_open on public.schedule_runs (id) where status in ('pending', 'running');
create index schedule_runs_job on public.schedule_runs (job_id) where job_id is not null;

/* Whether something a schedule started is still going: a job, one that follows from it, or maintenance. */
create or replace function public.is_schedule_going(target_id uuid) returns boolean language sql stable as $$
  select exists (select from public.schedule_runs r where r.schedule_id = target_id and r.status = 'running')
    or exists (select from public.schedule_runs r join public.jobs j on j.root_job_id = r.job_id
      where r.schedule_id = target_id and j.status in ('queued', 'running'))
$$;

/* Whether something a schedule started is still going, or waits to be started. */
create or replace function public.is_schedule_busy(target_id uuid) returns boolean language sql stable as $$
  select exists (select from public.schedule_runs r where r.schedule_id = target_id and r.status = 'pending')
    or public.is_schedule_going(target_id)
$$;

/*
 * Runs that were claimed and may begin, oldest first; only this one when `only_id` is given. Where runs may not overlap, those
 * that are made up for go one after the other: each waits for the one before. What somebody asked for by hand does not wait.
 */
create or replace function public.startable_runs(only_id uuid, at_most int)
returns table (id uuid, schedule_id uuid, due_at timestamptz, kind text, input jsonb, created_by uuid) language sql stable as $$
  select r.id, s.id, r.due_at, s.job_kind, s.input, s.created_by
  from public.schedule_runs r join public.schedules s on s.id = r.schedule_id
  where r.status = 'pending' and (only_id is null or r.id = only_id)
    and (r.is_manual or s.overlap_policy = 'allow' or (not public.is_schedule_going(s.id) and not exists (
      select from public.schedule_runs e
      where e.schedule_id = s.id and e.status = 'pending' and not e.is_manual and e.id < r.id)))
  order by r.id limit at_most
$$;

/*
 * Takes due schedules [{id, expected, next, runs: [{due_at, status, note?}]}] and writes what becomes of each due time. The one
 * caller who finds `next_run_at` as `expected` moves it on; to any other the schedule is not due any more.
 */
create or replace function public.claim_schedules(claims jsonb) returns setof public.schedule_runs language sql as $$
  with due as (
    select s.id, c.next, c.runs, s.overlap_policy = 'skip' and public.is_schedule_busy(s.id) as is_busy
    from jsonb_to_recordset(claims) as c(id uuid, expected timestamptz, next timestamptz, runs jsonb)
    join public.schedules s on s.id = c.id
    where s.is_enabled and s.next_run_at is not distinct from c.expected
    order by s.id for update of s skip locked
  ), moved as (
    update public.schedules s set next_run_at = d.next,
      last_run_at = case when jsonb_array_length(d.runs) > 0 then now() else s.last_run_at end
    from due d where s.id = d.id returning s.id, d.runs, d.is_busy
  )
  insert into public.schedule_runs (id, schedule_id, due_at, status, note, finished_at)
  select public.uuid_v7(r.place::int), m.id, r.due_at, case when m.is_busy then 'skipped' else r.status end,
    case when m.is_busy and r.status <> 'skipped' then 'the run before was still going' else r.note end,
    case when m.is_busy or r.status = 'skipped' then now() end
  from moved m, rows from (jsonb_to_recordset(m.runs) as (due_at timestamptz, status text, note text))
    with ordinality as r(due_at, status, note, place)
  on conflict (schedule_id, due_at) do nothing
  returning *
$$;

insert into public.schedules (name, description, cron, job_kind, is_builtin, is_enabled, missed_policy) values
  ('Retention', 'Forgets old items, runs, logs, failures and audit entries, each after the days set in the environment.',
    '17 3 * * *', 'retention', true, true, 'once'),
  ('Counters check', 'Counts anew what the pages show as totals, repairs what has drifted, and says what it was.',
    '47 3 * * *', 'counters_check', true, true, 'once'),
  ('Files without a scene', 'Removes files from storage that no scene, job or import names any more.',
    '7 4 * * 0', 'orphan_files', true, true, 'once'),
  ('Backfill', 'Starts the jobs that scenes without objects, embeddings, palettes or labels wait for.',
    '27 5 * * *', 'backfill', true, false, 'skip');

select public.guard_tables(array['schedule_runs'], are_for_members => true);
select public.guard_functions(array['is_schedule_going', 'is_schedule_busy', 'startable_runs', 'claim_schedules']);
