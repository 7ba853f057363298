-- What goes out: figures for Prometheus, and alerts with their rules, channels and deliveries.

-- Figures ------------------------------------------------------------------------------------------------------------

/* How often something happened to a run of a function. It only ever grows, whatever retention deletes. */
create table public.run_totals (
  function_id text not null,
  event text not null check (event in ('started', 'succeeded', 'failed', 'retried', 'revoked')),
  value bigint not null default 0,
  primary key (function_id, event)
);

/* Ended runs by how long they took; a run counts in the narrowest bucket that holds it. Infinity is the last one. */
create table public.run_durations (
  function_id text not null,
  le_seconds double precision not null,
  runs bigint not null default 0,
  total_ms bigint not null default 0,
  primary key (function_id, le_seconds)
);

/* How long the chunk that a function began last had waited. */
create table public.run_waits (
  function_id text primary key,
  wait_ms bigint not null
);

create or replace function public.count_new_runs() returns trigger language plpgsql as $$
begin
  insert into public.run_totals as t (function_id, event, value)
  select a.function_id, e.event, count(*) from added a
  cross join lateral (values ('started', true), ('succeeded', a.status = 'completed'), ('failed', a.status = 'failed'),
    ('revoked', a.status = 'cancelled')) as e(event, happened)
  where e.happened group by 1, 2 order by 1, 2
  on conflict (function_id, event) do update set value = t.value + excluded.value;
  insert into public.run_waits as w (function_id, wait_ms)
  select distinct on (a.function_id) a.function_id, greatest(0, extract(epoch from a.started_at - c.queued_at) * 1000)
  from added a join public.job_chunks c on c.id = a.chunk_id order by a.function_id, a.started_at desc
  on conflict (function_id) do update set wait_ms = excluded.wait_ms;
  return null;
end $$;

create or replace function public.count_ended_runs() returns trigger language plpgsql as $$
begin
  insert into public.run_totals as t (function_id, event, value)
  select a.function_id, e.event, count(*) from added a join removed r on r.id = a.id
  cross join lateral (values ('retried', a.attempt > r.attempt),
    ('succeeded', a.status = 'completed' and r.status = 'running'), ('failed', a.status = 'failed' and r.status = 'running'),
    ('revoked', a.status = 'cancelled' and r.status = 'running')) as e(event, happened)
  where e.happened group by 1, 2 order by 1, 2
  on conflict (function_id, event) do update set value = t.value + excluded.value;
  insert into public.run_durations as d (function_id, le_seconds, runs, total_ms)
  select a.function_id, b.le, count(*), sum(greatest(0, extract(epoch from a.ended_at - a.started_at) * 1000))
  from added a join removed r on r.id = a.id
  cross join lateral (
    select min(le) as le from unnest(array[0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 900, 'Infinity']::float8[]) le
    where extract(epoch from a.ended_at - a.started_at) <= le) b
  where r.ended_at is null and a.ended_at is not null group by 1, 2 order by 1, 2
  on conflict (function_id, le_seconds) do update set runs = d.runs + excluded.runs, total_ms = d.total_ms + excluded.total_ms;
  return null;
end $$;

create trigger runs_count_insert after insert on public.runs
  referencing new table as added for each statement execute function public.count_new_runs();
create trigger runs_count_update after update on public.runs
  referencing new table as added old table as removed for each statement execute function public.count_ended_runs();

/*
 * Everything /api/metrics says about the whole installation, in one round trip and without a full count: counters, live
 * rows through partial indexes, and lists that are cut off (200 workers seen within a day, 10000 open dead letters).
 */
