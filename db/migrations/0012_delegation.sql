-- A role lent to a deputy for some days, while its holder is away.

create table delegation (
  id bigint generated always as identity primary key,
  from_account bigint not null references account (id),
  to_account bigint not null references account (id),
  role text not null check (role in ('programme_head', 'leader')),
  -- days in Vietnam, both inclusive
  valid_from date not null,
  valid_to date not null,
  reason text,
  -- null: by the product itself
  created_by bigint references account (id),
  created_at timestamptz not null,
  ended_at timestamptz,
  ended_by bigint references account (id),
  check (from_account <> to_account),
  -- a year at most: 366 days with both ends
  check (valid_to between valid_from and valid_from + 365),
  check (ended_by is null or ended_at is not null)
);
-- read with every request of the deputy
create index delegation_to on delegation (to_account, valid_to);
create index delegation_from on delegation (from_account);
create index delegation_created_by on delegation (created_by);
create index delegation_ended_by on delegation (ended_by);

-- whose right it was, where the step was taken by a deputy
alter table edition_step add column on_behalf_of bigint references account (id);
create index edition_step_on_behalf_of on edition_step (on_behalf_of);
