-- News for followers of which a part could not be read or laid out: set aside with its span of the log, the others were told.
create table following_aside (
  id bigint generated always as identity primary key,
  part text not null check (part in ('catalogue', 'programme')),
  -- what is still to be done of it: read and tell, or tell those who want it in this manner
  step text not null check (step in ('read', 'at_once', 'daily')),
  from_seq bigint not null,
  to_seq bigint not null check (to_seq > from_seq),
  failure text not null check (failure <> ''),
  tries integer not null default 1 check (tries > 0),
  since timestamptz not null,
  tried_at timestamptz not null
);
