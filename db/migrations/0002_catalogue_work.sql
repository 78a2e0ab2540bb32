-- Catalogue, officers' side: printed order that closes its gaps, imports row by row.

-- A removed entry keeps the place and code it had, but takes none; moving an entry renumbers the others in one
-- statement, so uniqueness is checked at the statement's end.
alter table entry drop constraint entry_edition_id_ordinal_key, drop constraint entry_code_key;
alter table entry
  add constraint entry_order exclude using btree (edition_id with =, ordinal with =)
    where (removed_at is null) deferrable initially immediate,
  add constraint entry_code exclude using btree (code with =)
    where (removed_at is null) deferrable initially immediate,
  add column import_id bigint references catalogue_import (id),
  -- the content this entry last received from an annex: a later import changes only what the annex changed
  add column imported jsonb;
create index entry_import on entry (import_id) where import_id is not null;

alter table catalogue_import
  drop column corrections,
  -- title of the edition and the document's number, date, issuer, signer, as corrected by the reviewer
  add column header jsonb not null default '{}',
  add column table_index integer not null default 0,
  -- columns as last read: [{header, field}]
  add column read_columns jsonb not null default '[]',
  -- warnings about the whole table
  add column warnings jsonb not null default '[]';

create table catalogue_import_row (
  import_id bigint not null references catalogue_import (id) on delete cascade,
  position integer not null,
  -- identifies the source row when the columns are read anew
  row_key text not null,
  -- what was read (office CatalogueEntry)
  entry jsonb not null,
  -- [{column, message}]
  warnings jsonb not null default '[]',
  skip boolean not null default false,
  -- {field: text} typed by the reviewer
  corrections jsonb not null default '{}',
  primary key (import_id, position)
);
