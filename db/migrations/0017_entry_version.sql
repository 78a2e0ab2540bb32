-- Every state in which an entry has been public, whole, with the time it stood (docs/decisions/0019): the catalogue as
-- it was on any day is read from here alone.

create table entry_version (
  id bigint generated always as identity primary key,
  entry_id bigint not null references entry (id),
  -- from 1 within the entry
  number integer not null check (number > 0),
  edition_id bigint not null references edition (id),
  kind text not null check (kind in ('problems', 'needs')),
  code text not null,
  title text not null,
  -- by which lists put the newest first, as in search_item
  dated date not null,
  -- what lists are narrowed by, spelled as in search_item: y:2026, s:SECTOR, a:ORGANISATION, p:PLACE, t:STATUS
  facets text[] not null,
  -- the entry's row with organisations, places, bases and attachments; nothing that was never public
  content jsonb not null,
  from_at timestamptz not null,
  -- null while it stands
  to_at timestamptz,
  -- the adjustment that made it; null for the first one and for what was published with its edition
  amendment_id bigint references edition (id),
  -- the entry has become confidential since: no visitor sees any version of it
  withheld boolean not null default false,
  -- days in Vietnam, which has kept UTC+7 since 1975
  from_day date not null generated always as ((from_at at time zone interval '7 hours')::date) stored,
  to_day date generated always as ((to_at at time zone interval '7 hours')::date) stored,
  -- BTL-2026-3 before BTL-2026-12: every number has eight digits
  code_order text collate "C" not null generated always as
    (regexp_replace(regexp_replace(code, '(\d+)', '00000000\1', 'g'), '0*(\d{8})(?!\d)', '\1', 'g')) stored,
  title_order text collate vi not null generated always as (left(title, 120)) stored,
  -- what is searched, folded: code, title, summary
  words text not null generated always as (' ' || trim(public.document_words(
    code || ' ' || regexp_replace(code, '-0+(\d)', '-\1', 'g') || ' ' || title || ' ' || coalesce(content ->> 'title_en', '')
    || ' ' || coalesce(content ->> 'summary', '') || ' ' || coalesce(content ->> 'summary_en', ''))) || ' ') stored,
  unique (entry_id, number),
  check (to_at >= from_at)
);
create unique index entry_version_open on entry_version (entry_id) where to_at is null;
create index entry_version_amendment on entry_version (amendment_id);
create index entry_version_code on entry_version (code);
create index entry_version_edition on entry_version (edition_id, code_order) include (from_day, to_day, withheld);
-- a page of a list walks one of these: whether a version stood on the day is told by the index itself
create index entry_version_newest on entry_version (kind, dated desc, code_order, id) include (from_day, to_day) where not withheld;
create index entry_version_coded on entry_version (kind, code_order, id) include (from_day, to_day) where not withheld;
create index entry_version_titled on entry_version (kind, title_order, code_order, id) include (from_day, to_day) where not withheld;
create index entry_version_facets on entry_version using gin (facets);
create index entry_version_words on entry_version using gin (words gin_trgm_ops);

-- By how many the entries of a kind with a facet ('': all of them) grew on a day: added up to a day they count what was
-- public then. Written by the trigger below and by nothing else.
create table entry_version_count (
  kind text not null,
  facet text collate "C" not null,
  day date not null,
  items integer not null,
  primary key (kind, facet, day)
);

create function count_entry_versions() returns trigger language plpgsql as $$
begin
  if tg_op <> 'DELETE' then
    insert into entry_version_count as c (kind, facet, day, items)
    select v.kind, facet, d.day, sum(d.items)::int
    from came v cross join unnest(array_append(v.facets, '')) as facet
      cross join lateral (values (v.from_day, 1), (v.to_day, -1)) as d (day, items)
    where d.day is not null and not v.withheld
    group by 1, 2, 3 order by 1, 2, 3
    on conflict (kind, facet, day) do update set items = c.items + excluded.items;
  end if;
  if tg_op <> 'INSERT' then
    insert into entry_version_count as c (kind, facet, day, items)
    select v.kind, facet, d.day, sum(d.items)::int
    from went v cross join unnest(array_append(v.facets, '')) as facet
      cross join lateral (values (v.from_day, -1), (v.to_day, 1)) as d (day, items)
    where d.day is not null and not v.withheld
    group by 1, 2, 3 order by 1, 2, 3
    on conflict (kind, facet, day) do update set items = c.items + excluded.items;
  end if;
  return null;
