-- Exports and rehearsals of restoring, for the administrators' page; no export holds this table.

create table backup (
  id bigint generated always as identity primary key,
  kind text not null check (kind in ('export', 'rehearsal')),
  origin text not null check (origin in ('schedule', 'page', 'command')),
  state text not null check (state in ('requested', 'running', 'done', 'failed')),
  requested_by bigint references account (id),
  requested_at timestamptz not null,
  started_at timestamptz,
  ended_at timestamptz,
  directory text,
  -- of tables and files together
  bytes bigint,
  row_count bigint,
  files integer,
  events bigint,
  -- hash of the last event
  head text,
  -- files whose content had been lost before
  missing integer,
  -- read through again and compared with its manifest
  verified boolean not null default false,
  -- what went wrong, in both languages
  failure jsonb,
  -- taken away because enough newer ones are kept
  removed_at timestamptz
);
create index backup_listed on backup (kind, state, id desc);
create index backup_requester on backup (requested_by);
-- asked for twice, it is done once
create unique index backup_open on backup (kind) where state in ('requested', 'running');
