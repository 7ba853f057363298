-- What Modomo collects: scenes, what was found in them, where they came from and what they may be used for.

create schema if not exists extensions;

-- pgvector where the server has it; elsewhere embeddings are kept as JSON text and cannot be searched in SQL.
do $$
begin
  if exists (select from pg_available_extensions where name = 'vector') then
    create extension if not exists vector with schema public;
  end if;
end $$;

-- RFC 9562 version 7: 48 bits of Unix milliseconds, 12 bits of position (random without one; rows of one statement that
-- must keep their order are given it), then random. PostgreSQL has one of its own from 18 on.
create or replace function public.uuid_v7(ordinal int default null) returns uuid language sql volatile parallel safe as $$
  select encode(
    overlay(overlay(uuid_send(gen_random_uuid())
      placing substring(int8send((extract(epoch from clock_timestamp()) * 1000)::bigint) from 3) from 1 for 6)
      placing int2send((28672 + coalesce(ordinal % 4096, floor(random() * 4096)::int))::int2) from 7 for 2), -- 0x7000: version 7
    'hex')::uuid
$$;

create or replace function public.touch_updated_at() returns trigger language plpgsql as $$
begin
  new.updated_at := now();
  return new;
end $$;

-- Taxonomy -----------------------------------------------------------------------------------------------------------

create table public.taxonomy_room_types (
  slug text primary key check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  name text not null,
  synonyms text[] not null default '{}'
);

create table public.taxonomy_styles (
  slug text primary key check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  name text not null,
  synonyms text[] not null default '{}'
);

create table public.taxonomy_categories (
  slug text primary key check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  name text not null,
  parent text references public.taxonomy_categories (slug),
  synonyms text[] not null default '{}',
  coco text[] not null default '{}',
  open_images text[] not null default '{}',
  ade20k text[] not null default '{}'
);
create index taxonomy_categories_parent on public.taxonomy_categories (parent);

-- Scenes and what was found in them ----------------------------------------------------------------------------------

create table public.scenes (
  id uuid primary key default public.uuid_v7(),
  source text not null check (length(source) between 1 and 40),
  source_id text not null check (length(source_id) between 1 and 500),
  page_url text,
  image_url text not null,
  sha256 text not null unique check (sha256 ~ '^[0-9a-f]{64}$'),
  phash text not null check (phash ~ '^[0-9a-f]{16}$'),
  width_px integer not null check (width_px > 0),
  height_px integer not null check (height_px > 0),
  bytes bigint not null check (bytes > 0),
  format text not null,
  storage_path text not null,
  thumbnail_path text not null,
  title text,
  description text,
  author text,
  licence text,
  licence_url text,
  tags text[] not null default '{}',
  rights_state text not null default 'unknown' check (rights_state in ('allowed', 'unknown', 'refused')),
  image_type text check (image_type in ('interior', 'object', 'exterior', 'plan', 'other')),
  room_type text,
  styles text[] not null default '{}',
  status text not null default 'ingested' check (status in ('ingested', 'detected', 'classified')),
  object_count integer not null default 0 check (object_count >= 0),
  detected_at timestamptz,
  colored_at timestamptz,
  classified_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (source, source_id)
);
create index scenes_phash on public.scenes (phash);
create index scenes_image_type on public.scenes (image_type, id);
create index scenes_room_type on public.scenes (room_type, id);
create index scenes_status on public.scenes (status, id);
create index scenes_undetected on public.scenes (id) where detected_at is null;
create index scenes_uncolored on public.scenes (id) where colored_at is null and detected_at is not null;
create index scenes_unclassified on public.scenes (id) where classified_at is null and detected_at is not null;
create index scenes_text on public.scenes
  using gin (to_tsvector('english', coalesce(title, '') || ' ' || coalesce(description, '')));
create trigger scenes_touch before update on public.scenes for each row execute function public.touch_updated_at();

