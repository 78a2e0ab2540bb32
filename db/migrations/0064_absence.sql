-- Agency officers and programme officers lend their role as well; an agency's officer lends it for one agency.

alter table delegation drop constraint delegation_role_check;
alter table delegation add constraint delegation_role_check
  check (role in ('agency_officer', 'programme_officer', 'programme_head', 'leader'));
-- of an agency's officer: for which agency
alter table delegation add column organisation_id bigint references organisation (id);
alter table delegation add constraint delegation_agency_check check ((role = 'agency_officer') = (organisation_id is not null));
create index delegation_organisation on delegation (organisation_id) where organisation_id is not null;

-- Days on which somebody is away and nobody stands in for them: letters go to those beside them.
create table absence (
  id bigint generated always as identity primary key,
  account_id bigint not null references account (id),
  -- days in Vietnam, both inclusive
  valid_from date not null,
  valid_to date not null,
  reason text check (reason <> ''),
  -- null: by the product itself
  created_by bigint references account (id),
  created_at timestamptz not null,
  ended_at timestamptz,
  ended_by bigint references account (id),
  -- a year at most: 366 days with both ends
  check (valid_to between valid_from and valid_from + 365),
  check (ended_by is null or ended_at is not null)
);
create index absence_account on absence (account_id, valid_to);
create index absence_created_by on absence (created_by);
create index absence_ended_by on absence (ended_by);

-- the Monday of the week in which somebody was last written to of what waits for long
alter table notification_digest add column reminded_week date;
