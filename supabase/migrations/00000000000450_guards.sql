-- How the migrations after this one close what they make; 400 did the same for what was there before. A name that is not
-- there is an error: a misspelt one would leave something open.

/* Row-level security for tables of the schema `public`: the service may everything, members may read where told, others nothing. */
create or replace function public.guard_tables(names text[], are_for_members boolean default false) returns void language plpgsql as $$
declare t text;
begin
  foreach t in array names loop
    execute format('alter table public.%I enable row level security', t);
    execute format('revoke all on public.%I from anon, authenticated', t);
    execute format('grant all on public.%I to service_role', t);
    execute format('create policy service on public.%I for all to service_role using (true) with check (true)', t);
    continue when not are_for_members;
    execute format('grant select on public.%I to authenticated', t);
    execute format('create policy members_read on public.%I for select to authenticated using (public.is_member())', t);
  end loop;
end $$;

/* Only the service may call these functions of the schema `public`, whatever their arguments. */
create or replace function public.guard_functions(names text[]) returns void language plpgsql as $$
declare f text;
begin
  foreach f in array names loop
    -- Fails for a name that is not there, and for one with several sets of arguments.
    execute format('revoke execute on function public.%I from public, anon, authenticated', f);
    execute format('grant execute on function public.%I to service_role', f);
  end loop;
end $$;

revoke execute on function public.guard_tables, public.guard_functions from public, anon, authenticated, service_role;