create or replace function public.signal_figures() returns jsonb language sql stable as $$
  select jsonb_build_object(
    'counters', (select coalesce(jsonb_agg(jsonb_build_object('name', c.name, 'key', c.key, 'value', c.value)), '[]')
      from public.counters c where c.name in ('scenes', 'objects', 'masks', 'palettes', 'embeddings', 'classified', 'jobs', 'items')),
    'queues', (select coalesce(jsonb_agg(jsonb_build_object('name', q.name, 'paused', q.is_paused, 'queued', q.queued,
        'running', q.running, 'oldest_wait_s', greatest(0, extract(epoch from now() - q.oldest_sent_at)))), '[]')
      from public.queue_depths q),
    'live_jobs', (select coalesce(jsonb_agg(to_jsonb(l)), '[]')
      from (select kind, status, count(*) as jobs from public.jobs where status in ('queued', 'running') group by 1, 2) l),
    'runs', (select coalesce(jsonb_agg(to_jsonb(t)), '[]') from public.run_totals t),
    'durations', (select coalesce(jsonb_agg(jsonb_build_object('function_id', d.function_id, 'le', d.le_seconds::text,
        'runs', d.runs, 'total_ms', d.total_ms)), '[]') from public.run_durations d),
    'waits', (select coalesce(jsonb_agg(to_jsonb(w)), '[]') from public.run_waits w),
    'workers', (select coalesce(jsonb_agg(to_jsonb(w)), '[]') from (
      select id, kind, state, details->>'busy' as busy, extract(epoch from now() - last_seen_at) as silent_s
      from public.workers where last_seen_at > now() - interval '1 day' order by last_seen_at desc limit 200) w),
    'dead_letters_open', (select count(*) from (select from public.dead_letters where state = 'open' limit 10000) d),
    'alerts_open', (select coalesce(jsonb_object_agg(a.rule, a.n), '{}')
      from (select rule, count(*) as n from public.alerts where state = 'open' group by 1) a))
$$;

-- Alerts -------------------------------------------------------------------------------------------------------------

