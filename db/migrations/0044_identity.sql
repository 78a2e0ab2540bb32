-- Who a person is at a provider of single sign-on: one account for each, one identity of each provider for an account.
create table identity (
  id bigint generated always as identity primary key,
  issuer text not null,
  -- as the provider names the person; may tell who they are
  subject text not null check (length(subject) between 1 and 255),
  account_id bigint not null references account (id),
  -- the provider by its name in the settings when it was linked
  provider text not null,
  linked_at timestamptz not null,
  last_used_at timestamptz,
  unique (issuer, subject),
  unique (account_id, issuer)
);

-- One way to a provider and back, bound to the browser that began it. What the provider said stands here only until the
-- person has proven an account or opened one.
create table sign_on (
  id bigint generated always as identity primary key,
  -- of the cookie of the browser
  token_hash bytea not null unique,
  provider text not null,
  language text not null check (language in ('vi', 'en')),
  -- where the person wanted to go
  back text,
  -- who links the provider to their account; null: somebody signs in
  account_id bigint references account (id),
  started_at timestamptz not null,
  expires_at timestamptz not null,
  -- the provider's answer was taken: it is taken once
  returned_at timestamptz,
  issuer text,
  subject text,
  email text,
  name text,
  level text check (level in ('one_factor', 'two_factors')),
  -- when the person signed in there, where the provider says so
  proven_at timestamptz,
  check ((issuer is null) = (subject is null) and (issuer is null) = (level is null)),
  check (issuer is null or returned_at is not null)
);
create index sign_on_expires on sign_on (expires_at);
create index sign_on_account on sign_on (account_id) where account_id is not null;

-- through which provider a session was opened, and how the person was known there; null: through none
alter table session add column provider text;
alter table session add column provider_level text check (provider_level in ('one_factor', 'two_factors'));
alter table session add check ((provider is null) = (provider_level is null));

-- the same of a sign-in whose second factor is awaited, and the identity that is tied to the account once it is passed
alter table half_session add column provider text;
alter table half_session add column provider_level text check (provider_level in ('one_factor', 'two_factors'));
alter table half_session add check ((provider is null) = (provider_level is null));
alter table half_session add column sign_on_id bigint references sign_on (id) on delete cascade;
alter table half_session add column linked_by text check (linked_by in ('password', 'e-mail'));
alter table half_session add check ((sign_on_id is null) = (linked_by is null));
create index half_session_sign_on on half_session (sign_on_id) where sign_on_id is not null;
