-- Crawling: the pace a host is owed and what its site-wide files say, shared by every process; what was fetched before;
-- what came of each job; and what was taken down and must not come back.

-- Hosts --------------------------------------------------------------------------------------------------------------

create table public.crawl_hosts (
  -- Name, and port where it is not the usual one
  host text primary key,
  -- What the host asks for in robots.txt; null when it asks for nothing
  crawl_delay_ms integer,
  -- What we leave between requests, grown by slow answers and refusals
  delay_ms integer not null default 0,
  -- Moving average of its answers
  latency_ms integer,
  next_allowed_at timestamptz not null default now(),
  -- Who may send a request now; a holder that died loses its turn when the time is over
  holder uuid,
  held_until timestamptz,
  updated_at timestamptz not null default now()
);

/* robots.txt, ai.txt and tdmrep.json as they were last fetched; null status: out of reach. */
create table public.crawl_site_files (
  url text primary key,
  status integer,
  body text not null default '',
  fetched_at timestamptz not null default now()
);

create table public.crawl_job_hosts (
  job_id uuid not null references public.jobs (id) on delete cascade,
  host text not null,
  requests integer not null default 0,
  bytes bigint not null default 0,
  unchanged integer not null default 0,
  refused integer not null default 0,
  failed integer not null default 0,
  -- Refusals by the host itself (401, 403, 451) since its last good answer
  denials integer not null default 0,
  last_status integer,
  last_request_at timestamptz,
  blocked_at timestamptz,
  blocked_reason text,
  primary key (job_id, host)
);

/*
 * Asks for the right to send one request to a host. One holder at a time, whatever process it is in, and only after the
 * host's pause; a pause longer than `wait_max_ms` is not waited for. Verdicts: go (after `wait_ms`), busy (ask again),
 * later (a long pause), blocked (the host shut this job out), stopped (the job was).
 */
create or replace function public.take_host_turn(target_host text, turn uuid, lease_ms int,
  target_job_id uuid default null, asked_at timestamptz default clock_timestamp())
returns table (verdict text, wait_ms int, delay_ms int, latency_ms int, reason text) language plpgsql as $$
declare
  h public.crawl_hosts;
  why text;
  pause_ms int;
begin
  if target_job_id is not null then
    if exists (select from public.jobs j where j.id = target_job_id and j.status = 'cancelled') then
      return query select 'stopped', 0, 0, 0, null::text;
      return;
    end if;
    select b.blocked_reason into why from public.crawl_job_hosts b
    where b.job_id = target_job_id and b.host = target_host and b.blocked_at is not null;
    if found then
      return query select 'blocked', 0, 0, 0, why;
      return;
    end if;
  end if;
  insert into public.crawl_hosts (host, next_allowed_at) values (target_host, asked_at) on conflict do nothing;
  select * into h from public.crawl_hosts c where c.host = target_host for update;
  if h.holder <> turn and h.held_until > asked_at then
    return query select 'busy', 0, h.delay_ms, h.latency_ms, null::text;
    return;
  end if;
  pause_ms := greatest(0, ceil(extract(epoch from h.next_allowed_at - asked_at) * 1000));
  if pause_ms > 0 then
    return query select 'wait', pause_ms, h.delay_ms, h.latency_ms, null::text;
    return;
  end if;
  update public.crawl_hosts c set holder = turn, held_until = asked_at + lease_ms * interval '1 millisecond'
  where c.host = target_host;
  return query select 'go', 0, h.delay_ms, h.latency_ms, null::text;
end $$;

/* The holder is still at it. */
create or replace function public.hold_host_turn(target_host text, turn uuid, lease_ms int) returns void language sql as $$
  update public.crawl_hosts set held_until = clock_timestamp() + lease_ms * interval '1 millisecond'
  where host = target_host and holder = turn
$$;

