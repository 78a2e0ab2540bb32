-- Texts of the documents an office writes from an edition; without a row the template's stand.

create table edition_text (
  edition_id bigint not null references edition (id) on delete cascade,
  document text not null check (document in ('notice', 'decision', 'submission', 'report')),
  -- by field, as typed
  texts jsonb not null,
  version integer not null,
  updated_by bigint references account (id),
  updated_at timestamptz not null,
  primary key (edition_id, document)
);
create index edition_text_editor on edition_text (updated_by);
