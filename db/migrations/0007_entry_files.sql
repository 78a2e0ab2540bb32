-- Files attached to entries; lists put the newest edition first.

create table entry_attachment (
  id bigint generated always as identity primary key,
  entry_id bigint not null references entry (id) on delete cascade,
  -- order on the page; gaps stay where a file was removed
  position integer not null,
  file_sha256 text not null references stored_file (sha256),
  file_name text not null,
  title text,
  title_en text,
  -- what the content is, whatever name it came with
  media_type text not null,
  added_by bigint references account (id),
  added_at timestamptz not null,
  -- version of the entry that this made: who began from an earlier one is told of the file
  added_version integer not null,
  removed_by bigint references account (id),
  removed_at timestamptz,
  removed_version integer,
  check ((removed_at is null) = (removed_version is null))
);
create index entry_attachment_entry on entry_attachment (entry_id, position);
-- the same file twice on one entry is one
create unique index entry_attachment_once on entry_attachment (entry_id, file_sha256) where removed_at is null;
create index entry_attachment_file on entry_attachment (file_sha256);
create index entry_attachment_adder on entry_attachment (added_by);
create index entry_attachment_remover on entry_attachment (removed_by);

-- the day of publication was the order of lists; it becomes a thing shown, and the order goes by the issuing document,
-- kept within the years of the edition
update search_item set
  shown = shown || jsonb_build_object('publishedOn', dated),
  dated = greatest(make_date(coalesce(edition.year, edition.period_from), 1, 1),
    least(coalesce(document.issued_from, search_item.dated), make_date(coalesce(edition.year, edition.period_to), 12, 31)))
from entry
  join edition on edition.id = entry.edition_id
  left join document on document.id = edition.document_id
where search_item.kind in ('problem', 'need') and entry.id = search_item.ref;
