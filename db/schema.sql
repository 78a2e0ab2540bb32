-- Written from the migrated database by “npm run schema”; do not edit.

create collation vi;

create extension pg_trgm;

create extension unaccent;

CREATE OR REPLACE FUNCTION public.announce_content()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  perform pg_notify('content_version', new.version::text);
  return null;
end $function$
;

CREATE OR REPLACE FUNCTION public.count_entry_versions()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
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
end $function$
;

CREATE OR REPLACE FUNCTION public.document_words(content text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
AS $function$ select regexp_replace(public.vn_norm(coalesce(content, '')), '[^a-z0-9]+', ' ', 'g') $function$
;

CREATE OR REPLACE FUNCTION public.entries_as_they_stand(wanted bigint[])
 RETURNS TABLE(entry_id bigint, edition_id bigint, kind text, code text, title text, dated date, facets text[], content jsonb)
 LANGUAGE sql
 STABLE
AS $function$
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
    (to_jsonb(entry) - '{confidential,removed_at,imported,import_id,created_at,amends_entry_id,takes_out,taken_out_by,title_pairs}'::text[]) #- '{detail,privateContact}'
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
$function$
;

CREATE OR REPLACE FUNCTION public.entries_carried_into(wanted bigint)
 RETURNS TABLE(former_id bigint, standing_id bigint)
 LANGUAGE sql
 STABLE
AS $function$
  with recursive onward (former_id, id) as (
    select carried.from_entry_id, carried.entry_id from entry_carried carried where carried.edition_id = wanted
    union
    select onward.former_id, s.to_entry_id from onward join entry_succession s on s.from_entry_id = onward.id
      and s.kind = 'merged' and s.public_at is null
  )
  select onward.former_id, onward.id from onward where not exists (
    select 1 from entry_succession s where s.from_entry_id = onward.id and s.kind = 'merged' and s.public_at is null)
$function$
;

CREATE OR REPLACE FUNCTION public.entry_forerunners(wanted bigint)
 RETURNS SETOF bigint
 LANGUAGE sql
 STABLE
AS $function$
  with recursive back (id) as (
    select wanted
    union
    select former.id from back cross join lateral (
      select s.from_entry_id as id from entry_succession s where s.to_entry_id = back.id and s.public_at is not null
      union all
      select carried.from_entry_id from entry_carried carried where carried.entry_id = back.id
    ) former
  )
  select back.id from back
$function$
;

CREATE OR REPLACE FUNCTION public.entry_former_codes(wanted bigint)
 RETURNS text[]
 LANGUAGE sql
 STABLE
AS $function$
  with recursive back (id) as (
    select s.from_entry_id from entry_succession s join entry on entry.id = s.from_entry_id and entry.removed_at is not null
      where s.to_entry_id = wanted and s.public_at is not null and not s.stays
    union
    select s.from_entry_id from back join entry_succession s on s.to_entry_id = back.id and s.public_at is not null and not s.stays
      join entry on entry.id = s.from_entry_id and entry.removed_at is not null
  )
  select coalesce(array_agg(entry.code order by entry.code), '{}') from back join entry on entry.id = back.id
    where not entry.confidential
$function$
;

CREATE OR REPLACE FUNCTION public.entry_found_in(wanted bigint, day date DEFAULT NULL::date)
 RETURNS SETOF bigint
 LANGUAGE sql
 STABLE
AS $function$
  with recursive step (from_id, to_id) as (
    select s.from_entry_id, s.to_entry_id from entry_succession s
      where s.from_entry_id = wanted and s.public_at is not null and not s.stays
        and (day is null or (s.public_at at time zone interval '7 hours')::date <= day)
    union
    select s.from_entry_id, s.to_entry_id from step join entry_succession s on s.from_entry_id = step.to_id
      and s.public_at is not null and not s.stays
      and (day is null or (s.public_at at time zone interval '7 hours')::date <= day)
  )
  select wanted where not exists (select 1 from step)
  union
  select step.to_id from step where step.to_id not in (select onward.from_id from step as onward)
$function$
;

CREATE OR REPLACE FUNCTION public.entry_successors(wanted bigint)
 RETURNS SETOF bigint
 LANGUAGE sql
 STABLE
AS $function$
  with recursive onward (id) as (
    select s.to_entry_id from entry_succession s join entry on entry.id = s.from_entry_id and entry.removed_at is not null
      where s.from_entry_id = wanted and s.public_at is not null and not s.stays
    union
    select s.to_entry_id from onward join entry on entry.id = onward.id and entry.removed_at is not null
      join entry_succession s on s.from_entry_id = onward.id and s.public_at is not null and not s.stays
  )
  select onward.id from onward join entry on entry.id = onward.id
  where entry.removed_at is null or not exists (
    select 1 from entry_succession s where s.from_entry_id = onward.id and s.public_at is not null and not s.stays)
$function$
;

CREATE OR REPLACE FUNCTION public.organisation_core_name(name text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
AS $function$
  select trim(regexp_replace(regexp_replace(regexp_replace(public.vn_norm(coalesce(name, '')), '[^a-z0-9]+', ' ', 'g'),
    '\m(cong ty|cty|tnhh|trach nhiem huu han|co phan|cp|ctcp|mot thanh vien|mtv|hai thanh vien|tap doan|tong|doanh nghiep tu nhan|dntn|hop tac xa|htx|lien hiep|chi nhanh|jsc|co ltd|ltd|llc|inc|joint stock company|limited|company|corporation|cooperative)\M',
    ' ', 'g'), '\s+', ' ', 'g'))
$function$
;

CREATE OR REPLACE FUNCTION public.refuse_change()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  raise exception 'the event log is append-only' using errcode = 'restrict_violation';
end $function$
;

CREATE OR REPLACE FUNCTION public.refuse_circle_of_successors()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if new.kind = 'merged' and exists (
    with recursive onward (id) as (
      select new.to_entry_id
      union
      select s.to_entry_id from onward join entry_succession s on s.from_entry_id = onward.id and s.kind = 'merged'
    ) select 1 from onward where id = new.from_entry_id
  ) then
    raise exception 'entry % would be merged into itself by way of entry %', new.from_entry_id, new.to_entry_id
      using errcode = 'check_violation', constraint = 'entry_succession_circle';
  end if;
  return new;
end $function$
;

CREATE OR REPLACE FUNCTION public.same_time(one text, other text)
 RETURNS boolean
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
AS $function$ select one is null or other is null or starts_with(one, other) or starts_with(other, one) $function$
;

CREATE OR REPLACE FUNCTION public.search_candidates(narrow tsquery, narrow_words text[], title_query tsquery, query tsquery, words text[], most integer)
 RETURNS TABLE(item bigint)
 LANGUAGE plpgsql
 STABLE
 SET enable_seqscan TO 'off'
AS $function$
declare
  found_now integer;
begin
  if narrow is not null then
    return query select search_matches(true, narrow, narrow_words, most);
    get diagnostics found_now = row_count;
    if found_now >= most then return; end if;
  end if;
  if title_query is not null then
    return query select search_matches(true, title_query, words, most);
    get diagnostics found_now = row_count;
    if found_now >= most then return; end if;
  end if;
  return query select search_matches(false, query, words, most);
end $function$
;

CREATE OR REPLACE FUNCTION public.search_matches(in_title boolean, query tsquery, words text[], most integer)
 RETURNS SETOF bigint
 LANGUAGE plpgsql
 STABLE
AS $function$
declare
  rarest integer;
  block bigint;
  blocks_seen integer := 0;
  found_now integer;
  found_all integer := 0;
begin
  select case when count(*) < cardinality(words) then 0 else coalesce(min(w.items), 2147483647) end into rarest
    from search_word w where w.word = any(words);
  if rarest > 4000 then
    select max(s.item) >> 11 into block from search_item s;
    while block >= 0 and found_all < most loop
      if in_title then
        return query select s.item from search_item s
          where s.title_terms @@ (query && ('''=b:' || block || '''')::tsquery) limit most - found_all;
      else
        return query select s.item from search_item s
          where s.terms @@ (query && ('''=b:' || block || '''')::tsquery) limit most - found_all;
      end if;
      get diagnostics found_now = row_count;
      found_all := found_all + found_now;
      block := block - 1;
      blocks_seen := blocks_seen + 1;
      exit when blocks_seen = 4 and found_all < 120;
    end loop;
    if block < 0 or found_all >= most then return; end if;
  end if;
  if in_title then
    return query select s.item from search_item s where s.title_terms @@ query limit most;
  else
    return query select s.item from search_item s where s.terms @@ query limit most;
  end if;
end $function$
;

CREATE OR REPLACE FUNCTION public.title_pairs(title text)
 RETURNS text[]
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
AS $function$
    with words as (
      select w, n from regexp_split_to_table(trim(regexp_replace(public.vn_norm(title), '[^a-z0-9]+', ' ', 'g')), ' ')
        with ordinality as split (w, n)
    )
    select coalesce(array_agg(distinct one.w || '_' || next.w), '{}')
    from words one join words next on next.n = one.n + 1
  $function$
;

CREATE OR REPLACE FUNCTION public.version_years(from_at timestamp with time zone, to_at timestamp with time zone)
 RETURNS text[]
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
AS $function$
    select case
      when to_at is null then
        array['since ' || greatest(2000, extract(year from from_at at time zone interval '7 hours')::int)]
      else array(
        select year::text from generate_series(
          extract(year from from_at at time zone interval '7 hours')::int,
          extract(year from to_at at time zone interval '7 hours')::int) as year)
      end
  $function$
;

CREATE OR REPLACE FUNCTION public.vn_norm(content text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE STRICT
AS $function$ select translate(public.unaccent('public.unaccent', lower(normalize(content, NFC))), 'đ', 'd') $function$
;

create table absence (
  id bigint generated always as identity not null,
  account_id bigint not null,
  valid_from date not null,
  valid_to date not null,
  reason text,
  created_by bigint,
  created_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  ended_by bigint,
  constraint absence_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id),
  constraint absence_check CHECK (((valid_to >= valid_from) AND (valid_to <= (valid_from + 365)))),
  constraint absence_check1 CHECK (((ended_by IS NULL) OR (ended_at IS NOT NULL))),
  constraint absence_created_by_fkey FOREIGN KEY (created_by) REFERENCES account(id),
  constraint absence_ended_by_fkey FOREIGN KEY (ended_by) REFERENCES account(id),
  constraint absence_pkey PRIMARY KEY (id),
  constraint absence_reason_check CHECK ((reason <> ''::text))
);

create table account (
  id bigint generated always as identity not null,
  email text not null,
  name text not null,
  title text,
  organisation_id bigint,
  password_hash text,
  state text default 'active'::text not null,
  illustrative boolean default false not null,
  version integer default 1 not null,
  created_at timestamp with time zone default now() not null,
  updated_at timestamp with time zone default now() not null,
  search_text text generated always as (vn_norm(((((name || ' '::text) || email) || ' '::text) || COALESCE(title, ''::text)))) stored not null,
  language text default 'vi'::text not null,
  erased_at timestamp with time zone,
  first_password_until timestamp with time zone,
  constraint account_check CHECK (((erased_at IS NULL) OR (state = 'closed'::text))),
  constraint account_language_check CHECK ((language = ANY (ARRAY['vi'::text, 'en'::text]))),
  constraint account_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(id),
  constraint account_pkey PRIMARY KEY (id),
  constraint account_state_check CHECK ((state = ANY (ARRAY['active'::text, 'closed'::text])))
);

create table api_allowance (
  caller text not null,
  span text not null,
  began_at timestamp with time zone not null,
  given integer not null,
  last_given integer not null,
  constraint api_allowance_pkey PRIMARY KEY (caller, span),
  constraint api_allowance_span_check CHECK ((span = ANY (ARRAY['minute'::text, 'day'::text])))
);

create table api_key (
  id bigint generated always as identity not null,
  account_id bigint not null,
  name text not null,
  purpose text not null,
  token_hash bytea not null,
  hint text not null,
  minute_limit integer,
  day_limit integer,
  created_at timestamp with time zone not null,
  last_used_on date,
  revoked_at timestamp with time zone,
  revoked_by bigint,
  revoke_reason text,
  constraint api_key_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id),
  constraint api_key_check CHECK (((revoked_at IS NULL) = (revoked_by IS NULL))),
  constraint api_key_day_limit_check CHECK ((day_limit > 0)),
  constraint api_key_minute_limit_check CHECK ((minute_limit > 0)),
  constraint api_key_pkey PRIMARY KEY (id),
  constraint api_key_revoked_by_fkey FOREIGN KEY (revoked_by) REFERENCES account(id),
  constraint api_key_token_hash_key UNIQUE (token_hash)
);

create table api_key_use (
  key_id bigint not null,
  day date not null,
  uses bigint not null,
  constraint api_key_use_key_id_fkey FOREIGN KEY (key_id) REFERENCES api_key(id),
  constraint api_key_use_pkey PRIMARY KEY (key_id, day)
);

create table backup (
  id bigint generated always as identity not null,
  kind text not null,
  origin text not null,
  state text not null,
  requested_by bigint,
  requested_at timestamp with time zone not null,
  started_at timestamp with time zone,
  ended_at timestamp with time zone,
  directory text,
  bytes bigint,
  row_count bigint,
  files integer,
  events bigint,
  head text,
  missing integer,
  verified boolean default false not null,
  failure jsonb,
  removed_at timestamp with time zone,
  constraint backup_kind_check CHECK ((kind = ANY (ARRAY['export'::text, 'rehearsal'::text]))),
  constraint backup_origin_check CHECK ((origin = ANY (ARRAY['schedule'::text, 'page'::text, 'command'::text]))),
  constraint backup_pkey PRIMARY KEY (id),
  constraint backup_requested_by_fkey FOREIGN KEY (requested_by) REFERENCES account(id),
  constraint backup_state_check CHECK ((state = ANY (ARRAY['requested'::text, 'running'::text, 'done'::text, 'failed'::text])))
);

create table batch (
  id bigint generated always as identity not null,
  target text not null,
  year integer,
  period_from integer,
  period_to integer,
  form_key text not null,
  created_by bigint,
  created_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  constraint batch_created_by_fkey FOREIGN KEY (created_by) REFERENCES account(id),
  constraint batch_form_key_key UNIQUE (form_key),
  constraint batch_pkey PRIMARY KEY (id),
  constraint batch_target_check CHECK ((target = ANY (ARRAY['documents'::text, 'problems'::text, 'needs'::text])))
);

create table batch_file (
  id bigint generated always as identity not null,
  batch_id bigint not null,
  "position" integer not null,
  file_name text not null,
  file_sha256 text,
  state text not null,
  outcome jsonb,
  document_id bigint,
  import_id bigint,
  tries integer default 0 not null,
  constraint batch_file_batch_id_fkey FOREIGN KEY (batch_id) REFERENCES batch(id) ON DELETE CASCADE,
  constraint batch_file_batch_id_position_key UNIQUE (batch_id, "position"),
  constraint batch_file_document_id_fkey FOREIGN KEY (document_id) REFERENCES document(id) ON DELETE SET NULL,
  constraint batch_file_file_sha256_fkey FOREIGN KEY (file_sha256) REFERENCES stored_file(sha256),
  constraint batch_file_import_id_fkey FOREIGN KEY (import_id) REFERENCES catalogue_import(id) ON DELETE SET NULL,
  constraint batch_file_pkey PRIMARY KEY (id),
  constraint batch_file_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'reading'::text, 'done'::text, 'known'::text, 'refused'::text])))
);

create table bulk_change (
  id bigint generated always as identity not null,
  edition_id bigint not null,
  field text not null,
  mode text not null,
  typed jsonb not null,
  form_key text not null,
  made_by bigint,
  made_at timestamp with time zone not null,
  undone_by bigint,
  undone_at timestamp with time zone,
  constraint bulk_change_edition_id_fkey FOREIGN KEY (edition_id) REFERENCES edition(id) ON DELETE CASCADE,
  constraint bulk_change_form_key_key UNIQUE (form_key),
  constraint bulk_change_made_by_fkey FOREIGN KEY (made_by) REFERENCES account(id),
  constraint bulk_change_mode_check CHECK ((mode = ANY (ARRAY['add'::text, 'remove'::text, 'replace'::text, 'fill'::text, 'clear'::text]))),
  constraint bulk_change_pkey PRIMARY KEY (id),
  constraint bulk_change_undone_by_fkey FOREIGN KEY (undone_by) REFERENCES account(id)
);

create table bulk_change_entry (
  bulk_change_id bigint not null,
  entry_id bigint not null,
  before jsonb not null,
  after jsonb not null,
  bases jsonb default '[]'::jsonb not null,
  restored boolean,
  constraint bulk_change_entry_bulk_change_id_fkey FOREIGN KEY (bulk_change_id) REFERENCES bulk_change(id) ON DELETE CASCADE,
  constraint bulk_change_entry_entry_id_fkey FOREIGN KEY (entry_id) REFERENCES entry(id) ON DELETE CASCADE,
  constraint bulk_change_entry_pkey PRIMARY KEY (bulk_change_id, entry_id)
);

create table calendar_day (
  day date not null,
  kind text not null,
  name text not null,
  source text not null,
  swapped_with date,
  constraint calendar_day_check CHECK ((swapped_with <> day)),
  constraint calendar_day_kind_check CHECK ((kind = ANY (ARRAY['off'::text, 'worked'::text]))),
  constraint calendar_day_name_check CHECK (((length(name) >= 1) AND (length(name) <= 200))),
  constraint calendar_day_pkey PRIMARY KEY (day),
  constraint calendar_day_source_check CHECK (((length(source) >= 1) AND (length(source) <= 300))),
  constraint calendar_day_swapped_with_fkey FOREIGN KEY (swapped_with) REFERENCES calendar_day(day) DEFERRABLE INITIALLY DEFERRED
);

create table calendar_year (
  year integer not null,
  source text not null,
  checked_at timestamp with time zone not null,
  constraint calendar_year_pkey PRIMARY KEY (year),
  constraint calendar_year_source_check CHECK (((length(source) >= 1) AND (length(source) <= 300))),
  constraint calendar_year_year_check CHECK (((year >= 2000) AND (year <= 2100)))
);

create table catalogue_import (
  id bigint generated always as identity not null,
  kind text not null,
  year integer,
  period_from integer,
  period_to integer,
  file_sha256 text,
  file_name text not null,
  document_id bigint,
  reading text not null,
  columns jsonb default '{}'::jsonb not null,
  state text default 'reviewing'::text not null,
  edition_id bigint,
  created_by bigint,
  created_at timestamp with time zone default now() not null,
  updated_at timestamp with time zone default now() not null,
  version integer default 1 not null,
  header jsonb default '{}'::jsonb not null,
  table_index integer default 0 not null,
  read_columns jsonb default '[]'::jsonb not null,
  warnings jsonb default '[]'::jsonb not null,
  recognition jsonb,
  tables jsonb default '[]'::jsonb not null,
  constraint catalogue_import_created_by_fkey FOREIGN KEY (created_by) REFERENCES account(id),
  constraint catalogue_import_document_id_fkey FOREIGN KEY (document_id) REFERENCES document(id),
  constraint catalogue_import_edition_id_fkey FOREIGN KEY (edition_id) REFERENCES edition(id),
  constraint catalogue_import_file_sha256_fkey FOREIGN KEY (file_sha256) REFERENCES stored_file(sha256),
  constraint catalogue_import_kind_check CHECK ((kind = ANY (ARRAY['problems'::text, 'needs'::text]))),
  constraint catalogue_import_pkey PRIMARY KEY (id),
  constraint catalogue_import_state_check CHECK ((state = ANY (ARRAY['reviewing'::text, 'confirmed'::text, 'discarded'::text])))
);

create table catalogue_import_row (
  import_id bigint not null,
  "position" integer not null,
  entry text not null,
  warnings jsonb default '[]'::jsonb not null,
  skip boolean default false not null,
  corrections jsonb default '{}'::jsonb not null,
  constraint catalogue_import_row_pkey PRIMARY KEY (import_id, "position")
);

create table citation (
  id bigint generated always as identity not null,
  document_id bigint not null,
  "position" integer not null,
  role text not null,
  kind text not null,
  number text,
  symbol text,
  issued text,
  issuer text,
  title text,
  raw text not null,
  annex text,
  item text,
  citation_key text,
  constraint citation_document_id_fkey FOREIGN KEY (document_id) REFERENCES document(id),
  constraint citation_document_id_position_key UNIQUE (document_id, "position"),
  constraint citation_pkey PRIMARY KEY (id),
  constraint citation_role_check CHECK ((role = ANY (ARRAY['basis'::text, 'body'::text, 'replaces'::text])))
);

create table commune_layout (
  id bigint generated always as identity not null,
  source text not null,
  made_at timestamp with time zone not null,
  constraint commune_layout_pkey PRIMARY KEY (id),
  constraint commune_layout_source_check CHECK (((length(source) >= 1) AND (length(source) <= 500)))
);

create table commune_tile (
  layout_id bigint not null,
  organisation_id bigint not null,
  at_column integer not null,
  at_row integer not null,
  constraint commune_tile_at_column_check CHECK (((at_column >= 1) AND (at_column <= 16))),
  constraint commune_tile_at_row_check CHECK (((at_row >= 1) AND (at_row <= 18))),
  constraint commune_tile_layout_id_at_column_at_row_key UNIQUE (layout_id, at_column, at_row),
  constraint commune_tile_layout_id_fkey FOREIGN KEY (layout_id) REFERENCES commune_layout(id) ON DELETE CASCADE,
  constraint commune_tile_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(id),
  constraint commune_tile_pkey PRIMARY KEY (layout_id, organisation_id)
);

create table consent (
  id bigint generated always as identity not null,
  account_id bigint not null,
  version text not null,
  given_at timestamp with time zone not null,
  way text not null,
  constraint consent_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id),
  constraint consent_pkey PRIMARY KEY (id),
  constraint consent_way_check CHECK ((way = ANY (ARRAY['invitation'::text, 'single_sign_on'::text, 'renewal'::text, 'withdrawal'::text])))
);

