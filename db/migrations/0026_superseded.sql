-- An edition that replaces a former one as a whole: with its publication that one is superseded, and stays to be read.

alter table edition
  add column replaces_id bigint references edition (id),
  add column superseded_at timestamptz,
  add check (replaces_id <> id),
  add check (replaces_id is null or amends_id is null),
  add check ((state = 'superseded') = (superseded_at is not null));
create index edition_replaces on edition (replaces_id) where replaces_id is not null;
