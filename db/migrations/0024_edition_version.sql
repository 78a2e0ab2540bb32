-- What an edition said of itself while it was public, with the time it stood (docs/decisions/0024): its title and its
-- contact change by an amendment alone. A stretch ends where the edition is withdrawn, and begins anew where it is
-- published again.

create table edition_version (
  id bigint generated always as identity primary key,
  edition_id bigint not null references edition (id),
  -- from 1 within the edition
  number integer not null check (number > 0),
  title text not null,
  title_en text,
  contact jsonb not null,
  from_at timestamptz not null,
  -- null while it stands
  to_at timestamptz,
  -- the amendment that made it; null for what came with a publication
  amendment_id bigint references edition (id),
  -- days in Vietnam, which has kept UTC+7 since 1975
  from_day date not null generated always as ((from_at at time zone interval '7 hours')::date) stored,
  to_day date generated always as ((to_at at time zone interval '7 hours')::date) stored,
  unique (edition_id, number),
  check (to_at >= from_at)
);
create unique index edition_version_open on edition_version (edition_id) where to_at is null;
create index edition_version_amendment on edition_version (amendment_id);

alter table edition
  -- a withdrawn edition that is public again, and why, for everybody to read
  add column reopened_at timestamptz,
  add column reopening_note text,
  add column reopening_note_en text,
  -- of an amendment: what the edition is called from then on; null: as it is
  add column new_title text,
  add column new_title_en text,
  add constraint edition_reopened check ((reopened_at is null) = (reopening_note is null)),
  add constraint edition_new_title check (amends_id is not null or (new_title is null and new_title_en is null));

insert into edition_version (edition_id, number, title, title_en, contact, from_at, to_at)
select id, 1, title, title_en, contact, published_at,
  case when state = 'withdrawn' then greatest(published_at, withdrawn_at) end
from edition
where published_at is not null and amends_id is null and state in ('published', 'superseded', 'withdrawn')
order by id;
