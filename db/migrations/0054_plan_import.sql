-- The same form sent twice adds one item.
alter table task add column form_key text unique;
alter table target add column form_key text unique;

-- A plan read out of a file or of pasted rows, for review before anything is saved (docs/decisions/0041).
create table plan_import (
  id bigint generated always as identity primary key,
  -- whose plan it will be, by which rights are told
  level text not null check (level in ('central', 'province', 'unit')),
  organisation_id bigint references organisation (id),
  file_sha256 text references stored_file (sha256),
  file_name text not null default '',
  -- the document as it was read, to be read anew with other columns
  reading text not null,
  -- what the plan will say of itself, as read and then as corrected
  head jsonb not null,
  -- printed columns of each table, and what the reviewer says they are: [{title, rows, columns: [{header, field, chosen}]}]
  tables jsonb not null default '[]',
  -- agencies the reviewer chose for names as printed: {name: id}; null: kept as printed
  agencies jsonb not null default '{}',
  -- what is said of the whole
  warnings jsonb not null default '[]',
  state text not null default 'reviewing' check (state in ('reviewing', 'confirmed', 'discarded')),
  plan_id bigint references plan (id) on delete set null,
  version integer not null default 1,
  created_by bigint references account (id),
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create index plan_import_file on plan_import (file_sha256) where file_sha256 is not null;
create index plan_import_open on plan_import (updated_at desc) where state = 'reviewing';

create table plan_import_row (
  import_id bigint not null references plan_import (id) on delete cascade,
  part text not null check (part in ('tasks', 'targets')),
  position integer not null check (position > 0),
  -- as read
  item jsonb not null,
  -- [{column, message}]
  warnings jsonb not null default '[]',
  -- fields the reviewer typed
  corrections jsonb not null default '{}',
  skip boolean not null default false,
  version integer not null default 1,
  primary key (import_id, part, position)
);
