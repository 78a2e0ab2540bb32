-- Difficulties, obstacles and recommendations of agencies, and what was answered (docs/decisions/0046).
create table difficulty (
  id bigint generated always as identity primary key,
  -- KN-2026-0001, given when it is sent
  code text unique check (code ~ '^KN-\d{4}-\d{4,}$'),
  kind text not null check (kind in ('difficulty', 'obstacle', 'recommendation')),
  title text not null,
  body text not null,
  proposal text not null default '',
  -- who raises it
  organisation_id bigint not null references organisation (id),
  -- whom it is addressed to
  holder_id bigint references organisation (id),
  plan_id bigint references plan (id) on delete set null,
  task_id bigint references task (id) on delete set null,
  target_id bigint references target (id) on delete set null,
  state text not null default 'draft'
    check (state in ('draft', 'sent', 'taken', 'returned', 'answered', 'closed', 'withdrawn')),
  sent_at timestamptz,
  -- since when the present term runs, and its last day
  round_on date,
  due_on date,
  -- up to whom it went of itself within the present term
  escalated text check (escalated in ('department', 'leader')),
  -- of the latest answer
  answered_at timestamptz,
  answered_for bigint references organisation (id),
  answered_days integer check (answered_days >= 0),
  answer_draft text not null default '',
  -- what the public reads: worded for it
  shown_title text check (shown_title <> ''),
  shown_body text check (shown_body <> ''),
  shown_answer text check (shown_answer <> ''),
  shown_at timestamptz,
  form_key text not null unique,
  version integer not null default 1,
  illustrative boolean not null default false,
  created_by bigint references account (id),
  created_at timestamptz not null,
  saved_at timestamptz not null,
  check (num_nonnulls(task_id, target_id) <= 1),
  check (num_nonnulls(code, sent_at) in (0, 2)),
  check (sent_at is null or (holder_id is not null and due_on is not null and title <> '' and body <> '')),
  check (sent_at is not null or state in ('draft', 'withdrawn')),
  check (num_nonnulls(shown_title, shown_body, shown_answer, shown_at) in (0, 4)),
  check (shown_at is null or answered_at is not null)
);
create index difficulty_sender on difficulty (organisation_id, id desc);
create index difficulty_holder on difficulty (holder_id, due_on) where sent_at is not null;
create index difficulty_due on difficulty (due_on, id) where state in ('sent', 'taken');
create index difficulty_shown on difficulty (answered_at desc, id desc) where shown_at is not null;
create index difficulty_task on difficulty (task_id) where task_id is not null;
create index difficulty_target on difficulty (target_id) where target_id is not null;
create index difficulty_plan on difficulty (plan_id) where plan_id is not null;
create index difficulty_words on difficulty using gin (vn_norm(coalesce(code, '') || ' ' || title || ' ' || body || ' ' || proposal) gin_trgm_ops);

-- Its thread: each step with what was said; never changed.
create table difficulty_post (
  id bigint generated always as identity primary key,
  difficulty_id bigint not null references difficulty (id) on delete cascade,
  kind text not null check (kind in ('sent', 'taken', 'answered', 'passed_on', 'returned', 'supplemented', 'asked_again', 'closed',
    'withdrawn', 'escalated', 'shown', 'hidden')),
  words text not null default '',
  -- in whose name
  said_as text not null check (said_as in ('sender', 'holder', 'department', 'leader', 'system')),
  organisation_id bigint references organisation (id),
  to_id bigint references organisation (id),
  -- of an answer: working days it took, and whether it came after its term
  days integer check (days >= 0),
  late boolean,
  by_account bigint references account (id),
  at timestamptz not null,
  check (kind <> 'passed_on' or to_id is not null)
);
create index difficulty_post_thread on difficulty_post (difficulty_id, id);

create table difficulty_file (
  id bigint generated always as identity primary key,
  difficulty_id bigint not null references difficulty (id) on delete cascade,
  -- null: of the draft
  post_id bigint references difficulty_post (id) on delete cascade,
  sha256 text not null references stored_file (sha256),
  name text not null check (name <> ''),
  size bigint not null check (size >= 0)
);
create unique index difficulty_file_once on difficulty_file (difficulty_id, sha256);
create index difficulty_file_post on difficulty_file (post_id) where post_id is not null;