/*
 * Ends a turn {host, turn, delay_ms, latency_ms, crawl_delay_ms, pause_ms} and books it for the job
 * {job_id, status, bytes, outcome, blocked_reason}; outcome is fetched, unchanged, refused or failed.
 */
create or replace function public.end_host_turn(report jsonb, ended_at timestamptz default clock_timestamp()) returns void language plpgsql as $$
begin
  update public.crawl_hosts c set holder = null, held_until = null, updated_at = now(),
    delay_ms = (report->>'delay_ms')::int, latency_ms = (report->>'latency_ms')::int,
    crawl_delay_ms = (report->>'crawl_delay_ms')::int,
    next_allowed_at = ended_at + (report->>'pause_ms')::int * interval '1 millisecond'
  where c.host = report->>'host' and c.holder = (report->>'turn')::uuid;
  perform public.book_host(report, 1);
end $$;

/* Books what happened with a host for a job; `asked` is how many requests it took (a refusal by robots.txt takes none). */
create or replace function public.book_host(report jsonb, asked int) returns void language sql as $$
  insert into public.crawl_job_hosts as b (job_id, host, requests, bytes, unchanged, refused, failed, denials, last_status,
    last_request_at, blocked_at, blocked_reason)
  select j.id, report->>'host', asked, coalesce((report->>'bytes')::bigint, 0),
    (report->>'outcome' = 'unchanged')::int, (report->>'outcome' = 'refused')::int, (report->>'outcome' = 'failed')::int,
    (coalesce((report->>'status')::int, 0) in (401, 403, 451))::int, (report->>'status')::int,
    case when asked > 0 then now() end, case when report->>'blocked_reason' is not null then now() end, report->>'blocked_reason'
  from public.jobs j where j.id = (report->>'job_id')::uuid
  on conflict (job_id, host) do update set
    requests = b.requests + excluded.requests, bytes = b.bytes + excluded.bytes,
    unchanged = b.unchanged + excluded.unchanged, refused = b.refused + excluded.refused, failed = b.failed + excluded.failed,
    denials = case when asked = 0 then b.denials when excluded.denials > 0 then b.denials + 1 else 0 end,
    last_status = coalesce(excluded.last_status, b.last_status),
    last_request_at = coalesce(excluded.last_request_at, b.last_request_at),
    blocked_at = coalesce(b.blocked_at, excluded.blocked_at,
      case when asked > 0 and excluded.denials > 0 and b.denials >= 2 then now() end),
    blocked_reason = coalesce(b.blocked_reason, excluded.blocked_reason,
      case when asked > 0 and excluded.denials > 0 and b.denials >= 2 then
        'it refused three requests in a row (last: status ' || (report->>'status') || ')' end)
$$;

-- Frontier -----------------------------------------------------------------------------------------------------------

alter table public.crawl_frontier
  -- The how-manieth page of its job it is, from 0; null while it waits
  add column visit integer,
  add column is_unchanged boolean not null default false,
  -- {candidates, next} of a page that was read, so that planning can be repeated without asking the site again
  add column found jsonb;
create unique index crawl_frontier_visit on public.crawl_frontier (job_id, visit) where visit is not null;
create index crawl_frontier_waiting on public.crawl_frontier (job_id, depth desc, id) where status = 'queued' and visit is null;

/* Listing pages as they were last read, for conditional requests: an unchanged page is not read again. */
create table public.crawl_pages (
  source text not null,
  url text not null,
  etag text,
  last_modified text,
  found jsonb not null,
  fetched_at timestamptz not null default now(),
  primary key (source, url)
);

/* Puts addresses [{url, deeper}] on the frontier of a job, once each. */
create or replace function public.add_to_frontier(target_job_id uuid, links jsonb, from_depth int, depth_max int) returns void language sql as $$
  insert into public.crawl_frontier (id, job_id, url, depth)
  select public.uuid_v7(l.place::int), target_job_id, l.url, from_depth + l.deeper
  from rows from (jsonb_to_recordset(links) as (url text, deeper int)) with ordinality as l(url, deeper, place)
  where from_depth + l.deeper <= depth_max
  on conflict (job_id, url) do nothing