create table consultation (
  id bigint generated always as identity not null,
  edition_id bigint,
  file_sha256 text,
  file_name text,
  title text not null,
  title_en text,
  introduction text default ''::text not null,
  agency text not null,
  contact text default ''::text not null,
  audience text not null,
  names_shown boolean default false not null,
  from_on date not null,
  to_on date not null,
  state text default 'draft'::text not null,
  taken_at timestamp with time zone,
  illustrative boolean default false not null,
  form_key text not null,
  version integer default 1 not null,
  created_by bigint,
  created_at timestamp with time zone not null,
  announced_by bigint,
  announced_at timestamp with time zone,
  withdrawn_at timestamp with time zone,
  withdrawal text,
  published_by bigint,
  published_at timestamp with time zone,
  summary jsonb default '{}'::jsonb not null,
  told text,
  published_summary jsonb,
  constraint consultation_agency_check CHECK ((agency <> ''::text)),
  constraint consultation_announced_by_fkey FOREIGN KEY (announced_by) REFERENCES account(id),
  constraint consultation_audience_check CHECK ((audience = ANY (ARRAY['public'::text, 'internal'::text]))),
  constraint consultation_check CHECK ((to_on >= from_on)),
  constraint consultation_check1 CHECK (((file_sha256 IS NULL) = (file_name IS NULL))),
  constraint consultation_check2 CHECK (((state = 'withdrawn'::text) = (withdrawn_at IS NOT NULL))),
  constraint consultation_check3 CHECK (((withdrawn_at IS NULL) = (withdrawal IS NULL))),
  constraint consultation_check4 CHECK (((state <> ALL (ARRAY['announced'::text, 'published'::text])) OR (announced_at IS NOT NULL))),
  constraint consultation_check5 CHECK (((state = 'published'::text) = (published_at IS NOT NULL))),
  constraint consultation_created_by_fkey FOREIGN KEY (created_by) REFERENCES account(id),
  constraint consultation_edition_id_fkey FOREIGN KEY (edition_id) REFERENCES edition(id),
  constraint consultation_file_sha256_fkey FOREIGN KEY (file_sha256) REFERENCES stored_file(sha256),
  constraint consultation_form_key_key UNIQUE (form_key),
  constraint consultation_pkey PRIMARY KEY (id),
  constraint consultation_published_by_fkey FOREIGN KEY (published_by) REFERENCES account(id),
  constraint consultation_state_check CHECK ((state = ANY (ARRAY['draft'::text, 'waiting'::text, 'announced'::text, 'published'::text, 'withdrawn'::text]))),
  constraint consultation_title_check CHECK ((title <> ''::text)),
  constraint consultation_title_en_check CHECK ((title_en <> ''::text)),
  constraint consultation_told_check CHECK ((told = ANY (ARRAY['opened'::text, 'soon'::text, 'closed'::text]))),
  constraint consultation_withdrawal_check CHECK ((withdrawal <> ''::text))
);

create table consultation_asked (
  id bigint generated always as identity not null,
  consultation_id bigint not null,
  organisation_id bigint,
  account_id bigint,
  constraint consultation_asked_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id),
  constraint consultation_asked_check CHECK ((num_nonnulls(organisation_id, account_id) = 1)),
  constraint consultation_asked_consultation_id_account_id_key UNIQUE (consultation_id, account_id),
  constraint consultation_asked_consultation_id_fkey FOREIGN KEY (consultation_id) REFERENCES consultation(id) ON DELETE CASCADE,
  constraint consultation_asked_consultation_id_organisation_id_key UNIQUE (consultation_id, organisation_id),
  constraint consultation_asked_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(id),
  constraint consultation_asked_pkey PRIMARY KEY (id)
);

create table consultation_comment (
  id bigint generated always as identity not null,
  consultation_id bigint not null,
  part integer,
  kind text not null,
  body text not null,
  proposed text,
  author_id bigint not null,
  organisation_id bigint,
  author_name text not null,
  author_organisation text,
  form_key text not null,
  state text default 'sent'::text not null,
  moderation text not null,
  hidden_reason text,
  reply_id bigint,
  illustrative boolean default false not null,
  version integer default 1 not null,
  sent_at timestamp with time zone not null,
  changed_at timestamp with time zone,
  words text generated always as (vn_norm(((body || ' '::text) || COALESCE(proposed, ''::text)))) stored not null,
  constraint consultation_comment_author_id_fkey FOREIGN KEY (author_id) REFERENCES account(id),
  constraint consultation_comment_body_check CHECK ((body <> ''::text)),
  constraint consultation_comment_check CHECK (((organisation_id IS NULL) = (author_organisation IS NULL))),
  constraint consultation_comment_check1 CHECK (((moderation = 'hidden'::text) = (hidden_reason IS NOT NULL))),
  constraint consultation_comment_consultation_id_fkey FOREIGN KEY (consultation_id) REFERENCES consultation(id) ON DELETE CASCADE,
  constraint consultation_comment_consultation_id_part_fkey FOREIGN KEY (consultation_id, part) REFERENCES consultation_part(consultation_id, "position"),
  constraint consultation_comment_form_key_key UNIQUE (form_key),
  constraint consultation_comment_hidden_reason_check CHECK ((hidden_reason <> ''::text)),
  constraint consultation_comment_kind_check CHECK ((kind = ANY (ARRAY['agree'::text, 'disagree'::text, 'suggest'::text]))),
  constraint consultation_comment_moderation_check CHECK ((moderation = ANY (ARRAY['waiting'::text, 'shown'::text, 'hidden'::text]))),
  constraint consultation_comment_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(id),
  constraint consultation_comment_pkey PRIMARY KEY (id),
  constraint consultation_comment_proposed_check CHECK ((proposed <> ''::text)),
  constraint consultation_comment_reply_id_fkey FOREIGN KEY (reply_id) REFERENCES consultation_reply(id),
  constraint consultation_comment_state_check CHECK ((state = ANY (ARRAY['sent'::text, 'withdrawn'::text])))
);

create table consultation_comment_draft (
  account_id bigint not null,
  consultation_id bigint not null,
  part text not null,
  kind text not null,
  body text not null,
  proposed text not null,
  saved_at timestamp with time zone not null,
  constraint consultation_comment_draft_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id) ON DELETE CASCADE,
  constraint consultation_comment_draft_consultation_id_fkey FOREIGN KEY (consultation_id) REFERENCES consultation(id) ON DELETE CASCADE,
  constraint consultation_comment_draft_pkey PRIMARY KEY (account_id, consultation_id, part)
);

create table consultation_part (
  consultation_id bigint not null,
  "position" integer not null,
  label text,
  title text not null,
  body text not null,
  entry_id bigint,
  words text generated always as (vn_norm((COALESCE((label || ' '::text), ''::text) || title))) stored,
  constraint consultation_part_consultation_id_fkey FOREIGN KEY (consultation_id) REFERENCES consultation(id) ON DELETE CASCADE,
  constraint consultation_part_entry_id_fkey FOREIGN KEY (entry_id) REFERENCES entry(id),
  constraint consultation_part_pkey PRIMARY KEY (consultation_id, "position"),
  constraint consultation_part_position_check CHECK (("position" > 0)),
  constraint consultation_part_title_check CHECK ((title <> ''::text))
);

create table consultation_reply (
  id bigint generated always as identity not null,
  consultation_id bigint not null,
  outcome text,
  body text default ''::text not null,
  version integer default 1 not null,
  replied_by bigint,
  replied_at timestamp with time zone,
  constraint consultation_reply_check CHECK (((outcome IS NULL) = (replied_at IS NULL))),
  constraint consultation_reply_consultation_id_fkey FOREIGN KEY (consultation_id) REFERENCES consultation(id) ON DELETE CASCADE,
  constraint consultation_reply_outcome_check CHECK ((outcome = ANY (ARRAY['accepted'::text, 'partly'::text, 'declined'::text]))),
  constraint consultation_reply_pkey PRIMARY KEY (id),
  constraint consultation_reply_replied_by_fkey FOREIGN KEY (replied_by) REFERENCES account(id)
);

create table content_version (
  single boolean default true not null,
  version bigint not null,
  constraint content_version_pkey PRIMARY KEY (single),
  constraint content_version_single_check CHECK (single)
);

create table data_request (
  id bigint generated always as identity not null,
  kind text not null,
  account_id bigint,
  address text,
  language text not null,
  words text not null,
  state text default 'waiting'::text not null,
  received_at timestamp with time zone not null,
  due_on date not null,
  ground text,
  answer text,
  answered_by bigint,
  answered_at timestamp with time zone,
  ended_at timestamp with time zone,
  version integer default 1 not null,
  fields text[],
  extended_at timestamp with time zone,
  extension text,
  constraint data_request_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id),
  constraint data_request_address_check CHECK ((address = lower(address))),
  constraint data_request_answered_by_fkey FOREIGN KEY (answered_by) REFERENCES account(id),
  constraint data_request_check CHECK (((state = 'refused'::text) = (ground IS NOT NULL))),
  constraint data_request_check1 CHECK (((state = ANY (ARRAY['done'::text, 'refused'::text, 'withdrawn'::text])) = (ended_at IS NOT NULL))),
  constraint data_request_check2 CHECK (((extended_at IS NULL) = (extension IS NULL))),
  constraint data_request_ground_check CHECK ((ground = ANY (ARRAY['law'::text, 'dispute'::text, 'others'::text, 'unproven'::text, 'duty'::text, 'unfounded'::text]))),
  constraint data_request_kind_check CHECK ((kind = ANY (ARRAY['erasure'::text, 'correction'::text, 'restriction'::text, 'withdrawal'::text]))),
  constraint data_request_language_check CHECK ((language = ANY (ARRAY['vi'::text, 'en'::text]))),
  constraint data_request_pkey PRIMARY KEY (id),
  constraint data_request_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'taken_up'::text, 'done'::text, 'refused'::text, 'withdrawn'::text])))
);

create table data_request_letter (
  id bigint generated always as identity not null,
  address text not null,
  language text not null,
  token_hash bytea not null,
  asked_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  constraint data_request_letter_address_check CHECK ((address = lower(address))),
  constraint data_request_letter_language_check CHECK ((language = ANY (ARRAY['vi'::text, 'en'::text]))),
  constraint data_request_letter_pkey PRIMARY KEY (id),
  constraint data_request_letter_token_hash_key UNIQUE (token_hash)
);

create table delegation (
  id bigint generated always as identity not null,
  from_account bigint not null,
  to_account bigint not null,
  role text not null,
  valid_from date not null,
  valid_to date not null,
  reason text,
  created_by bigint,
  created_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  ended_by bigint,
  organisation_id bigint,
  constraint delegation_agency_check CHECK (((role = 'agency_officer'::text) = (organisation_id IS NOT NULL))),
  constraint delegation_check CHECK ((from_account <> to_account)),
  constraint delegation_check1 CHECK (((valid_to >= valid_from) AND (valid_to <= (valid_from + 365)))),
  constraint delegation_check2 CHECK (((ended_by IS NULL) OR (ended_at IS NOT NULL))),
  constraint delegation_created_by_fkey FOREIGN KEY (created_by) REFERENCES account(id),
  constraint delegation_ended_by_fkey FOREIGN KEY (ended_by) REFERENCES account(id),
  constraint delegation_from_account_fkey FOREIGN KEY (from_account) REFERENCES account(id),
  constraint delegation_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(id),
  constraint delegation_pkey PRIMARY KEY (id),
  constraint delegation_role_check CHECK ((role = ANY (ARRAY['agency_officer'::text, 'programme_officer'::text, 'programme_head'::text, 'leader'::text]))),
  constraint delegation_to_account_fkey FOREIGN KEY (to_account) REFERENCES account(id)
);

create table difficulty (
  id bigint generated always as identity not null,
  code text,
  kind text not null,
  title text not null,
  body text not null,
  proposal text default ''::text not null,
  organisation_id bigint not null,
  holder_id bigint,
  plan_id bigint,
  task_id bigint,
  target_id bigint,
  state text default 'draft'::text not null,
  sent_at timestamp with time zone,
  round_on date,
  due_on date,
  escalated text,
  answered_at timestamp with time zone,
  answered_for bigint,
  answered_days integer,
  answer_draft text default ''::text not null,
  shown_title text,
  shown_body text,
  shown_answer text,
  shown_at timestamp with time zone,
  form_key text not null,
  version integer default 1 not null,
  illustrative boolean default false not null,
  created_by bigint,
  created_at timestamp with time zone not null,
  saved_at timestamp with time zone not null,
  constraint difficulty_answered_days_check CHECK ((answered_days >= 0)),
  constraint difficulty_answered_for_fkey FOREIGN KEY (answered_for) REFERENCES organisation(id),
  constraint difficulty_check CHECK ((num_nonnulls(task_id, target_id) <= 1)),
  constraint difficulty_check1 CHECK ((num_nonnulls(code, sent_at) = ANY (ARRAY[0, 2]))),
  constraint difficulty_check2 CHECK (((sent_at IS NULL) OR ((holder_id IS NOT NULL) AND (due_on IS NOT NULL) AND (title <> ''::text) AND (body <> ''::text)))),
  constraint difficulty_check3 CHECK (((sent_at IS NOT NULL) OR (state = ANY (ARRAY['draft'::text, 'withdrawn'::text])))),
  constraint difficulty_check4 CHECK ((num_nonnulls(shown_title, shown_body, shown_answer, shown_at) = ANY (ARRAY[0, 4]))),
  constraint difficulty_check5 CHECK (((shown_at IS NULL) OR (answered_at IS NOT NULL))),
  constraint difficulty_code_check CHECK ((code ~ '^KN-\d{4}-\d{4,}$'::text)),
  constraint difficulty_code_key UNIQUE (code),
  constraint difficulty_created_by_fkey FOREIGN KEY (created_by) REFERENCES account(id),
  constraint difficulty_escalated_check CHECK ((escalated = ANY (ARRAY['department'::text, 'leader'::text]))),
  constraint difficulty_form_key_key UNIQUE (form_key),
  constraint difficulty_holder_id_fkey FOREIGN KEY (holder_id) REFERENCES organisation(id),
  constraint difficulty_kind_check CHECK ((kind = ANY (ARRAY['difficulty'::text, 'obstacle'::text, 'recommendation'::text]))),
  constraint difficulty_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(id),
  constraint difficulty_pkey PRIMARY KEY (id),
  constraint difficulty_plan_id_fkey FOREIGN KEY (plan_id) REFERENCES plan(id) ON DELETE SET NULL,
  constraint difficulty_shown_answer_check CHECK ((shown_answer <> ''::text)),
  constraint difficulty_shown_body_check CHECK ((shown_body <> ''::text)),
  constraint difficulty_shown_title_check CHECK ((shown_title <> ''::text)),
  constraint difficulty_state_check CHECK ((state = ANY (ARRAY['draft'::text, 'sent'::text, 'taken'::text, 'returned'::text, 'answered'::text, 'closed'::text, 'withdrawn'::text]))),
  constraint difficulty_target_id_fkey FOREIGN KEY (target_id) REFERENCES target(id) ON DELETE SET NULL,
  constraint difficulty_task_id_fkey FOREIGN KEY (task_id) REFERENCES task(id) ON DELETE SET NULL
);

create table difficulty_file (
  id bigint generated always as identity not null,
  difficulty_id bigint not null,
  post_id bigint,
  sha256 text not null,
  name text not null,
  size bigint not null,
  constraint difficulty_file_difficulty_id_fkey FOREIGN KEY (difficulty_id) REFERENCES difficulty(id) ON DELETE CASCADE,
  constraint difficulty_file_name_check CHECK ((name <> ''::text)),
  constraint difficulty_file_pkey PRIMARY KEY (id),
  constraint difficulty_file_post_id_fkey FOREIGN KEY (post_id) REFERENCES difficulty_post(id) ON DELETE CASCADE,
  constraint difficulty_file_sha256_fkey FOREIGN KEY (sha256) REFERENCES stored_file(sha256),
  constraint difficulty_file_size_check CHECK ((size >= 0))
);

create table difficulty_post (
  id bigint generated always as identity not null,
  difficulty_id bigint not null,
  kind text not null,
  words text default ''::text not null,
  said_as text not null,
  organisation_id bigint,
  to_id bigint,
  days integer,
  late boolean,
  by_account bigint,
  at timestamp with time zone not null,
  constraint difficulty_post_by_account_fkey FOREIGN KEY (by_account) REFERENCES account(id),
  constraint difficulty_post_check CHECK (((kind <> 'passed_on'::text) OR (to_id IS NOT NULL))),
  constraint difficulty_post_days_check CHECK ((days >= 0)),
  constraint difficulty_post_difficulty_id_fkey FOREIGN KEY (difficulty_id) REFERENCES difficulty(id) ON DELETE CASCADE,
  constraint difficulty_post_kind_check CHECK ((kind = ANY (ARRAY['sent'::text, 'taken'::text, 'answered'::text, 'passed_on'::text, 'returned'::text, 'supplemented'::text, 'asked_again'::text, 'closed'::text, 'withdrawn'::text, 'escalated'::text, 'shown'::text, 'hidden'::text]))),
  constraint difficulty_post_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(id),
  constraint difficulty_post_pkey PRIMARY KEY (id),
  constraint difficulty_post_said_as_check CHECK ((said_as = ANY (ARRAY['sender'::text, 'holder'::text, 'department'::text, 'leader'::text, 'system'::text]))),
  constraint difficulty_post_to_id_fkey FOREIGN KEY (to_id) REFERENCES organisation(id)
);

create table directive (
  id bigint generated always as identity not null,
  code text not null,
  body text not null,
  leader_id bigint not null,
  written_by bigint,
  plan_id bigint,
  task_id bigint,
  target_id bigint,
  document_number text,
  document_date date,
  form_key text not null,
  given_at timestamp with time zone not null,
  constraint directive_body_check CHECK ((body <> ''::text)),
  constraint directive_check CHECK ((num_nonnulls(task_id, target_id) <= 1)),
  constraint directive_check1 CHECK (((document_date IS NULL) OR (document_number IS NOT NULL))),
  constraint directive_code_check CHECK ((code ~ '^CD-\d{4}-\d{4,}$'::text)),
  constraint directive_code_key UNIQUE (code),
  constraint directive_document_number_check CHECK ((document_number <> ''::text)),
  constraint directive_form_key_key UNIQUE (form_key),
  constraint directive_leader_id_fkey FOREIGN KEY (leader_id) REFERENCES account(id),
  constraint directive_pkey PRIMARY KEY (id),
  constraint directive_plan_id_fkey FOREIGN KEY (plan_id) REFERENCES plan(id) ON DELETE SET NULL,
  constraint directive_target_id_fkey FOREIGN KEY (target_id) REFERENCES target(id) ON DELETE SET NULL,
  constraint directive_task_id_fkey FOREIGN KEY (task_id) REFERENCES task(id) ON DELETE SET NULL,
  constraint directive_written_by_fkey FOREIGN KEY (written_by) REFERENCES account(id)
);

create table directive_agency (
  id bigint generated always as identity not null,
  directive_id bigint not null,
  organisation_id bigint not null,
  state text default 'waiting'::text not null,
  due_on date not null,
  answered_at timestamp with time zone,
  near_told date,
  late_told date,
  version integer default 1 not null,
  constraint directive_agency_check CHECK (((state <> ALL (ARRAY['answered'::text, 'accepted'::text])) OR (answered_at IS NOT NULL))),
  constraint directive_agency_directive_id_fkey FOREIGN KEY (directive_id) REFERENCES directive(id) ON DELETE CASCADE,
  constraint directive_agency_directive_id_organisation_id_key UNIQUE (directive_id, organisation_id),
  constraint directive_agency_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(id),
  constraint directive_agency_pkey PRIMARY KEY (id),
  constraint directive_agency_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'answered'::text, 'accepted'::text, 'withdrawn'::text])))
);

create table directive_file (
  id bigint generated always as identity not null,
  directive_id bigint not null,
  post_id bigint not null,
  sha256 text not null,
  name text not null,
  size bigint not null,
  constraint directive_file_directive_id_fkey FOREIGN KEY (directive_id) REFERENCES directive(id) ON DELETE CASCADE,
  constraint directive_file_name_check CHECK ((name <> ''::text)),
  constraint directive_file_pkey PRIMARY KEY (id),
  constraint directive_file_post_id_fkey FOREIGN KEY (post_id) REFERENCES directive_post(id) ON DELETE CASCADE,
  constraint directive_file_post_id_sha256_key UNIQUE (post_id, sha256),
  constraint directive_file_sha256_fkey FOREIGN KEY (sha256) REFERENCES stored_file(sha256),
  constraint directive_file_size_check CHECK ((size >= 0))
);

