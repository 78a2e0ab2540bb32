-- Plans with targets and tasks (docs/decisions/0048). What people enter stands here as entered; what follows from it and
-- from the date (state, turns_on, last_day …) is written beside it by the module alone, so that lists and boards need not compute.
create table plan (
  id bigint generated always as identity primary key,
  -- KH-145-2025
  code text not null unique check (code ~ '^KH-[A-Z0-9.-]{1,40}$'),
  -- 145-2025, in the codes of its tasks and targets
  mark text not null unique check (mark ~ '^[A-Z0-9.-]{1,40}$'),
  -- whose items others derive from: of the centre, of the province, of one unit
  level text not null check (level in ('central', 'province', 'unit')),
  title text not null check (title <> ''),
  title_en text check (title_en <> ''),
  -- as printed: 145/KH-UBND
  number text check (number <> ''),
  issued text check (issued ~ '^\d{4}(-\d{2}(-\d{2})?)?$'),
  document_id bigint references document (id),
  -- who issued it
  organisation_id bigint references organisation (id),
  issuer text check (issuer <> ''),
  -- who follows it, confirms what is done and is told what is late
  monitor_id bigint references organisation (id),
  from_on date,
  to_on date,
  state text not null default 'draft' check (state in ('draft', 'in_force', 'replaced', 'ended', 'withdrawn')),
  in_force_on date,
  closed_on date,
  -- why it was withdrawn, or by what it ended
  closed_words text check (closed_words <> ''),
  published_at timestamptz,
  published_by bigint references account (id),
  source text check (source <> ''),
  source_file text references stored_file (sha256),
  illustrative boolean not null default false,
  form_key text not null unique,
  version integer not null default 1,
  created_by bigint references account (id),
  created_at timestamptz not null,
  check (from_on <= to_on),
  check (state = 'draft' or in_force_on is not null or state = 'withdrawn')
);
create index plan_words on plan using gin (vn_norm(code || ' ' || title || ' ' || coalesce(title_en, '') || ' ' || coalesce(number, '')) gin_trgm_ops);

-- Groups of tasks (I to VII) and blocks of targets (“Đến năm 2030”), in printed order.
create table plan_group (
  id bigint generated always as identity primary key,
  plan_id bigint not null references plan (id) on delete cascade,
  of text not null check (of in ('tasks', 'targets')),
  position integer not null check (position > 0),
  label text,
  name text not null check (name <> ''),
  unique (plan_id, of, position)
);

-- What a plan does to another, which may stand here as a plan or only be cited.
create table plan_relation (
  id bigint generated always as identity primary key,
  plan_id bigint not null references plan (id) on delete cascade,
  kind text not null check (kind in ('replaces', 'amends', 'derives')),
  other_id bigint references plan (id),
  -- as printed
  citation text check (citation <> ''),
  document_id bigint references document (id),
  check (other_id is not null or citation is not null),
  unique (plan_id, kind, other_id)
);
create index plan_relation_other on plan_relation (other_id) where other_id is not null;

create table task (
  id bigint generated always as identity primary key,
  -- NV-145-2025-017; of an instance and of a part: NV-145-2025-017/2026, NV-145-2025-017.2
  code text not null unique,
  plan_id bigint not null references plan (id) on delete cascade,
  position integer not null check (position > 0),
  group_id bigint references plan_group (id),
  -- a part of another task
  parent_id bigint references task (id) on delete cascade,
  -- what is due in one year of a yearly task
  instance_of bigint references task (id) on delete cascade,
  period text check (period ~ '^\d{4}(-(Q[1-4]|H[12]|\d{2}))?$'),
  -- printed number and annex
  tt text check (tt <> ''),
  annex text check (annex <> ''),
  name text not null check (name <> ''),
  name_en text check (name_en <> ''),
  product text check (product <> ''),
  deadline_kind text not null check (deadline_kind in ('date', 'month', 'quarter', 'year', 'range', 'yearly', 'continuous', 'none')),
  deadline_from date,
  deadline_to date,
  deadline_raw text not null default '',
  -- how often a continuous task owes a result
  cadence text check (cadence in ('month', 'quarter', 'half_year', 'year')),
  sector_code text references sector (code),
  -- public with its plan
  shown boolean not null default true,

  -- how it was closed, and by what: entered
  closed text check (closed in ('done', 'suspended', 'not_carried_out')),
  closed_on date,
  closed_document text check (closed_document <> ''),
  closed_words text check (closed_words <> ''),

  -- computed
  state text not null,
  last_day date,
  turns_on date,
  percent integer not null default 0 check (percent between 0 and 100),
  started_on date,
  reported_on date,
  informed_on date,
  version integer not null default 1,
  created_at timestamptz not null,
  unique (instance_of, period),
  check ((instance_of is null) = (period is null)),
  check ((closed is null) = (closed_on is null)),
  check (closed is null or closed = 'done' or closed_document is not null)
);
create index task_of_plan on task (plan_id, position, id);
create index task_of_parent on task (parent_id) where parent_id is not null;
create index task_turns on task (turns_on) where turns_on is not null;
create index task_due on task (last_day, id) where closed is null;
create index task_state on task (state, last_day, id);
create index task_words on task using gin (vn_norm(code || ' ' || coalesce(tt, '') || ' ' || name || ' ' || coalesce(product, '')) gin_trgm_ops);