$$;

/*
 * The page a job reads as its `target_visit`th: the one it was at, or the next that waits: the deepest first,
 * which is nearest to pictures. No row: nothing waits.
 */
create or replace function public.claim_page(target_job_id uuid, target_visit int) returns setof public.crawl_frontier language plpgsql as $$
begin
  return query select * from public.crawl_frontier f where f.job_id = target_job_id and f.visit = target_visit;
  if found then return; end if;
  return query update public.crawl_frontier f set visit = target_visit
  where f.id = (select w.id from public.crawl_frontier w
    where w.job_id = target_job_id and w.status = 'queued' and w.visit is null
    order by w.depth desc, w.id limit 1 for update skip locked)
  returning f.*;
end $$;

/*
 * What became of a page {status, is_unchanged, is_seed, found, candidates, error, etag, last_modified}, with its further pages,
 * at once. A further page of a list that shows nothing the job has not seen ends that list: many go round past their end.
 */
create or replace function public.finish_page(page_id uuid, source_id text, result jsonb, links jsonb, depth_max int) returns void language plpgsql as $$
declare
  page public.crawl_frontier;
  further jsonb := links;
begin
  update public.crawl_frontier f set status = result->>'status', fetched_at = now(),
    is_unchanged = coalesce((result->>'is_unchanged')::boolean, false), found = result->'found',
    candidates = coalesce((result->>'candidates')::int, 0), error = nullif(result->'error', 'null')
  where f.id = page_id and f.status = 'queued' returning * into page;
  if not found then return; end if; -- told twice
  insert into public.crawl_yield as y (job_id, outcome, reason, value)
  values (page.job_id, 'page', case when page.is_unchanged then 'unchanged' else page.status end, 1)
  on conflict (job_id, outcome, reason) do update set value = y.value + 1;
  if not coalesce((result->>'is_seed')::boolean, false) and page.candidates > 0 and not exists (
    select from jsonb_array_elements(result->'found'->'candidates') c
    where not exists (select from public.job_items i where i.job_id = page.job_id and i.item_key = c->>'sourceId')) then
    select coalesce(jsonb_agg(l), '[]') into further from jsonb_array_elements(links) l where (l->>'deeper')::int > 0;
  end if;
  perform public.add_to_frontier(page.job_id, further, page.depth, depth_max);
  if page.status = 'fetched' and not page.is_unchanged then
    insert into public.crawl_pages (source, url, etag, last_modified, found)
    values (source_id, page.url, result->>'etag', result->>'last_modified', result->'found')
    on conflict (source, url) do update set etag = excluded.etag, last_modified = excluded.last_modified,
      found = excluded.found, fetched_at = now();
  end if;
end $$;

/* Where a job's reading stands: the page it was at last, and how many pictures the pages before it gave. */
create or replace function public.crawl_position(target_job_id uuid) returns table (visit int, taken bigint) language sql stable as $$
  with at as (select coalesce(max(f.visit), 0) as visit from public.crawl_frontier f where f.job_id = target_job_id)
  select at.visit, coalesce((select sum(f.candidates) from public.crawl_frontier f
    where f.job_id = target_job_id and f.visit < at.visit), 0)::bigint from at
$$;

-- Pictures seen ------------------------------------------------------------------------------------------------------

/*
 * Pictures of a source that are no scenes of their own, or not yet: what its page said (`candidate`), and what came of its
 * bytes. With it nothing is fetched twice, and a picture that is another's double is known as such the next time.
 */
