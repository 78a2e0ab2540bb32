-- Which entries took an entry over: merged into another one, or split into several (docs/decisions/0022). In a draft or
-- an amendment a row says what is meant; with its publication a row between the public entries says what holds.

create table entry_succession (
  from_entry_id bigint not null references entry (id),
  to_entry_id bigint not null references entry (id),
  kind text not null check (kind in ('merged', 'split')),
  -- split: the entry stands on as the first part; decided when it becomes public
  stays boolean not null default false,
  -- the draft or the amendment in which it was decided
  edition_id bigint not null references edition (id),
  decided_by bigint references account (id),
  decided_at timestamptz not null,
  -- between public entries only: since when it holds
  public_at timestamptz,
  primary key (from_entry_id, to_entry_id),
  check (from_entry_id <> to_entry_id),
  check (kind = 'split' or not stays)
);
-- an entry is merged into one other only
create unique index entry_succession_merged on entry_succession (from_entry_id) where kind = 'merged';
create index entry_succession_to on entry_succession (to_entry_id);
create index entry_succession_edition on entry_succession (edition_id);

-- An address that is redirected must come to an end.
create function refuse_circle_of_successors() returns trigger language plpgsql as $$
begin
  if new.kind = 'merged' and exists (
    with recursive onward (id) as (
      select new.to_entry_id
      union
      select s.to_entry_id from onward join entry_succession s on s.from_entry_id = onward.id and s.kind = 'merged'
    ) select 1 from onward where id = new.from_entry_id
  ) then
    raise exception 'entry % would be merged into itself by way of entry %', new.from_entry_id, new.to_entry_id
      using errcode = 'check_violation', constraint = 'entry_succession_circle';
  end if;
  return new;
end $$;
create trigger entry_succession_circle before insert or update on entry_succession
  for each row execute function refuse_circle_of_successors();

-- The entries in which one that is public no longer lives on, however many steps lie between: merged into another one,
-- split into its parts. One that was taken out without a successor ends the way and is among them.
create function entry_successors(wanted bigint) returns setof bigint language sql stable as $$
  with recursive onward (id) as (
    select s.to_entry_id from entry_succession s join entry on entry.id = s.from_entry_id and entry.removed_at is not null
      where s.from_entry_id = wanted and s.public_at is not null and not s.stays
    union
    select s.to_entry_id from onward join entry on entry.id = onward.id and entry.removed_at is not null
      join entry_succession s on s.from_entry_id = onward.id and s.public_at is not null and not s.stays
  )
  select onward.id from onward join entry on entry.id = onward.id
  where entry.removed_at is null or not exists (
    select 1 from entry_succession s where s.from_entry_id = onward.id and s.public_at is not null and not s.stays)
$$;

-- Codes by which an entry is still looked for: of those that live on in it.
create function entry_former_codes(wanted bigint) returns text[] language sql stable as $$
  with recursive back (id) as (
    select s.from_entry_id from entry_succession s join entry on entry.id = s.from_entry_id and entry.removed_at is not null
      where s.to_entry_id = wanted and s.public_at is not null and not s.stays
    union
    select s.from_entry_id from back join entry_succession s on s.to_entry_id = back.id and s.public_at is not null and not s.stays
      join entry on entry.id = s.from_entry_id and entry.removed_at is not null
  )
  select coalesce(array_agg(entry.code order by entry.code), '{}') from back join entry on entry.id = back.id
    where not entry.confidential
$$;
