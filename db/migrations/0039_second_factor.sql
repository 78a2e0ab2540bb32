-- The second factor: what a person has beside the password.

-- An application that writes codes (RFC 6238).
create table totp (
  account_id bigint primary key references account (id),
  -- sealed with a key made of SECRET_KEY: who reads the database alone can write no codes
  secret bytea not null,
  -- the step of the last code taken: none is taken twice
  last_step bigint not null default 0,
  -- made by the sample, which shows its codes to everybody who tries it
  illustrative boolean not null default false,
  created_at timestamptz not null
);

-- A key of a device or a security key (WebAuthn).
create table passkey (
  id bigint generated always as identity primary key,
  account_id bigint not null references account (id),
  credential_id text not null unique,
  public_key bytea not null,
  counter bigint not null,
  transports text[] not null,
  name text not null,
  created_at timestamptz not null,
  last_used_at timestamptz
);
create index passkey_account on passkey (account_id);

-- Codes on paper for who has lost the rest; each opens once.
create table recovery_code (
  account_id bigint not null references account (id),
  -- SHA-256 of 80 random bits
  hash bytea not null,
  used_at timestamptz,
  primary key (account_id, hash)
);

-- Challenges answered already, until they would be too old anyway: no answer of a passkey is taken twice.
create table passkey_answer (
  challenge bytea primary key,
  expires_at timestamptz not null
);

-- A sign-in whose password was right and whose second factor is awaited.
create table half_session (
  -- SHA-256 of the token, which is only in the person's browser
  token_hash bytea primary key,
  account_id bigint not null references account (id),
  expires_at timestamptz not null,
  -- the line of the history that becomes a sign-in
  sign_in_id bigint
);
create index half_session_account on half_session (account_id);

-- Each try to sign in to an account, for the eyes of its person; removed after half a year.
create table sign_in (
  id bigint generated always as identity primary key,
  account_id bigint not null references account (id),
  at timestamptz not null,
  outcome text not null check (outcome in ('signed_in', 'wrong_password', 'second_step_open', 'wrong_factor')),
  -- how the person proved who they are; null where they did not
  proof text check (proof in ('password', 'totp', 'passkey', 'recovery', 'sso')),
  address text,
  agent text,
  check ((outcome = 'signed_in') = (proof is not null))
);
create index sign_in_account on sign_in (account_id, id desc);
create index sign_in_at on sign_in (at);

-- Browsers that have signed in to an account: of another one its person is told.
create table known_device (
  account_id bigint not null references account (id),
  -- SHA-256 of the token in the browser
  token_hash bytea not null,
  first_seen_at timestamptz not null,
  last_seen_at timestamptz not null,
  primary key (account_id, token_hash)
);

-- what proved who it is; strong: a second factor, or what stands for two
alter table session add column proof text not null default 'password'
  check (proof in ('password', 'totp', 'passkey', 'recovery', 'sso'));
alter table session add column strong boolean not null default false;
-- when the person last proved who they are
alter table session add column confirmed_at timestamptz;