create table public.crawl_pictures (
  source text not null,
  source_id text not null,
  job_id uuid references public.jobs (id) on delete set null,
  image_url text not null,
  candidate jsonb,
  outcome text not null check (outcome in ('described', 'duplicate', 'refused', 'failed')),
  scene_id uuid references public.scenes (id) on delete cascade,
  error jsonb,
  etag text,
  last_modified text,
  updated_at timestamptz not null default now(),
  primary key (source, source_id)
);
create index crawl_pictures_scene on public.crawl_pictures (scene_id) where scene_id is not null;
create index crawl_pictures_job on public.crawl_pictures (job_id);
create index scenes_image_url on public.scenes using hash (image_url);

-- When what its site says of a scene was last asked.
alter table public.scenes add column rights_checked_at timestamptz not null default now();

-- Yield --------------------------------------------------------------------------------------------------------------
-- What came of a job's pictures, kept by the same transaction that ends an item; pages read this and never count items.

create table public.crawl_yield (
  job_id uuid not null references public.jobs (id) on delete cascade,
  -- 'page' counts the pages read, its reason how each ended
  outcome text not null check (outcome in ('new', 'duplicate', 'refused', 'failed', 'page')),
  reason text not null,
  value bigint not null default 0,
  primary key (job_id, outcome, reason)
);

create or replace function public.yield_of(status text, error jsonb, note text, out outcome text, out reason text) language sql immutable as $$
  select case
      when status = 'completed' then 'new'
      when status = 'skipped' then 'duplicate'
      when error->>'code' like 'refused\_%' or error->>'code' = 'forbidden' then 'refused'
      else 'failed' end,
    case
      when status = 'completed' then ''
      when status = 'skipped' then case
        when note like 'the same picture%, in another%' then 'looks_same'
        when note like 'the same picture%' then 'same_file'
        when note like 'the same address%' then 'same_address'
        else 'known' end
      else regexp_replace(coalesce(error->>'code', 'unknown'), '^refused_', '') end
$$;

create or replace function public.count_yield() returns trigger language plpgsql as $$
begin
  insert into public.crawl_yield as y (job_id, outcome, reason, value)
  select c.job_id, c.outcome, c.reason, sum(c.delta) from (
    select a.job_id, v.outcome, v.reason, 1 as delta from added a cross join lateral public.yield_of(a.status, a.error, a.note) v
    where a.status in ('completed', 'skipped', 'failed')
    union all
    select r.job_id, v.outcome, v.reason, -1 from removed r cross join lateral public.yield_of(r.status, r.error, r.note) v
    where r.status in ('completed', 'skipped', 'failed')) c
  join public.jobs j on j.id = c.job_id and j.kind in ('scrape', 'import')
  group by 1, 2, 3 having sum(c.delta) <> 0 order by 1, 2, 3
  on conflict (job_id, outcome, reason) do update set value = y.value + excluded.value;
  return null;
end $$;
create trigger job_items_yield after update on public.job_items
  referencing new table as added old table as removed for each statement execute function public.count_yield();

-- Stop and resume ----------------------------------------------------------------------------------------------------

/* Stops a crawl: what waits of it is cancelled, its frontier stays, and what was collected goes on through the next stages. */
create or replace function public.stop_crawl(target_job_id uuid) returns boolean language plpgsql as $$
declare
  job public.jobs;
  open_items int;
  child uuid;
begin
  select * into job from public.jobs where id = target_job_id for no key update;
  if not found or job.kind <> 'scrape' then raise sqlstate 'PT404' using message = 'there is no crawl ' || target_job_id; end if;
  if job.status not in ('queued', 'running') then
    raise sqlstate 'PT409' using message = 'the crawl has ended already (' || job.status || '), so there is nothing to stop';
  end if;
  update public.job_chunks set status = 'cancelled', finished_at = now()
  where job_id = target_job_id and status in ('queued', 'running');
  update public.job_items set status = 'cancelled', finished_at = now() where job_id = target_job_id and status = 'queued';
  get diagnostics open_items = row_count;
  update public.jobs set status = 'cancelled', finished_at = now(), finished_by = 'stop', cancelled = cancelled + open_items
  where id = target_job_id;
  for child in select id from public.jobs where parent_job_id = target_job_id and status in ('queued', 'running') loop
    perform public.seal_job(child, 'after:' || target_job_id); -- as seal-next-job does, which announces it
  end loop;
  return true;