create table directive_post (
  id bigint generated always as identity not null,
  directive_id bigint not null,
  agency_id bigint,
  kind text not null,
  words text default ''::text not null,
  due_on date,
  late boolean,
  said_as text not null,
  by_account bigint,
  at timestamp with time zone not null,
  constraint directive_post_agency_id_fkey FOREIGN KEY (agency_id) REFERENCES directive_agency(id) ON DELETE CASCADE,
  constraint directive_post_by_account_fkey FOREIGN KEY (by_account) REFERENCES account(id),
  constraint directive_post_check CHECK (((kind <> ALL (ARRAY['answered'::text, 'asked_again'::text, 'withdrawn'::text])) OR (words <> ''::text))),
  constraint directive_post_directive_id_fkey FOREIGN KEY (directive_id) REFERENCES directive(id) ON DELETE CASCADE,
  constraint directive_post_kind_check CHECK ((kind = ANY (ARRAY['given'::text, 'answered'::text, 'asked_again'::text, 'accepted'::text, 'withdrawn'::text]))),
  constraint directive_post_pkey PRIMARY KEY (id),
  constraint directive_post_said_as_check CHECK ((said_as = ANY (ARRAY['leader'::text, 'head'::text, 'agency'::text, 'department'::text])))
);

create table document (
  id bigint generated always as identity not null,
  reference text,
  kind text not null,
  number text,
  symbol text,
  place text,
  issued text,
  issued_text text,
  issued_from date,
  issuer text,
  issuer_id bigint,
  title text not null,
  title_en text,
  abstract text,
  abstract_en text,
  signer_name text,
  signer_roles text[] default '{}'::text[] not null,
  recipients text[] default '{}'::text[] not null,
  content jsonb default '{}'::jsonb not null,
  body_text text default ''::text not null,
  citation_key text,
  state text default 'draft'::text not null,
  published_at timestamp with time zone,
  source text,
  source_url text,
  confirmed boolean default true not null,
  illustrative boolean default false not null,
  file_sha256 text,
  file_name text,
  version integer default 1 not null,
  created_by bigint,
  created_at timestamp with time zone default now() not null,
  updated_at timestamp with time zone default now() not null,
  law_key text,
  form_key text,
  search tsvector generated always as (((setweight(to_tsvector('simple'::regconfig, document_words("left"(((((COALESCE(number, symbol, ''::text) || ' '::text) || title) || ' '::text) || COALESCE(title_en, ''::text)), 20000))), 'A'::"char") || setweight(to_tsvector('simple'::regconfig, document_words("left"(((((COALESCE(issuer, ''::text) || ' '::text) || COALESCE(abstract, ''::text)) || ' '::text) || COALESCE(abstract_en, ''::text)), 20000))), 'B'::"char")) || setweight(to_tsvector('simple'::regconfig, document_words("left"(body_text, 300000))), 'C'::"char"))) stored,
  constraint document_created_by_fkey FOREIGN KEY (created_by) REFERENCES account(id),
  constraint document_file_sha256_fkey FOREIGN KEY (file_sha256) REFERENCES stored_file(sha256),
  constraint document_form_key_key UNIQUE (form_key),
  constraint document_issued_check CHECK ((issued ~ '^\d{4}(-\d{2}(-\d{2})?)?$'::text)),
  constraint document_issuer_id_fkey FOREIGN KEY (issuer_id) REFERENCES organisation(id),
  constraint document_pkey PRIMARY KEY (id),
  constraint document_reference_key UNIQUE (reference),
  constraint document_state_check CHECK ((state = ANY (ARRAY['draft'::text, 'published'::text])))
);

create table edition (
  id bigint generated always as identity not null,
  kind text not null,
  year integer,
  period_from integer,
  period_to integer,
  code text not null,
  title text not null,
  title_en text,
  document_id bigint,
  contact jsonb default '{}'::jsonb not null,
  state text default 'draft'::text not null,
  published_at timestamp with time zone,
  illustrative boolean default false not null,
  source text,
  next_ordinal integer default 1 not null,
  version integer default 1 not null,
  created_by bigint,
  created_at timestamp with time zone default now() not null,
  updated_at timestamp with time zone default now() not null,
  publish_at timestamp with time zone,
  withdrawn_at timestamp with time zone,
  withdrawal_note text,
  withdrawal_note_en text,
  amends_id bigint,
  amendment_no integer,
  reason text,
  reopened_at timestamp with time zone,
  reopening_note text,
  reopening_note_en text,
  new_title text,
  new_title_en text,
  replaces_id bigint,
  superseded_at timestamp with time zone,
  constraint edition_amends_id_amendment_no_key UNIQUE (amends_id, amendment_no),
  constraint edition_amends_id_fkey FOREIGN KEY (amends_id) REFERENCES edition(id),
  constraint edition_check CHECK ((((year IS NOT NULL) AND (period_from IS NULL) AND (period_to IS NULL)) OR ((year IS NULL) AND (period_from IS NOT NULL) AND (period_to > period_from)))),
  constraint edition_check1 CHECK (((state <> 'scheduled'::text) OR (publish_at IS NOT NULL))),
  constraint edition_check2 CHECK (((state = 'withdrawn'::text) = ((withdrawn_at IS NOT NULL) AND (withdrawal_note IS NOT NULL)))),
  constraint edition_check3 CHECK (((amends_id IS NULL) = (amendment_no IS NULL))),
  constraint edition_check4 CHECK (((amends_id IS NULL) = (reason IS NULL))),
  constraint edition_check5 CHECK ((replaces_id <> id)),
  constraint edition_check6 CHECK (((replaces_id IS NULL) OR (amends_id IS NULL))),
  constraint edition_check7 CHECK (((state = 'superseded'::text) = (superseded_at IS NOT NULL))),
  constraint edition_code_key UNIQUE (code),
  constraint edition_created_by_fkey FOREIGN KEY (created_by) REFERENCES account(id),
  constraint edition_document_id_fkey FOREIGN KEY (document_id) REFERENCES document(id),
  constraint edition_kind_check CHECK ((kind = ANY (ARRAY['problems'::text, 'needs'::text]))),
  constraint edition_new_title CHECK (((amends_id IS NOT NULL) OR ((new_title IS NULL) AND (new_title_en IS NULL)))),
  constraint edition_period_from_check CHECK (((period_from >= 2000) AND (period_from <= 2100))),
  constraint edition_period_to_check CHECK (((period_to >= 2000) AND (period_to <= 2100))),
  constraint edition_pkey PRIMARY KEY (id),
  constraint edition_reopened CHECK (((reopened_at IS NULL) = (reopening_note IS NULL))),
  constraint edition_replaces_id_fkey FOREIGN KEY (replaces_id) REFERENCES edition(id),
  constraint edition_state_check CHECK ((state = ANY (ARRAY['draft'::text, 'with_head'::text, 'with_leader'::text, 'returned'::text, 'scheduled'::text, 'published'::text, 'superseded'::text, 'withdrawn'::text, 'given_up'::text]))),
  constraint edition_year_check CHECK (((year >= 2000) AND (year <= 2100)))
);

create table edition_step (
  id bigint generated always as identity not null,
  edition_id bigint not null,
  verb text not null,
  from_state text not null,
  to_state text not null,
  account_id bigint,
  remark text,
  at timestamp with time zone not null,
  on_behalf_of bigint,
  constraint edition_step_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id),
  constraint edition_step_edition_id_fkey FOREIGN KEY (edition_id) REFERENCES edition(id),
  constraint edition_step_on_behalf_of_fkey FOREIGN KEY (on_behalf_of) REFERENCES account(id),
  constraint edition_step_pkey PRIMARY KEY (id)
);

create table edition_text (
  edition_id bigint not null,
  document text not null,
  texts jsonb not null,
  version integer not null,
  updated_by bigint,
  updated_at timestamp with time zone not null,
  constraint edition_text_document_check CHECK ((document = ANY (ARRAY['notice'::text, 'decision'::text, 'adjustment'::text, 'submission'::text, 'report'::text]))),
  constraint edition_text_edition_id_fkey FOREIGN KEY (edition_id) REFERENCES edition(id) ON DELETE CASCADE,
  constraint edition_text_pkey PRIMARY KEY (edition_id, document),
  constraint edition_text_updated_by_fkey FOREIGN KEY (updated_by) REFERENCES account(id)
);

create table edition_version (
  id bigint generated always as identity not null,
  edition_id bigint not null,
  number integer not null,
  title text not null,
  title_en text,
  contact jsonb not null,
  from_at timestamp with time zone not null,
  to_at timestamp with time zone,
  amendment_id bigint,
  from_day date generated always as (((from_at AT TIME ZONE '07:00:00'::interval))::date) stored not null,
  to_day date generated always as (((to_at AT TIME ZONE '07:00:00'::interval))::date) stored,
  constraint edition_version_amendment_id_fkey FOREIGN KEY (amendment_id) REFERENCES edition(id),
  constraint edition_version_check CHECK ((to_at >= from_at)),
  constraint edition_version_edition_id_fkey FOREIGN KEY (edition_id) REFERENCES edition(id),
  constraint edition_version_edition_id_number_key UNIQUE (edition_id, number),
  constraint edition_version_number_check CHECK ((number > 0)),
  constraint edition_version_pkey PRIMARY KEY (id)
);

create table email_change (
  id bigint generated always as identity not null,
  account_id bigint not null,
  account_version integer not null,
  email text not null,
  language text not null,
  new_token_hash bytea,
  old_token_hash bytea not null,
  asked_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  new_confirmed_at timestamp with time zone,
  old_confirmed_at timestamp with time zone,
  ended_at timestamp with time zone,
  constraint email_change_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id),
  constraint email_change_language_check CHECK ((language = ANY (ARRAY['vi'::text, 'en'::text]))),
  constraint email_change_new_token_hash_key UNIQUE (new_token_hash),
  constraint email_change_old_token_hash_key UNIQUE (old_token_hash),
  constraint email_change_pkey PRIMARY KEY (id)
);

create table entry (
  id bigint generated always as identity not null,
  edition_id bigint not null,
  kind text not null,
  ordinal integer not null,
  code text not null,
  tt text,
  title text not null,
  title_en text,
  summary text,
  summary_en text,
  sectors text[] default '{}'::text[] not null,
  status text default 'open'::text not null,
  open_from date,
  open_to date,
  detail jsonb default '{}'::jsonb not null,
  extra jsonb default '{}'::jsonb not null,
  keywords text[] default '{}'::text[] not null,
  confidential boolean default false not null,
  illustrative boolean default false not null,
  source text,
  published_at timestamp with time zone,
  removed_at timestamp with time zone,
  version integer default 1 not null,
  created_at timestamp with time zone default now() not null,
  updated_at timestamp with time zone default now() not null,
  import_id bigint,
  imported jsonb,
  amends_entry_id bigint,
  takes_out boolean default false not null,
  taken_out_by bigint,
  title_pairs text[] generated always as (title_pairs(title)) stored not null,
  constraint entry_amends_entry_id_fkey FOREIGN KEY (amends_entry_id) REFERENCES entry(id),
  constraint entry_check CHECK (((NOT takes_out) OR (amends_entry_id IS NOT NULL))),
  constraint entry_check1 CHECK (((taken_out_by IS NULL) OR (removed_at IS NOT NULL))),
  constraint entry_code EXCLUDE USING btree (code WITH =) WHERE ((removed_at IS NULL)) DEFERRABLE,
  constraint entry_edition_id_amends_entry_id_key UNIQUE (edition_id, amends_entry_id),
  constraint entry_edition_id_fkey FOREIGN KEY (edition_id) REFERENCES edition(id),
  constraint entry_import_id_fkey FOREIGN KEY (import_id) REFERENCES catalogue_import(id),
  constraint entry_kind_check CHECK ((kind = ANY (ARRAY['problems'::text, 'needs'::text]))),
  constraint entry_order EXCLUDE USING btree (edition_id WITH =, ordinal WITH =) WHERE ((removed_at IS NULL)) DEFERRABLE,
  constraint entry_pkey PRIMARY KEY (id),
  constraint entry_status_check CHECK ((status = ANY (ARRAY['open'::text, 'in_progress'::text, 'resolved'::text, 'not_taken_up'::text]))),
  constraint entry_taken_out_by_fkey FOREIGN KEY (taken_out_by) REFERENCES edition(id)
);

create table entry_attachment (
  id bigint generated always as identity not null,
  entry_id bigint not null,
  "position" integer not null,
  file_sha256 text not null,
  file_name text not null,
  title text,
  title_en text,
  media_type text not null,
  added_by bigint,
  added_at timestamp with time zone not null,
  added_version integer not null,
  removed_by bigint,
  removed_at timestamp with time zone,
  removed_version integer,
  constraint entry_attachment_added_by_fkey FOREIGN KEY (added_by) REFERENCES account(id),
  constraint entry_attachment_check CHECK (((removed_at IS NULL) = (removed_version IS NULL))),
  constraint entry_attachment_entry_id_fkey FOREIGN KEY (entry_id) REFERENCES entry(id) ON DELETE CASCADE,
  constraint entry_attachment_file_sha256_fkey FOREIGN KEY (file_sha256) REFERENCES stored_file(sha256),
  constraint entry_attachment_pkey PRIMARY KEY (id),
  constraint entry_attachment_removed_by_fkey FOREIGN KEY (removed_by) REFERENCES account(id)
);

create table entry_basis (
  entry_id bigint not null,
  "position" integer not null,
  kind text not null,
  number text,
  symbol text,
  issued text,
  issuer text,
  title text,
  raw text not null,
  annex text,
  item text,
  citation_key text,
  constraint entry_basis_entry_id_fkey FOREIGN KEY (entry_id) REFERENCES entry(id) ON DELETE CASCADE,
  constraint entry_basis_pkey PRIMARY KEY (entry_id, "position")
);

create table entry_carried (
  entry_id bigint not null,
  edition_id bigint not null,
  from_entry_id bigint not null,
  origin_id bigint not null,
  constraint entry_carried_check CHECK ((entry_id <> from_entry_id)),
  constraint entry_carried_edition_id_fkey FOREIGN KEY (edition_id) REFERENCES edition(id),
  constraint entry_carried_edition_id_from_entry_id_key UNIQUE (edition_id, from_entry_id),
  constraint entry_carried_entry_id_fkey FOREIGN KEY (entry_id) REFERENCES entry(id),
  constraint entry_carried_from_entry_id_fkey FOREIGN KEY (from_entry_id) REFERENCES entry(id),
  constraint entry_carried_origin_id_fkey FOREIGN KEY (origin_id) REFERENCES entry(id),
  constraint entry_carried_pkey PRIMARY KEY (entry_id)
);

create table entry_organisation (
  entry_id bigint not null,
  role text not null,
  "position" integer not null,
  organisation_id bigint,
  name text not null,
  constraint entry_organisation_entry_id_fkey FOREIGN KEY (entry_id) REFERENCES entry(id) ON DELETE CASCADE,
  constraint entry_organisation_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(id),
  constraint entry_organisation_pkey PRIMARY KEY (entry_id, role, "position"),
  constraint entry_organisation_role_check CHECK ((role = ANY (ARRAY['lead'::text, 'partner'::text, 'proposer'::text, 'beneficiary'::text, 'in_need'::text])))
);

create table entry_outcome (
  id bigint generated always as identity not null,
  entry_id bigint not null,
  outcome text not null,
  note text default ''::text not null,
  note_en text default ''::text not null,
  reference text default ''::text not null,
  continued_as bigint,
  reason text,
  settled_by bigint,
  settled_at timestamp with time zone not null,
  public_at timestamp with time zone,
  replaced_at timestamp with time zone,
  constraint entry_outcome_check CHECK (((outcome = 'carried_over'::text) = (continued_as IS NOT NULL))),
  constraint entry_outcome_check1 CHECK (((replaced_at IS NULL) OR (public_at IS NOT NULL))),
  constraint entry_outcome_continued_as_fkey FOREIGN KEY (continued_as) REFERENCES entry(id),
  constraint entry_outcome_entry_id_fkey FOREIGN KEY (entry_id) REFERENCES entry(id),
  constraint entry_outcome_outcome_check CHECK ((outcome = ANY (ARRAY['resolved'::text, 'in_work'::text, 'not_taken_up'::text, 'carried_over'::text]))),
  constraint entry_outcome_pkey PRIMARY KEY (id),
  constraint entry_outcome_settled_by_fkey FOREIGN KEY (settled_by) REFERENCES account(id)
);

create table entry_place (
  entry_id bigint not null,
  organisation_id bigint not null,
  constraint entry_place_entry_id_fkey FOREIGN KEY (entry_id) REFERENCES entry(id) ON DELETE CASCADE,
  constraint entry_place_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(id),
  constraint entry_place_pkey PRIMARY KEY (entry_id, organisation_id)
);

create table entry_reader (
  id bigint generated always as identity not null,
  entry_id bigint not null,
  role text,
  account_id bigint,
  constraint entry_reader_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id),
  constraint entry_reader_check CHECK (((role IS NULL) <> (account_id IS NULL))),
  constraint entry_reader_entry_id_account_id_key UNIQUE (entry_id, account_id),
  constraint entry_reader_entry_id_fkey FOREIGN KEY (entry_id) REFERENCES entry(id) ON DELETE CASCADE,
  constraint entry_reader_entry_id_role_key UNIQUE (entry_id, role),
  constraint entry_reader_pkey PRIMARY KEY (id)
);

create table entry_succession (
  from_entry_id bigint not null,
  to_entry_id bigint not null,
  kind text not null,
  stays boolean default false not null,
  edition_id bigint not null,
  decided_by bigint,
  decided_at timestamp with time zone not null,
  public_at timestamp with time zone,
  constraint entry_succession_check CHECK ((from_entry_id <> to_entry_id)),
  constraint entry_succession_check1 CHECK (((kind = 'split'::text) OR (NOT stays))),
  constraint entry_succession_decided_by_fkey FOREIGN KEY (decided_by) REFERENCES account(id),
  constraint entry_succession_edition_id_fkey FOREIGN KEY (edition_id) REFERENCES edition(id),
  constraint entry_succession_from_entry_id_fkey FOREIGN KEY (from_entry_id) REFERENCES entry(id),
  constraint entry_succession_kind_check CHECK ((kind = ANY (ARRAY['merged'::text, 'split'::text]))),
  constraint entry_succession_pkey PRIMARY KEY (from_entry_id, to_entry_id),
  constraint entry_succession_to_entry_id_fkey FOREIGN KEY (to_entry_id) REFERENCES entry(id)
);

create table entry_version (
  id bigint generated always as identity not null,
  entry_id bigint not null,
  number integer not null,
  edition_id bigint not null,
  kind text not null,
  code text not null,
  title text not null,
  dated date not null,
  facets text[] not null,
  content jsonb not null,
  from_at timestamp with time zone not null,
  to_at timestamp with time zone,
  amendment_id bigint,
  withheld boolean default false not null,
  from_day date generated always as (((from_at AT TIME ZONE '07:00:00'::interval))::date) stored not null,
  to_day date generated always as (((to_at AT TIME ZONE '07:00:00'::interval))::date) stored,
  code_order text generated always as (regexp_replace(regexp_replace(code, '(\d+)'::text, '00000000\1'::text, 'g'::text), '0*(\d{8})(?!\d)'::text, '\1'::text, 'g'::text)) stored not null,
  title_order text generated always as ("left"(title, 120)) stored not null,
  words text generated always as (((' '::text || TRIM(BOTH FROM document_words(((((((((((code || ' '::text) || regexp_replace(code, '-0+(\d)'::text, '-\1'::text, 'g'::text)) || ' '::text) || title) || ' '::text) || COALESCE((content ->> 'title_en'::text), ''::text)) || ' '::text) || COALESCE((content ->> 'summary'::text), ''::text)) || ' '::text) || COALESCE((content ->> 'summary_en'::text), ''::text))))) || ' '::text)) stored not null,
  stood text[] generated always as (version_years(from_at, to_at)) stored not null,
  constraint entry_version_amendment_id_fkey FOREIGN KEY (amendment_id) REFERENCES edition(id),
  constraint entry_version_check CHECK ((to_at >= from_at)),
  constraint entry_version_edition_id_fkey FOREIGN KEY (edition_id) REFERENCES edition(id),
  constraint entry_version_entry_id_fkey FOREIGN KEY (entry_id) REFERENCES entry(id),
  constraint entry_version_entry_id_number_key UNIQUE (entry_id, number),
  constraint entry_version_kind_check CHECK ((kind = ANY (ARRAY['problems'::text, 'needs'::text]))),
  constraint entry_version_number_check CHECK ((number > 0)),
  constraint entry_version_pkey PRIMARY KEY (id)
);

create table entry_version_count (
  kind text not null,
  facet text not null,
  day date not null,
  items integer not null,
  constraint entry_version_count_pkey PRIMARY KEY (kind, facet, day)
);

create table event (
  seq bigint not null,
  at timestamp with time zone not null,
  name text not null,
  actor_kind text not null,
  actor_account bigint,
  subject_kind text not null,
  subject_id text not null,
  facts jsonb not null,
  request_id text,
  previous_hash bytea not null,
  hash bytea not null,
  constraint event_actor_kind_check CHECK ((actor_kind = ANY (ARRAY['account'::text, 'system'::text, 'visitor'::text]))),
  constraint event_pkey PRIMARY KEY (seq)
);

create table event_head (
  single boolean default true not null,
  seq bigint not null,
  hash bytea not null,
  constraint event_head_pkey PRIMARY KEY (single),
  constraint event_head_single_check CHECK (single)
);

create table event_personal (
  event_seq bigint not null,
  field text not null,
  value text not null,
  constraint event_personal_event_seq_fkey FOREIGN KEY (event_seq) REFERENCES event(seq),
  constraint event_personal_pkey PRIMARY KEY (event_seq, field)
);