create table public.alert_rules (
  id uuid primary key default public.uuid_v7(),
  name text not null unique check (length(name) between 1 and 100),
  kind text not null check (kind in ('failure_rate', 'queue_age', 'lost_worker', 'stalled_job')),
  -- Of a failure_rate a share of items (0 to 1), of all others seconds.
  threshold double precision not null check (threshold > 0),
  -- Only for failure_rate: the time looked at, and how many items must have ended in it.
  window_s integer not null default 900 check (window_s between 60 and 86400),
  min_items integer not null default 20 check (min_items > 0),
  -- Only this job kind (failure_rate, stalled_job), queue (queue_age) or kind of worker (lost_worker); null is all.
  scope text,
  -- Told again after so many seconds while it lasts; null is once.
  repeat_s integer check (repeat_s >= 60),
  is_enabled boolean not null default true,
  silenced_until timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create trigger alert_rules_touch before update on public.alert_rules for each row execute function public.touch_updated_at();
insert into public.alert_rules (name, kind, threshold, repeat_s) values
  ('Many items fail', 'failure_rate', 0.2, 14400),
  ('A queue waits long', 'queue_age', 900, 14400),
  ('A worker is lost', 'lost_worker', 120, 14400),
  ('A job stands still', 'stalled_job', 1800, 14400);

create table public.alert_channels (
  id uuid primary key default public.uuid_v7(),
  name text not null unique check (length(name) between 1 and 100),
  kind text not null check (kind in ('webhook', 'slack', 'email')),
  -- An address to post to, or e-mail addresses, separated by commas. A Slack address is a secret by itself.
  target text not null,
  -- Key of a webhook's signature
  secret text,
  is_enabled boolean not null default true,
  created_at timestamptz not null default now()
);

alter table public.alerts
  add column rule_id uuid references public.alert_rules (id) on delete cascade,
  add column rule_name text not null default '',
  add column value double precision,
  add column seen_at timestamptz not null default now(),
  add column notified_at timestamptz,
  add column notices integer not null default 0;
drop index public.alerts_open;
create unique index alerts_open on public.alerts (rule_id, subject) where state = 'open';
create index alerts_state on public.alerts (state, id);

create table public.alert_deliveries (
  id uuid primary key default public.uuid_v7(),
  -- Null for a test.
  alert_id uuid references public.alerts (id) on delete cascade,
  channel_id uuid not null references public.alert_channels (id) on delete cascade,
  event text not null check (event in ('fired', 'repeated', 'resolved', 'test')),
  -- Which notice of the alert this is, from 1.
  notice integer not null default 1,
  message jsonb not null,
  status text not null default 'pending' check (status in ('pending', 'sent', 'failed')),
  attempts integer not null default 0,
  due_at timestamptz not null default now(),
  error text,
  created_at timestamptz not null default now(),
  ended_at timestamptz,
  unique (alert_id, channel_id, notice)
);
create index alert_deliveries_due on public.alert_deliveries (due_at) where status = 'pending';
create index alert_deliveries_channel on public.alert_deliveries (channel_id, id);

/* Item counters as they stood, one row an evaluation: a failure rate is the difference of two. */
create table public.alert_samples (
  taken_at timestamptz primary key,
  items jsonb not null
);

/* What breaks an enabled rule right now, with a sentence for people. */
create or replace function public.alert_breaches()
returns table (rule_id uuid, subject text, value double precision, summary text) language sql stable as $$
  with items as (
    select split_part(key, ':', 1) as kind, split_part(key, ':', 2) as status, c.value
    from public.counters c where c.name = 'items'
  ), spans as (
    select r.id, i.kind, i.status,
      greatest(0, i.value - coalesce((s.items->>(i.kind || ':' || i.status))::bigint, 0)) as n
    from public.alert_rules r
    cross join lateral (select a.items from public.alert_samples a
      where a.taken_at >= now() - make_interval(secs => r.window_s) order by a.taken_at limit 1) s
    cross join items i
    where r.kind = 'failure_rate' and r.is_enabled and (r.scope is null or r.scope = i.kind)
  ), rates as (
    select s.id, s.kind, sum(s.n) filter (where s.status = 'failed') as failed,
      sum(s.n) filter (where s.status in ('completed', 'failed')) as ended
    from spans s group by 1, 2
  )
  select r.id, t.kind, t.failed / t.ended::float8,
    format('%s of %s %s items failed in the last %s minutes.', t.failed, t.ended, t.kind, r.window_s / 60)
  from rates t join public.alert_rules r on r.id = t.id
  where t.ended >= r.min_items and t.failed / t.ended::float8 > r.threshold
  union all
  select r.id, q.name, extract(epoch from now() - q.oldest_sent_at),
    format('The oldest of %s chunks in the queue %s has waited %s s; %s run.', q.queued, q.name,
      extract(epoch from now() - q.oldest_sent_at)::int, q.running)
  from public.alert_rules r join public.queue_depths q on r.scope is null or r.scope = q.name
  where r.kind = 'queue_age' and r.is_enabled and not q.is_paused
    and q.oldest_sent_at < now() - make_interval(secs => r.threshold)
  union all
  select r.id, w.id, extract(epoch from now() - w.last_seen_at),
    format('The %s %s was last seen %s s ago and has not said that it stops.', w.kind, w.id,
      extract(epoch from now() - w.last_seen_at)::int)
  from public.alert_rules r join public.workers w on r.scope is null or r.scope = w.kind
  -- A worker silent for a day is history, not an alert.
  where r.kind = 'lost_worker' and r.is_enabled and w.state <> 'down'
    and w.last_seen_at < now() - make_interval(secs => r.threshold) and w.last_seen_at > now() - interval '1 day'
  union all
  (select r.id, j.id::text, extract(epoch from now() - j.updated_at),
    format('The %s job %s is at %s of %s items and has not moved for %s s.', j.kind, j.id,
      j.completed + j.failed + j.skipped + j.cancelled, j.total, extract(epoch from now() - j.updated_at)::int)
  from public.alert_rules r join public.jobs j on r.scope is null or r.scope = j.kind
  where r.kind = 'stalled_job' and r.is_enabled and j.status = 'running'
    and j.updated_at < now() - make_interval(secs => r.threshold)
    and not exists (select from public.queue_state q where q.name = j.queue and q.is_paused)
    -- A job that is fed by another one waits for that one, which is told of itself.
    and not (not j.is_sealed and exists (
      select from public.jobs p where p.id = j.parent_job_id and p.status in ('queued', 'running')))
  order by j.updated_at limit 50)
$$;

/* What a channel says of an alert, in the form webhooks get. */
create or replace function public.alert_message(alert public.alerts, event text) returns jsonb language sql stable as $$
  select jsonb_build_object('event', event, 'alert_id', alert.id, 'rule', alert.rule, 'rule_name', alert.rule_name,
    'subject', alert.subject, 'value', alert.value, 'threshold', alert.detail->'threshold',
    'summary', alert.detail->>'summary', 'opened_at', alert.created_at, 'resolved_at', alert.resolved_at)
$$;

/*
 * One look at all rules: opens, renews and resolves alerts, and writes down what every channel is to be told. Callers wait
 * for each other, so two instances never tell the same thing twice. Answers {opened, resolved, notices}.
 */
create or replace function public.evaluate_alerts() returns jsonb language plpgsql as $$
declare
  breaches jsonb;
  alert public.alerts;
  opened int;
  ended int := 0;
  told int := 0;
begin
  perform pg_advisory_xact_lock(hashtextextended('evaluate_alerts', 0));
  select coalesce(jsonb_agg(to_jsonb(b)), '[]') into breaches from public.alert_breaches() b;

  insert into public.alert_samples (taken_at, items)
  select now(), coalesce(jsonb_object_agg(c.key, c.value), '{}') from public.counters c where c.name = 'items'
  on conflict do nothing;
  delete from public.alert_samples where taken_at < now() - interval '25 hours';

  with seen as (
    insert into public.alerts as a (rule_id, rule, rule_name, subject, value, detail)
    select r.id, r.kind, r.name, b.subject, b.value, jsonb_build_object('summary', b.summary, 'threshold', r.threshold)
    from jsonb_to_recordset(breaches) as b(rule_id uuid, subject text, value double precision, summary text)
    join public.alert_rules r on r.id = b.rule_id
    on conflict (rule_id, subject) where state = 'open' do update set value = excluded.value, detail = excluded.detail,
      rule_name = excluded.rule_name, seen_at = now()
    returning a.created_at
  )
  select count(*) filter (where s.created_at = now()) into opened from seen s;

  for alert in
    update public.alerts a set state = 'resolved', resolved_at = now(), notices = a.notices + 1
    where a.state = 'open' and not exists (
      select from jsonb_to_recordset(breaches) as b(rule_id uuid, subject text) where b.rule_id = a.rule_id and b.subject = a.subject)
    returning a.*
  loop
    ended := ended + 1;
    -- The end is told to those who were told of the beginning.
    insert into public.alert_deliveries (alert_id, channel_id, event, notice, message)
    select alert.id, c.id, 'resolved', alert.notices, public.alert_message(alert, 'resolved') from public.alert_channels c
    where c.is_enabled and exists (select from public.alert_deliveries d where d.alert_id = alert.id and d.channel_id = c.id);
  end loop;

  for alert in
    update public.alerts a set notices = a.notices + 1, notified_at = now()
    from public.alert_rules r
    where r.id = a.rule_id and a.state = 'open' and (r.silenced_until is null or r.silenced_until <= now())
      and exists (select from public.alert_channels c where c.is_enabled)
      and (a.notified_at is null or a.notified_at <= now() - make_interval(secs => r.repeat_s))
    returning a.*
  loop
    told := told + 1;
    insert into public.alert_deliveries (alert_id, channel_id, event, notice, message)
    select alert.id, c.id, e.event, alert.notices, public.alert_message(alert, e.event)
    from public.alert_channels c, (select case when alert.notices = 1 then 'fired' else 'repeated' end as event) e
    where c.is_enabled;
  end loop;
  return jsonb_build_object('opened', opened, 'resolved', ended, 'notices', told);
end $$;

/*
 * Hands out deliveries that are due. Each is put off until its sender must have ended, so that nobody sends it meanwhile and
 * one whose sender died is taken up again.
 */
create or replace function public.claim_alert_deliveries(at_most int)
returns table (id uuid, event text, message jsonb, attempts int, kind text, target text, secret text) language sql as $$
  with due as (
    select d.id from public.alert_deliveries d join public.alert_channels c on c.id = d.channel_id and c.is_enabled
    where d.status = 'pending' and d.due_at <= now() order by d.due_at limit at_most for update of d skip locked
  ), taken as (
    update public.alert_deliveries d set attempts = d.attempts + 1, due_at = now() + interval '5 minutes'
    from due where d.id = due.id returning d.*
  )
  select t.id, t.event, t.message, t.attempts, c.kind, c.target, c.secret
  from taken t join public.alert_channels c on c.id = t.channel_id
$$;

select public.guard_tables(array['run_totals', 'run_durations', 'run_waits', 'alert_rules'], are_for_members => true);
-- Channels hold secrets; what was sent over them is nobody's but the admins', who see it through the API.
select public.guard_tables(array['alert_channels', 'alert_deliveries', 'alert_samples']);
select public.guard_functions(array['signal_figures', 'alert_breaches', 'evaluate_alerts', 'alert_message',
  'claim_alert_deliveries']);
