-- What somebody asks about their own data: to have it erased, corrected, used less, or to take their consent back.
create table data_request (
  id bigint generated always as identity primary key,
  kind text not null check (kind in ('erasure', 'correction', 'restriction', 'withdrawal')),
  -- whose data: of an account, or of an address without one
  account_id bigint references account (id),
  -- forgotten some time after the request has ended
  address text check (address = lower(address)),
  language text not null check (language in ('vi', 'en')),
  -- what they wrote; forgotten with the address
  words text not null,
  state text not null default 'waiting' check (state in ('waiting', 'taken_up', 'done', 'refused', 'withdrawn')),
  received_at timestamptz not null,
  -- by which it is answered, then by which it is carried out
  due_on date not null,
  ground text check (ground in ('law', 'dispute', 'others', 'unproven', 'duty')),
  answer text,
  answered_by bigint references account (id),
  answered_at timestamptz,
  ended_at timestamptz,
  version integer not null default 1,
  check ((state = 'refused') = (ground is not null)),
  check ((state in ('done', 'refused', 'withdrawn')) = (ended_at is not null))
);
create unique index data_request_open_account on data_request (account_id, kind) where account_id is not null and ended_at is null;
create unique index data_request_open_address on data_request (address, kind) where account_id is null and ended_at is null;
create index data_request_account on data_request (account_id, id) where account_id is not null;
create index data_request_address on data_request (address) where address is not null;
create index data_request_waiting on data_request (due_on, id) where ended_at is null;

-- Letters of two days that let the reader of an address see what is kept of it, and ask for something.
create table data_request_letter (
  id bigint generated always as identity primary key,
  address text not null check (address = lower(address)),
  language text not null check (language in ('vi', 'en')),
  token_hash bytea not null unique,
  asked_at timestamptz not null,
  expires_at timestamptz not null
);
create index data_request_letter_address on data_request_letter (address, asked_at);
create index data_request_letter_asked on data_request_letter (asked_at);

-- nothing that names a person is left in the row; null: it was not erased
alter table account add column erased_at timestamptz;
alter table account add check (erased_at is null or state = 'closed');

-- what an account agreed to, and when, beside what stands with its registrations
create table consent (
  id bigint generated always as identity primary key,
  account_id bigint not null references account (id),
  version text not null,
  given_at timestamptz not null,
  way text not null check (way in ('invitation', 'single_sign_on', 'renewal')),
  unique (account_id, version, way)
);

-- the same of an address without an account that follows something; null: before this was recorded
alter table follow_request add column consent text;
alter table follower add column consent text;
alter table follower add column consented_at timestamptz;

-- Who of the office looked at whose data, on which page; one row an hour.
create table personal_look (
  reader_id bigint not null references account (id),
  -- as what they looked: of the account as it was then
  reader_role text not null,
  reader_organisation_id bigint references organisation (id),
  -- whose: of an account, or of an address without one, by what names it
  subject_kind text not null check (subject_kind in ('account', 'data_request', 'mail')),
  subject_id bigint not null,
  page text not null,
  -- the hour in which the looks fall, and the first of them
  hour timestamptz not null,
  at timestamptz not null,
  primary key (subject_kind, subject_id, hour, reader_id, page)
);
create index personal_look_at on personal_look (at desc);

create index invitation_address on invitation (email);