create table explanation (
  id bigint generated always as identity not null,
  task_id bigint not null,
  organisation_id bigint not null,
  words text not null,
  done_by date,
  file_sha256 text,
  file_name text,
  file_size bigint,
  said_by bigint,
  said_at timestamp with time zone not null,
  form_key text not null,
  paper_number text,
  paper_date date,
  constraint explanation_check CHECK ((num_nonnulls(file_sha256, file_name, file_size) = ANY (ARRAY[0, 3]))),
  constraint explanation_check1 CHECK ((num_nonnulls(paper_number, paper_date) = ANY (ARRAY[0, 2]))),
  constraint explanation_file_name_check CHECK ((file_name <> ''::text)),
  constraint explanation_file_sha256_fkey FOREIGN KEY (file_sha256) REFERENCES stored_file(sha256),
  constraint explanation_file_size_check CHECK ((file_size >= 0)),
  constraint explanation_form_key_key UNIQUE (form_key),
  constraint explanation_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(id),
  constraint explanation_paper_number_check CHECK ((paper_number <> ''::text)),
  constraint explanation_pkey PRIMARY KEY (id),
  constraint explanation_said_by_fkey FOREIGN KEY (said_by) REFERENCES account(id),
  constraint explanation_task_id_fkey FOREIGN KEY (task_id) REFERENCES task(id) ON DELETE CASCADE,
  constraint explanation_words_check CHECK ((words <> ''::text))
);

create table follow (
  id bigint generated always as identity not null,
  follower_id bigint not null,
  followed_id bigint not null,
  since_seq bigint not null,
  created_at timestamp with time zone not null,
  constraint follow_followed_id_fkey FOREIGN KEY (followed_id) REFERENCES followed(id),
  constraint follow_follower_id_fkey FOREIGN KEY (follower_id) REFERENCES follower(id) ON DELETE CASCADE,
  constraint follow_follower_id_followed_id_key UNIQUE (follower_id, followed_id),
  constraint follow_pkey PRIMARY KEY (id)
);

create table follow_request (
  id bigint generated always as identity not null,
  address text not null,
  language text not null,
  manner text not null,
  followed_id bigint not null,
  token_hash bytea not null,
  asked_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  confirmed_at timestamp with time zone,
  consent text,
  constraint follow_request_address_check CHECK ((address = lower(address))),
  constraint follow_request_followed_id_fkey FOREIGN KEY (followed_id) REFERENCES followed(id),
  constraint follow_request_language_check CHECK ((language = ANY (ARRAY['vi'::text, 'en'::text]))),
  constraint follow_request_manner_check CHECK ((manner = ANY (ARRAY['at_once'::text, 'daily'::text]))),
  constraint follow_request_pkey PRIMARY KEY (id),
  constraint follow_request_token_hash_key UNIQUE (token_hash)
);

create table followed (
  id bigint generated always as identity not null,
  kind text not null,
  key text not null,
  ref bigint,
  label text not null,
  label_en text not null,
  search_text text generated always as (vn_norm(((label || ' '::text) || label_en))) stored not null,
  query tsquery,
  phrases text[] default '{}'::text[] not null,
  created_at timestamp with time zone not null,
  constraint followed_check CHECK (((ref IS NOT NULL) = (kind = ANY (ARRAY['entry'::text, 'edition'::text, 'document'::text, 'consultation'::text, 'plan'::text, 'task'::text, 'target'::text, 'agency'::text])))),
  constraint followed_check1 CHECK (((query IS NOT NULL) = (kind = 'search'::text))),
  constraint followed_key_check CHECK (((length(key) >= 1) AND (length(key) <= 1000))),
  constraint followed_kind_check CHECK ((kind = ANY (ARRAY['entry'::text, 'sector'::text, 'search'::text, 'series'::text, 'edition'::text, 'document'::text, 'consultation'::text, 'plan'::text, 'task'::text, 'target'::text, 'agency'::text]))),
  constraint followed_kind_key_key UNIQUE (kind, key),
  constraint followed_pkey PRIMARY KEY (id)
);

create table followed_news (
  id bigint generated always as identity not null,
  seq bigint not null,
  what text not null,
  subject_kind text not null,
  subject_id bigint not null,
  by_id bigint,
  created_at timestamp with time zone not null,
  constraint followed_news_pkey PRIMARY KEY (id),
  constraint followed_news_subject_kind_check CHECK ((subject_kind = ANY (ARRAY['entry'::text, 'edition'::text, 'document'::text, 'consultation'::text, 'plan'::text, 'task'::text, 'target'::text])))
);

create table followed_news_for (
  followed_id bigint not null,
  news_id bigint not null,
  constraint followed_news_for_followed_id_fkey FOREIGN KEY (followed_id) REFERENCES followed(id) ON DELETE CASCADE,
  constraint followed_news_for_news_id_fkey FOREIGN KEY (news_id) REFERENCES followed_news(id) ON DELETE CASCADE,
  constraint followed_news_for_pkey PRIMARY KEY (followed_id, news_id)
);

create table follower (
  id bigint generated always as identity not null,
  account_id bigint,
  address text,
  language text not null,
  manner text default 'daily'::text not null,
  told_seq bigint default 0 not null,
  created_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  taken_over_by bigint,
  consent text,
  consented_at timestamp with time zone,
  constraint follower_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id),
  constraint follower_account_id_key UNIQUE (account_id),
  constraint follower_address_check CHECK ((address = lower(address))),
  constraint follower_address_key UNIQUE (address),
  constraint follower_check CHECK (((taken_over_by IS NULL) OR ((address IS NOT NULL) AND (ended_at IS NOT NULL)))),
  constraint follower_check1 CHECK (((account_id IS NULL) <> (address IS NULL))),
  constraint follower_language_check CHECK ((language = ANY (ARRAY['vi'::text, 'en'::text]))),
  constraint follower_manner_check CHECK ((manner = ANY (ARRAY['at_once'::text, 'daily'::text]))),
  constraint follower_pkey PRIMARY KEY (id),
  constraint follower_taken_over_by_fkey FOREIGN KEY (taken_over_by) REFERENCES follower(id)
);

create table following_aside (
  id bigint generated always as identity not null,
  part text not null,
  step text not null,
  from_seq bigint not null,
  to_seq bigint not null,
  failure text not null,
  tries integer default 1 not null,
  since timestamp with time zone not null,
  tried_at timestamp with time zone not null,
  constraint following_aside_check CHECK ((to_seq > from_seq)),
  constraint following_aside_failure_check CHECK ((failure <> ''::text)),
  constraint following_aside_part_check CHECK ((part = ANY (ARRAY['catalogue'::text, 'programme'::text]))),
  constraint following_aside_pkey PRIMARY KEY (id),
  constraint following_aside_step_check CHECK ((step = ANY (ARRAY['read'::text, 'at_once'::text, 'daily'::text]))),
  constraint following_aside_tries_check CHECK ((tries > 0))
);

create table following_cursor (
  singleton boolean default true not null,
  seq bigint not null,
  daily_seq bigint not null,
  daily_on date,
  constraint following_cursor_pkey PRIMARY KEY (singleton),
  constraint following_cursor_singleton_check CHECK (singleton)
);

create table half_session (
  token_hash bytea not null,
  account_id bigint not null,
  expires_at timestamp with time zone not null,
  sign_in_id bigint,
  provider text,
  provider_level text,
  sign_on_id bigint,
  linked_by text,
  constraint half_session_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id),
  constraint half_session_check CHECK (((provider IS NULL) = (provider_level IS NULL))),
  constraint half_session_check1 CHECK (((sign_on_id IS NULL) = (linked_by IS NULL))),
  constraint half_session_linked_by_check CHECK ((linked_by = ANY (ARRAY['password'::text, 'e-mail'::text]))),
  constraint half_session_pkey PRIMARY KEY (token_hash),
  constraint half_session_provider_level_check CHECK ((provider_level = ANY (ARRAY['one_factor'::text, 'two_factors'::text]))),
  constraint half_session_sign_on_id_fkey FOREIGN KEY (sign_on_id) REFERENCES sign_on(id) ON DELETE CASCADE
);

create table identity (
  id bigint generated always as identity not null,
  issuer text not null,
  subject text not null,
  account_id bigint not null,
  provider text not null,
  linked_at timestamp with time zone not null,
  last_used_at timestamp with time zone,
  constraint identity_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id),
  constraint identity_account_id_issuer_key UNIQUE (account_id, issuer),
  constraint identity_issuer_subject_key UNIQUE (issuer, subject),
  constraint identity_pkey PRIMARY KEY (id),
  constraint identity_subject_check CHECK (((length(subject) >= 1) AND (length(subject) <= 255)))
);

create table invitation (
  id bigint generated always as identity not null,
  organisation_id bigint not null,
  email text not null,
  role text not null,
  language text not null,
  token_hash bytea not null,
  invited_by bigint,
  invited_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  accepted_by bigint,
  ended_at timestamp with time zone,
  constraint invitation_accepted_by_fkey FOREIGN KEY (accepted_by) REFERENCES account(id),
  constraint invitation_invited_by_fkey FOREIGN KEY (invited_by) REFERENCES account(id),
  constraint invitation_language_check CHECK ((language = ANY (ARRAY['vi'::text, 'en'::text]))),
  constraint invitation_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(id),
  constraint invitation_pkey PRIMARY KEY (id),
  constraint invitation_role_check CHECK ((role = ANY (ARRAY['owner'::text, 'editor'::text, 'reader'::text]))),
  constraint invitation_token_hash_key UNIQUE (token_hash)
);

create table item_entry (
  id bigint generated always as identity not null,
  task_id bigint,
  target_id bigint,
  entry_id bigint not null,
  constraint item_entry_check CHECK ((num_nonnulls(task_id, target_id) = 1)),
  constraint item_entry_entry_id_fkey FOREIGN KEY (entry_id) REFERENCES entry(id),
  constraint item_entry_pkey PRIMARY KEY (id),
  constraint item_entry_target_id_entry_id_key UNIQUE (target_id, entry_id),
  constraint item_entry_target_id_fkey FOREIGN KEY (target_id) REFERENCES target(id) ON DELETE CASCADE,
  constraint item_entry_task_id_entry_id_key UNIQUE (task_id, entry_id),
  constraint item_entry_task_id_fkey FOREIGN KEY (task_id) REFERENCES task(id) ON DELETE CASCADE
);

create table item_origin (
  id bigint generated always as identity not null,
  task_id bigint,
  target_id bigint,
  "position" integer not null,
  origin_task_id bigint,
  origin_target_id bigint,
  citation text,
  citation_key text,
  item text,
  constraint item_origin_check CHECK ((num_nonnulls(task_id, target_id) = 1)),
  constraint item_origin_check1 CHECK ((num_nonnulls(origin_task_id, origin_target_id, citation) >= 1)),
  constraint item_origin_citation_check CHECK ((citation <> ''::text)),
  constraint item_origin_origin_target_id_fkey FOREIGN KEY (origin_target_id) REFERENCES target(id) ON DELETE CASCADE,
  constraint item_origin_origin_task_id_fkey FOREIGN KEY (origin_task_id) REFERENCES task(id) ON DELETE CASCADE,
  constraint item_origin_pkey PRIMARY KEY (id),
  constraint item_origin_target_id_fkey FOREIGN KEY (target_id) REFERENCES target(id) ON DELETE CASCADE,
  constraint item_origin_task_id_fkey FOREIGN KEY (task_id) REFERENCES task(id) ON DELETE CASCADE
);

create table known_device (
  account_id bigint not null,
  token_hash bytea not null,
  first_seen_at timestamp with time zone not null,
  last_seen_at timestamp with time zone not null,
  constraint known_device_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id),
  constraint known_device_pkey PRIMARY KEY (account_id, token_hash)
);

create table letter (
  id bigint generated always as identity not null,
  kind text not null,
  language text not null,
  subject text not null,
  body_text text,
  body_html text,
  created_at timestamp with time zone not null,
  constraint letter_check CHECK (((body_text IS NULL) = (body_html IS NULL))),
  constraint letter_kind_check CHECK ((kind ~ '^[a-z_]+\.[a-z_]+$'::text)),
  constraint letter_language_check CHECK ((language = ANY (ARRAY['vi'::text, 'en'::text]))),
  constraint letter_pkey PRIMARY KEY (id)
);

create table mail (
  id bigint generated always as identity not null,
  letter_id bigint not null,
  account_id bigint,
  address text not null,
  topic text,
  state text default 'queued'::text not null,
  tries integer default 0 not null,
  due_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  failure text,
  unreachable boolean default false not null,
  created_at timestamp with time zone not null,
  secret text,
  follower_id bigint,
  constraint mail_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id),
  constraint mail_check CHECK (((state = 'queued'::text) = (ended_at IS NULL))),
  constraint mail_check1 CHECK (((secret IS NULL) OR (state = 'queued'::text))),
  constraint mail_check2 CHECK (((follower_id IS NULL) OR (account_id IS NULL))),
  constraint mail_letter_id_fkey FOREIGN KEY (letter_id) REFERENCES letter(id),
  constraint mail_pkey PRIMARY KEY (id),
  constraint mail_state_check CHECK ((state = ANY (ARRAY['queued'::text, 'sent'::text, 'kept'::text, 'refused'::text, 'failed'::text])))
);

create table mail_refusal (
  address text not null,
  failure text not null,
  since timestamp with time zone not null,
  constraint mail_refusal_address_check CHECK ((address = lower(address))),
  constraint mail_refusal_pkey PRIMARY KEY (address)
);

create table membership (
  id bigint generated always as identity not null,
  account_id bigint not null,
  organisation_id bigint not null,
  role text not null,
  since timestamp with time zone not null,
  ended_at timestamp with time zone,
  offered_by bigint,
  offered_at timestamp with time zone,
  constraint membership_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id),
  constraint membership_check CHECK (((offered_by IS NULL) = (offered_at IS NULL))),
  constraint membership_offered_by_fkey FOREIGN KEY (offered_by) REFERENCES account(id),
  constraint membership_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(id),
  constraint membership_pkey PRIMARY KEY (id),
  constraint membership_role_check CHECK ((role = ANY (ARRAY['owner'::text, 'editor'::text, 'reader'::text])))
);

create table migration (
  number integer not null,
  name text not null,
  applied_at timestamp with time zone default now() not null,
  constraint migration_pkey PRIMARY KEY (number)
);

create table note (
  id bigint generated always as identity not null,
  edition_id bigint not null,
  entry_id bigint,
  reply_to bigint,
  field text,
  body text not null,
  form_key text not null,
  version integer default 1 not null,
  written_by bigint,
  written_at timestamp with time zone not null,
  edited_at timestamp with time zone,
  resolved_by bigint,
  resolved_at timestamp with time zone,
  removed_by bigint,
  removed_at timestamp with time zone,
  constraint note_body_check CHECK ((body <> ''::text)),
  constraint note_check CHECK (((field IS NULL) OR (entry_id IS NOT NULL))),
  constraint note_check1 CHECK (((reply_to IS NULL) OR ((field IS NULL) AND (resolved_at IS NULL)))),
  constraint note_edition_id_fkey FOREIGN KEY (edition_id) REFERENCES edition(id) ON DELETE CASCADE,
  constraint note_entry_id_fkey FOREIGN KEY (entry_id) REFERENCES entry(id) ON DELETE CASCADE,
  constraint note_form_key_key UNIQUE (form_key),
  constraint note_pkey PRIMARY KEY (id),
  constraint note_removed_by_fkey FOREIGN KEY (removed_by) REFERENCES account(id),
  constraint note_reply_to_fkey FOREIGN KEY (reply_to) REFERENCES note(id) ON DELETE CASCADE,
  constraint note_resolved_by_fkey FOREIGN KEY (resolved_by) REFERENCES account(id),
  constraint note_written_by_fkey FOREIGN KEY (written_by) REFERENCES account(id)
);

create table note_version (
  note_id bigint not null,
  version integer not null,
  body text not null,
  written_at timestamp with time zone not null,
  constraint note_version_note_id_fkey FOREIGN KEY (note_id) REFERENCES note(id) ON DELETE CASCADE,
  constraint note_version_pkey PRIMARY KEY (note_id, version)
);

create table notification (
  id bigint generated always as identity not null,
  account_id bigint not null,
  topic text not null,
  subject_kind text not null,
  subject_id text not null,
  title text not null,
  title_en text not null,
  detail text not null,
  detail_en text not null,
  path text not null,
  created_at timestamp with time zone not null,
  mailed_at timestamp with time zone,
  void_at timestamp with time zone,
  constraint notification_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id),
  constraint notification_path_check CHECK ((path ~~ '/%'::text)),
  constraint notification_pkey PRIMARY KEY (id)
);

create table notification_cursor (
  singleton boolean default true not null,
  seq bigint not null,
  constraint notification_cursor_pkey PRIMARY KEY (singleton),
  constraint notification_cursor_singleton_check CHECK (singleton)
);

create table notification_digest (
  account_id bigint not null,
  day date not null,
  reminded_week date,
  constraint notification_digest_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id),
  constraint notification_digest_pkey PRIMARY KEY (account_id)
);

create table notification_wish (
  account_id bigint not null,
  topic text not null,
  manner text not null,
  updated_at timestamp with time zone not null,
  constraint notification_wish_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id),
  constraint notification_wish_manner_check CHECK ((manner = ANY (ARRAY['at_once'::text, 'daily'::text, 'never'::text]))),
  constraint notification_wish_pkey PRIMARY KEY (account_id, topic)
);

create table open_data_file (
  dataset text not null,
  format text not null,
  content_version bigint not null,
  event_seq bigint not null,
  sha256 text not null,
  size bigint not null,
  entries integer not null,
  prepared_at timestamp with time zone not null,
  constraint open_data_file_dataset_check CHECK ((dataset ~ '^[a-z]+$'::text)),
  constraint open_data_file_format_check CHECK ((format ~ '^[a-z]+$'::text)),
  constraint open_data_file_pkey PRIMARY KEY (dataset, format),
  constraint open_data_file_sha256_check CHECK ((sha256 ~ '^[0-9a-f]{64}$'::text))
);

create table organisation (
  id bigint generated always as identity not null,
  code text not null,
  kind text not null,
  name text not null,
  name_en text,
  short_name text,
  parent_id bigint,
  tax_code text,
  valid_from date,
  valid_to date,
  confirmed boolean default true not null,
  source text,
  illustrative boolean default false not null,
  version integer default 1 not null,
  created_at timestamp with time zone default now() not null,
  updated_at timestamp with time zone default now() not null,
  search_text text generated always as (vn_norm(((((((((((code || ' '::text) || name) || ' '::text) || COALESCE(name_en, ''::text)) || ' '::text) || COALESCE(short_name, ''::text)) || ' '::text) || replace(COALESCE(short_name, ''::text), '&'::text, ''::text)) || ' '::text) || COALESCE(tax_code, ''::text)))) stored not null,
  constraint organisation_check CHECK (((valid_from IS NULL) OR (valid_to IS NULL) OR (valid_from <= valid_to))),
  constraint organisation_code_key UNIQUE (code),
  constraint organisation_parent_id_fkey FOREIGN KEY (parent_id) REFERENCES organisation(id),
  constraint organisation_pkey PRIMARY KEY (id),
  constraint organisation_tax_code_key UNIQUE (tax_code)
);

create table organisation_profile (
  organisation_id bigint not null,
  commune_id bigint,
  address text,
  country text,
  registration_number text,
  phone text,
  website text,
  activity text,
  activity_en text,
  version integer default 1 not null,
  updated_at timestamp with time zone not null,
  constraint organisation_profile_commune_id_fkey FOREIGN KEY (commune_id) REFERENCES organisation(id),
  constraint organisation_profile_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(id),
  constraint organisation_profile_pkey PRIMARY KEY (organisation_id)
);

create table organisation_succession (
  predecessor_id bigint not null,
  successor_id bigint not null,
  constraint organisation_succession_check CHECK ((predecessor_id <> successor_id)),
  constraint organisation_succession_pkey PRIMARY KEY (predecessor_id, successor_id),
  constraint organisation_succession_predecessor_id_fkey FOREIGN KEY (predecessor_id) REFERENCES organisation(id),
  constraint organisation_succession_successor_id_fkey FOREIGN KEY (successor_id) REFERENCES organisation(id)
);

create table passkey (
  id bigint generated always as identity not null,
  account_id bigint not null,
  credential_id text not null,
  public_key bytea not null,
  counter bigint not null,
  transports text[] not null,
  name text not null,
  created_at timestamp with time zone not null,
  last_used_at timestamp with time zone,
  constraint passkey_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id),
  constraint passkey_credential_id_key UNIQUE (credential_id),
  constraint passkey_pkey PRIMARY KEY (id)
);

create table passkey_answer (
  challenge bytea not null,
  expires_at timestamp with time zone not null,
  constraint passkey_answer_pkey PRIMARY KEY (challenge)
);

create table password_reset (
  id bigint generated always as identity not null,
  email text not null,
  language text not null,
  asked_at timestamp with time zone not null,
  looked_up_at timestamp with time zone,
  account_id bigint,
  token_hash bytea,
  expires_at timestamp with time zone,
  used_at timestamp with time zone,
  constraint password_reset_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id),
  constraint password_reset_check CHECK ((((token_hash IS NULL) = (account_id IS NULL)) AND ((token_hash IS NULL) = (expires_at IS NULL)))),
  constraint password_reset_language_check CHECK ((language = ANY (ARRAY['vi'::text, 'en'::text]))),
  constraint password_reset_pkey PRIMARY KEY (id),
  constraint password_reset_token_hash_key UNIQUE (token_hash)
);

create table personal_look (
  reader_id bigint not null,
  reader_role text not null,
  reader_organisation_id bigint,
  subject_kind text not null,
  subject_id bigint not null,
  page text not null,
  hour timestamp with time zone not null,
  at timestamp with time zone not null,
  constraint personal_look_pkey PRIMARY KEY (subject_kind, subject_id, hour, reader_id, page),
  constraint personal_look_reader_id_fkey FOREIGN KEY (reader_id) REFERENCES account(id),
  constraint personal_look_reader_organisation_id_fkey FOREIGN KEY (reader_organisation_id) REFERENCES organisation(id),
  constraint personal_look_subject_kind_check CHECK ((subject_kind = ANY (ARRAY['account'::text, 'data_request'::text, 'mail'::text, 'registration_request'::text])))
);

