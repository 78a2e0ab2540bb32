-- Workbooks that units filled in and sent back, until what they say is entered (docs/decisions/0052).
create table unit_workbook (
  id bigint generated always as identity primary key,
  -- whose officers go on with it beside whoever sent it
  organisation_id bigint references organisation (id),
  file_sha256 text not null references stored_file (sha256),
  file_name text not null check (file_name <> ''),
  -- rows of which nothing was filled in
  unchanged integer not null default 0 check (unchanged >= 0),
  -- columns that were not found: [{sheet, header}]
  missing jsonb not null default '[]',
  state text not null default 'reviewing' check (state in ('reviewing', 'ended')),
  version integer not null default 1,
  created_by bigint references account (id),
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create index unit_workbook_file on unit_workbook (file_sha256);
create index unit_workbook_open on unit_workbook (updated_at desc) where state = 'reviewing';

create table unit_workbook_row (
  workbook_id bigint not null references unit_workbook (id) on delete cascade,
  position integer not null check (position > 0),
  sheet text not null check (sheet in ('tasks', 'targets')),
  -- as spreadsheets count
  line integer not null check (line > 0),
  -- as it stands in the file
  code text not null,
  task_id bigint references task (id) on delete set null,
  target_id bigint references target (id) on delete set null,
  -- for whom the row was made
  organisation_id bigint references organisation (id),
  -- which of several values a figure is of
  scope text,
  -- what the task or target was when the workbook was made, or when the row was looked at last
  base_version integer,
  -- what was filled in, by field
  texts jsonb not null,
  -- what of the row could not be read: [{field, vi, en}]
  problems jsonb not null default '[]',
  -- doubts about the figure that were answered
  confirmed text not null default '',
  written_at timestamptz,
  version integer not null default 1,
  primary key (workbook_id, position)
);

-- The file a fact or figure was sent in, and its line there.
alter table task_fact add column sent_file text check (sent_file <> ''),
  add column sent_line integer check (sent_line > 0),
  add check ((sent_file is null) = (sent_line is null));
alter table target_actual add column sent_file text check (sent_file <> ''),
  add column sent_line integer check (sent_line > 0),
  add check ((sent_file is null) = (sent_line is null));
