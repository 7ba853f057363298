-- Jobs changed many at once.

/* Why a job cannot be cancelled or retried; null when it can. */
create or replace function public.bulk_refusal(action text, job public.jobs) returns text language plpgsql stable as $$
begin
  return case
    when action = 'cancel' and job.status not in ('queued', 'running') then 'has ended already'
    when action = 'retry' and job.status in ('queued', 'running') then 'has not ended yet'
    when action = 'cancel' or (job.parent_job_id is null and not job.is_sealed) then null
    when job.failed + job.cancelled = 0 then 'has nothing that failed or was cancelled'
    when not exists (select from public.job_items i
        where i.job_id = job.id and i.status in ('failed', 'cancelled') and not i.is_poison)
      then 'has nothing left that failed but poison, which is run again from the failures page'
  end;
end $$;

/*
 * Locks jobs and all below them, in order of id, as `cancel_job` does. Who changes several jobs in one transaction calls it
 * first: the first change locks counters, and a job locked after that may be held by somebody who waits for those.
 */
create or replace function public.lock_chains(target_ids uuid[]) returns void language plpgsql as $$
declare
  locked_ids uuid[];
  seen_ids uuid[];
begin
  loop
    with recursive below as (
      select id from public.jobs where id = any(target_ids)
      union select j.id from public.jobs j join below b on j.parent_job_id = b.id
    ), locked as (
      select j.id from public.jobs j join below b on b.id = j.id order by j.id for no key update of j
    )
    select array_agg(id order by id) into locked_ids from locked;
    exit when locked_ids is not distinct from seen_ids;
    seen_ids := locked_ids;
  end loop;
end $$;

/* What `bulk_jobs` would do to the newest `at_most` jobs that meet the filter: how many it would change, or why not. */
create or replace function public.preview_bulk(action text, filter jsonb, at_most int) returns table (reason text, jobs bigint)
language sql stable as $$
  select public.bulk_refusal(action, j), count(*)
  from public.find_jobs(filter, null, at_most) f join public.jobs j on j.id = f group by 1
$$;

/*
 * Cancels or retries the next `at_most` jobs that meet the filter, newest first, each as if alone: what cannot be done to one
 * leaves the others. Answers one row a job: why it was left out, or which jobs ended with it (cancel) and which chunks are
 * to be sent (retry: [{chunk_id, attempt}]).
 */
create or replace function public.bulk_jobs(action text, filter jsonb, before_id uuid, at_most int)
returns table (id uuid, reason text, ended uuid[], chunks jsonb) language plpgsql as $$
declare chosen uuid[] := array(select f from public.find_jobs(filter, before_id, at_most) f);
begin
  perform public.lock_chains(chosen);
  foreach id in array chosen loop
    ended := '{}';
    chunks := '[]';
    select public.bulk_refusal(action, j) into reason from public.jobs j where j.id = bulk_jobs.id;
    if reason is null then
      begin
        if action = 'cancel' then
          ended := array(select public.cancel_job(bulk_jobs.id));
          if cardinality(ended) = 0 then reason := 'has ended already'; end if;
        else
          select coalesce(jsonb_agg(r), '[]') into chunks from public.retry_job(bulk_jobs.id) r;
        end if;
      exception when sqlstate 'PT404' or sqlstate 'PT409' then
        reason := sqlerrm;
      end;
    end if;
    return next;
  end loop;
end $$;

select public.guard_functions(array['bulk_refusal', 'lock_chains', 'preview_bulk', 'bulk_jobs']);
