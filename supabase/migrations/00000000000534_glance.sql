/* What an operator wants to see first; counts of rows that are few, or of their first thousand. Failures are causes. */
create or replace function public.operations_glance(lost_before timestamptz) returns jsonb language sql stable as $$
  select jsonb_build_object(
    'queues', (select jsonb_build_object('queued', coalesce(sum(queued), 0), 'running', coalesce(sum(running), 0),
      'paused', coalesce(jsonb_agg(name order by name) filter (where is_paused), '[]')) from public.queue_depths),
    'workers', (select jsonb_build_object(
      'up', count(*) filter (where state = 'up' and last_seen_at >= lost_before),
      'draining', count(*) filter (where state = 'draining' and last_seen_at >= lost_before),
      'lost', count(*) filter (where state <> 'down' and last_seen_at < lost_before)) from public.workers),
    'failures', (select count(*) from (select 1 from public.failure_groups where state = 'open' limit 1000) f),
    'alerts', (select count(*) from (select 1 from public.alerts where state = 'open' limit 1000) a))
$$;
select public.guard_functions(array['operations_glance']);
