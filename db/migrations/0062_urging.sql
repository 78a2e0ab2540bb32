-- Urging (docs/decisions/0045): what was made of reminders and of the ladder, once for each last day a task has had.
create table urge (
  id bigint generated always as identity primary key,
  task_id bigint not null references task (id) on delete cascade,
  -- the leading agency
  organisation_id bigint not null references organisation (id),
  -- the last day it is about: another one begins anew
  last_day date not null,
  -- of a reminder: days after the last day, before it where negative
  step integer,
  level text check (level in ('officer', 'unit_head', 'department', 'leader')),
  day date not null,
  -- of a level: the last day for the explanation that is asked, and the one that was given
  explain_by date,
  explanation_id bigint,
  check (num_nonnulls(step, level) = 1),
  check ((level is null) = (explain_by is null)),
  check (explanation_id is null or level is not null)
);
create unique index urge_reminded on urge (task_id, organisation_id, last_day, step) where step is not null;
create unique index urge_reached on urge (task_id, organisation_id, last_day, level) where level is not null;

-- Why a task is late, as its agency says: once for all levels that asked until then.
create table explanation (
  id bigint generated always as identity primary key,
  task_id bigint not null references task (id) on delete cascade,
  organisation_id bigint not null references organisation (id),
  words text not null check (words <> ''),
  -- by when the agency means to be done
  done_by date,
  file_sha256 text references stored_file (sha256),
  file_name text check (file_name <> ''),
  file_size bigint check (file_size >= 0),
  said_by bigint references account (id),
  said_at timestamptz not null,
  form_key text not null unique,
  check (num_nonnulls(file_sha256, file_name, file_size) in (0, 3))
);
create index explanation_task on explanation (task_id, id desc);
alter table urge add foreign key (explanation_id) references explanation (id);
create index urge_explained on urge (explanation_id) where explanation_id is not null;

-- Who of an agency's officers is its head: no role says it.
create table unit_head (
  organisation_id bigint not null references organisation (id),
  account_id bigint not null references account (id),
  since date not null,
  set_by bigint references account (id),
  primary key (organisation_id, account_id)
);
create index unit_head_account on unit_head (account_id);
