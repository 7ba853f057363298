-- Imports: what a dataset says of its own pictures, and finding near duplicates.

-- Labels, boxes and masks that came with a picture. They belong to their origin: detection neither reads nor replaces them.
create table public.annotations (
  id uuid primary key default public.uuid_v7(),
  scene_id uuid not null references public.scenes (id) on delete cascade,
  -- Kind of dataset it came in
  origin text not null check (origin in ('huggingface', 'coco', 'yolo', 'voc', 'parquet')),
  -- Which dataset, with its revision where it has one
  dataset text not null,
  -- What it is called there; with origin and dataset it names one annotation of a picture
  raw_id text not null,
  label text not null,
  -- x, y, width, height in pixels of the upright image, origin top left; null for a label of the whole picture
  box real[] check (array_length(box, 1) = 4),
  -- COCO compressed RLE
  mask jsonb,
  created_at timestamptz not null default now(),
  unique (scene_id, origin, dataset, raw_id)
);
create index annotations_label on public.annotations (label, id);

select public.guard_tables(array['annotations'], are_for_members => true);

/* Stores annotations [{scene_id, origin, dataset, raw_id, label, box, mask}] once each; answers how many were new. */
create or replace function public.save_annotations(entries jsonb) returns int language sql as $$
  with added as (
    insert into public.annotations (scene_id, origin, dataset, raw_id, label, box, mask)
    select e.scene_id, e.origin, e.dataset, e.raw_id, e.label, e.box, e.mask
    from jsonb_to_recordset(entries) as e(scene_id uuid, origin text, dataset text, raw_id text, label text, box real[], mask jsonb)
    join public.scenes s on s.id = e.scene_id
    order by e.scene_id, e.raw_id
    on conflict do nothing returning 1
  ) select count(*)::int from added
$$;

-- Uploads ------------------------------------------------------------------------------------------------------------
-- Buckets are private; a local installation makes them again when it starts, which changes nothing.

do $$ begin
  if to_regclass('storage.buckets') is not null then
    insert into storage.buckets (id, name, public)
    values ('images', 'images', false), ('thumbnails', 'thumbnails', false), ('uploads', 'uploads', false) on conflict do nothing;
  end if;
end $$;

create index jobs_upload on public.jobs ((input->'file'->'file'->>'id')) where input ? 'file';

/* Those of the uploads that a job still reads, or may when it is repeated: it is open, or went wrong since the instant. */
create or replace function public.uploads_needed(ids text[], since timestamptz) returns setof text language sql stable as $$
  select distinct j.input->'file'->'file'->>'id' from public.jobs j
  where j.input ? 'file' and j.input->'file'->'file'->>'id' = any(ids)
    and (j.status in ('queued', 'running') or (j.finished_at >= since and (j.status <> 'completed' or j.failed > 0)))
$$;

-- Near duplicates ----------------------------------------------------------------------------------------------------
-- Pigeonhole: of two 64-bit hashes at most 6 bits apart, cut into four bands of 16 bits, at least one band differs in at
-- most one bit. So 4 x 17 exact look-ups (each band as it is, and with each of its bits turned) find every such hash.
-- A million hashes leave 15 to a band value, some thousand candidates in all; the indexes carry what is compared, so that
-- the rows themselves are not read.

create or replace function public.hash_band(hash text, band int) returns int language sql immutable parallel safe as $$
  select ('x' || substr(hash, band * 4 + 1, 4))::bit(16)::int
$$;

create index scenes_phash_0 on public.scenes (public.hash_band(phash, 0)) include (phash, id);
create index scenes_phash_1 on public.scenes (public.hash_band(phash, 1)) include (phash, id);
create index scenes_phash_2 on public.scenes (public.hash_band(phash, 2)) include (phash, id);
create index scenes_phash_3 on public.scenes (public.hash_band(phash, 3)) include (phash, id);

/*
 * Scenes whose perceptual hash is at most `max_distance` bits from `hash` (0 to 7: beyond that the bands miss some), the
 * nearest first.
 */
create or replace function public.near_duplicates(hash text, max_distance int, at_most int default 20)
returns table (scene_id uuid, distance int) language plpgsql stable as $$
declare
  bands int[] := array[public.hash_band(hash, 0), public.hash_band(hash, 1), public.hash_band(hash, 2), public.hash_band(hash, 3)];
  wanted bit(64) := ('x' || hash)::bit(64);
begin
  if max_distance not between 0 and 7 then
    raise sqlstate '22023' using message = 'max_distance must be from 0 to 7';
  end if;
  return query
    with flips as (
      select 0 as flip union all select 1 << bit from generate_series(0, 15) as bit
    ), candidates as (
      select s.id, s.phash from flips join public.scenes s on public.hash_band(s.phash, 0) = bands[1] # flip
      union select s.id, s.phash from flips join public.scenes s on public.hash_band(s.phash, 1) = bands[2] # flip
      union select s.id, s.phash from flips join public.scenes s on public.hash_band(s.phash, 2) = bands[3] # flip
      union select s.id, s.phash from flips join public.scenes s on public.hash_band(s.phash, 3) = bands[4] # flip
    ), measured as (
      select c.id, bit_count(('x' || c.phash)::bit(64) # wanted)::int as bits from candidates c
    )
    select m.id, m.bits from measured m where m.bits <= max_distance order by m.bits, m.id limit at_most;
end $$;

select public.guard_functions(array['save_annotations', 'uploads_needed', 'hash_band', 'near_duplicates']);