create table public.objects (
  id uuid primary key default public.uuid_v7(),
  scene_id uuid not null references public.scenes (id) on delete cascade,
  ordinal integer not null check (ordinal >= 0),
  category text not null,
  model_label text not null,
  score real not null check (score between 0 and 1),
  confidence text not null check (confidence in ('accepted', 'review')),
  -- x, y, width, height in pixels of the upright image, origin top left
  box real[] not null check (array_length(box, 1) = 4),
  mask jsonb,
  mask_method text,
  mask_quality real check (mask_quality between 0 and 1),
  area_px bigint check (area_px >= 0),
  model_id text not null,
  model_version text not null,
  review_state text not null default 'pending' check (review_state in ('pending', 'accepted', 'rejected', 'relabelled')),
  created_at timestamptz not null default now(),
  unique (scene_id, model_id, model_version, ordinal)
);
create index objects_category on public.objects (category, id);

create table public.palettes (
  id uuid primary key default public.uuid_v7(),
  scene_id uuid not null references public.scenes (id) on delete cascade,
  object_id uuid references public.objects (id) on delete cascade,
  -- [{lab: [L, a, b], hex, share, name}], largest share first
  colors jsonb not null check (jsonb_typeof(colors) = 'array'),
  created_at timestamptz not null default now(),
  unique nulls not distinct (scene_id, object_id)
);
create index palettes_object on public.palettes (object_id) where object_id is not null;

create table public.embeddings (
  id uuid primary key default public.uuid_v7(),
  scene_id uuid not null references public.scenes (id) on delete cascade,
  object_id uuid references public.objects (id) on delete cascade,
  model_id text not null,
  model_version text not null,
  dimensions integer not null check (dimensions > 0),
  created_at timestamptz not null default now(),
  unique nulls not distinct (scene_id, object_id, model_id)
);
create index embeddings_object on public.embeddings (object_id) where object_id is not null;
do $$
begin
  -- Untyped on purpose: models differ in dimensions; each gets its own partial expression index.
  if exists (select from pg_extension where extname = 'vector') then
    alter table public.embeddings add column vector vector not null;
    create domain public.embedding_vector as vector;
  else
    alter table public.embeddings add column vector text not null;
    create domain public.embedding_vector as text;
  end if;
end $$;

create table public.classifications (
  id uuid primary key default public.uuid_v7(),
  scene_id uuid not null references public.scenes (id) on delete cascade,
  kind text not null check (kind in ('image_type', 'room_type', 'style')),
  label text not null,
  score real not null check (score between 0 and 1),
  evidence jsonb not null default '[]' check (jsonb_typeof(evidence) = 'array'),
  model_id text not null,
  model_version text not null,
  created_at timestamptz not null default now(),
  unique (scene_id, kind, label, model_id)
);

create table public.reviews (
  id uuid primary key default public.uuid_v7(),
  scene_id uuid references public.scenes (id) on delete cascade,
  object_id uuid references public.objects (id) on delete cascade,
  reviewer_id uuid,
  action text not null,
  before jsonb,
  after jsonb,
  created_at timestamptz not null default now(),
  check (scene_id is not null or object_id is not null)
);
create index reviews_scene on public.reviews (scene_id);
create index reviews_object on public.reviews (object_id);

create table public.rights_events (
  id uuid primary key default public.uuid_v7(),
  scene_id uuid references public.scenes (id) on delete cascade,
  source text not null,
  url text not null,
  kind text not null,
  decision text not null check (decision in ('allowed', 'refused', 'unknown')),
  detail text not null,
  evidence jsonb not null default '{}',
  created_at timestamptz not null default now()
);
create index rights_events_scene on public.rights_events (scene_id);
create index rights_events_url on public.rights_events (url);

create table public.exports (
  id uuid primary key default public.uuid_v7(),
  name text not null,
  version integer not null default 1 check (version > 0),
  format text not null,
  filter jsonb not null default '{}',
  status text not null default 'queued' check (status in ('queued', 'running', 'completed', 'failed', 'cancelled')),
  created_by uuid,
  created_at timestamptz not null default now(),
  finished_at timestamptz,
  unique (name, version)
);