-- Who leads and who takes part. Who ceased stays, with the last day.
create table task_agency (
  id bigint generated always as identity primary key,
  task_id bigint not null references task (id) on delete cascade,
  role text not null check (role in ('lead', 'partner')),
  position integer not null,
  organisation_id bigint references organisation (id),
  -- as printed or typed
  name text not null check (name <> ''),
  since date not null,
  until date,
  -- of one that ceased: the row that took over, directly or in the end; its facts then count for that one
  handed_to bigint references task_agency (id),
  -- of leads: whether they took it on
  answer text not null default 'given' check (answer in ('given', 'acknowledged', 'refused')),
  answered_on date,
  answered_by bigint references account (id),
  answer_words text check (answer_words <> ''),
  -- computed from the facts of this lead
  started_on date,
  percent integer not null default 0 check (percent between 0 and 100),
  reported_on date,
  informed_on date,
  check (until is null or until >= since),
  check ((answer = 'given') = (answered_on is null)),
  check (answer <> 'refused' or answer_words is not null)
);
create unique index task_agency_once on task_agency (task_id, role, organisation_id) where until is null and organisation_id is not null;
create index task_agency_task on task_agency (task_id, role, position);
create index task_agency_organisation on task_agency (organisation_id, role, task_id) where until is null;

-- What happened, as a unit or the monitor entered it; never changed: a later one corrects an earlier one.
create table task_fact (
  id bigint generated always as identity primary key,
  task_id bigint not null references task (id) on delete cascade,
  organisation_id bigint references organisation (id),
  kind text not null check (kind in ('started', 'progress', 'result', 'done')),
  happened_on date not null,
  percent integer check (percent between 0 and 100),
  -- what was done, or why percent fell back
  words text not null default '',
  reason text check (reason <> ''),
  -- of a result in a period of a continuous task
  period text,
  document_number text check (document_number <> ''),
  document_date text check (document_date ~ '^\d{4}(-\d{2}(-\d{2})?)?$'),
  document_id bigint references document (id),
  corrects_id bigint references task_fact (id),
  way text not null default 'page' check (way in ('page', 'file', 'command')),
  entered_by bigint references account (id),
  entered_at timestamptz not null,
  form_key text unique
);
create index task_fact_task on task_fact (task_id, happened_on desc, id desc);
create unique index task_fact_corrected on task_fact (corrects_id) where corrects_id is not null;

create table task_fact_file (
  id bigint generated always as identity primary key,
  fact_id bigint not null references task_fact (id) on delete cascade,
  sha256 text not null references stored_file (sha256),
  name text not null check (name <> ''),
  size bigint not null check (size >= 0),
  unique (fact_id, sha256)
);

-- What the monitor found of a task reported as done.
create table task_check (
  id bigint generated always as identity primary key,
  task_id bigint not null references task (id) on delete cascade,
  fact_id bigint not null references task_fact (id),
  verdict text not null check (verdict in ('confirmed', 'returned')),
  words text check (words <> ''),
  checked_by bigint references account (id),
  checked_at timestamptz not null,
  check (verdict = 'confirmed' or words is not null)
);
create index task_check_task on task_check (task_id, id desc);

