-- What changes a published edition: an addendum or adjustment is an edition of its own that amends another one. It is
-- written and approved as any edition; its publication changes the entries of the edition it amends.

alter table edition
  add column amends_id bigint references edition (id),
  -- first, second …
  add column amendment_no integer,
  -- why, for everybody to read
  add column reason text,
  add check ((amends_id is null) = (amendment_no is null)),
  add check ((amends_id is null) = (reason is null)),
  add unique (amends_id, amendment_no);
-- two changes under way at once would not know of each other
create unique index edition_amendment_open on edition (amends_id)
  where amends_id is not null and state <> 'published';

alter table entry
  -- of an amendment: the published entry it changes or takes out; null: a new one
  add column amends_entry_id bigint references entry (id),
  add column takes_out boolean not null default false,
  -- of a published entry: the amendment that took it out of the edition
  add column taken_out_by bigint references edition (id),
  add check (not takes_out or amends_entry_id is not null),
  add check (taken_out_by is null or removed_at is not null),
  add unique (edition_id, amends_entry_id);
create index entry_amends on entry (amends_entry_id) where amends_entry_id is not null;
create index entry_taken_out on entry (taken_out_by) where taken_out_by is not null;