create table public.export_items (
  export_id uuid not null references public.exports (id) on delete cascade,
  scene_id uuid not null,
  sha256 text not null,
  split text,
  primary key (export_id, scene_id)
);

-- Counters -----------------------------------------------------------------------------------------------------------
-- Pages read these, never count(*). One row a figure; `key` splits it (image type, room, category).

create table public.counters (
  name text not null,
  key text not null default '',
  value bigint not null default 0,
  primary key (name, key)
);

/* Adds [{name, key, delta}] in one fixed order, so that concurrent writers cannot deadlock. */
create or replace function public.bump_counters(deltas jsonb) returns void language sql as $$
  insert into public.counters as c (name, key, value)
  select d.name, coalesce(d.key, ''), sum(d.delta)
  from jsonb_to_recordset(deltas) as d(name text, key text, delta bigint)
  group by 1, 2 having sum(d.delta) <> 0 order by 1, 2
  on conflict (name, key) do update set value = c.value + excluded.value
$$;

create or replace function public.count_scenes() returns trigger language plpgsql as $$
declare deltas jsonb := '[]';
begin
  if tg_op in ('INSERT', 'UPDATE') then
    deltas := deltas || coalesce((select jsonb_agg(d) from (
      select 'scenes' as name, '' as key, count(*) as delta from added
      union all select 'classified', '', count(*) from added where classified_at is not null
      union all select 'image_type', image_type, count(*) from added where image_type is not null group by 2
      union all select 'room_type', room_type, count(*) from added where room_type is not null group by 2) d), '[]');
  end if;
  if tg_op in ('DELETE', 'UPDATE') then
    deltas := deltas || coalesce((select jsonb_agg(d) from (
      select 'scenes' as name, '' as key, -count(*) as delta from removed
      union all select 'classified', '', -count(*) from removed where classified_at is not null
      union all select 'image_type', image_type, -count(*) from removed where image_type is not null group by 2
      union all select 'room_type', room_type, -count(*) from removed where room_type is not null group by 2) d), '[]');
  end if;
  perform public.bump_counters(deltas);
  return null;
end $$;
create trigger scenes_count_insert after insert on public.scenes
  referencing new table as added for each statement execute function public.count_scenes();
create trigger scenes_count_update after update on public.scenes
  referencing new table as added old table as removed for each statement execute function public.count_scenes();
create trigger scenes_count_delete after delete on public.scenes
  referencing old table as removed for each statement execute function public.count_scenes();

create or replace function public.count_objects() returns trigger language plpgsql as $$
declare deltas jsonb := '[]';
begin
  if tg_op in ('INSERT', 'UPDATE') then
    deltas := deltas || coalesce((select jsonb_agg(d) from (
      select 'objects' as name, '' as key, count(*) as delta from added
      union all select 'masks', '', count(*) from added where mask is not null
      union all select 'category', category, count(*) from added group by 2) d), '[]');
  end if;
  if tg_op in ('DELETE', 'UPDATE') then
    deltas := deltas || coalesce((select jsonb_agg(d) from (
      select 'objects' as name, '' as key, -count(*) as delta from removed
      union all select 'masks', '', -count(*) from removed where mask is not null
      union all select 'category', category, -count(*) from removed group by 2) d), '[]');
  end if;
  perform public.bump_counters(deltas);
  return null;
end $$;
create trigger objects_count_insert after insert on public.objects
  referencing new table as added for each statement execute function public.count_objects();
create trigger objects_count_update after update on public.objects
  referencing new table as added old table as removed for each statement execute function public.count_objects();
create trigger objects_count_delete after delete on public.objects
  referencing old table as removed for each statement execute function public.count_objects();

/* For tables of which only the number of rows is shown. */
create or replace function public.count_rows() returns trigger language plpgsql as $$
declare delta bigint;
begin
  if tg_op = 'INSERT' then select count(*) into delta from added; else select -count(*) into delta from removed; end if;
  perform public.bump_counters(jsonb_build_array(jsonb_build_object('name', tg_table_name, 'key', '', 'delta', delta)));
  return null;