create table plan (
  id bigint generated always as identity not null,
  code text not null,
  mark text not null,
  level text not null,
  title text not null,
  title_en text,
  number text,
  issued text,
  document_id bigint,
  organisation_id bigint,
  issuer text,
  monitor_id bigint,
  from_on date,
  to_on date,
  state text default 'draft'::text not null,
  in_force_on date,
  closed_on date,
  closed_words text,
  published_at timestamp with time zone,
  published_by bigint,
  source text,
  source_file text,
  illustrative boolean default false not null,
  form_key text not null,
  version integer default 1 not null,
  created_by bigint,
  created_at timestamp with time zone not null,
  handed_up_by bigint,
  handed_up_at timestamp with time zone,
  returned_words text,
  constraint plan_check CHECK ((from_on <= to_on)),
  constraint plan_closed_words_check CHECK ((closed_words <> ''::text)),
  constraint plan_code_check CHECK ((code ~ '^KH-[A-Z0-9.-]{1,40}$'::text)),
  constraint plan_code_key UNIQUE (code),
  constraint plan_created_by_fkey FOREIGN KEY (created_by) REFERENCES account(id),
  constraint plan_document_id_fkey FOREIGN KEY (document_id) REFERENCES document(id),
  constraint plan_form_key_key UNIQUE (form_key),
  constraint plan_handed_up_by_fkey FOREIGN KEY (handed_up_by) REFERENCES account(id),
  constraint plan_handed_up_check CHECK (((state <> 'handed_up'::text) OR (handed_up_at IS NOT NULL))),
  constraint plan_in_force_check CHECK (((state = ANY (ARRAY['draft'::text, 'handed_up'::text, 'withdrawn'::text])) OR (in_force_on IS NOT NULL))),
  constraint plan_issued_check CHECK ((issued ~ '^\d{4}(-\d{2}(-\d{2})?)?$'::text)),
  constraint plan_issuer_check CHECK ((issuer <> ''::text)),
  constraint plan_level_check CHECK ((level = ANY (ARRAY['central'::text, 'province'::text, 'unit'::text]))),
  constraint plan_mark_check CHECK ((mark ~ '^[A-Z0-9.-]{1,40}$'::text)),
  constraint plan_mark_key UNIQUE (mark),
  constraint plan_monitor_id_fkey FOREIGN KEY (monitor_id) REFERENCES organisation(id),
  constraint plan_number_check CHECK ((number <> ''::text)),
  constraint plan_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(id),
  constraint plan_pkey PRIMARY KEY (id),
  constraint plan_published_by_fkey FOREIGN KEY (published_by) REFERENCES account(id),
  constraint plan_returned_words_check CHECK ((returned_words <> ''::text)),
  constraint plan_source_check CHECK ((source <> ''::text)),
  constraint plan_source_file_fkey FOREIGN KEY (source_file) REFERENCES stored_file(sha256),
  constraint plan_state_check CHECK ((state = ANY (ARRAY['draft'::text, 'handed_up'::text, 'in_force'::text, 'replaced'::text, 'ended'::text, 'withdrawn'::text]))),
  constraint plan_title_check CHECK ((title <> ''::text)),
  constraint plan_title_en_check CHECK ((title_en <> ''::text))
);

create table plan_group (
  id bigint generated always as identity not null,
  plan_id bigint not null,
  of text not null,
  "position" integer not null,
  label text,
  name text not null,
  constraint plan_group_name_check CHECK ((name <> ''::text)),
  constraint plan_group_of_check CHECK ((of = ANY (ARRAY['tasks'::text, 'targets'::text]))),
  constraint plan_group_pkey PRIMARY KEY (id),
  constraint plan_group_plan_id_fkey FOREIGN KEY (plan_id) REFERENCES plan(id) ON DELETE CASCADE,
  constraint plan_group_plan_id_of_position_key UNIQUE (plan_id, of, "position"),
  constraint plan_group_position_check CHECK (("position" > 0))
);

create table plan_import (
  id bigint generated always as identity not null,
  level text not null,
  organisation_id bigint,
  file_sha256 text,
  file_name text default ''::text not null,
  reading text not null,
  head jsonb not null,
  tables jsonb default '[]'::jsonb not null,
  agencies jsonb default '{}'::jsonb not null,
  warnings jsonb default '[]'::jsonb not null,
  state text default 'reviewing'::text not null,
  plan_id bigint,
  version integer default 1 not null,
  created_by bigint,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  constraint plan_import_created_by_fkey FOREIGN KEY (created_by) REFERENCES account(id),
  constraint plan_import_file_sha256_fkey FOREIGN KEY (file_sha256) REFERENCES stored_file(sha256),
  constraint plan_import_level_check CHECK ((level = ANY (ARRAY['central'::text, 'province'::text, 'unit'::text]))),
  constraint plan_import_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(id),
  constraint plan_import_pkey PRIMARY KEY (id),
  constraint plan_import_plan_id_fkey FOREIGN KEY (plan_id) REFERENCES plan(id) ON DELETE SET NULL,
  constraint plan_import_state_check CHECK ((state = ANY (ARRAY['reviewing'::text, 'confirmed'::text, 'discarded'::text])))
);

create table plan_import_row (
  import_id bigint not null,
  part text not null,
  "position" integer not null,
  item jsonb not null,
  warnings jsonb default '[]'::jsonb not null,
  corrections jsonb default '{}'::jsonb not null,
  skip boolean default false not null,
  version integer default 1 not null,
  constraint plan_import_row_import_id_fkey FOREIGN KEY (import_id) REFERENCES plan_import(id) ON DELETE CASCADE,
  constraint plan_import_row_part_check CHECK ((part = ANY (ARRAY['tasks'::text, 'targets'::text]))),
  constraint plan_import_row_pkey PRIMARY KEY (import_id, part, "position"),
  constraint plan_import_row_position_check CHECK (("position" > 0))
);

create table plan_relation (
  id bigint generated always as identity not null,
  plan_id bigint not null,
  kind text not null,
  other_id bigint,
  citation text,
  document_id bigint,
  constraint plan_relation_check CHECK (((other_id IS NOT NULL) OR (citation IS NOT NULL))),
  constraint plan_relation_citation_check CHECK ((citation <> ''::text)),
  constraint plan_relation_document_id_fkey FOREIGN KEY (document_id) REFERENCES document(id),
  constraint plan_relation_kind_check CHECK ((kind = ANY (ARRAY['replaces'::text, 'amends'::text, 'derives'::text]))),
  constraint plan_relation_other_id_fkey FOREIGN KEY (other_id) REFERENCES plan(id),
  constraint plan_relation_pkey PRIMARY KEY (id),
  constraint plan_relation_plan_id_fkey FOREIGN KEY (plan_id) REFERENCES plan(id) ON DELETE CASCADE,
  constraint plan_relation_plan_id_kind_other_id_key UNIQUE (plan_id, kind, other_id)
);

create table programme_clock (
  what text not null,
  day date not null,
  constraint programme_clock_pkey PRIMARY KEY (what)
);

create table question (
  id bigint generated always as identity not null,
  entry_id bigint not null,
  language text not null,
  title text not null,
  body text not null,
  shown_title text,
  shown_body text,
  asked_by bigint not null,
  asked_at timestamp with time zone not null,
  named boolean not null,
  asker_name text,
  asker_organisation text,
  illustrative boolean default false not null,
  form_key text not null,
  state text default 'waiting'::text not null,
  holder_id bigint,
  due_on date not null,
  reminded text,
  version integer default 1 not null,
  draft text,
  draft_language text,
  answer text,
  answer_language text,
  answered_for bigint,
  answered_by bigint,
  answered_at timestamp with time zone,
  corrected_at timestamp with time zone,
  refusal text,
  refusal_note text,
  same_as bigint,
  ended_by bigint,
  ended_at timestamp with time zone,
  constraint question_answer_language_check CHECK ((answer_language = ANY (ARRAY['vi'::text, 'en'::text]))),
  constraint question_answered_by_fkey FOREIGN KEY (answered_by) REFERENCES account(id),
  constraint question_answered_for_fkey FOREIGN KEY (answered_for) REFERENCES organisation(id),
  constraint question_asked_by_fkey FOREIGN KEY (asked_by) REFERENCES account(id),
  constraint question_body_check CHECK ((body <> ''::text)),
  constraint question_check CHECK (((state <> 'answered'::text) OR ((answer IS NOT NULL) AND (answer_language IS NOT NULL) AND (answered_at IS NOT NULL)))),
  constraint question_check1 CHECK (((state = 'refused'::text) = (refusal IS NOT NULL))),
  constraint question_check2 CHECK (((refusal = 'answered_before'::text) OR (same_as IS NULL))),
  constraint question_check3 CHECK (((shown_title IS NULL) = (shown_body IS NULL))),
  constraint question_check4 CHECK ((named = (asker_name IS NOT NULL))),
  constraint question_check5 CHECK ((named OR (asker_organisation IS NULL))),
  constraint question_draft_language_check CHECK ((draft_language = ANY (ARRAY['vi'::text, 'en'::text]))),
  constraint question_ended_by_fkey FOREIGN KEY (ended_by) REFERENCES account(id),
  constraint question_entry_id_fkey FOREIGN KEY (entry_id) REFERENCES entry(id),
  constraint question_form_key_key UNIQUE (form_key),
  constraint question_holder_id_fkey FOREIGN KEY (holder_id) REFERENCES organisation(id),
  constraint question_language_check CHECK ((language = ANY (ARRAY['vi'::text, 'en'::text]))),
  constraint question_pkey PRIMARY KEY (id),
  constraint question_refusal_check CHECK ((refusal = ANY (ARRAY['spam'::text, 'personal'::text, 'elsewhere'::text, 'answered_before'::text, 'other'::text]))),
  constraint question_reminded_check CHECK ((reminded = ANY (ARRAY['soon'::text, 'late'::text]))),
  constraint question_same_as_fkey FOREIGN KEY (same_as) REFERENCES question(id),
  constraint question_shown_body_check CHECK ((shown_body <> ''::text)),
  constraint question_shown_title_check CHECK ((shown_title <> ''::text)),
  constraint question_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'answered'::text, 'refused'::text, 'withdrawn'::text]))),
  constraint question_title_check CHECK ((title <> ''::text))
);

create table question_draft (
  account_id bigint not null,
  entry_id bigint not null,
  language text not null,
  title text not null,
  body text not null,
  named boolean not null,
  saved_at timestamp with time zone not null,
  constraint question_draft_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id) ON DELETE CASCADE,
  constraint question_draft_entry_id_fkey FOREIGN KEY (entry_id) REFERENCES entry(id) ON DELETE CASCADE,
  constraint question_draft_language_check1 CHECK ((language = ANY (ARRAY['vi'::text, 'en'::text]))),
  constraint question_draft_pkey PRIMARY KEY (account_id, entry_id)
);

create table question_handover (
  id bigint generated always as identity not null,
  question_id bigint not null,
  from_id bigint,
  to_id bigint,
  reason text not null,
  handed_by bigint,
  handed_at timestamp with time zone not null,
  constraint question_handover_from_id_fkey FOREIGN KEY (from_id) REFERENCES organisation(id),
  constraint question_handover_handed_by_fkey FOREIGN KEY (handed_by) REFERENCES account(id),
  constraint question_handover_pkey PRIMARY KEY (id),
  constraint question_handover_question_id_fkey FOREIGN KEY (question_id) REFERENCES question(id) ON DELETE CASCADE,
  constraint question_handover_reason_check CHECK ((reason <> ''::text)),
  constraint question_handover_to_id_fkey FOREIGN KEY (to_id) REFERENCES organisation(id)
);

create table question_version (
  question_id bigint not null,
  version integer not null,
  title text not null,
  body text not null,
  answer text not null,
  answer_language text not null,
  answered_for bigint,
  written_by bigint,
  written_at timestamp with time zone not null,
  constraint question_version_answer_language_check CHECK ((answer_language = ANY (ARRAY['vi'::text, 'en'::text]))),
  constraint question_version_answered_for_fkey FOREIGN KEY (answered_for) REFERENCES organisation(id),
  constraint question_version_pkey PRIMARY KEY (question_id, version),
  constraint question_version_question_id_fkey FOREIGN KEY (question_id) REFERENCES question(id) ON DELETE CASCADE,
  constraint question_version_written_by_fkey FOREIGN KEY (written_by) REFERENCES account(id)
);

create table recovery_code (
  account_id bigint not null,
  hash bytea not null,
  used_at timestamp with time zone,
  constraint recovery_code_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id),
  constraint recovery_code_pkey PRIMARY KEY (account_id, hash)
);

create table registration (
  id bigint generated always as identity not null,
  account_id bigint not null,
  kind text not null,
  name text,
  name_en text,
  tax_code text,
  country text,
  registration_number text,
  commune_id bigint,
  address text,
  phone text,
  activity text,
  consent text not null,
  consented_at timestamp with time zone not null,
  state text not null,
  question text,
  answer text,
  reason text,
  organisation_id bigint,
  decided_by bigint,
  decided_at timestamp with time zone,
  illustrative boolean default false not null,
  version integer default 1 not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  search_text text generated always as (vn_norm(((((COALESCE(name, ''::text) || ' '::text) || COALESCE(name_en, ''::text)) || ' '::text) || COALESCE(tax_code, ''::text)))) stored not null,
  vouched_by bigint,
  vouched_how text,
  constraint registration_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id),
  constraint registration_check CHECK (((name IS NULL) = (kind = 'individual'::text))),
  constraint registration_check1 CHECK (((state = 'asked'::text) <= (question IS NOT NULL))),
  constraint registration_check2 CHECK (((state = 'refused'::text) <= (reason IS NOT NULL))),
  constraint registration_check3 CHECK (((vouched_how IS NULL) OR (vouched_by IS NOT NULL))),
  constraint registration_commune_id_fkey FOREIGN KEY (commune_id) REFERENCES organisation(id),
  constraint registration_decided_by_fkey FOREIGN KEY (decided_by) REFERENCES account(id),
  constraint registration_kind_check CHECK ((kind = ANY (ARRAY['enterprise'::text, 'cooperative'::text, 'institute'::text, 'university'::text, 'individual'::text, 'foreign_body'::text]))),
  constraint registration_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(id),
  constraint registration_pkey PRIMARY KEY (id),
  constraint registration_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'asked'::text, 'accepted'::text, 'refused'::text]))),
  constraint registration_vouched_by_fkey FOREIGN KEY (vouched_by) REFERENCES account(id)
);

create table registration_request (
  id bigint generated always as identity not null,
  email text not null,
  language text not null,
  given jsonb not null,
  consent text not null,
  asked_at timestamp with time zone not null,
  looked_up_at timestamp with time zone,
  token_hash bytea,
  expires_at timestamp with time zone,
  used_at timestamp with time zone,
  vouched_by bigint,
  vouched_how text,
  constraint registration_request_check CHECK (((token_hash IS NULL) = (expires_at IS NULL))),
  constraint registration_request_check1 CHECK (((vouched_by IS NULL) = (vouched_how IS NULL))),
  constraint registration_request_language_check CHECK ((language = ANY (ARRAY['vi'::text, 'en'::text]))),
  constraint registration_request_pkey PRIMARY KEY (id),
  constraint registration_request_token_hash_key UNIQUE (token_hash),
  constraint registration_request_vouched_by_fkey FOREIGN KEY (vouched_by) REFERENCES account(id)
);

create table role_grant (
  id bigint generated always as identity not null,
  account_id bigint not null,
  role text not null,
  scope_kind text,
  scope_id bigint,
  granted_at timestamp with time zone default now() not null,
  revoked_at timestamp with time zone,
  constraint role_grant_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id),
  constraint role_grant_check CHECK (((scope_kind IS NULL) = (scope_id IS NULL))),
  constraint role_grant_pkey PRIMARY KEY (id)
);

create table search_code (
  key text not null,
  item bigint not null,
  constraint search_code_item_fkey FOREIGN KEY (item) REFERENCES search_item(item) ON DELETE CASCADE,
  constraint search_code_pkey PRIMARY KEY (key, item)
);

create table search_count (
  kind text not null,
  facet text not null,
  items integer not null,
  constraint search_count_pkey PRIMARY KEY (kind, facet)
);

create table search_item (
  item bigint generated always as identity not null,
  kind text not null,
  ref bigint not null,
  code text,
  url text,
  title text not null,
  title_en text,
  summary text,
  summary_en text,
  body text not null,
  word_stream text not null,
  shown jsonb not null,
  facets text[] not null,
  dated date,
  code_order text not null,
  title_order text not null,
  illustrative boolean not null,
  title_terms tsvector not null,
  terms tsvector not null,
  constraint search_item_kind_check CHECK ((kind = ANY (ARRAY['problem'::text, 'need'::text, 'document'::text, 'organisation'::text, 'question'::text, 'consultation'::text, 'plan'::text, 'task'::text, 'target'::text]))),
  constraint search_item_kind_ref_key UNIQUE (kind, ref),
  constraint search_item_pkey PRIMARY KEY (item)
);

create table search_of_day (
  term_id bigint not null,
  day date not null,
  asked integer not null,
  missed integer not null,
  constraint search_of_day_asked_check CHECK ((asked > 0)),
  constraint search_of_day_check CHECK (((missed >= 0) AND (missed <= asked))),
  constraint search_of_day_pkey PRIMARY KEY (term_id, day),
  constraint search_of_day_term_id_fkey FOREIGN KEY (term_id) REFERENCES search_term(id) ON DELETE CASCADE
);

create table search_slip (
  key text not null,
  word text not null,
  constraint search_slip_pkey PRIMARY KEY (key, word)
);

create table search_term (
  id bigint generated always as identity not null,
  key bytea not null,
  words text,
  last_asked date not null,
  constraint search_term_key_key UNIQUE (key),
  constraint search_term_pkey PRIMARY KEY (id)
);

create table search_word (
  word text not null,
  items integer not null,
  constraint search_word_pkey PRIMARY KEY (word)
);

create table sector (
  code text not null,
  name text not null,
  name_en text not null,
  "position" integer not null,
  constraint sector_pkey PRIMARY KEY (code)
);

create table session (
  id bigint generated always as identity not null,
  token_hash bytea not null,
  account_id bigint not null,
  created_at timestamp with time zone not null,
  last_seen_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  address text,
  agent text,
  proof text default 'password'::text not null,
  strong boolean default false not null,
  confirmed_at timestamp with time zone,
  provider text,
  provider_level text,
  former_token_hash bytea,
  former_until timestamp with time zone,
  constraint session_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id),
  constraint session_check CHECK (((provider IS NULL) = (provider_level IS NULL))),
  constraint session_check1 CHECK (((former_token_hash IS NULL) = (former_until IS NULL))),
  constraint session_pkey PRIMARY KEY (id),
  constraint session_proof_check CHECK ((proof = ANY (ARRAY['password'::text, 'totp'::text, 'passkey'::text, 'recovery'::text, 'sso'::text]))),
  constraint session_provider_level_check CHECK ((provider_level = ANY (ARRAY['one_factor'::text, 'two_factors'::text]))),
  constraint session_token_hash_key UNIQUE (token_hash)
);

create table setting (
  key text not null,
  value jsonb not null,
  updated_at timestamp with time zone default now() not null,
  constraint setting_pkey PRIMARY KEY (key)
);

create table sign_in (
  id bigint generated always as identity not null,
  account_id bigint not null,
  at timestamp with time zone not null,
  outcome text not null,
  proof text,
  address text,
  agent text,
  constraint sign_in_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id),
  constraint sign_in_check CHECK (((outcome = 'signed_in'::text) = (proof IS NOT NULL))),
  constraint sign_in_outcome_check CHECK ((outcome = ANY (ARRAY['signed_in'::text, 'wrong_password'::text, 'second_step_open'::text, 'wrong_factor'::text]))),
  constraint sign_in_pkey PRIMARY KEY (id),
  constraint sign_in_proof_check CHECK ((proof = ANY (ARRAY['password'::text, 'totp'::text, 'passkey'::text, 'recovery'::text, 'sso'::text])))
);

create table sign_in_failure (
  key text not null,
  failures integer not null,
  first_at timestamp with time zone not null,
  blocked_until timestamp with time zone,
  constraint sign_in_failure_pkey PRIMARY KEY (key)
);

create table sign_on (
  id bigint generated always as identity not null,
  token_hash bytea not null,
  provider text not null,
  language text not null,
  back text,
  account_id bigint,
  started_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  returned_at timestamp with time zone,
  issuer text,
  subject text,
  email text,
  name text,
  level text,
  proven_at timestamp with time zone,
  constraint sign_on_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id),
  constraint sign_on_check CHECK ((((issuer IS NULL) = (subject IS NULL)) AND ((issuer IS NULL) = (level IS NULL)))),
  constraint sign_on_check1 CHECK (((issuer IS NULL) OR (returned_at IS NOT NULL))),
  constraint sign_on_language_check CHECK ((language = ANY (ARRAY['vi'::text, 'en'::text]))),
  constraint sign_on_level_check CHECK ((level = ANY (ARRAY['one_factor'::text, 'two_factors'::text]))),
  constraint sign_on_pkey PRIMARY KEY (id),
  constraint sign_on_token_hash_key UNIQUE (token_hash)
);