end $$;
create trigger entry_version_came after insert on entry_version referencing new table as came
  for each statement execute function count_entry_versions();
create trigger entry_version_changed after update on entry_version referencing old table as went new table as came
  for each statement execute function count_entry_versions();
create trigger entry_version_went after delete on entry_version referencing old table as went
  for each statement execute function count_entry_versions();

-- Entries as their public versions hold them; confidential, removed and unpublished ones are left out. The private
-- contact of a need and what an import brought never become public, so they are no part of it.
create function entries_as_they_stand(wanted bigint[])
  returns table (entry_id bigint, edition_id bigint, kind text, code text, title text, dated date, facets text[], content jsonb)
  language sql stable as $$
  select entry.id, entry.edition_id, entry.kind, entry.code, entry.title,
    least(greatest(coalesce(document.issued_from, (entry.published_at at time zone interval '7 hours')::date),
      make_date(coalesce(edition.year, edition.period_from), 1, 1)), make_date(coalesce(edition.year, edition.period_to), 12, 31)),
    (select coalesce(array_agg(distinct facet), '{}') from (
      select 'y:' || year from generate_series(coalesce(edition.year, edition.period_from), coalesce(edition.year, edition.period_to)) as year
      union all select 's:' || sector from unnest(entry.sectors) as sector
      union all select 'a:' || o.code from entry_organisation named join organisation o on o.id = named.organisation_id
        where named.entry_id = entry.id and named.role in ('lead', 'in_need')
      union all select 'p:' || o.code from entry_place place join organisation o on o.id = place.organisation_id
        where place.entry_id = entry.id
      union all select 't:' || entry.status) as f (facet)),
    (to_jsonb(entry) - '{confidential,removed_at,imported,import_id,created_at,amends_entry_id,takes_out,taken_out_by}'::text[]) #- '{detail,privateContact}'
    || jsonb_build_object(
      'organisations', (select coalesce(jsonb_agg(jsonb_build_object('role', named.role, 'id', named.organisation_id,
          'code', o.code, 'name', named.name, 'name_en', o.name_en) order by named.role, named.position), '[]')
        from entry_organisation named left join organisation o on o.id = named.organisation_id where named.entry_id = entry.id),
      'places', (select coalesce(jsonb_agg(jsonb_build_object('id', o.id, 'code', o.code, 'name', o.name, 'name_en', o.name_en)
          order by o.code), '[]')
        from entry_place place join organisation o on o.id = place.organisation_id where place.entry_id = entry.id),
      'bases', (select coalesce(jsonb_agg(jsonb_build_object('kind', basis.kind, 'number', basis.number, 'symbol', basis.symbol,
          'date', basis.issued, 'issuer', basis.issuer, 'title', basis.title, 'raw', basis.raw, 'annex', basis.annex,
          'item', basis.item, 'citation_key', basis.citation_key) order by basis.position), '[]')
        from entry_basis basis where basis.entry_id = entry.id),
      'attachments', (select coalesce(jsonb_agg(jsonb_build_object('id', attached.id, 'name', attached.file_name,
          'title', attached.title, 'titleEn', attached.title_en, 'size', file.size, 'mediaType', attached.media_type,
          'sha256', attached.file_sha256) order by attached.position), '[]')
        from entry_attachment attached join stored_file file on file.sha256 = attached.file_sha256
        where attached.entry_id = entry.id and attached.removed_at is null))
  from entry join edition on edition.id = entry.edition_id
    left join document on document.id = edition.document_id
  where entry.id = any(wanted) and entry.published_at is not null and entry.removed_at is null and not entry.confidential
$$;

insert into entry_version (entry_id, number, edition_id, kind, code, title, dated, facets, content, from_at, to_at)
select stands.entry_id, 1, stands.edition_id, stands.kind, stands.code, stands.title, stands.dated, stands.facets,
  stands.content, entry.published_at, edition.withdrawn_at
from entries_as_they_stand(array(select id from entry)) as stands
  join entry on entry.id = stands.entry_id join edition on edition.id = stands.edition_id
where edition.state in ('published', 'withdrawn')
order by stands.entry_id;