end $$;
create trigger palettes_count_insert after insert on public.palettes
  referencing new table as added for each statement execute function public.count_rows();
create trigger palettes_count_delete after delete on public.palettes
  referencing old table as removed for each statement execute function public.count_rows();
create trigger embeddings_count_insert after insert on public.embeddings
  referencing new table as added for each statement execute function public.count_rows();
create trigger embeddings_count_delete after delete on public.embeddings
  referencing old table as removed for each statement execute function public.count_rows();

-- Batch writes -------------------------------------------------------------------------------------------------------

/*
 * Stores one ingested image with its palette and rights record; a second call with the same source id or the same bytes
 * changes nothing and answers the scene that is there.
 */
create or replace function public.save_scene(scene jsonb, palette jsonb, rights jsonb)
returns table (scene_id uuid, created boolean, duplicate_of text, created_at timestamptz) language plpgsql as $$
declare
  new_id uuid;
  found_id uuid;
  found_source_id text;
  found_at timestamptz;
begin
  insert into public.scenes (source, source_id, page_url, image_url, sha256, phash, width_px, height_px, bytes, format,
    storage_path, thumbnail_path, title, description, author, licence, licence_url, tags, rights_state)
  select s.source, s.source_id, s.page_url, s.image_url, s.sha256, s.phash, s.width_px, s.height_px, s.bytes, s.format,
    s.storage_path, s.thumbnail_path, s.title, s.description, s.author, s.licence, s.licence_url,
    coalesce(s.tags, '{}'), coalesce(s.rights_state, 'unknown')
  from jsonb_to_record(scene) as s(source text, source_id text, page_url text, image_url text, sha256 text, phash text,
    width_px int, height_px int, bytes bigint, format text, storage_path text, thumbnail_path text, title text,
    description text, author text, licence text, licence_url text, tags text[], rights_state text)
  on conflict do nothing
  returning id into new_id;

  if new_id is null then
    select s.id, s.source || ':' || s.source_id, s.created_at into found_id, found_source_id, found_at from public.scenes s
    where s.sha256 = scene->>'sha256' or (s.source = scene->>'source' and s.source_id = scene->>'source_id')
    order by s.source = scene->>'source' and s.source_id = scene->>'source_id' desc, s.id limit 1;
    return query select found_id, false, found_source_id, found_at;
    return;
  end if;

  insert into public.palettes (scene_id, object_id, colors) values (new_id, null, palette);
  insert into public.rights_events (scene_id, source, url, kind, decision, detail, evidence)
  select new_id, scene->>'source', r.url, r.kind, r.decision, r.detail, coalesce(r.evidence, '{}')
  from jsonb_to_recordset(rights) as r(url text, kind text, decision text, detail text, evidence jsonb);
  return query select new_id, true, null::text, now();
end $$;

/*
 * Stores what the detector found in one scene: objects with masks, and their embeddings. A scene that this model version
 * has been through already keeps what it has (`saved` is false). Unreviewed objects of older versions make room.
 */
create or replace function public.save_analysis(target_scene_id uuid, model jsonb, embedder jsonb, found_objects jsonb, scene_embedding text default null)
returns table (saved boolean, object_count integer) language plpgsql as $$
declare
  is_done boolean;
  total integer;