create table signed_copy (
  id bigint generated always as identity not null,
  edition_id bigint not null,
  document_id bigint not null,
  number text not null,
  issued date not null,
  signer text not null,
  file_sha256 text not null,
  file_name text not null,
  earlier_sha256 text,
  earlier_name text,
  comparison jsonb not null,
  account_id bigint,
  at timestamp with time zone not null,
  constraint signed_copy_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id),
  constraint signed_copy_document_id_fkey FOREIGN KEY (document_id) REFERENCES document(id),
  constraint signed_copy_earlier_sha256_fkey FOREIGN KEY (earlier_sha256) REFERENCES stored_file(sha256),
  constraint signed_copy_edition_id_fkey FOREIGN KEY (edition_id) REFERENCES edition(id),
  constraint signed_copy_file_sha256_fkey FOREIGN KEY (file_sha256) REFERENCES stored_file(sha256),
  constraint signed_copy_pkey PRIMARY KEY (id)
);

create table stored_file (
  sha256 text not null,
  size bigint not null,
  media_type text not null,
  created_at timestamp with time zone default now() not null,
  constraint stored_file_pkey PRIMARY KEY (sha256),
  constraint stored_file_sha256_check CHECK ((sha256 ~ '^[0-9a-f]{64}$'::text))
);

create table target (
  id bigint generated always as identity not null,
  code text not null,
  plan_id bigint not null,
  "position" integer not null,
  group_id bigint,
  parent_id bigint,
  tt text,
  annex text,
  name text not null,
  name_en text,
  unit text,
  "values" jsonb default '[]'::jsonb not null,
  raw text default ''::text not null,
  direction text not null,
  frequency text default 'year'::text not null,
  until_on date,
  baseline numeric,
  baseline_on date,
  baseline_source text,
  "least" numeric,
  most numeric,
  sector_code text,
  shown boolean default true not null,
  closed text,
  closed_on date,
  closed_document text,
  closed_words text,
  information text not null,
  outlook text,
  aims_at integer,
  result text,
  estimated boolean default false not null,
  turns_on date,
  value numeric,
  value_words text,
  since_on date,
  due_on date,
  version integer default 1 not null,
  created_at timestamp with time zone not null,
  form_key text,
  constraint target_annex_check CHECK ((annex <> ''::text)),
  constraint target_baseline_source_check CHECK ((baseline_source <> ''::text)),
  constraint target_check CHECK (((closed IS NULL) = (closed_on IS NULL))),
  constraint target_check1 CHECK (((closed IS NULL) OR (closed_document IS NOT NULL))),
  constraint target_check2 CHECK (((baseline IS NULL) = (baseline_on IS NULL))),
  constraint target_closed_check CHECK ((closed = 'not_carried_out'::text)),
  constraint target_closed_document_check CHECK ((closed_document <> ''::text)),
  constraint target_closed_words_check CHECK ((closed_words <> ''::text)),
  constraint target_code_key UNIQUE (code),
  constraint target_direction_check CHECK ((direction = ANY (ARRAY['higher'::text, 'lower'::text, 'band'::text, 'none'::text]))),
  constraint target_form_key_key UNIQUE (form_key),
  constraint target_frequency_check CHECK ((frequency = ANY (ARRAY['month'::text, 'quarter'::text, 'half_year'::text, 'year'::text]))),
  constraint target_group_id_fkey FOREIGN KEY (group_id) REFERENCES plan_group(id),
  constraint target_name_check CHECK ((name <> ''::text)),
  constraint target_name_en_check CHECK ((name_en <> ''::text)),
  constraint target_parent_id_fkey FOREIGN KEY (parent_id) REFERENCES target(id) ON DELETE CASCADE,
  constraint target_pkey PRIMARY KEY (id),
  constraint target_plan_id_fkey FOREIGN KEY (plan_id) REFERENCES plan(id) ON DELETE CASCADE,
  constraint target_position_check CHECK (("position" > 0)),
  constraint target_sector_code_fkey FOREIGN KEY (sector_code) REFERENCES sector(code),
  constraint target_tt_check CHECK ((tt <> ''::text)),
  constraint target_unit_check CHECK ((unit <> ''::text))
);

create table target_actual (
  id bigint generated always as identity not null,
  target_id bigint not null,
  organisation_id bigint,
  period text not null,
  last_day date not null,
  scope text,
  value numeric,
  words text,
  fulfilled boolean,
  as_of date not null,
  estimate boolean default false not null,
  source text not null,
  document_id bigint,
  file_sha256 text,
  file_name text,
  reason text,
  corrects_id bigint,
  way text default 'page'::text not null,
  entered_by bigint,
  entered_at timestamp with time zone not null,
  form_key text,
  sent_file text,
  sent_line integer,
  constraint target_actual_check CHECK ((num_nonnulls(value, words) >= 1)),
  constraint target_actual_check1 CHECK (((file_sha256 IS NULL) = (file_name IS NULL))),
  constraint target_actual_check2 CHECK (((sent_file IS NULL) = (sent_line IS NULL))),
  constraint target_actual_corrects_id_fkey FOREIGN KEY (corrects_id) REFERENCES target_actual(id),
  constraint target_actual_document_id_fkey FOREIGN KEY (document_id) REFERENCES document(id),
  constraint target_actual_entered_by_fkey FOREIGN KEY (entered_by) REFERENCES account(id),
  constraint target_actual_file_name_check CHECK ((file_name <> ''::text)),
  constraint target_actual_file_sha256_fkey FOREIGN KEY (file_sha256) REFERENCES stored_file(sha256),
  constraint target_actual_form_key_key UNIQUE (form_key),
  constraint target_actual_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(id),
  constraint target_actual_period_check CHECK ((period ~ '^\d{4}(-(Q[1-4]|H[12]|\d{2}))?$'::text)),
  constraint target_actual_pkey PRIMARY KEY (id),
  constraint target_actual_reason_check CHECK ((reason <> ''::text)),
  constraint target_actual_scope_check CHECK ((scope <> ''::text)),
  constraint target_actual_sent_file_check CHECK ((sent_file <> ''::text)),
  constraint target_actual_sent_line_check CHECK ((sent_line > 0)),
  constraint target_actual_source_check CHECK ((source <> ''::text)),
  constraint target_actual_target_id_fkey FOREIGN KEY (target_id) REFERENCES target(id) ON DELETE CASCADE,
  constraint target_actual_way_check CHECK ((way = ANY (ARRAY['page'::text, 'file'::text, 'command'::text]))),
  constraint target_actual_words_check CHECK ((words <> ''::text))
);

create table target_agency (
  id bigint generated always as identity not null,
  target_id bigint not null,
  "position" integer not null,
  organisation_id bigint,
  name text not null,
  since date not null,
  until date,
  handed_to bigint,
  constraint target_agency_handed_to_fkey FOREIGN KEY (handed_to) REFERENCES target_agency(id),
  constraint target_agency_name_check CHECK ((name <> ''::text)),
  constraint target_agency_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(id),
  constraint target_agency_pkey PRIMARY KEY (id),
  constraint target_agency_target_id_fkey FOREIGN KEY (target_id) REFERENCES target(id) ON DELETE CASCADE
);

create table target_assignment (
  id bigint generated always as identity not null,
  plan_id bigint not null,
  document text,
  form_key text not null,
  made_by bigint,
  made_at timestamp with time zone not null,
  undone_by bigint,
  undone_at timestamp with time zone,
  constraint target_assignment_document_check CHECK ((document <> ''::text)),
  constraint target_assignment_made_by_fkey FOREIGN KEY (made_by) REFERENCES account(id),
  constraint target_assignment_pkey PRIMARY KEY (id),
  constraint target_assignment_plan_id_fkey FOREIGN KEY (plan_id) REFERENCES plan(id) ON DELETE CASCADE,
  constraint target_assignment_plan_id_form_key_key UNIQUE (plan_id, form_key),
  constraint target_assignment_undone_by_fkey FOREIGN KEY (undone_by) REFERENCES account(id)
);

create table target_assignment_item (
  assignment_id bigint not null,
  target_id bigint not null,
  version integer not null,
  before jsonb not null,
  after jsonb not null,
  begun jsonb default '[]'::jsonb not null,
  ended jsonb default '[]'::jsonb not null,
  constraint target_assignment_item_assignment_id_fkey FOREIGN KEY (assignment_id) REFERENCES target_assignment(id) ON DELETE CASCADE,
  constraint target_assignment_item_pkey PRIMARY KEY (assignment_id, target_id),
  constraint target_assignment_item_target_id_fkey FOREIGN KEY (target_id) REFERENCES target(id) ON DELETE CASCADE
);

create table target_level (
  target_id bigint not null,
  year integer not null,
  "least" numeric,
  most numeric,
  constraint target_level_check CHECK ((num_nonnulls("least", most) >= 1)),
  constraint target_level_check1 CHECK (("least" <= most)),
  constraint target_level_pkey PRIMARY KEY (target_id, year),
  constraint target_level_target_id_fkey FOREIGN KEY (target_id) REFERENCES target(id) ON DELETE CASCADE,
  constraint target_level_year_check CHECK (((year >= 1990) AND (year <= 2200)))
);

create table target_version (
  target_id bigint not null,
  from_on date not null,
  to_on date,
  why text not null,
  document text,
  content jsonb not null,
  at timestamp with time zone not null,
  words text,
  constraint target_version_pkey PRIMARY KEY (target_id, from_on),
  constraint target_version_target_id_fkey FOREIGN KEY (target_id) REFERENCES target(id) ON DELETE CASCADE,
  constraint target_version_why_check CHECK ((why = ANY (ARRAY['issued'::text, 'amended'::text, 'corrected'::text, 'assigned'::text, 'closed'::text]))),
  constraint target_version_words_check CHECK ((words <> ''::text))
);

create table task (
  id bigint generated always as identity not null,
  code text not null,
  plan_id bigint not null,
  "position" integer not null,
  group_id bigint,
  parent_id bigint,
  instance_of bigint,
  period text,
  tt text,
  annex text,
  name text not null,
  name_en text,
  product text,
  deadline_kind text not null,
  deadline_from date,
  deadline_to date,
  deadline_raw text default ''::text not null,
  cadence text,
  sector_code text,
  shown boolean default true not null,
  closed text,
  closed_on date,
  closed_document text,
  closed_words text,
  state text not null,
  last_day date,
  turns_on date,
  percent integer default 0 not null,
  started_on date,
  reported_on date,
  informed_on date,
  version integer default 1 not null,
  created_at timestamp with time zone not null,
  form_key text,
  constraint task_annex_check CHECK ((annex <> ''::text)),
  constraint task_cadence_check CHECK ((cadence = ANY (ARRAY['month'::text, 'quarter'::text, 'half_year'::text, 'year'::text]))),
  constraint task_check CHECK (((instance_of IS NULL) = (period IS NULL))),
  constraint task_check1 CHECK (((closed IS NULL) = (closed_on IS NULL))),
  constraint task_check2 CHECK (((closed IS NULL) OR (closed = 'done'::text) OR (closed_document IS NOT NULL))),
  constraint task_closed_check CHECK ((closed = ANY (ARRAY['done'::text, 'suspended'::text, 'not_carried_out'::text]))),
  constraint task_closed_document_check CHECK ((closed_document <> ''::text)),
  constraint task_closed_words_check CHECK ((closed_words <> ''::text)),
  constraint task_code_key UNIQUE (code),
  constraint task_deadline_kind_check CHECK ((deadline_kind = ANY (ARRAY['date'::text, 'month'::text, 'quarter'::text, 'year'::text, 'range'::text, 'yearly'::text, 'continuous'::text, 'none'::text]))),
  constraint task_form_key_key UNIQUE (form_key),
  constraint task_group_id_fkey FOREIGN KEY (group_id) REFERENCES plan_group(id),
  constraint task_instance_of_fkey FOREIGN KEY (instance_of) REFERENCES task(id) ON DELETE CASCADE,
  constraint task_instance_of_period_key UNIQUE (instance_of, period),
  constraint task_name_check CHECK ((name <> ''::text)),
  constraint task_name_en_check CHECK ((name_en <> ''::text)),
  constraint task_parent_id_fkey FOREIGN KEY (parent_id) REFERENCES task(id) ON DELETE CASCADE,
  constraint task_percent_check CHECK (((percent >= 0) AND (percent <= 100))),
  constraint task_period_check CHECK ((period ~ '^\d{4}(-(Q[1-4]|H[12]|\d{2}))?$'::text)),
  constraint task_pkey PRIMARY KEY (id),
  constraint task_plan_id_fkey FOREIGN KEY (plan_id) REFERENCES plan(id) ON DELETE CASCADE,
  constraint task_position_check CHECK (("position" > 0)),
  constraint task_product_check CHECK ((product <> ''::text)),
  constraint task_sector_code_fkey FOREIGN KEY (sector_code) REFERENCES sector(code),
  constraint task_tt_check CHECK ((tt <> ''::text))
);

create table task_agency (
  id bigint generated always as identity not null,
  task_id bigint not null,
  role text not null,
  "position" integer not null,
  organisation_id bigint,
  name text not null,
  since date not null,
  until date,
  handed_to bigint,
  answer text default 'given'::text not null,
  answered_on date,
  answered_by bigint,
  answer_words text,
  started_on date,
  percent integer default 0 not null,
  reported_on date,
  informed_on date,
  constraint task_agency_answer_check CHECK ((answer = ANY (ARRAY['given'::text, 'acknowledged'::text, 'refused'::text]))),
  constraint task_agency_answer_words_check CHECK ((answer_words <> ''::text)),
  constraint task_agency_answered_by_fkey FOREIGN KEY (answered_by) REFERENCES account(id),
  constraint task_agency_check CHECK (((until IS NULL) OR (until >= since))),
  constraint task_agency_check1 CHECK (((answer = 'given'::text) = (answered_on IS NULL))),
  constraint task_agency_check2 CHECK (((answer <> 'refused'::text) OR (answer_words IS NOT NULL))),
  constraint task_agency_handed_to_fkey FOREIGN KEY (handed_to) REFERENCES task_agency(id),
  constraint task_agency_name_check CHECK ((name <> ''::text)),
  constraint task_agency_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(id),
  constraint task_agency_percent_check CHECK (((percent >= 0) AND (percent <= 100))),
  constraint task_agency_pkey PRIMARY KEY (id),
  constraint task_agency_role_check CHECK ((role = ANY (ARRAY['lead'::text, 'partner'::text]))),
  constraint task_agency_task_id_fkey FOREIGN KEY (task_id) REFERENCES task(id) ON DELETE CASCADE
);

create table task_assignment (
  id bigint generated always as identity not null,
  plan_id bigint not null,
  document text,
  reason text,
  form_key text not null,
  made_by bigint,
  made_at timestamp with time zone not null,
  undone_by bigint,
  undone_at timestamp with time zone,
  constraint task_assignment_document_check CHECK ((document <> ''::text)),
  constraint task_assignment_made_by_fkey FOREIGN KEY (made_by) REFERENCES account(id),
  constraint task_assignment_pkey PRIMARY KEY (id),
  constraint task_assignment_plan_id_fkey FOREIGN KEY (plan_id) REFERENCES plan(id) ON DELETE CASCADE,
  constraint task_assignment_plan_id_form_key_key UNIQUE (plan_id, form_key),
  constraint task_assignment_reason_check CHECK ((reason <> ''::text)),
  constraint task_assignment_undone_by_fkey FOREIGN KEY (undone_by) REFERENCES account(id)
);

create table task_assignment_item (
  assignment_id bigint not null,
  task_id bigint not null,
  version integer not null,
  before jsonb not null,
  after jsonb not null,
  begun jsonb default '[]'::jsonb not null,
  ended jsonb default '[]'::jsonb not null,
  constraint task_assignment_item_assignment_id_fkey FOREIGN KEY (assignment_id) REFERENCES task_assignment(id) ON DELETE CASCADE,
  constraint task_assignment_item_pkey PRIMARY KEY (assignment_id, task_id),
  constraint task_assignment_item_task_id_fkey FOREIGN KEY (task_id) REFERENCES task(id) ON DELETE CASCADE
);

create table task_check (
  id bigint generated always as identity not null,
  task_id bigint not null,
  fact_id bigint not null,
  verdict text not null,
  words text,
  checked_by bigint,
  checked_at timestamp with time zone not null,
  constraint task_check_check CHECK (((verdict = 'confirmed'::text) OR (words IS NOT NULL))),
  constraint task_check_checked_by_fkey FOREIGN KEY (checked_by) REFERENCES account(id),
  constraint task_check_fact_id_fkey FOREIGN KEY (fact_id) REFERENCES task_fact(id),
  constraint task_check_pkey PRIMARY KEY (id),
  constraint task_check_task_id_fkey FOREIGN KEY (task_id) REFERENCES task(id) ON DELETE CASCADE,
  constraint task_check_verdict_check CHECK ((verdict = ANY (ARRAY['confirmed'::text, 'returned'::text]))),
  constraint task_check_words_check CHECK ((words <> ''::text))
);

create table task_count (
  plan_id bigint not null,
  group_id bigint not null,
  organisation_id bigint not null,
  sector_code text not null,
  month text not null,
  state text not null,
  tasks integer not null,
  open_tasks integer default 0 not null,
  silent_tasks integer default 0 not null,
  open_silent integer default 0 not null,
  constraint task_count_pkey PRIMARY KEY (plan_id, group_id, organisation_id, sector_code, month, state)
);

create table task_counted (
  id bigint generated always as identity not null,
  task_id bigint not null,
  plan_id bigint not null,
  group_id bigint not null,
  organisation_id bigint not null,
  sector_code text not null,
  month text not null,
  state text not null,
  open integer default 0 not null,
  silent integer default 0 not null,
  constraint task_counted_pkey PRIMARY KEY (id),
  constraint task_counted_task_id_fkey FOREIGN KEY (task_id) REFERENCES task(id) ON DELETE CASCADE
);

create table task_extension (
  id bigint generated always as identity not null,
  task_id bigint not null,
  organisation_id bigint,
  former date not null,
  asked date not null,
  reason text not null,
  asked_by bigint,
  asked_at timestamp with time zone not null,
  state text default 'asked'::text not null,
  granted date,
  document_number text,
  document_date text,
  words text,
  decided_by bigint,
  decided_at timestamp with time zone,
  constraint task_extension_asked_by_fkey FOREIGN KEY (asked_by) REFERENCES account(id),
  constraint task_extension_check CHECK (((state = ANY (ARRAY['granted'::text, 'refused'::text])) = (decided_at IS NOT NULL))),
  constraint task_extension_check1 CHECK (((state = 'granted'::text) = (granted IS NOT NULL))),
  constraint task_extension_check2 CHECK ((asked > former)),
  constraint task_extension_decided_by_fkey FOREIGN KEY (decided_by) REFERENCES account(id),
  constraint task_extension_document_date_check CHECK ((document_date ~ '^\d{4}(-\d{2}(-\d{2})?)?$'::text)),
  constraint task_extension_document_number_check CHECK ((document_number <> ''::text)),
  constraint task_extension_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(id),
  constraint task_extension_pkey PRIMARY KEY (id),
  constraint task_extension_reason_check CHECK ((reason <> ''::text)),
  constraint task_extension_state_check CHECK ((state = ANY (ARRAY['asked'::text, 'granted'::text, 'refused'::text, 'withdrawn'::text]))),
  constraint task_extension_task_id_fkey FOREIGN KEY (task_id) REFERENCES task(id) ON DELETE CASCADE,
  constraint task_extension_words_check CHECK ((words <> ''::text))
);

create table task_fact (
  id bigint generated always as identity not null,
  task_id bigint not null,
  organisation_id bigint,
  kind text not null,
  happened_on date not null,
  percent integer,
  words text default ''::text not null,
  reason text,
  period text,
  document_number text,
  document_date text,
  document_id bigint,
  corrects_id bigint,
  way text default 'page'::text not null,
  entered_by bigint,
  entered_at timestamp with time zone not null,
  form_key text,
  sent_file text,
  sent_line integer,
  constraint task_fact_check CHECK (((sent_file IS NULL) = (sent_line IS NULL))),
  constraint task_fact_corrects_id_fkey FOREIGN KEY (corrects_id) REFERENCES task_fact(id),
  constraint task_fact_document_date_check CHECK ((document_date ~ '^\d{4}(-\d{2}(-\d{2})?)?$'::text)),
  constraint task_fact_document_id_fkey FOREIGN KEY (document_id) REFERENCES document(id),
  constraint task_fact_document_number_check CHECK ((document_number <> ''::text)),
  constraint task_fact_entered_by_fkey FOREIGN KEY (entered_by) REFERENCES account(id),
  constraint task_fact_form_key_key UNIQUE (form_key),
  constraint task_fact_kind_check CHECK ((kind = ANY (ARRAY['started'::text, 'progress'::text, 'result'::text, 'done'::text]))),
  constraint task_fact_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(id),
  constraint task_fact_percent_check CHECK (((percent >= 0) AND (percent <= 100))),
  constraint task_fact_pkey PRIMARY KEY (id),
  constraint task_fact_reason_check CHECK ((reason <> ''::text)),
  constraint task_fact_sent_file_check CHECK ((sent_file <> ''::text)),
  constraint task_fact_sent_line_check CHECK ((sent_line > 0)),
  constraint task_fact_task_id_fkey FOREIGN KEY (task_id) REFERENCES task(id) ON DELETE CASCADE,
  constraint task_fact_way_check CHECK ((way = ANY (ARRAY['page'::text, 'file'::text, 'command'::text])))
);

