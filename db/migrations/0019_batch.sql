-- Files sent together, read one after another in the background: into the register, or into reviews of a catalogue.

create table batch (
  id bigint generated always as identity primary key,
  target text not null check (target in ('documents', 'problems', 'needs')),
  -- of a catalogue; all null: as each file says of itself
  year integer,
  period_from integer,
  period_to integer,
  -- made with each empty form, so that the same files sent twice are one batch
  form_key text not null unique,
  created_by bigint references account (id),
  created_at timestamptz not null,
  -- null while any file waits
  ended_at timestamptz
);
create index batch_creator on batch (created_by);

create table batch_file (
  id bigint generated always as identity primary key,
  batch_id bigint not null references batch (id) on delete cascade,
  -- counts from 1, as sent
  position integer not null,
  file_name text not null,
  -- null for what was refused while it was sent: empty, or too large
  file_sha256 text references stored_file (sha256),
  state text not null check (state in ('waiting', 'reading', 'done', 'known', 'refused')),
  -- {as, by, message}: what it was read as, how it is known or who refused it, and the reason in words
  outcome jsonb,
  document_id bigint references document (id) on delete set null,
  import_id bigint references catalogue_import (id) on delete set null,
  -- how often it was begun: a file that ends its reader is not begun for ever
  tries integer not null default 0,
  unique (batch_id, position)
);
create index batch_file_open on batch_file (id) where state in ('waiting', 'reading');
create index batch_file_file on batch_file (file_sha256);
create index batch_file_document on batch_file (document_id);
create index batch_file_import on batch_file (import_id);
