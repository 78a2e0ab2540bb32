-- A password forgotten: what was typed is kept first, whoever it is; a worker writes the letter where there is an account.
create table password_reset (
  id bigint generated always as identity primary key,
  email text not null,
  language text not null check (language in ('vi', 'en')),
  asked_at timestamptz not null,
  looked_up_at timestamptz,
  -- null: nobody has this address, or nobody has looked yet
  account_id bigint references account (id),
  token_hash bytea unique,
  expires_at timestamptz,
  used_at timestamptz,
  check ((token_hash is null) = (account_id is null) and (token_hash is null) = (expires_at is null))
);
create index password_reset_waiting on password_reset (id) where looked_up_at is null;
create index password_reset_account on password_reset (account_id) where used_at is null;
create index password_reset_asked on password_reset (asked_at);

-- what stands in a letter for one addressee alone and lets them do something; erased as soon as it has left
alter table mail add column secret text;
alter table mail add check (secret is null or state = 'queued');
