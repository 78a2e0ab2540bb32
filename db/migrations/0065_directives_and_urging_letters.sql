-- Directives of leaders, with an answer due of each agency they are given to (docs/decisions/0050).
create table directive (
  id bigint generated always as identity primary key,
  -- CD-2026-0001
  code text not null unique check (code ~ '^CD-\d{4}-\d{4,}$'),
  body text not null check (body <> ''),
  -- whose word it is; a head of programme may write it for them
  leader_id bigint not null references account (id),
  written_by bigint references account (id),
  plan_id bigint references plan (id) on delete set null,
  task_id bigint references task (id) on delete set null,
  target_id bigint references target (id) on delete set null,
  -- by which document, as printed
  document_number text check (document_number <> ''),
  document_date date,
  form_key text not null unique,
  given_at timestamptz not null,
  check (num_nonnulls(task_id, target_id) <= 1),
  check (document_date is null or document_number is not null)
);
create index directive_task on directive (task_id) where task_id is not null;
create index directive_target on directive (target_id) where target_id is not null;
create index directive_plan on directive (plan_id) where plan_id is not null;
create index directive_leader on directive (leader_id);
create index directive_words on directive using gin (vn_norm(code || ' ' || body || ' ' || coalesce(document_number, '')) gin_trgm_ops);

-- What each agency owes; whether it is late follows from the day.
create table directive_agency (
  id bigint generated always as identity primary key,
  directive_id bigint not null references directive (id) on delete cascade,
  organisation_id bigint not null references organisation (id),
  state text not null default 'waiting' check (state in ('waiting', 'answered', 'accepted', 'withdrawn')),
  due_on date not null,
  answered_at timestamptz,
  -- the days due of which it was told that they are near, or past
  near_told date,
  late_told date,
  version integer not null default 1,
  unique (directive_id, organisation_id),
  check (state not in ('answered', 'accepted') or answered_at is not null)
);
create index directive_agency_due on directive_agency (due_on, id) where state = 'waiting';
create index directive_agency_answered on directive_agency (answered_at, id) where state = 'answered';
create index directive_agency_organisation on directive_agency (organisation_id, id desc);

-- Its thread: each step with what was said; never changed.
create table directive_post (
  id bigint generated always as identity primary key,
  directive_id bigint not null references directive (id) on delete cascade,
  -- null: to all of them
  agency_id bigint references directive_agency (id) on delete cascade,
  kind text not null check (kind in ('given', 'answered', 'asked_again', 'accepted', 'withdrawn')),
  words text not null default '',
  -- of an answer asked for again: the new day
  due_on date,
  -- of an answer: it came after its day
  late boolean,
  -- in whose name
  said_as text not null check (said_as in ('leader', 'head', 'agency', 'department')),
  by_account bigint references account (id),
  at timestamptz not null,
  check (kind not in ('answered', 'asked_again', 'withdrawn') or words <> '')
);
create index directive_post_thread on directive_post (directive_id, id);

create table directive_file (
  id bigint generated always as identity primary key,
  directive_id bigint not null references directive (id) on delete cascade,
  post_id bigint not null references directive_post (id) on delete cascade,
  sha256 text not null references stored_file (sha256),
  name text not null check (name <> ''),
  size bigint not null check (size >= 0),
  unique (post_id, sha256)
);
create index directive_file_of on directive_file (directive_id);

-- Letters that urge an agency on (công văn đôn đốc). A draft lists the tasks of the day it is read; an issued one those of its own.
create table urging_letter (
  id bigint generated always as identity primary key,
  organisation_id bigint not null references organisation (id),
  -- drafted together
  batch text not null check (batch <> ''),
  state text not null default 'draft' check (state in ('draft', 'issued', 'dropped')),
  -- which tasks: of one plan or all, late by so many days at least, and those soon due
  plan_id bigint references plan (id),
  least_days integer not null check (least_days between 0 and 3650),
  with_soon boolean not null,
  -- the day before which the agency is to report
  report_by date not null,
  texts jsonb not null,
  -- of an issued one: its tasks as printed, and what the words that stand for figures came to
  tasks jsonb,
  issued_on date,
  number text check (number <> ''),
  signer text check (signer <> ''),
  issued_by bigint references account (id),
  issued_at timestamptz,
  version integer not null default 1,
  created_by bigint references account (id),
  created_at timestamptz not null,
  unique (batch, organisation_id),
  check ((state = 'issued') = (issued_at is not null)),
  check (num_nonnulls(tasks, issued_on, number, signer, issued_at) in (0, 5))
);
create index urging_letter_organisation on urging_letter (organisation_id, id desc);
create index urging_letter_state on urging_letter (state, id desc);
