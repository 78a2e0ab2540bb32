-- How much of the allowance of a caller of the public API was given out to processes in the present window.
create table api_allowance (
  -- a key by its number, or the keyed hash of a network address
  caller text not null,
  span text not null check (span in ('minute', 'day')),
  began_at timestamptz not null,
  given integer not null,
  -- what the latest asking process got
  last_given integer not null,
  primary key (caller, span)
);
create index api_allowance_began on api_allowance (began_at);

-- A key with which a program of an account reads the public API at a higher rate; of the key itself only the hash is kept.
create table api_key (
  id bigint generated always as identity primary key,
  account_id bigint not null references account (id),
  name text not null,
  purpose text not null,
  token_hash bytea not null unique,
  -- its last four signs, by which its owner tells it from others
  hint text not null,
  -- null: the usual ones
  minute_limit integer check (minute_limit > 0),
  day_limit integer check (day_limit > 0),
  created_at timestamptz not null,
  last_used_on date,
  revoked_at timestamptz,
  revoked_by bigint references account (id),
  -- told to its owner; null where they revoked it themselves
  revoke_reason text,
  check ((revoked_at is null) = (revoked_by is null))
);
create unique index api_key_name on api_key (account_id, lower(name)) where revoked_at is null;
create index api_key_account on api_key (account_id, id desc);

create table api_key_use (
  key_id bigint not null references api_key (id),
  day date not null,
  uses bigint not null,
  primary key (key_id, day)
);
create index api_key_use_day on api_key_use (day);

-- An address of a receiver that is told of what is published.
create table webhook (
  id bigint generated always as identity primary key,
  account_id bigint not null references account (id),
  name text not null,
  url text not null,
  -- empty: all of them
  kinds text[] not null default '{}',
  events text[] not null default '{}',
  -- of problems and needs; empty: all of them
  sectors text[] not null default '{}',
  -- sealed with the SECRET_KEY of the installation
  secret bytea not null,
  former_secret bytea,
  former_until timestamptz,
  state text not null default 'unverified' check (state in ('unverified', 'active', 'paused')),
  -- why it is paused: by its owner, by an administrator, since its receiver failed, since its secret cannot be opened
  paused_for text check (paused_for in ('owner', 'administrator', 'failures', 'gone', 'sealed')),
  pause_reason text,
  state_at timestamptz not null,
  -- when its receiver answered the challenge; without that nothing is ever told
  verified_at timestamptz,
  created_at timestamptz not null,
  check ((state = 'paused') = (paused_for is not null)),
  check (state <> 'active' or verified_at is not null),
  check ((former_secret is null) = (former_until is null))
);
create unique index webhook_url on webhook (account_id, url);
create index webhook_account on webhook (account_id, id);

-- How far a webhook was told. Without a row nothing is sent: an installation restored from an export tells nobody by itself.
create table webhook_cursor (
  webhook_id bigint primary key references webhook (id) on delete cascade,
  seq bigint not null,
  tries integer not null default 0,
  due_at timestamptz not null,
  failing_since timestamptz,
  -- a worker sends until then; its mark
  leased_until timestamptz,
  lease text
);
create index webhook_cursor_due on webhook_cursor (due_at);

-- What was sent and what came back, kept for some weeks.
create table webhook_delivery (
  id bigint generated always as identity primary key,
  webhook_id bigint not null references webhook (id) on delete cascade,
  kind text not null check (kind in ('change', 'again', 'test', 'verification')),
  message_id text not null,
  -- the event of the log it tells of; null where it tells of none
  seq bigint,
  -- of which thing, as its address says it
  code text,
  at timestamptz not null,
  status integer,
  ms integer not null,
  failure text
);
create index webhook_delivery_webhook on webhook_delivery (webhook_id, id desc);
create index webhook_delivery_at on webhook_delivery (at);