create table task_fact_file (
  id bigint generated always as identity not null,
  fact_id bigint not null,
  sha256 text not null,
  name text not null,
  size bigint not null,
  constraint task_fact_file_fact_id_fkey FOREIGN KEY (fact_id) REFERENCES task_fact(id) ON DELETE CASCADE,
  constraint task_fact_file_fact_id_sha256_key UNIQUE (fact_id, sha256),
  constraint task_fact_file_name_check CHECK ((name <> ''::text)),
  constraint task_fact_file_pkey PRIMARY KEY (id),
  constraint task_fact_file_sha256_fkey FOREIGN KEY (sha256) REFERENCES stored_file(sha256),
  constraint task_fact_file_size_check CHECK ((size >= 0))
);

create table task_version (
  task_id bigint not null,
  from_on date not null,
  to_on date,
  why text not null,
  document text,
  content jsonb not null,
  at timestamp with time zone not null,
  words text,
  constraint task_version_pkey PRIMARY KEY (task_id, from_on),
  constraint task_version_task_id_fkey FOREIGN KEY (task_id) REFERENCES task(id) ON DELETE CASCADE,
  constraint task_version_why_check CHECK ((why = ANY (ARRAY['issued'::text, 'amended'::text, 'corrected'::text, 'assigned'::text, 'extended'::text, 'closed'::text]))),
  constraint task_version_words_check CHECK ((words <> ''::text))
);

create table totp (
  account_id bigint not null,
  secret bytea not null,
  last_step bigint default 0 not null,
  illustrative boolean default false not null,
  created_at timestamp with time zone not null,
  constraint totp_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id),
  constraint totp_pkey PRIMARY KEY (account_id)
);

create table unit_head (
  organisation_id bigint not null,
  account_id bigint not null,
  since date not null,
  set_by bigint,
  constraint unit_head_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id),
  constraint unit_head_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(id),
  constraint unit_head_pkey PRIMARY KEY (organisation_id, account_id),
  constraint unit_head_set_by_fkey FOREIGN KEY (set_by) REFERENCES account(id)
);

create table unit_workbook (
  id bigint generated always as identity not null,
  organisation_id bigint,
  file_sha256 text not null,
  file_name text not null,
  unchanged integer default 0 not null,
  missing jsonb default '[]'::jsonb not null,
  state text default 'reviewing'::text not null,
  version integer default 1 not null,
  created_by bigint,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  constraint unit_workbook_created_by_fkey FOREIGN KEY (created_by) REFERENCES account(id),
  constraint unit_workbook_file_name_check CHECK ((file_name <> ''::text)),
  constraint unit_workbook_file_sha256_fkey FOREIGN KEY (file_sha256) REFERENCES stored_file(sha256),
  constraint unit_workbook_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(id),
  constraint unit_workbook_pkey PRIMARY KEY (id),
  constraint unit_workbook_state_check CHECK ((state = ANY (ARRAY['reviewing'::text, 'ended'::text]))),
  constraint unit_workbook_unchanged_check CHECK ((unchanged >= 0))
);

create table unit_workbook_row (
  workbook_id bigint not null,
  "position" integer not null,
  sheet text not null,
  line integer not null,
  code text not null,
  task_id bigint,
  target_id bigint,
  organisation_id bigint,
  scope text,
  base_version integer,
  texts jsonb not null,
  problems jsonb default '[]'::jsonb not null,
  confirmed text default ''::text not null,
  written_at timestamp with time zone,
  version integer default 1 not null,
  constraint unit_workbook_row_line_check CHECK ((line > 0)),
  constraint unit_workbook_row_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(id),
  constraint unit_workbook_row_pkey PRIMARY KEY (workbook_id, "position"),
  constraint unit_workbook_row_position_check CHECK (("position" > 0)),
  constraint unit_workbook_row_sheet_check CHECK ((sheet = ANY (ARRAY['tasks'::text, 'targets'::text]))),
  constraint unit_workbook_row_target_id_fkey FOREIGN KEY (target_id) REFERENCES target(id) ON DELETE SET NULL,
  constraint unit_workbook_row_task_id_fkey FOREIGN KEY (task_id) REFERENCES task(id) ON DELETE SET NULL,
  constraint unit_workbook_row_workbook_id_fkey FOREIGN KEY (workbook_id) REFERENCES unit_workbook(id) ON DELETE CASCADE
);

create table untold_event (
  event_seq bigint not null,
  subject_kind text not null,
  subject_id text not null,
  failure text,
  tries integer not null,
  since timestamp with time zone not null,
  tried_at timestamp with time zone,
  set_aside_at timestamp with time zone,
  constraint untold_event_check CHECK (((failure IS NULL) = (tries = 0))),
  constraint untold_event_check1 CHECK (((failure IS NULL) = (tried_at IS NULL))),
  constraint untold_event_check2 CHECK (((failure IS NOT NULL) OR (set_aside_at IS NOT NULL))),
  constraint untold_event_failure_check CHECK ((failure <> ''::text)),
  constraint untold_event_pkey PRIMARY KEY (event_seq),
  constraint untold_event_tries_check CHECK ((tries >= 0))
);

create table urge (
  id bigint generated always as identity not null,
  task_id bigint not null,
  organisation_id bigint not null,
  last_day date not null,
  step integer,
  level text,
  day date not null,
  explain_by date,
  explanation_id bigint,
  constraint urge_check CHECK ((num_nonnulls(step, level) = 1)),
  constraint urge_check1 CHECK (((level IS NULL) = (explain_by IS NULL))),
  constraint urge_check2 CHECK (((explanation_id IS NULL) OR (level IS NOT NULL))),
  constraint urge_explanation_id_fkey FOREIGN KEY (explanation_id) REFERENCES explanation(id),
  constraint urge_level_check CHECK ((level = ANY (ARRAY['officer'::text, 'unit_head'::text, 'department'::text, 'leader'::text]))),
  constraint urge_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(id),
  constraint urge_pkey PRIMARY KEY (id),
  constraint urge_task_id_fkey FOREIGN KEY (task_id) REFERENCES task(id) ON DELETE CASCADE
);

create table urging_letter (
  id bigint generated always as identity not null,
  organisation_id bigint not null,
  batch text not null,
  state text default 'draft'::text not null,
  plan_id bigint,
  least_days integer not null,
  with_soon boolean not null,
  report_by date not null,
  texts jsonb not null,
  tasks jsonb,
  issued_on date,
  number text,
  signer text,
  issued_by bigint,
  issued_at timestamp with time zone,
  version integer default 1 not null,
  created_by bigint,
  created_at timestamp with time zone not null,
  recalled_at timestamp with time zone,
  recalled_by bigint,
  recall_reason text,
  constraint urging_letter_batch_check CHECK ((batch <> ''::text)),
  constraint urging_letter_batch_organisation_id_key UNIQUE (batch, organisation_id),
  constraint urging_letter_check CHECK (((state = ANY (ARRAY['issued'::text, 'recalled'::text])) = (issued_at IS NOT NULL))),
  constraint urging_letter_check1 CHECK ((num_nonnulls(tasks, issued_on, number, signer, issued_at) = ANY (ARRAY[0, 5]))),
  constraint urging_letter_created_by_fkey FOREIGN KEY (created_by) REFERENCES account(id),
  constraint urging_letter_issued_by_fkey FOREIGN KEY (issued_by) REFERENCES account(id),
  constraint urging_letter_least_days_check CHECK (((least_days >= 0) AND (least_days <= 3650))),
  constraint urging_letter_number_check CHECK ((number <> ''::text)),
  constraint urging_letter_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(id),
  constraint urging_letter_pkey PRIMARY KEY (id),
  constraint urging_letter_plan_id_fkey FOREIGN KEY (plan_id) REFERENCES plan(id),
  constraint urging_letter_recall_reason_check CHECK ((recall_reason <> ''::text)),
  constraint urging_letter_recalled_by_fkey FOREIGN KEY (recalled_by) REFERENCES account(id),
  constraint urging_letter_recalled_check CHECK ((num_nonnulls(recalled_at, recall_reason) =
CASE state
    WHEN 'recalled'::text THEN 2
    ELSE 0
END)),
  constraint urging_letter_signer_check CHECK ((signer <> ''::text)),
  constraint urging_letter_state_check CHECK ((state = ANY (ARRAY['draft'::text, 'issued'::text, 'recalled'::text, 'dropped'::text])))
);

create table use_of_day (
  day date not null,
  what text not null,
  page text not null,
  thing text default ''::text not null,
  times integer not null,
  constraint use_of_day_pkey PRIMARY KEY (day, what, page, thing),
  constraint use_of_day_times_check CHECK ((times > 0)),
  constraint use_of_day_what_check CHECK ((what = ANY (ARRAY['view'::text, 'search'::text, 'search_without_result'::text, 'download'::text])))
);

create table webhook (
  id bigint generated always as identity not null,
  account_id bigint not null,
  name text not null,
  url text not null,
  kinds text[] default '{}'::text[] not null,
  events text[] default '{}'::text[] not null,
  sectors text[] default '{}'::text[] not null,
  secret bytea not null,
  former_secret bytea,
  former_until timestamp with time zone,
  state text default 'unverified'::text not null,
  paused_for text,
  pause_reason text,
  state_at timestamp with time zone not null,
  verified_at timestamp with time zone,
  created_at timestamp with time zone not null,
  constraint webhook_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id),
  constraint webhook_check CHECK (((state = 'paused'::text) = (paused_for IS NOT NULL))),
  constraint webhook_check1 CHECK (((state <> 'active'::text) OR (verified_at IS NOT NULL))),
  constraint webhook_check2 CHECK (((former_secret IS NULL) = (former_until IS NULL))),
  constraint webhook_paused_for_check CHECK ((paused_for = ANY (ARRAY['owner'::text, 'administrator'::text, 'failures'::text, 'gone'::text, 'sealed'::text]))),
  constraint webhook_pkey PRIMARY KEY (id),
  constraint webhook_state_check CHECK ((state = ANY (ARRAY['unverified'::text, 'active'::text, 'paused'::text])))
);

create table webhook_cursor (
  webhook_id bigint not null,
  seq bigint not null,
  tries integer default 0 not null,
  due_at timestamp with time zone not null,
  failing_since timestamp with time zone,
  leased_until timestamp with time zone,
  lease text,
  constraint webhook_cursor_pkey PRIMARY KEY (webhook_id),
  constraint webhook_cursor_webhook_id_fkey FOREIGN KEY (webhook_id) REFERENCES webhook(id) ON DELETE CASCADE
);

create table webhook_delivery (
  id bigint generated always as identity not null,
  webhook_id bigint not null,
  kind text not null,
  message_id text not null,
  seq bigint,
  code text,
  at timestamp with time zone not null,
  status integer,
  ms integer not null,
  failure text,
  constraint webhook_delivery_kind_check CHECK ((kind = ANY (ARRAY['change'::text, 'again'::text, 'test'::text, 'verification'::text]))),
  constraint webhook_delivery_pkey PRIMARY KEY (id),
  constraint webhook_delivery_webhook_id_fkey FOREIGN KEY (webhook_id) REFERENCES webhook(id) ON DELETE CASCADE
);

create table working_copy (
  entry_id bigint not null,
  account_id bigint not null,
  base_version integer not null,
  fields jsonb not null,
  saved_at timestamp with time zone not null,
  constraint working_copy_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id),
  constraint working_copy_entry_id_fkey FOREIGN KEY (entry_id) REFERENCES entry(id) ON DELETE CASCADE,
  constraint working_copy_pkey PRIMARY KEY (entry_id, account_id)
);

CREATE INDEX absence_account ON public.absence USING btree (account_id, valid_to);

CREATE INDEX absence_created_by ON public.absence USING btree (created_by);

CREATE INDEX absence_ended_by ON public.absence USING btree (ended_by);

CREATE INDEX account_domain ON public.account USING btree (split_part(lower(email), '@'::text, 2));

CREATE INDEX account_organisation ON public.account USING btree (organisation_id);

CREATE INDEX account_search ON public.account USING gin (search_text gin_trgm_ops);

CREATE INDEX api_allowance_began ON public.api_allowance USING btree (began_at);

CREATE INDEX api_key_account ON public.api_key USING btree (account_id, id DESC);

CREATE INDEX api_key_use_day ON public.api_key_use USING btree (day);

CREATE INDEX backup_listed ON public.backup USING btree (kind, state, id DESC);

CREATE INDEX backup_requester ON public.backup USING btree (requested_by);

CREATE INDEX batch_creator ON public.batch USING btree (created_by);

CREATE INDEX batch_file_document ON public.batch_file USING btree (document_id);

CREATE INDEX batch_file_file ON public.batch_file USING btree (file_sha256);

CREATE INDEX batch_file_import ON public.batch_file USING btree (import_id);

CREATE INDEX batch_file_open ON public.batch_file USING btree (id) WHERE (state = ANY (ARRAY['waiting'::text, 'reading'::text]));

CREATE INDEX bulk_change_edition ON public.bulk_change USING btree (edition_id, id);

CREATE INDEX bulk_change_entry_entry ON public.bulk_change_entry USING btree (entry_id);

CREATE INDEX bulk_change_maker ON public.bulk_change USING btree (made_by);

CREATE INDEX bulk_change_undoer ON public.bulk_change USING btree (undone_by);

CREATE INDEX catalogue_import_document ON public.catalogue_import USING btree (document_id);

CREATE INDEX catalogue_import_edition ON public.catalogue_import USING btree (edition_id);

CREATE INDEX catalogue_import_file ON public.catalogue_import USING btree (file_sha256);

CREATE INDEX catalogue_import_open ON public.catalogue_import USING btree (created_by, state);

CREATE INDEX citation_target ON public.citation USING btree (citation_key);

CREATE INDEX commune_tile_organisation ON public.commune_tile USING btree (organisation_id);

CREATE INDEX consent_account ON public.consent USING btree (account_id, id);

CREATE INDEX consultation_asked_account ON public.consultation_asked USING btree (account_id);

CREATE INDEX consultation_asked_organisation ON public.consultation_asked USING btree (organisation_id);

CREATE INDEX consultation_comment_author ON public.consultation_comment USING btree (author_id, id DESC);

CREATE INDEX consultation_comment_part ON public.consultation_comment USING btree (consultation_id, part, id);

CREATE INDEX consultation_comment_reply ON public.consultation_comment USING btree (reply_id) WHERE (reply_id IS NOT NULL);

CREATE INDEX consultation_edition ON public.consultation USING btree (edition_id) WHERE (edition_id IS NOT NULL);

CREATE INDEX consultation_part_entry ON public.consultation_part USING btree (entry_id) WHERE (entry_id IS NOT NULL);

CREATE INDEX consultation_part_words ON public.consultation_part USING gin (words gin_trgm_ops);

CREATE INDEX consultation_public ON public.consultation USING btree (to_on DESC, id DESC) WHERE ((audience = 'public'::text) AND (announced_at IS NOT NULL));

CREATE INDEX consultation_reply_consultation ON public.consultation_reply USING btree (consultation_id);

CREATE INDEX consultation_words ON public.consultation USING gin (vn_norm(((((title || ' '::text) || COALESCE(title_en, ''::text)) || ' '::text) || agency)) gin_trgm_ops);

CREATE INDEX data_request_account ON public.data_request USING btree (account_id, id) WHERE (account_id IS NOT NULL);

CREATE INDEX data_request_address ON public.data_request USING btree (address) WHERE (address IS NOT NULL);

CREATE INDEX data_request_letter_address ON public.data_request_letter USING btree (address, asked_at);

CREATE INDEX data_request_letter_asked ON public.data_request_letter USING btree (asked_at);

CREATE INDEX data_request_waiting ON public.data_request USING btree (due_on, id) WHERE (ended_at IS NULL);

CREATE INDEX delegation_created_by ON public.delegation USING btree (created_by);

CREATE INDEX delegation_ended_by ON public.delegation USING btree (ended_by);

CREATE INDEX delegation_from ON public.delegation USING btree (from_account);

CREATE INDEX delegation_organisation ON public.delegation USING btree (organisation_id) WHERE (organisation_id IS NOT NULL);

CREATE INDEX delegation_to ON public.delegation USING btree (to_account, valid_to);

CREATE INDEX difficulty_due ON public.difficulty USING btree (due_on, id) WHERE (state = ANY (ARRAY['sent'::text, 'taken'::text]));

CREATE INDEX difficulty_file_post ON public.difficulty_file USING btree (post_id) WHERE (post_id IS NOT NULL);

CREATE INDEX difficulty_holder ON public.difficulty USING btree (holder_id, due_on) WHERE (sent_at IS NOT NULL);

CREATE INDEX difficulty_plan ON public.difficulty USING btree (plan_id) WHERE (plan_id IS NOT NULL);

CREATE INDEX difficulty_post_thread ON public.difficulty_post USING btree (difficulty_id, id);

CREATE INDEX difficulty_sender ON public.difficulty USING btree (organisation_id, id DESC);

CREATE INDEX difficulty_shown ON public.difficulty USING btree (answered_at DESC, id DESC) WHERE (shown_at IS NOT NULL);

CREATE INDEX difficulty_target ON public.difficulty USING btree (target_id) WHERE (target_id IS NOT NULL);

CREATE INDEX difficulty_task ON public.difficulty USING btree (task_id) WHERE (task_id IS NOT NULL);

CREATE INDEX difficulty_words ON public.difficulty USING gin (vn_norm(((((((COALESCE(code, ''::text) || ' '::text) || title) || ' '::text) || body) || ' '::text) || proposal)) gin_trgm_ops);

CREATE INDEX directive_agency_answered ON public.directive_agency USING btree (answered_at, id) WHERE (state = 'answered'::text);

CREATE INDEX directive_agency_due ON public.directive_agency USING btree (due_on, id) WHERE (state = 'waiting'::text);

CREATE INDEX directive_agency_organisation ON public.directive_agency USING btree (organisation_id, id DESC);

CREATE INDEX directive_file_of ON public.directive_file USING btree (directive_id);

CREATE INDEX directive_leader ON public.directive USING btree (leader_id);

CREATE INDEX directive_plan ON public.directive USING btree (plan_id) WHERE (plan_id IS NOT NULL);

CREATE INDEX directive_post_thread ON public.directive_post USING btree (directive_id, id);

CREATE INDEX directive_target ON public.directive USING btree (target_id) WHERE (target_id IS NOT NULL);

CREATE INDEX directive_task ON public.directive USING btree (task_id) WHERE (task_id IS NOT NULL);

CREATE INDEX directive_words ON public.directive USING gin (vn_norm(((((code || ' '::text) || body) || ' '::text) || COALESCE(document_number, ''::text))) gin_trgm_ops);

CREATE INDEX document_citation_key ON public.document USING btree (citation_key);

CREATE INDEX document_creator ON public.document USING btree (created_by);

CREATE INDEX document_issuer ON public.document USING btree (issuer_id);

CREATE INDEX document_law_key ON public.document USING btree (law_key);

CREATE INDEX document_listed ON public.document USING btree (state, issued_from DESC NULLS LAST, id DESC);

CREATE INDEX document_search ON public.document USING gin (search);

CREATE INDEX edition_creator ON public.edition USING btree (created_by);

CREATE INDEX edition_document ON public.edition USING btree (document_id);

CREATE INDEX edition_due ON public.edition USING btree (publish_at) WHERE (state = 'scheduled'::text);

CREATE INDEX edition_replaces ON public.edition USING btree (replaces_id) WHERE (replaces_id IS NOT NULL);

CREATE INDEX edition_step_account ON public.edition_step USING btree (account_id);

CREATE INDEX edition_step_edition ON public.edition_step USING btree (edition_id, id);

CREATE INDEX edition_step_on_behalf_of ON public.edition_step USING btree (on_behalf_of);

CREATE INDEX edition_text_editor ON public.edition_text USING btree (updated_by);

CREATE INDEX edition_version_amendment ON public.edition_version USING btree (amendment_id);

CREATE INDEX email_change_asked ON public.email_change USING btree (asked_at);

CREATE INDEX entry_amends ON public.entry USING btree (amends_entry_id) WHERE (amends_entry_id IS NOT NULL);

CREATE INDEX entry_attachment_adder ON public.entry_attachment USING btree (added_by);

CREATE INDEX entry_attachment_entry ON public.entry_attachment USING btree (entry_id, "position");

CREATE INDEX entry_attachment_file ON public.entry_attachment USING btree (file_sha256);

CREATE INDEX entry_attachment_remover ON public.entry_attachment USING btree (removed_by);

CREATE INDEX entry_basis_target ON public.entry_basis USING btree (citation_key);

CREATE INDEX entry_carried_from ON public.entry_carried USING btree (from_entry_id);

CREATE INDEX entry_carried_origin ON public.entry_carried USING btree (origin_id);

CREATE INDEX entry_import ON public.entry USING btree (import_id) WHERE (import_id IS NOT NULL);

CREATE INDEX entry_listed ON public.entry USING btree (kind, published_at, code) WHERE (removed_at IS NULL);

CREATE INDEX entry_open ON public.entry USING btree (open_to) WHERE ((removed_at IS NULL) AND (published_at IS NOT NULL) AND (open_to IS NOT NULL));

CREATE INDEX entry_organisation_organisation ON public.entry_organisation USING btree (organisation_id);

CREATE INDEX entry_outcome_continued ON public.entry_outcome USING btree (continued_as) WHERE (continued_as IS NOT NULL);

CREATE INDEX entry_outcome_entry ON public.entry_outcome USING btree (entry_id);

CREATE INDEX entry_outcome_settled_by ON public.entry_outcome USING btree (settled_by);

CREATE INDEX entry_place_organisation ON public.entry_place USING btree (organisation_id);

CREATE INDEX entry_reader_account ON public.entry_reader USING btree (account_id);

CREATE INDEX entry_sectors ON public.entry USING gin (sectors);