begin
  select s.detected_at is not null and exists (
      select from public.embeddings e where e.scene_id = s.id and e.object_id is null
        and e.model_id = embedder->>'id' and e.model_version = embedder->>'version')
    and not exists (select from public.objects o where o.scene_id = s.id and o.review_state = 'pending'
        and (o.model_id, o.model_version) is distinct from (model->>'id', model->>'version'))
  into is_done from public.scenes s where s.id = target_scene_id for update;
  if is_done is null then
    raise sqlstate 'PT404' using message = 'there is no scene ' || target_scene_id;
  end if;
  if is_done then
    return query select false, s.object_count from public.scenes s where s.id = target_scene_id;
    return;
  end if;

  delete from public.objects o where o.scene_id = target_scene_id and o.review_state = 'pending';
  delete from public.embeddings e where e.scene_id = target_scene_id and e.object_id is null and e.model_id = embedder->>'id';

  with incoming as (
    select o.*, public.uuid_v7() as id
    from jsonb_to_recordset(found_objects) as o(ordinal int, category text, model_label text, score real, confidence text,
      box real[], mask jsonb, mask_method text, mask_quality real, area_px bigint, embedding text)
  ), inserted as (
    insert into public.objects (id, scene_id, ordinal, category, model_label, score, confidence, box, mask, mask_method,
      mask_quality, area_px, model_id, model_version)
    select i.id, target_scene_id, i.ordinal, i.category, i.model_label, i.score, i.confidence, i.box, i.mask, i.mask_method,
      i.mask_quality, i.area_px, model->>'id', model->>'version'
    from incoming i order by i.ordinal
    on conflict (scene_id, model_id, model_version, ordinal) do nothing
    returning id
  )
  insert into public.embeddings (scene_id, object_id, model_id, model_version, dimensions, vector)
  select target_scene_id, i.id, embedder->>'id', embedder->>'version', jsonb_array_length(i.embedding::jsonb), i.embedding::public.embedding_vector
  from incoming i where i.embedding is not null and i.id in (select id from inserted);

  if scene_embedding is not null then
    insert into public.embeddings (scene_id, object_id, model_id, model_version, dimensions, vector)
    values (target_scene_id, null, embedder->>'id', embedder->>'version', jsonb_array_length(scene_embedding::jsonb), scene_embedding::public.embedding_vector);
  end if;

  select count(*) into total from public.objects o where o.scene_id = target_scene_id;
  update public.scenes s set status = 'detected', detected_at = now(), colored_at = null, classified_at = null, object_count = total
  where s.id = target_scene_id;
  return query select true, total;
end $$;

/* Stores palettes [{scene_id, object_id, colors}] of objects and marks the scenes as coloured; writes over what was there. */
create or replace function public.save_palettes(entries jsonb, done_scene_ids uuid[]) returns void language plpgsql as $$
begin
  insert into public.palettes as p (scene_id, object_id, colors)
  select e.scene_id, e.object_id, e.colors
  from jsonb_to_recordset(entries) as e(scene_id uuid, object_id uuid, colors jsonb)
  join public.objects o on o.id = e.object_id and o.scene_id = e.scene_id
  order by e.scene_id, e.object_id
  on conflict (scene_id, object_id) do update set colors = excluded.colors
  where p.colors is distinct from excluded.colors;
  update public.scenes set colored_at = now() where id = any(done_scene_ids) and colored_at is null;
end $$;

/*
 * Stores labels [{scene_id, kind, label, score, evidence}] of one model for the scenes they name, in place of that
 * model's earlier ones, and puts the best of each kind on the scene.
 */
create or replace function public.save_classifications(model jsonb, scene_ids uuid[], labels jsonb) returns void language plpgsql as $$
begin
  perform 1 from public.scenes where id = any(scene_ids) order by id for update;
  delete from public.classifications c where c.scene_id = any(scene_ids) and c.model_id = model->>'id';
  insert into public.classifications (scene_id, kind, label, score, evidence, model_id, model_version)
  select l.scene_id, l.kind, l.label, l.score, coalesce(l.evidence, '[]'), model->>'id', model->>'version'
  from jsonb_to_recordset(labels) as l(scene_id uuid, kind text, label text, score real, evidence jsonb)
  join public.scenes s on s.id = l.scene_id;
  update public.scenes s set
    image_type = (select c.label from public.classifications c
      where c.scene_id = s.id and c.kind = 'image_type' order by c.score desc, c.label limit 1),
    room_type = (select c.label from public.classifications c
      where c.scene_id = s.id and c.kind = 'room_type' order by c.score desc, c.label limit 1),
    styles = coalesce((select array_agg(c.label order by c.score desc, c.label) from public.classifications c
      where c.scene_id = s.id and c.kind = 'style'), '{}'),
    status = 'classified', classified_at = now()
  where s.id = any(scene_ids);
end $$;