end $$;

/* Goes on with a stopped crawl where it was; answers the chunks to send again. What failed stays failed. */
create or replace function public.resume_crawl(target_job_id uuid) returns table (chunk_id uuid, attempt int) language plpgsql as $$
declare
  job public.jobs;
  reopened uuid[];
begin
  select * into job from public.jobs where id = target_job_id for no key update;
  if not found or job.kind <> 'scrape' then raise sqlstate 'PT404' using message = 'there is no crawl ' || target_job_id; end if;
  if job.status <> 'cancelled' then
    raise sqlstate 'PT409' using message = 'only a stopped crawl can be resumed; this one is ' || job.status;
  end if;
  with opened as (
    update public.job_items i set status = 'queued', error = null, note = null, finished_at = null
    where i.job_id = target_job_id and i.status = 'cancelled' returning i.chunk_id
  )
  select array_agg(distinct o.chunk_id) into reopened from opened o;
  if reopened is null and job.is_sealed then
    raise sqlstate 'PT409' using message = 'everything of this crawl is done, so there is nothing to resume';
  end if;
  update public.jobs j set status = case when job.is_sealed then 'running' else 'queued' end, sent_at = now(),
    attempt = j.attempt + 1, finished_by = null, finished_at = null, error = null, cancelled = 0
  where j.id = target_job_id;
  update public.job_chunks c set status = 'queued', attempt = c.attempt + 1, run_id = null, sent_at = now(),
    claimed_at = null, finished_at = null
  where c.id = any(reopened);
  -- More will come to the next job now.
  update public.jobs j set is_sealed = false where j.parent_job_id = target_job_id and j.status in ('queued', 'running');
  return query select c.id, c.attempt from public.job_chunks c where c.id = any(reopened) order by c.id;
end $$;

-- Takedowns ----------------------------------------------------------------------------------------------------------

create table public.takedowns (
  id uuid primary key default public.uuid_v7(),
  -- What was named (of `phash`: a picture that was sent, and all that look like it), and which
  kind text not null check (kind in ('url', 'host', 'author', 'sha256', 'phash', 'scene_id')),
  value text not null,
  reason text not null,
  status text not null default 'running' check (status in ('running', 'completed')),
  -- What was removed so far: {scenes, objects, palettes, embeddings, labels, files, bytes, export_items}
  removed jsonb not null default '{}',
  -- [{name, version, items}] of versions that had some of it
  versions jsonb not null default '[]',
  requested_by text,
  created_at timestamptz not null default now(),
  finished_at timestamptz
);

create table public.takedown_items (
  takedown_id uuid not null references public.takedowns (id) on delete cascade,
  scene_id uuid not null,
  source text not null,
  source_id text not null,
  sha256 text not null,
  phash text not null,
  storage_path text not null,
  thumbnail_path text not null,
  removed_at timestamptz not null default now(),
  files_removed_at timestamptz,
  primary key (takedown_id, scene_id)
);
create index takedown_items_files on public.takedown_items (takedown_id, scene_id) where files_removed_at is null;

/* What must not come back. `value` is `source:source_id`, an address, a host, an author in lower case, a hash. */
create table public.takedown_marks (
  kind text not null check (kind in ('source_id', 'url', 'host', 'author', 'sha256', 'phash')),
  value text not null,
  takedown_id uuid not null references public.takedowns (id) on delete cascade,
  primary key (kind, value)
);

/* One of the four 16-bit bands of a hash of 16 hex digits. */
create or replace function public.mark_band(hash text, band int) returns int language sql immutable parallel safe as $$
  select ('x' || substr(hash, band * 4 + 1, 4))::bit(16)::int
