-- Owners given to targets together, so that the giving can be looked at and taken back while no figure was entered (docs/decisions/0055).
create table target_assignment (
  id bigint generated always as identity primary key,
  plan_id bigint not null references plan (id) on delete cascade,
  -- the document by which, as written; null: by the plan itself
  document text check (document <> ''),
  form_key text not null,
  made_by bigint references account (id),
  made_at timestamptz not null,
  undone_by bigint references account (id),
  undone_at timestamptz,
  unique (plan_id, form_key)
);
create index target_assignment_plan on target_assignment (plan_id, id desc);

create table target_assignment_item (
  assignment_id bigint not null references target_assignment (id) on delete cascade,
  target_id bigint not null references target (id) on delete cascade,
  -- of the target after it
  version integer not null,
  -- names of those who answered for it, and of those who do since
  before jsonb not null,
  after jsonb not null,
  -- rows of target_agency that were begun and that were ended by it
  begun jsonb not null default '[]',
  ended jsonb not null default '[]',
  primary key (assignment_id, target_id)
);
create index target_assignment_item_target on target_assignment_item (target_id);
