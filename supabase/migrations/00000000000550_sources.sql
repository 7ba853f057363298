-- Sources: what gives the right to collect from one whose terms say no, and what else a source says of a picture.

/* One basis a source; recording anew replaces it. Who recorded and removed what stays in the audit log. */
create table public.source_permissions (
  source text primary key check (length(source) between 1 and 40),
  kind text not null check (kind in ('own_content', 'written_licence', 'legal_exception', 'other')),
  -- What was agreed, with whom, where the paper is
  basis text not null check (length(basis) between 20 and 4000),
  -- E-mail address of the person, or name of the key
  recorded_by text not null,
  recorded_at timestamptz not null default now(),
  expires_at timestamptz,
  check (expires_at is null or expires_at > recorded_at)
);
select public.guard_tables(array['source_permissions']);

alter table public.scenes
  add column author_url text,
  -- Style, project, place, size and the like, as the source words them
  add column source_details jsonb not null default '{}' check (jsonb_typeof(source_details) = 'object');

/* As in the first migration, with the author's page and what else the source says. */
create or replace function public.save_scene(scene jsonb, palette jsonb, rights jsonb)
returns table (scene_id uuid, created boolean, duplicate_of text, created_at timestamptz) language plpgsql as $$
declare
  new_id uuid;
  found_id uuid;
  found_source_id text;
  found_at timestamptz;
begin
  insert into public.scenes (source, source_id, page_url, image_url, sha256, phash, width_px, height_px, bytes, format,
    storage_path, thumbnail_path, title, description, author, author_url, licence, licence_url, tags, source_details, rights_state)
  select s.source, s.source_id, s.page_url, s.image_url, s.sha256, s.phash, s.width_px, s.height_px, s.bytes, s.format,
    s.storage_path, s.thumbnail_path, s.title, s.description, s.author, s.author_url, s.licence, s.licence_url,
    coalesce(s.tags, '{}'), coalesce(s.source_details, '{}'), coalesce(s.rights_state, 'unknown')
  from jsonb_to_record(scene) as s(source text, source_id text, page_url text, image_url text, sha256 text, phash text,
    width_px int, height_px int, bytes bigint, format text, storage_path text, thumbnail_path text, title text,
    description text, author text, author_url text, licence text, licence_url text, tags text[], source_details jsonb,
    rights_state text)
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
