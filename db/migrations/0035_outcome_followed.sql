-- What became of an entry is followed to where its copy is found now, which need not be a copy itself (docs/decisions/0022).

alter table entry_outcome drop constraint entry_outcome_continued_as_fkey;
alter table entry_outcome add constraint entry_outcome_continued_as_fkey foreign key (continued_as) references entry (id);

-- Where a public entry is found now, or was at the end of a day: itself, what it was merged into, the parts into which it was
-- split when it left.
create function entry_found_in(wanted bigint, day date default null) returns setof bigint language sql stable as $$
  with recursive step (from_id, to_id) as (
    select s.from_entry_id, s.to_entry_id from entry_succession s
      where s.from_entry_id = wanted and s.public_at is not null and not s.stays
        and (day is null or (s.public_at at time zone interval '7 hours')::date <= day)
    union
    select s.from_entry_id, s.to_entry_id from step join entry_succession s on s.from_entry_id = step.to_id
      and s.public_at is not null and not s.stays
      and (day is null or (s.public_at at time zone interval '7 hours')::date <= day)
  )
  select wanted where not exists (select 1 from step)
  union
  select step.to_id from step where step.to_id not in (select onward.from_id from step as onward)
$$;

-- Entries that were carried over into an edition, with the one of it in which each stands: its copy, or what that was merged
-- into before anything was public.
create function entries_carried_into(wanted bigint) returns table (former_id bigint, standing_id bigint) language sql stable as $$
  with recursive onward (former_id, id) as (
    select carried.from_entry_id, carried.entry_id from entry_carried carried where carried.edition_id = wanted
    union
    select onward.former_id, s.to_entry_id from onward join entry_succession s on s.from_entry_id = onward.id
      and s.kind = 'merged' and s.public_at is null
  )
  select onward.former_id, onward.id from onward where not exists (
    select 1 from entry_succession s where s.from_entry_id = onward.id and s.kind = 'merged' and s.public_at is null)
$$;

-- Outcomes that were left behind until now; where the edition is public already, so are they from here on.
update entry_outcome said set continued_as = carried.standing_id,
  public_at = case when later.state in ('published', 'superseded') and found.published_at is not null and found.removed_at is null
    and entry.published_at is not null and entry.removed_at is null and not entry.confidential
    and former.state in ('published', 'superseded') then now() end
from entry copy join edition later on later.id = copy.edition_id
  cross join lateral entries_carried_into(later.id) carried
  join entry found on found.id = carried.standing_id
  join entry on entry.id = carried.former_id join edition former on former.id = entry.edition_id
where copy.id = said.continued_as and carried.former_id = said.entry_id and carried.standing_id <> said.continued_as
  and said.public_at is null;
update content_version set version = version + 1;
