-- What became of the entries of an edition when the next one was made, and which of them stand in it again
-- (docs/decisions/0023).

-- An entry that was carried over: a copy in the draft of a later edition.
create table entry_carried (
  entry_id bigint primary key references entry (id),
  edition_id bigint not null references edition (id),
  from_entry_id bigint not null references entry (id),
  -- the first entry of the chain, however often it was carried over
  origin_id bigint not null references entry (id),
  -- asked for twice, or by two people at once, it is copied once
  unique (edition_id, from_entry_id),
  check (entry_id <> from_entry_id)
);
create index entry_carried_from on entry_carried (from_entry_id);
create index entry_carried_origin on entry_carried (origin_id);

-- The outcome of an entry; earlier ones that had been public stay, so that a day of the past is told as it was.
create table entry_outcome (
  id bigint generated always as identity primary key,
  entry_id bigint not null references entry (id),
  outcome text not null check (outcome in ('resolved', 'in_work', 'not_taken_up', 'carried_over')),
  note text not null default '',
  note_en text not null default '',
  -- a document in words, or a link
  reference text not null default '',
  continued_as bigint references entry_carried (entry_id),
  -- why what was public already was corrected
  reason text,
  settled_by bigint references account (id),
  settled_at timestamptz not null,
  -- null until the next edition is published
  public_at timestamptz,
  replaced_at timestamptz,
  check ((outcome = 'carried_over') = (continued_as is not null)),
  check (replaced_at is null or public_at is not null)
);
create unique index entry_outcome_now on entry_outcome (entry_id) where replaced_at is null;
create index entry_outcome_entry on entry_outcome (entry_id);
create index entry_outcome_continued on entry_outcome (continued_as) where continued_as is not null;
create index entry_outcome_settled_by on entry_outcome (settled_by);
