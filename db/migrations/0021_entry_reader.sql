-- Who may see a confidential entry: roles and single accounts. One without a row here is seen by heads and leaders. Rows
-- exist for confidential entries alone.
create table entry_reader (
  id bigint generated always as identity primary key,
  entry_id bigint not null references entry (id) on delete cascade,
  role text,
  account_id bigint references account (id),
  check ((role is null) <> (account_id is null)),
  unique (entry_id, role),
  unique (entry_id, account_id)
);
create index entry_reader_account on entry_reader (account_id);

-- so far everybody who works on an edition saw them: an upgrade takes nobody's own work from their eyes
insert into entry_reader (entry_id, role)
select entry.id, known.role
from entry cross join unnest(array['programme_officer', 'programme_head', 'leader', 'inspector']) as known (role)
where entry.confidential;
