-- The name of an organisation without what kind of company it is: what is left tells two of them apart.
create function organisation_core_name(name text) returns text
language sql immutable parallel safe as $$
  select trim(regexp_replace(regexp_replace(regexp_replace(public.vn_norm(coalesce(name, '')), '[^a-z0-9]+', ' ', 'g'),
    '\m(cong ty|cty|tnhh|trach nhiem huu han|co phan|cp|ctcp|mot thanh vien|mtv|hai thanh vien|tap doan|tong|doanh nghiep tu nhan|dntn|hop tac xa|htx|lien hiep|chi nhanh|jsc|co ltd|ltd|llc|inc|joint stock company|limited|company|corporation|cooperative)\M',
    ' ', 'g'), '\s+', ' ', 'g'))
$$;
create index organisation_core_name on organisation using gin (organisation_core_name(name) gin_trgm_ops);

-- dependent units share the first ten digits
create index organisation_tax_prefix on organisation (left(tax_code, 10));
-- people of one organisation mostly share what stands after the @
create index account_domain on account (split_part(lower(email), '@', 2));

-- What an organisation says of itself; its name and tax code stand in the directory and were checked.
create table organisation_profile (
  organisation_id bigint primary key references organisation (id),
  commune_id bigint references organisation (id),
  address text,
  country text,
  registration_number text,
  phone text,
  website text,
  activity text,
  activity_en text,
  version integer not null default 1,
  updated_at timestamptz not null
);
create index organisation_profile_address on organisation_profile using gin (vn_norm(coalesce(address, '')) gin_trgm_ops);

-- What somebody typed to register, until the letter to their address was answered; erased after some days.
create table registration_request (
  id bigint generated always as identity primary key,
  email text not null,
  language text not null check (language in ('vi', 'en')),
  given jsonb not null,
  consent text not null,
  asked_at timestamptz not null,
  -- null: no worker has written the letter yet
  looked_up_at timestamptz,
  token_hash bytea unique,
  expires_at timestamptz,
  used_at timestamptz,
  check ((token_hash is null) = (expires_at is null))
);
create index registration_request_waiting on registration_request (id) where looked_up_at is null;
create index registration_request_email on registration_request (email, asked_at);
create index registration_request_asked on registration_request (asked_at);

-- A registration whose address was confirmed: of an organisation it waits for an officer, of a person it is done.
create table registration (
  id bigint generated always as identity primary key,
  account_id bigint not null references account (id),
  kind text not null check (kind in ('enterprise', 'cooperative', 'institute', 'university', 'individual', 'foreign_body')),
  name text,
  name_en text,
  tax_code text,
  country text,
  registration_number text,
  commune_id bigint references organisation (id),
  address text,
  phone text,
  activity text,
  -- the version of the text about personal data that was agreed to, and when
  consent text not null,
  consented_at timestamptz not null,
  -- asked: an officer wants to know more
  state text not null check (state in ('waiting', 'asked', 'accepted', 'refused')),
  question text,
  answer text,
  reason text,
  organisation_id bigint references organisation (id),
  decided_by bigint references account (id),
  decided_at timestamptz,
  illustrative boolean not null default false,
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  search_text text generated always as (vn_norm(coalesce(name, '') || ' ' || coalesce(name_en, '') || ' ' || coalesce(tax_code, ''))) stored not null,
  check ((name is null) = (kind = 'individual')),
  check ((state = 'asked') <= (question is not null)),
  check ((state = 'refused') <= (reason is not null))
);
-- one at a time for each person
create unique index registration_open on registration (account_id) where state in ('waiting', 'asked');
create index registration_account on registration (account_id, id desc);
create index registration_state on registration (state, id desc);
create index registration_tax_prefix on registration (left(tax_code, 10));
create index registration_search on registration using gin (search_text gin_trgm_ops);
create index registration_core_name on registration using gin (organisation_core_name(name) gin_trgm_ops);
create index registration_address on registration using gin (vn_norm(coalesce(address, '')) gin_trgm_ops);

-- Who belongs to an organisation outside the administration. The role “applicant” follows from it.
create table membership (
  id bigint generated always as identity primary key,
  account_id bigint not null references account (id),
  organisation_id bigint not null references organisation (id),
  role text not null check (role in ('owner', 'editor', 'reader')),
  since timestamptz not null,
  ended_at timestamptz,
  -- an owner offered to hand over to this member
  offered_by bigint references account (id),
  offered_at timestamptz,
  check ((offered_by is null) = (offered_at is null))
);
create unique index membership_open on membership (account_id, organisation_id) where ended_at is null;
create index membership_organisation on membership (organisation_id) where ended_at is null;
create index membership_account on membership (account_id) where ended_at is null;

-- Somebody was asked to join; the token stands in the letter alone.
create table invitation (
  id bigint generated always as identity primary key,
  organisation_id bigint not null references organisation (id),
  email text not null,
  role text not null check (role in ('owner', 'editor', 'reader')),
  language text not null check (language in ('vi', 'en')),
  token_hash bytea not null unique,
  invited_by bigint references account (id),
  invited_at timestamptz not null,
  expires_at timestamptz not null,
  accepted_by bigint references account (id),
  ended_at timestamptz
);
create unique index invitation_open on invitation (organisation_id, email) where ended_at is null;
create index invitation_email on invitation (email) where ended_at is null;

-- Another address for an account: it takes both sides, the present address and the new one.
create table email_change (
  id bigint generated always as identity primary key,
  account_id bigint not null references account (id),
  account_version integer not null,
  email text not null,
  language text not null check (language in ('vi', 'en')),
  -- null: somebody has this address already, who was told
  new_token_hash bytea unique,
  old_token_hash bytea not null unique,
  asked_at timestamptz not null,
  expires_at timestamptz not null,
  new_confirmed_at timestamptz,
  old_confirmed_at timestamptz,
  ended_at timestamptz
);
create unique index email_change_open on email_change (account_id) where ended_at is null;
create index email_change_asked on email_change (asked_at);