-- A later deadline: asked for by a lead, decided by whoever set it.
create table task_extension (
  id bigint generated always as identity primary key,
  task_id bigint not null references task (id) on delete cascade,
  organisation_id bigint references organisation (id),
  former date not null,
  asked date not null,
  reason text not null check (reason <> ''),
  asked_by bigint references account (id),
  asked_at timestamptz not null,
  state text not null default 'asked' check (state in ('asked', 'granted', 'refused', 'withdrawn')),
  granted date,
  document_number text check (document_number <> ''),
  document_date text check (document_date ~ '^\d{4}(-\d{2}(-\d{2})?)?$'),
  words text check (words <> ''),
  decided_by bigint references account (id),
  decided_at timestamptz,
  check ((state in ('granted', 'refused')) = (decided_at is not null)),
  check ((state = 'granted') = (granted is not null)),
  check (asked > former)
);
create unique index task_extension_open on task_extension (task_id) where state = 'asked';
create index task_extension_task on task_extension (task_id, id desc);

-- What a task said and to whom it was given, each time it changed: as-of views and differences are read from it alone.
create table task_version (
  task_id bigint not null references task (id) on delete cascade,
  from_on date not null,
  to_on date,
  why text not null check (why in ('issued', 'amended', 'corrected', 'assigned', 'extended', 'closed')),
  -- the document by which, as written
  document text,
  content jsonb not null,
  at timestamptz not null,
  primary key (task_id, from_on)
);

-- Whence an item comes: an item of another plan that stands here, or of a cited document.
create table item_origin (
  id bigint generated always as identity primary key,
  task_id bigint references task (id) on delete cascade,
  target_id bigint,
  position integer not null,
  origin_task_id bigint references task (id) on delete cascade,
  origin_target_id bigint,
  citation text check (citation <> ''),
  citation_key text,
  item text,
  check (num_nonnulls(task_id, target_id) = 1),
  check (num_nonnulls(origin_task_id, origin_target_id, citation) >= 1)
);

create table target (
  id bigint generated always as identity primary key,
  -- CT-145-2025-04
  code text not null unique,
  plan_id bigint not null references plan (id) on delete cascade,
  position integer not null check (position > 0),
  group_id bigint references plan_group (id),
  parent_id bigint references target (id) on delete cascade,
  tt text check (tt <> ''),
  annex text check (annex <> ''),
  name text not null check (name <> ''),
  name_en text check (name_en <> ''),
  unit text check (unit <> ''),
  -- [{scope, operator, min, max, raw}]
  "values" jsonb not null default '[]',
  raw text not null default '',
  direction text not null check (direction in ('higher', 'lower', 'band', 'none')),
  frequency text not null default 'year' check (frequency in ('month', 'quarter', 'half_year', 'year')),
  -- the last day of its block
  until_on date,
  baseline numeric,
  baseline_on date,
  baseline_source text check (baseline_source <> ''),
  -- what a value can be at all
  least numeric,
  most numeric,
  sector_code text references sector (code),
  shown boolean not null default true,
  closed text check (closed in ('not_carried_out')),
  closed_on date,
  closed_document text check (closed_document <> ''),
  closed_words text check (closed_words <> ''),

  -- computed
  information text not null,
  -- none once its time is over
  outlook text,
  aims_at integer,
  result text,
  estimated boolean not null default false,
  turns_on date,
  value numeric,
  value_words text,
  -- the day up to which the latest figure counts, or since when one is owed
  since_on date,
  -- the last day in time for the next figure
  due_on date,
  version integer not null default 1,
  created_at timestamptz not null,
  check ((closed is null) = (closed_on is null)),
  check (closed is null or closed_document is not null),
  check ((baseline is null) = (baseline_on is null))
);
create index target_of_plan on target (plan_id, position, id);
create index target_of_parent on target (parent_id) where parent_id is not null;
create index target_turns on target (turns_on) where turns_on is not null;
create index target_words on target using gin (vn_norm(code || ' ' || coalesce(tt, '') || ' ' || name || ' ' || coalesce(unit, '')) gin_trgm_ops);

alter table item_origin add foreign key (target_id) references target (id) on delete cascade;
alter table item_origin add foreign key (origin_target_id) references target (id) on delete cascade;
create index item_origin_task on item_origin (task_id) where task_id is not null;
create index item_origin_target on item_origin (target_id) where target_id is not null;
create index item_origin_from_task on item_origin (origin_task_id) where origin_task_id is not null;
create index item_origin_from_target on item_origin (origin_target_id) where origin_target_id is not null;
create index item_origin_cited on item_origin (citation_key, item) where citation_key is not null;

