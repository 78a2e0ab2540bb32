-- Tasks given together, so that the giving can be looked at and taken back while nobody has answered (docs/decisions/0042).
create table task_assignment (
  id bigint generated always as identity primary key,
  plan_id bigint not null references plan (id) on delete cascade,
  -- the document by which, as written; null: by the plan itself
  document text check (document <> ''),
  reason text check (reason <> ''),
  form_key text not null,
  made_by bigint references account (id),
  made_at timestamptz not null,
  undone_by bigint references account (id),
  undone_at timestamptz,
  unique (plan_id, form_key)
);
create index task_assignment_plan on task_assignment (plan_id, id desc);

create table task_assignment_item (
  assignment_id bigint not null references task_assignment (id) on delete cascade,
  task_id bigint not null references task (id) on delete cascade,
  -- of the task after it
  version integer not null,
  -- what it said before, and what after
  before jsonb not null,
  after jsonb not null,
  -- rows of task_agency that were begun and that were ended by it
  begun jsonb not null default '[]',
  ended jsonb not null default '[]',
  primary key (assignment_id, task_id)
);
create index task_assignment_item_task on task_assignment_item (task_id);

-- why a printed text was corrected, or why a deadline was moved into the past
alter table task_version add column words text check (words <> '');
alter table target_version add column words text check (words <> '');
