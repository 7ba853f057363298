-- Work that takes its whole process down never fails: whoever runs it is gone, and an engine asks the next process. So it is
-- written down when work begins, and what was begun too often without an end is given up (inngest/do-items.ts).

-- How often a run began the items of this chunk, less how often it failed in an ordinary way. A person's retry starts anew.
alter table public.job_chunks add column begun integer not null default 0;

/*
 * Writes down that a run begins its chunk; answers how often that was begun before without an end. Of a chunk begun before
 * nothing is written unless `is_alone`, so that its caller can wait for a moment without others. Null when the chunk is not
 * this run's any more.
 */
create or replace function public.begin_work(target_chunk_id uuid, working_run_id text, is_alone boolean) returns int language sql as $$
  with chunk as (
    select c.id, c.begun from public.job_chunks c
    where c.id = target_chunk_id and c.status = 'running' and c.run_id = working_run_id
  ), noted as (
    update public.job_chunks c set begun = c.begun + 1 from chunk where c.id = chunk.id and (is_alone or chunk.begun = 0)
  )
  select begun from chunk
$$;

/* The work failed, but its process lives. */
create or replace function public.fail_work(target_chunk_id uuid) returns void language sql as $$
  update public.job_chunks set begun = greatest(begun - 1, 0) where id = target_chunk_id
$$;

select public.guard_functions(array['begin_work', 'fail_work']);