create table target_agency (
  id bigint generated always as identity primary key,
  target_id bigint not null references target (id) on delete cascade,
  position integer not null,
  organisation_id bigint references organisation (id),
  name text not null check (name <> ''),
  since date not null,
  until date,
  handed_to bigint references target_agency (id)
);
create unique index target_agency_once on target_agency (target_id, organisation_id) where until is null and organisation_id is not null;
create index target_agency_target on target_agency (target_id, position);
create index target_agency_organisation on target_agency (organisation_id, target_id) where until is null;

-- The planned value of a year: the trajectory.
create table target_level (
  target_id bigint not null references target (id) on delete cascade,
  year integer not null check (year between 1990 and 2200),
  least numeric,
  most numeric,
  primary key (target_id, year),
  check (num_nonnulls(least, most) >= 1),
  check (least <= most)
);

-- What was measured; never changed: a later one corrects an earlier one.
create table target_actual (
  id bigint generated always as identity primary key,
  target_id bigint not null references target (id) on delete cascade,
  organisation_id bigint references organisation (id),
  period text not null check (period ~ '^\d{4}(-(Q[1-4]|H[12]|\d{2}))?$'),
  -- the last day of the period; before it has passed the value is an estimate
  last_day date not null,
  -- which of several values it is of (“Đông Nam Á”)
  scope text check (scope <> ''),
  value numeric,
  words text check (words <> ''),
  -- of a target in words: whether its unit says it is met
  fulfilled boolean,
  as_of date not null,
  estimate boolean not null default false,
  -- where the number comes from
  source text not null check (source <> ''),
  document_id bigint references document (id),
  file_sha256 text references stored_file (sha256),
  file_name text check (file_name <> ''),
  -- why a value that looked wrong is right
  reason text check (reason <> ''),
  corrects_id bigint references target_actual (id),
  way text not null default 'page' check (way in ('page', 'file', 'command')),
  entered_by bigint references account (id),
  entered_at timestamptz not null,
  form_key text unique,
  check (num_nonnulls(value, words) >= 1),
  check ((file_sha256 is null) = (file_name is null))
);
create index target_actual_target on target_actual (target_id, last_day desc, id desc);
create unique index target_actual_corrected on target_actual (corrects_id) where corrects_id is not null;

create table target_version (
  target_id bigint not null references target (id) on delete cascade,
  from_on date not null,
  to_on date,
  why text not null check (why in ('issued', 'amended', 'corrected', 'assigned', 'closed')),
  document text,
  content jsonb not null,
  at timestamptz not null,
  primary key (target_id, from_on)
);

-- Problems and needs an item is about, both ways.
create table item_entry (
  id bigint generated always as identity primary key,
  task_id bigint references task (id) on delete cascade,
  target_id bigint references target (id) on delete cascade,
  entry_id bigint not null references entry (id),
  check (num_nonnulls(task_id, target_id) = 1),
  unique (task_id, entry_id),
  unique (target_id, entry_id)
);
create index item_entry_entry on item_entry (entry_id);

-- How many tasks are in each state, for every choice of plan, group, lead, sector and month due; 0 and '' stand for “all”. Kept by the
-- module with each change of a task, so that a board reads as many rows as it shows (docs/decisions/0048).
create table task_count (
  plan_id bigint not null,
  group_id bigint not null,
  organisation_id bigint not null,
  sector_code text not null,
  -- YYYY-MM of the last day; '-' for tasks without one
  month text not null,
  state text not null,
  tasks integer not null,
  primary key (plan_id, group_id, organisation_id, sector_code, month, state)
) with (fillfactor = 80);
create index task_count_organisation on task_count (plan_id, sector_code, month, organisation_id);

-- What of each task stands in task_count: its finest places, one for the whole (organisation_id 0; parts of tasks have none) and one
-- for each lead. Without a key of its places, since a statement takes rows out and puts them back.
create table task_counted (
  id bigint generated always as identity primary key,
  task_id bigint not null references task (id) on delete cascade,
  plan_id bigint not null,
  group_id bigint not null,
  organisation_id bigint not null,
  sector_code text not null,
  month text not null,
  state text not null
);
create index task_counted_task on task_counted (task_id);

-- The day up to which the clock has been followed, by what follows it.
create table programme_clock (
  what text primary key,
  day date not null
);
