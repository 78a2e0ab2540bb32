-- Internal notes on an edition or one of its entries: for those who work on it, never public. Events hold their numbers;
-- the text stands here alone, so that it can be erased where it names a person.
create table note (
  id bigint generated always as identity primary key,
  edition_id bigint not null references edition (id) on delete cascade,
  -- null: of the edition as a whole
  entry_id bigint references entry (id) on delete cascade,
  -- the note this one answers, which answers none itself
  reply_to bigint references note (id) on delete cascade,
  -- the field of the entry form it speaks of
  field text,
  body text not null check (body <> ''),
  -- made with the form, so that one sent twice is written once
  form_key text not null unique,
  version integer not null default 1,
  written_by bigint references account (id),
  written_at timestamptz not null,
  edited_at timestamptz,
  resolved_by bigint references account (id),
  resolved_at timestamptz,
  removed_by bigint references account (id),
  removed_at timestamptz,
  check (field is null or entry_id is not null),
  check (reply_to is null or (field is null and resolved_at is null))
);
create index note_edition on note (edition_id, id) where reply_to is null;
create index note_entry on note (entry_id, id) where reply_to is null;
create index note_reply on note (reply_to, id) where reply_to is not null;
create index note_writer on note (written_by);
create index note_resolver on note (resolved_by);
create index note_remover on note (removed_by);

-- what a note said before it was edited
create table note_version (
  note_id bigint not null references note (id) on delete cascade,
  version integer not null,
  body text not null,
  written_at timestamptz not null,
  primary key (note_id, version)
);
