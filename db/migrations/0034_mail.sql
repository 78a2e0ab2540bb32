-- What is said in letters: once for everybody who gets the same. Its text is erased after a while.
create table letter (
  id bigint generated always as identity primary key,
  kind text not null check (kind ~ '^[a-z_]+\.[a-z_]+$'),
  language text not null check (language in ('vi', 'en')),
  subject text not null,
  -- null: erased
  body_text text,
  body_html text,
  created_at timestamptz not null,
  check ((body_text is null) = (body_html is null))
);
create index letter_created on letter (created_at) where body_text is not null;

-- A letter on its way to one address.
create table mail (
  id bigint generated always as identity primary key,
  letter_id bigint not null references letter (id),
  -- null: to somebody without an account
  account_id bigint references account (id),
  address text not null,
  -- what the addressee may do without; null: a letter that is part of using an account
  topic text,
  -- kept: there is no mail server; refused: the address takes no mail; failed: given up
  state text not null default 'queued' check (state in ('queued', 'sent', 'kept', 'refused', 'failed')),
  tries integer not null default 0,
  due_at timestamptz not null,
  ended_at timestamptz,
  failure text,
  -- the failure was the mail server's own, not one of this letter
  unreachable boolean not null default false,
  created_at timestamptz not null,
  check ((state = 'queued') = (ended_at is null))
);
create index mail_due on mail (due_at, id) where state = 'queued';
create index mail_letter on mail (letter_id);
create index mail_account on mail (account_id, id desc);
create index mail_address on mail (lower(address) text_pattern_ops, id desc);
create index mail_state on mail (state, id desc);

-- Addresses that a mail server refused for good: nothing is sent there until somebody takes them out.
create table mail_refusal (
  address text primary key check (address = lower(address)),
  failure text not null,
  since timestamptz not null
);

-- What a person is to be told, until it was put into a letter.
create table notification (
  id bigint generated always as identity primary key,
  account_id bigint not null references account (id),
  topic text not null,
  subject_kind text not null,
  subject_id text not null,
  title text not null,
  title_en text not null,
  detail text not null,
  detail_en text not null,
  path text not null check (path like '/%'),
  created_at timestamptz not null,
  mailed_at timestamptz,
  -- it holds no longer: somebody else did it, or it was taken back
  void_at timestamptz
);
create index notification_waiting on notification (account_id, id) where mailed_at is null and void_at is null;
create index notification_subject on notification (subject_kind, subject_id) where mailed_at is null and void_at is null;
create index notification_account on notification (account_id, id desc);

-- How a person wants to be told of a topic; without a row: once a day.
create table notification_wish (
  account_id bigint not null references account (id),
  topic text not null,
  manner text not null check (manner in ('at_once', 'daily', 'never')),
  updated_at timestamptz not null,
  primary key (account_id, topic)
);

-- The day of a person's last letter of the day.
create table notification_digest (
  account_id bigint primary key references account (id),
  day date not null
);

-- the language of letters to the person
alter table account add column language text not null default 'vi' check (language in ('vi', 'en'));

-- Up to which event people have been told; none before anybody looked: what happened until then is not told afterwards.
create table notification_cursor (
  singleton boolean primary key default true check (singleton),
  seq bigint not null
);
