-- One change made to many entries of a draft at once, and what each of them said before, so that it can be undone.

create table bulk_change (
  id bigint generated always as identity primary key,
  edition_id bigint not null references edition (id) on delete cascade,
  -- of the entry form
  field text not null,
  mode text not null check (mode in ('add', 'remove', 'replace', 'fill', 'clear')),
  -- as typed
  typed jsonb not null,
  -- made with each preview, so that a form sent twice changes once
  form_key text not null unique,
  made_by bigint references account (id),
  made_at timestamptz not null,
  undone_by bigint references account (id),
  undone_at timestamptz
);
create index bulk_change_edition on bulk_change (edition_id, id);
create index bulk_change_maker on bulk_change (made_by);
create index bulk_change_undoer on bulk_change (undone_by);

create table bulk_change_entry (
  bulk_change_id bigint not null references bulk_change (id) on delete cascade,
  entry_id bigint not null references entry (id) on delete cascade,
  -- what the field said, as the form writes it: {name: [text]}
  before jsonb not null,
  after jsonb not null,
  -- citations as they were, where the change was of those: their words alone do not say all of them
  bases jsonb not null default '[]',
  -- false where somebody had changed the field since, when the change was undone
  restored boolean,
  primary key (bulk_change_id, entry_id)
);
create index bulk_change_entry_entry on bulk_change_entry (entry_id);
