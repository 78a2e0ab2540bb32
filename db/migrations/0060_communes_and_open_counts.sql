-- Where communes and wards stand in the scheme of boards (docs/decisions/0053): each layout is kept whole, the latest one is shown.
create table commune_layout (
  id bigint generated always as identity primary key,
  source text not null check (length(source) between 1 and 500),
  made_at timestamptz not null
);
create table commune_tile (
  layout_id bigint not null references commune_layout (id) on delete cascade,
  organisation_id bigint not null references organisation (id),
  at_column integer not null check (at_column between 1 and 16),
  at_row integer not null check (at_row between 1 and 18),
  primary key (layout_id, organisation_id),
  unique (layout_id, at_column, at_row)
);
create index commune_tile_organisation on commune_tile (organisation_id);

-- Of the tasks counted: those that visitors read; those of which nobody has told anything; those that are both.
alter table task_counted
  add column open integer not null default 0,
  add column silent integer not null default 0;
alter table task_count
  add column open_tasks integer not null default 0,
  add column silent_tasks integer not null default 0,
  add column open_silent integer not null default 0;
update task_counted set
  open = (task.shown and task.parent_id is null)::integer,
  silent = (task.informed_on is null and task.closed is null and task.state <> 'unassigned')::integer
from task where task.id = task_counted.task_id;
update task_count as counted set open_tasks = found.open_tasks, silent_tasks = found.silent_tasks, open_silent = found.open_silent
from (
  select plan_id * plans as plan_id, group_id * groups as group_id, organisation_id,
    case sectors when 1 then sector_code else '' end as sector_code, case months when 1 then month else '' end as month, state,
    sum(open) as open_tasks, sum(silent) as silent_tasks, sum(open * silent) as open_silent
  from task_counted
  cross join (values (0, 0), (1, 0), (1, 1)) as plans_and_groups (plans, groups)
  cross join (values (0), (1)) as by_sector (sectors)
  cross join (values (0), (1)) as by_month (months)
  where (groups = 0 or group_id <> 0) and (sectors = 0 or sector_code <> '')
  group by 1, 2, 3, 4, 5, 6
) as found
where (counted.plan_id, counted.group_id, counted.organisation_id, counted.sector_code, counted.month, counted.state)
  = (found.plan_id, found.group_id, found.organisation_id, found.sector_code, found.month, found.state);