CREATE INDEX entry_succession_edition ON public.entry_succession USING btree (edition_id);

CREATE INDEX entry_succession_to ON public.entry_succession USING btree (to_entry_id);

CREATE INDEX entry_taken_out ON public.entry USING btree (taken_out_by) WHERE (taken_out_by IS NOT NULL);

CREATE INDEX entry_title_pairs ON public.entry USING gin (title_pairs) WHERE (removed_at IS NULL);

CREATE INDEX entry_version_amendment ON public.entry_version USING btree (amendment_id);

CREATE INDEX entry_version_code ON public.entry_version USING btree (code);

CREATE INDEX entry_version_coded ON public.entry_version USING btree (kind, code_order, id) INCLUDE (from_day, to_day) WHERE (NOT withheld);

CREATE INDEX entry_version_edition ON public.entry_version USING btree (edition_id, code_order) INCLUDE (from_day, to_day, withheld);

CREATE INDEX entry_version_facets ON public.entry_version USING gin (facets, stood);

CREATE INDEX entry_version_newest ON public.entry_version USING btree (kind, dated DESC, code_order, id) INCLUDE (from_day, to_day) WHERE (NOT withheld);

CREATE INDEX entry_version_titled ON public.entry_version USING btree (kind, title_order, code_order, id) INCLUDE (from_day, to_day) WHERE (NOT withheld);

CREATE INDEX entry_version_words ON public.entry_version USING gin (words gin_trgm_ops);

CREATE INDEX event_actor ON public.event USING btree (actor_account, seq);

CREATE INDEX event_at ON public.event USING btree (at, seq);

CREATE INDEX event_code ON public.event USING btree (upper(COALESCE((facts ->> 'code'::text), (facts ->> 'number'::text))), seq) WHERE (COALESCE((facts ->> 'code'::text), (facts ->> 'number'::text)) IS NOT NULL);

CREATE INDEX event_name ON public.event USING btree (name, seq);

CREATE INDEX event_personal_email ON public.event_personal USING btree (lower(value)) WHERE (field = 'email'::text);

CREATE INDEX event_public ON public.event USING btree (seq) WHERE (subject_kind = ANY (ARRAY['edition'::text, 'document'::text, 'entry'::text]));

CREATE INDEX event_subject ON public.event USING btree (subject_kind, subject_id, seq);

CREATE INDEX explanation_task ON public.explanation USING btree (task_id, id DESC);

CREATE INDEX follow_followed ON public.follow USING btree (followed_id, follower_id) INCLUDE (since_seq);

CREATE INDEX follow_request_address ON public.follow_request USING btree (address, asked_at);

CREATE INDEX follow_request_asked ON public.follow_request USING btree (asked_at);

CREATE INDEX follow_request_followed ON public.follow_request USING btree (followed_id);

CREATE INDEX followed_news_for_news ON public.followed_news_for USING btree (news_id);

CREATE INDEX followed_news_seq ON public.followed_news USING btree (seq);

CREATE INDEX followed_ref ON public.followed USING btree (ref, kind) WHERE (ref IS NOT NULL);

CREATE INDEX follower_ended ON public.follower USING btree (ended_at) WHERE ((address IS NOT NULL) AND (ended_at IS NOT NULL));

CREATE INDEX half_session_account ON public.half_session USING btree (account_id);

CREATE INDEX half_session_sign_on ON public.half_session USING btree (sign_on_id) WHERE (sign_on_id IS NOT NULL);

CREATE INDEX invitation_address ON public.invitation USING btree (email);

CREATE INDEX invitation_email ON public.invitation USING btree (email) WHERE (ended_at IS NULL);

CREATE INDEX item_entry_entry ON public.item_entry USING btree (entry_id);

CREATE INDEX item_origin_cited ON public.item_origin USING btree (citation_key, item) WHERE (citation_key IS NOT NULL);

CREATE INDEX item_origin_from_target ON public.item_origin USING btree (origin_target_id) WHERE (origin_target_id IS NOT NULL);

CREATE INDEX item_origin_from_task ON public.item_origin USING btree (origin_task_id) WHERE (origin_task_id IS NOT NULL);

CREATE INDEX item_origin_target ON public.item_origin USING btree (target_id) WHERE (target_id IS NOT NULL);

CREATE INDEX item_origin_task ON public.item_origin USING btree (task_id) WHERE (task_id IS NOT NULL);

CREATE INDEX letter_created ON public.letter USING btree (created_at) WHERE (body_text IS NOT NULL);

CREATE INDEX mail_account ON public.mail USING btree (account_id, id DESC);

CREATE INDEX mail_address ON public.mail USING btree (lower(address) text_pattern_ops, id DESC);

CREATE INDEX mail_due ON public.mail USING btree (due_at, id) WHERE (state = 'queued'::text);

CREATE INDEX mail_letter ON public.mail USING btree (letter_id);

CREATE INDEX mail_state ON public.mail USING btree (state, id DESC);

CREATE INDEX membership_account ON public.membership USING btree (account_id) WHERE (ended_at IS NULL);

CREATE INDEX membership_organisation ON public.membership USING btree (organisation_id) WHERE (ended_at IS NULL);

CREATE INDEX note_edition ON public.note USING btree (edition_id, id) WHERE (reply_to IS NULL);

CREATE INDEX note_entry ON public.note USING btree (entry_id, id) WHERE (reply_to IS NULL);

CREATE INDEX note_remover ON public.note USING btree (removed_by);

CREATE INDEX note_reply ON public.note USING btree (reply_to, id) WHERE (reply_to IS NOT NULL);

CREATE INDEX note_resolver ON public.note USING btree (resolved_by);

CREATE INDEX note_writer ON public.note USING btree (written_by);

CREATE INDEX notification_account ON public.notification USING btree (account_id, id DESC);

CREATE INDEX notification_subject ON public.notification USING btree (subject_kind, subject_id) WHERE ((mailed_at IS NULL) AND (void_at IS NULL));

CREATE INDEX notification_waiting ON public.notification USING btree (account_id, id) WHERE ((mailed_at IS NULL) AND (void_at IS NULL));

CREATE INDEX organisation_core_name ON public.organisation USING gin (organisation_core_name(name) gin_trgm_ops);

CREATE INDEX organisation_kind ON public.organisation USING btree (kind);

CREATE INDEX organisation_name ON public.organisation USING btree (name COLLATE vi);

CREATE INDEX organisation_parent ON public.organisation USING btree (parent_id);

CREATE INDEX organisation_profile_address ON public.organisation_profile USING gin (vn_norm(COALESCE(address, ''::text)) gin_trgm_ops);

CREATE INDEX organisation_search ON public.organisation USING gin (search_text gin_trgm_ops);

CREATE INDEX organisation_succession_successor ON public.organisation_succession USING btree (successor_id);

CREATE INDEX organisation_tax_prefix ON public.organisation USING btree ("left"(tax_code, 10));

CREATE INDEX passkey_account ON public.passkey USING btree (account_id);

CREATE INDEX password_reset_account ON public.password_reset USING btree (account_id) WHERE (used_at IS NULL);

CREATE INDEX password_reset_asked ON public.password_reset USING btree (asked_at);

CREATE INDEX password_reset_waiting ON public.password_reset USING btree (id) WHERE (looked_up_at IS NULL);

CREATE INDEX personal_look_at ON public.personal_look USING btree (at DESC);

CREATE INDEX plan_handed_up ON public.plan USING btree (handed_up_at) WHERE ((state = 'handed_up'::text) OR (returned_words IS NOT NULL));

CREATE INDEX plan_import_file ON public.plan_import USING btree (file_sha256) WHERE (file_sha256 IS NOT NULL);

CREATE INDEX plan_import_open ON public.plan_import USING btree (updated_at DESC) WHERE (state = 'reviewing'::text);

CREATE INDEX plan_relation_other ON public.plan_relation USING btree (other_id) WHERE (other_id IS NOT NULL);

CREATE INDEX plan_words ON public.plan USING gin (vn_norm(((((((code || ' '::text) || title) || ' '::text) || COALESCE(title_en, ''::text)) || ' '::text) || COALESCE(number, ''::text))) gin_trgm_ops);

CREATE INDEX question_asker ON public.question USING btree (asked_by, id DESC);

CREATE INDEX question_due ON public.question USING btree (due_on, id) WHERE (state = 'waiting'::text);

CREATE INDEX question_handover_question ON public.question_handover USING btree (question_id, id);

CREATE INDEX question_holder ON public.question USING btree (holder_id, id);

CREATE INDEX question_public ON public.question USING btree (entry_id, answered_at DESC, id DESC) WHERE (state = 'answered'::text);

CREATE INDEX question_same_as ON public.question USING btree (same_as) WHERE (same_as IS NOT NULL);

CREATE INDEX question_state ON public.question USING btree (state, id DESC);

CREATE INDEX question_words ON public.question USING gin (vn_norm(((title || ' '::text) || body)) gin_trgm_ops);

CREATE INDEX registration_account ON public.registration USING btree (account_id, id DESC);

CREATE INDEX registration_address ON public.registration USING gin (vn_norm(COALESCE(address, ''::text)) gin_trgm_ops);

CREATE INDEX registration_core_name ON public.registration USING gin (organisation_core_name(name) gin_trgm_ops);

CREATE INDEX registration_request_asked ON public.registration_request USING btree (asked_at);

CREATE INDEX registration_request_email ON public.registration_request USING btree (email, asked_at);

CREATE INDEX registration_request_waiting ON public.registration_request USING btree (id) WHERE (looked_up_at IS NULL);

CREATE INDEX registration_search ON public.registration USING gin (search_text gin_trgm_ops);

CREATE INDEX registration_state ON public.registration USING btree (state, id DESC);

CREATE INDEX registration_tax_prefix ON public.registration USING btree ("left"(tax_code, 10));

CREATE INDEX role_grant_account ON public.role_grant USING btree (account_id) WHERE (revoked_at IS NULL);

CREATE INDEX search_code_item ON public.search_code USING btree (item);

CREATE INDEX search_item_coded ON public.search_item USING btree (kind, code_order);

CREATE INDEX search_item_newest ON public.search_item USING btree (kind, dated DESC NULLS LAST, code_order);

CREATE INDEX search_item_terms ON public.search_item USING gin (terms) WITH (fastupdate=off);

CREATE INDEX search_item_title_terms ON public.search_item USING gin (title_terms) WITH (fastupdate=off);

CREATE INDEX search_item_titled ON public.search_item USING btree (kind, title_order, code_order);

CREATE INDEX search_of_day_day ON public.search_of_day USING btree (day);

CREATE INDEX search_slip_word ON public.search_slip USING btree (word);

CREATE INDEX search_term_nameless ON public.search_term USING btree (last_asked) WHERE (words IS NULL);

CREATE INDEX search_word_joined ON public.search_word USING btree (replace(word, '_'::text, ''::text)) WHERE (word ~~ '%\_%'::text);

CREATE INDEX search_word_single ON public.search_word USING btree (word, items) WHERE (word !~~ '%\_%'::text);

CREATE INDEX session_account ON public.session USING btree (account_id) WHERE (ended_at IS NULL);

CREATE INDEX session_expiry ON public.session USING btree (expires_at);

CREATE INDEX session_former ON public.session USING btree (former_token_hash) WHERE (former_token_hash IS NOT NULL);

CREATE INDEX sign_in_account ON public.sign_in USING btree (account_id, id DESC);

CREATE INDEX sign_in_at ON public.sign_in USING btree (at);

CREATE INDEX sign_on_account ON public.sign_on USING btree (account_id) WHERE (account_id IS NOT NULL);

CREATE INDEX sign_on_expires ON public.sign_on USING btree (expires_at);

CREATE INDEX signed_copy_account ON public.signed_copy USING btree (account_id);

CREATE INDEX signed_copy_document ON public.signed_copy USING btree (document_id);

CREATE INDEX signed_copy_earlier ON public.signed_copy USING btree (earlier_sha256);

CREATE INDEX signed_copy_edition ON public.signed_copy USING btree (edition_id, id);

CREATE INDEX signed_copy_file ON public.signed_copy USING btree (file_sha256);

CREATE INDEX target_actual_target ON public.target_actual USING btree (target_id, last_day DESC, id DESC);

CREATE INDEX target_agency_organisation ON public.target_agency USING btree (organisation_id, target_id) WHERE (until IS NULL);

CREATE INDEX target_agency_target ON public.target_agency USING btree (target_id, "position");

CREATE INDEX target_assignment_item_target ON public.target_assignment_item USING btree (target_id);

CREATE INDEX target_assignment_plan ON public.target_assignment USING btree (plan_id, id DESC);

CREATE INDEX target_of_parent ON public.target USING btree (parent_id) WHERE (parent_id IS NOT NULL);

CREATE INDEX target_of_plan ON public.target USING btree (plan_id, "position", id);

CREATE INDEX target_standing ON public.target USING btree (outlook, information);

CREATE INDEX target_turns ON public.target USING btree (turns_on) WHERE (turns_on IS NOT NULL);

CREATE INDEX target_words ON public.target USING gin (vn_norm(((((((code || ' '::text) || COALESCE(tt, ''::text)) || ' '::text) || name) || ' '::text) || COALESCE(unit, ''::text))) gin_trgm_ops);

CREATE INDEX task_agency_organisation ON public.task_agency USING btree (organisation_id, role, task_id) WHERE (until IS NULL);

CREATE INDEX task_agency_task ON public.task_agency USING btree (task_id, role, "position");

CREATE INDEX task_assignment_item_task ON public.task_assignment_item USING btree (task_id);

CREATE INDEX task_assignment_plan ON public.task_assignment USING btree (plan_id, id DESC);

CREATE INDEX task_check_task ON public.task_check USING btree (task_id, id DESC);

CREATE INDEX task_count_organisation ON public.task_count USING btree (plan_id, sector_code, month, organisation_id);

CREATE INDEX task_counted_task ON public.task_counted USING btree (task_id);

CREATE INDEX task_due ON public.task USING btree (last_day, id) WHERE (closed IS NULL);

CREATE INDEX task_extension_asked ON public.task_extension USING btree (id) WHERE (state = 'asked'::text);

CREATE INDEX task_extension_task ON public.task_extension USING btree (task_id, id DESC);

CREATE INDEX task_fact_task ON public.task_fact USING btree (task_id, happened_on DESC, id DESC);

CREATE INDEX task_hidden ON public.task USING btree (plan_id) WHERE (NOT shown);

CREATE INDEX task_of_parent ON public.task USING btree (parent_id) WHERE (parent_id IS NOT NULL);

CREATE INDEX task_of_plan ON public.task USING btree (plan_id, "position", id);

CREATE INDEX task_silent ON public.task USING btree (informed_on NULLS FIRST, id) WHERE ((closed IS NULL) AND (instance_of IS NULL) AND (state = ANY (ARRAY['overdue'::text, 'due_soon'::text, 'without_result'::text, 'not_started'::text, 'in_term'::text, 'with_result'::text])));

CREATE INDEX task_state ON public.task USING btree (state, last_day, id);

CREATE INDEX task_turns ON public.task USING btree (turns_on) WHERE (turns_on IS NOT NULL);

CREATE INDEX task_words ON public.task USING gin (vn_norm(((((((code || ' '::text) || COALESCE(tt, ''::text)) || ' '::text) || name) || ' '::text) || COALESCE(product, ''::text))) gin_trgm_ops);

CREATE INDEX unit_head_account ON public.unit_head USING btree (account_id);

CREATE INDEX unit_workbook_file ON public.unit_workbook USING btree (file_sha256);

CREATE INDEX unit_workbook_open ON public.unit_workbook USING btree (updated_at DESC) WHERE (state = 'reviewing'::text);

CREATE INDEX untold_event_subject ON public.untold_event USING btree (subject_kind, subject_id, event_seq);

CREATE INDEX urge_explained ON public.urge USING btree (explanation_id) WHERE (explanation_id IS NOT NULL);

CREATE INDEX urging_letter_organisation ON public.urging_letter USING btree (organisation_id, id DESC);

CREATE INDEX urging_letter_state ON public.urging_letter USING btree (state, id DESC);

CREATE INDEX urging_letter_tasks ON public.urging_letter USING gin (((tasks -> 'tasks'::text)) jsonb_path_ops) WHERE (tasks IS NOT NULL);

CREATE INDEX webhook_account ON public.webhook USING btree (account_id, id);

CREATE INDEX webhook_cursor_due ON public.webhook_cursor USING btree (due_at);

CREATE INDEX webhook_delivery_at ON public.webhook_delivery USING btree (at);

CREATE INDEX webhook_delivery_webhook ON public.webhook_delivery USING btree (webhook_id, id DESC);

CREATE INDEX working_copy_account ON public.working_copy USING btree (account_id);

CREATE UNIQUE INDEX account_email ON public.account USING btree (lower(email));

CREATE UNIQUE INDEX api_key_name ON public.api_key USING btree (account_id, lower(name)) WHERE (revoked_at IS NULL);

CREATE UNIQUE INDEX backup_open ON public.backup USING btree (kind) WHERE (state = ANY (ARRAY['requested'::text, 'running'::text]));

CREATE UNIQUE INDEX data_request_open_account ON public.data_request USING btree (account_id, kind) WHERE ((account_id IS NOT NULL) AND (ended_at IS NULL));

CREATE UNIQUE INDEX data_request_open_address ON public.data_request USING btree (address, kind) WHERE ((account_id IS NULL) AND (ended_at IS NULL));

CREATE UNIQUE INDEX difficulty_file_once ON public.difficulty_file USING btree (difficulty_id, sha256);

CREATE UNIQUE INDEX document_file_once ON public.document USING btree (file_sha256);

CREATE UNIQUE INDEX edition_amendment_open ON public.edition USING btree (amends_id) WHERE ((amends_id IS NOT NULL) AND (state <> ALL (ARRAY['published'::text, 'given_up'::text])));

CREATE UNIQUE INDEX edition_version_open ON public.edition_version USING btree (edition_id) WHERE (to_at IS NULL);

CREATE UNIQUE INDEX email_change_open ON public.email_change USING btree (account_id) WHERE (ended_at IS NULL);

CREATE UNIQUE INDEX entry_attachment_once ON public.entry_attachment USING btree (entry_id, file_sha256) WHERE (removed_at IS NULL);

CREATE UNIQUE INDEX entry_outcome_now ON public.entry_outcome USING btree (entry_id) WHERE (replaced_at IS NULL);

CREATE UNIQUE INDEX entry_succession_merged ON public.entry_succession USING btree (from_entry_id) WHERE (kind = 'merged'::text);

CREATE UNIQUE INDEX entry_version_open ON public.entry_version USING btree (entry_id) WHERE (to_at IS NULL);

CREATE UNIQUE INDEX invitation_open ON public.invitation USING btree (organisation_id, email) WHERE (ended_at IS NULL);

CREATE UNIQUE INDEX membership_open ON public.membership USING btree (account_id, organisation_id) WHERE (ended_at IS NULL);

CREATE UNIQUE INDEX registration_open ON public.registration USING btree (account_id) WHERE (state = ANY (ARRAY['waiting'::text, 'asked'::text]));

CREATE UNIQUE INDEX role_grant_once ON public.role_grant USING btree (account_id, role, COALESCE(scope_kind, ''::text), COALESCE(scope_id, (0)::bigint)) WHERE (revoked_at IS NULL);

CREATE UNIQUE INDEX target_actual_corrected ON public.target_actual USING btree (corrects_id) WHERE (corrects_id IS NOT NULL);

CREATE UNIQUE INDEX target_agency_once ON public.target_agency USING btree (target_id, organisation_id) WHERE ((until IS NULL) AND (organisation_id IS NOT NULL));

CREATE UNIQUE INDEX task_agency_once ON public.task_agency USING btree (task_id, role, organisation_id) WHERE ((until IS NULL) AND (organisation_id IS NOT NULL));

CREATE UNIQUE INDEX task_extension_open ON public.task_extension USING btree (task_id) WHERE (state = 'asked'::text);

CREATE UNIQUE INDEX task_fact_corrected ON public.task_fact USING btree (corrects_id) WHERE (corrects_id IS NOT NULL);

CREATE UNIQUE INDEX urge_reached ON public.urge USING btree (task_id, organisation_id, last_day, level) WHERE (level IS NOT NULL);

CREATE UNIQUE INDEX urge_reminded ON public.urge USING btree (task_id, organisation_id, last_day, step) WHERE (step IS NOT NULL);

CREATE UNIQUE INDEX webhook_url ON public.webhook USING btree (account_id, url);

CREATE TRIGGER content_version_announced AFTER UPDATE ON public.content_version FOR EACH ROW EXECUTE FUNCTION announce_content();

CREATE TRIGGER entry_succession_circle BEFORE INSERT OR UPDATE ON public.entry_succession FOR EACH ROW EXECUTE FUNCTION refuse_circle_of_successors();

CREATE TRIGGER entry_version_came AFTER INSERT ON public.entry_version REFERENCING NEW TABLE AS came FOR EACH STATEMENT EXECUTE FUNCTION count_entry_versions();

CREATE TRIGGER entry_version_changed AFTER UPDATE ON public.entry_version REFERENCING OLD TABLE AS went NEW TABLE AS came FOR EACH STATEMENT EXECUTE FUNCTION count_entry_versions();

CREATE TRIGGER entry_version_went AFTER DELETE ON public.entry_version REFERENCING OLD TABLE AS went FOR EACH STATEMENT EXECUTE FUNCTION count_entry_versions();

CREATE TRIGGER event_append_only BEFORE DELETE OR UPDATE ON public.event FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE TRIGGER event_no_truncate BEFORE TRUNCATE ON public.event FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