$$;
/* A band as it is, and with each of its bits turned: two hashes at most 6 bits apart share one of these in some band. */
create or replace function public.bands_near(hash text, band int) returns int[] language sql immutable parallel safe as $$
  select public.mark_band(hash, band) || array_agg(public.mark_band(hash, band) # (1 << b)) from generate_series(0, 15) b
$$;
create index takedown_marks_band_0 on public.takedown_marks (public.mark_band(value, 0)) where kind = 'phash';
create index takedown_marks_band_1 on public.takedown_marks (public.mark_band(value, 1)) where kind = 'phash';
create index takedown_marks_band_2 on public.takedown_marks (public.mark_band(value, 2)) where kind = 'phash';
create index takedown_marks_band_3 on public.takedown_marks (public.mark_band(value, 3)) where kind = 'phash';

alter table public.export_items add column taken_down_at timestamptz;
alter table public.exports add column taken_down_items integer not null default 0;
create index export_items_scene on public.export_items (scene_id);
create index scenes_author on public.scenes (lower(author)) where author is not null;

/* Name and port of an address, null where there is none: the host rules of takedowns go by it. */
create or replace function public.host_of(url text) returns text language sql immutable as $$
  select lower(substring(url from '^https?://(?:[^/?#@]*@)?([^/?#]+)'))
$$;

/* A host and those it is below, most general last: `a.b.example:81` → {a.b.example:81, b.example:81, example:81}. */
create or replace function public.hosts_above(host text) returns text[] language sql immutable as $$
  select array_agg(array_to_string(parts[n:], '.') order by n)
  from string_to_array(host, '.') as parts, generate_subscripts(string_to_array(host, '.'), 1) as n
$$;
-- Backwards, a host and all below it stand side by side
create index scenes_image_host on public.scenes (reverse(public.host_of(image_url)) collate "C");
create index scenes_page_host on public.scenes (reverse(public.host_of(page_url)) collate "C");
create index scenes_page_url on public.scenes using hash (page_url);

/*
 * Which takedown keeps a picture {source, source_id, image_url, page_url, author, sha256, phash} out; null when none does.
 * Pictures at most 6 of 64 bits apart are taken for the same, unless one is too plain to tell (lib/images/perceptual-hash.ts).
 */
create or replace function public.find_takedown(picture jsonb) returns uuid language plpgsql stable as $$
declare
  found_id uuid;
  hash text := picture->>'phash';
begin
  select m.takedown_id into found_id from public.takedown_marks m
  where (m.kind, m.value) in (
    ('source_id', (picture->>'source') || ':' || (picture->>'source_id')),
    ('url', picture->>'image_url'), ('url', picture->>'page_url'),
    ('author', lower(picture->>'author')), ('sha256', picture->>'sha256'))
    or (m.kind = 'host' and m.value = any(public.hosts_above(public.host_of(picture->>'image_url'))
      || public.hosts_above(public.host_of(picture->>'page_url'))))
  limit 1;
  if found_id is not null or hash is null or bit_count(('x' || hash)::bit(64)) not between 24 and 40 then
    return found_id;
  end if;
  -- Candidates first and all of them: with the limit in sight the planner would read the whole table for an early hit.
  with near as materialized (
    select m.value, m.takedown_id from public.takedown_marks m
    where m.kind = 'phash'
      and (public.mark_band(m.value, 0) = any(public.bands_near(hash, 0)) or public.mark_band(m.value, 1) = any(public.bands_near(hash, 1))
        or public.mark_band(m.value, 2) = any(public.bands_near(hash, 2)) or public.mark_band(m.value, 3) = any(public.bands_near(hash, 3)))
  )
  select near.takedown_id into found_id from near
  where bit_count(('x' || near.value)::bit(64) # ('x' || hash)::bit(64)) <= 6 limit 1;
  return found_id;
end $$;

/*
 * The last word on every way in. Storing holds a shared lock, a new takedown the exclusive one: so a takedown sees all that
 * was stored before it, and whatever is stored later sees the takedown.
 */
create or replace function public.refuse_taken_down() returns trigger language plpgsql as $$
begin
  perform pg_advisory_xact_lock_shared(hashtextextended('takedowns', 0));
  if public.find_takedown(to_jsonb(new)) is not null then
    raise sqlstate 'PT451' using message = 'this picture was taken down and is not stored again';
  end if;
  return new;
end $$;
create trigger scenes_refuse_taken_down before insert on public.scenes for each row execute function public.refuse_taken_down();

/* Scenes a takedown still has to remove. */
create or replace function public.scenes_of_takedown(takedown_kind text, takedown_value text, at_most int) returns setof uuid language plpgsql stable as $$
begin
  -- One branch each, so that each is answered by its own index.
  case takedown_kind
    when 'url' then return query select id from public.scenes where image_url = takedown_value
      union select id from public.scenes where page_url = takedown_value limit at_most;
    when 'host' then return query
      select id from public.scenes where reverse(public.host_of(image_url)) collate "C" = reverse(takedown_value)
      union select id from public.scenes where reverse(public.host_of(page_url)) collate "C" = reverse(takedown_value)
      -- Below it: what begins with it and a dot; '/' is the character after the dot.
      union select id from public.scenes where reverse(public.host_of(image_url)) collate "C" > reverse(takedown_value) || '.'
        and reverse(public.host_of(image_url)) collate "C" < reverse(takedown_value) || '/'
      union select id from public.scenes where reverse(public.host_of(page_url)) collate "C" > reverse(takedown_value) || '.'
        and reverse(public.host_of(page_url)) collate "C" < reverse(takedown_value) || '/'
      limit at_most;
    when 'phash' then return query select n.scene_id from public.near_duplicates(takedown_value, 6, at_most) n;
    when 'author' then return query select id from public.scenes where lower(author) = takedown_value limit at_most;
    when 'sha256' then return query select id from public.scenes where sha256 = takedown_value limit at_most;
    else return query select id from public.scenes where id = takedown_value::uuid limit at_most;
  end case;
end $$;

/* Begins a takedown: from here on nothing of it is stored any more. */
create or replace function public.begin_takedown(takedown_kind text, takedown_value text, why text, asked_by text)
returns setof public.takedowns language plpgsql as $$
declare new_id uuid := public.uuid_v7();
begin
  perform pg_advisory_xact_lock(hashtextextended('takedowns', 0));
  insert into public.takedowns (id, kind, value, reason, requested_by) values (new_id, takedown_kind, takedown_value, why, asked_by);
  if takedown_kind <> 'scene_id' then
    insert into public.takedown_marks (kind, value, takedown_id) values (takedown_kind, takedown_value, new_id) on conflict do nothing;
  end if;
  return query select * from public.takedowns where id = new_id;
end $$;

/*
 * Removes the next scenes of a takedown with all that hangs on them and marks what they were, and the versions they are in.
 * Their files are removed afterwards, by what takedown_items says. Answers how many scenes went.
 */
create or replace function public.take_down_batch(target_takedown_id uuid, at_most int) returns int language plpgsql as $$
declare
  t public.takedowns;
  ids uuid[];
  gone jsonb;
begin
  select * into t from public.takedowns where id = target_takedown_id for update;
  if not found then raise sqlstate 'PT404' using message = 'there is no takedown ' || target_takedown_id; end if;
  -- Locked in one order, and so that nothing can be written to them meanwhile.
  select array_agg(s.id) into ids from (
    select id from public.scenes where id in (select public.scenes_of_takedown(t.kind, t.value, at_most)) order by id for update) s;
  if ids is null then return 0; end if;

  insert into public.takedown_items (takedown_id, scene_id, source, source_id, sha256, phash, storage_path, thumbnail_path)
  select t.id, s.id, s.source, s.source_id, s.sha256, s.phash, s.storage_path, s.thumbnail_path from public.scenes s where s.id = any(ids)
  on conflict do nothing;
  insert into public.takedown_marks (kind, value, takedown_id)
  select m.kind, m.value, t.id from public.scenes s cross join lateral (values
    ('source_id', s.source || ':' || s.source_id), ('url', s.image_url), ('sha256', s.sha256), ('phash', s.phash)) as m(kind, value)
  where s.id = any(ids) order by 1, 2 on conflict do nothing;

  select jsonb_build_object('scenes', count(*), 'bytes', coalesce(sum(s.bytes), 0), 'files', 2 * count(*),
    'objects', (select count(*) from public.objects o where o.scene_id = any(ids)),
    'palettes', (select count(*) from public.palettes p where p.scene_id = any(ids)),
    'embeddings', (select count(*) from public.embeddings e where e.scene_id = any(ids)),
    'labels', (select count(*) from public.classifications c where c.scene_id = any(ids)),
    'export_items', (select count(*) from public.export_items x where x.scene_id = any(ids) and x.taken_down_at is null))
  into gone from public.scenes s where s.id = any(ids);

  with marked as (
    update public.export_items x set taken_down_at = now() where x.scene_id = any(ids) and x.taken_down_at is null returning x.export_id
  ), counted as (
    update public.exports e set taken_down_items = e.taken_down_items + m.n
    from (select export_id, count(*)::int as n from marked group by 1) m where e.id = m.export_id
    returning e.name, e.version, m.n
  )
  update public.takedowns d set versions = (
    select coalesce(jsonb_agg(jsonb_build_object('name', v.name, 'version', v.version, 'items', v.items) order by v.name, v.version), '[]')
    from (select name, version, sum(items) as items from (
        select name, version, n as items from counted
        union all select o.name, o.version, o.items from jsonb_to_recordset(d.versions) as o(name text, version int, items int)) a
      group by 1, 2) v)
  where d.id = t.id;
  update public.job_items i set payload = '{}' where i.scene_id = any(ids);
  delete from public.crawl_pictures p using public.scenes s
  where s.id = any(ids) and p.source = s.source and p.source_id = s.source_id;
  delete from public.scenes s where s.id = any(ids);
  update public.takedowns d set removed = (
    select jsonb_object_agg(g.key, g.value::bigint + coalesce((d.removed->>g.key)::bigint, 0)) from jsonb_each_text(gone) g)
  where d.id = t.id;
  return array_length(ids, 1);
end $$;

/* Nothing of it is left and its files are gone; says so once. */
create or replace function public.finish_takedown(target_takedown_id uuid) returns void language sql as $$
  update public.takedowns t set status = 'completed', finished_at = now()
  where t.id = target_takedown_id and t.status = 'running'
    and not exists (select from public.takedown_items i where i.takedown_id = t.id and i.files_removed_at is null)
    and not exists (select public.scenes_of_takedown(t.kind, t.value, 1))
$$;

-- Access -------------------------------------------------------------------------------------------------------------

select public.guard_tables(array['crawl_hosts', 'crawl_job_hosts', 'crawl_yield', 'crawl_site_files', 'crawl_pages', 'crawl_pictures'], are_for_members => true);
select public.guard_tables(array['takedowns', 'takedown_items', 'takedown_marks']);
select public.guard_functions(array['take_host_turn', 'hold_host_turn', 'end_host_turn', 'book_host',
  'add_to_frontier', 'claim_page', 'finish_page', 'crawl_position', 'yield_of', 'stop_crawl', 'resume_crawl',
  'host_of', 'hosts_above', 'find_takedown', 'scenes_of_takedown', 'begin_takedown', 'take_down_batch',
  'finish_takedown', 'mark_band', 'bands_near']);
