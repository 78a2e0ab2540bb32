-- Foundation: search folding, event log, directory, documents, catalogue.
-- Written for PostgreSQL 15 and later.

create extension if not exists unaccent with schema public;

create collation if not exists vi (provider = icu, locale = 'vi');

-- Folds Vietnamese text for comparison: NFC, lower case, no diacritics, đ as d.
-- Declared immutable with every name qualified, so that it can stand in indexes.
create function vn_norm(content text) returns text
  language sql immutable parallel safe strict
  as $$ select translate(public.unaccent('public.unaccent', lower(normalize(content, NFC))), 'đ', 'd') $$;

-- ── events ──────────────────────────────────────────────────────────────────────────────────────────────────
-- Audit trail, outbox and source of notifications at once. Holds ids and facts of work; what names a person lies
-- in event_personal and can be erased without breaking the chain.

create table event (
  seq bigint primary key,
  at timestamptz not null,
  name text not null,
  actor_kind text not null check (actor_kind in ('account', 'system', 'visitor')),
  actor_account bigint,
  subject_kind text not null,
  subject_id text not null,
  facts jsonb not null,
  request_id text,
  previous_hash bytea not null,
  hash bytea not null
);
create index event_subject on event (subject_kind, subject_id, seq);
create index event_actor on event (actor_account, seq);

create table event_head (
  single boolean primary key default true check (single),
  seq bigint not null,
  hash bytea not null
);
insert into event_head (seq, hash) values (0, decode(repeat('00', 32), 'hex'));

create table event_personal (
  event_seq bigint not null references event (seq),
  field text not null,
  value text not null,
  primary key (event_seq, field)
);

create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'the event log is append-only' using errcode = 'restrict_violation';
end $$;
create trigger event_append_only before update or delete on event for each row execute function refuse_change();
create trigger event_no_truncate before truncate on event for each statement execute function refuse_change();

-- Version of everything public; anonymous pages are cached under it.
create table content_version (
  single boolean primary key default true check (single),
  version bigint not null
);
insert into content_version (version) values (1);
create function announce_content() returns trigger language plpgsql as $$
begin
  perform pg_notify('content_version', new.version::text);
  return null;
end $$;
create trigger content_version_announced after update on content_version
  for each row execute function announce_content();

-- ── directory ───────────────────────────────────────────────────────────────────────────────────────────────

create table organisation (
  id bigint generated always as identity primary key,
  code text not null unique,
  kind text not null,
  name text not null,
  name_en text,
  short_name text,
  parent_id bigint references organisation (id),
  tax_code text unique,
  valid_from date,
  valid_to date,
  confirmed boolean not null default true,
  source text,
  illustrative boolean not null default false,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  check (valid_from is null or valid_to is null or valid_from <= valid_to)
);
create index organisation_name on organisation (name collate vi);
create index organisation_parent on organisation (parent_id);

create table organisation_succession (
  predecessor_id bigint not null references organisation (id),
  successor_id bigint not null references organisation (id),
  primary key (predecessor_id, successor_id),
  check (predecessor_id <> successor_id)
);
create index organisation_succession_successor on organisation_succession (successor_id);

create table account (
  id bigint generated always as identity primary key,
  email text not null,
  name text not null,
  title text,
  organisation_id bigint references organisation (id),
  -- PHC string of Argon2id; null until a password is set
  password_hash text,
  state text not null default 'active' check (state in ('active', 'closed')),
  illustrative boolean not null default false,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create unique index account_email on account (lower(email));
create index account_organisation on account (organisation_id);

create table role_grant (
  id bigint generated always as identity primary key,
  account_id bigint not null references account (id),
  role text not null,
  scope_kind text,
  scope_id bigint,
  granted_at timestamptz not null default now(),
  revoked_at timestamptz,
  check ((scope_kind is null) = (scope_id is null))
);
create index role_grant_account on role_grant (account_id) where revoked_at is null;
create unique index role_grant_once on role_grant (account_id, role, coalesce(scope_kind, ''), coalesce(scope_id, 0))
  where revoked_at is null;

create table session (
  id bigint generated always as identity primary key,
  -- SHA-256 of the 256-bit token; the token itself is only in the person's browser
  token_hash bytea not null unique,
  account_id bigint not null references account (id),
  created_at timestamptz not null,
  last_seen_at timestamptz not null,
  expires_at timestamptz not null,
  ended_at timestamptz,
  address text,
  agent text
);
create index session_account on session (account_id) where ended_at is null;

-- Failed tries by key (an account's e-mail folded, or an address), so that several web processes agree.
create table sign_in_failure (
  key text primary key,
  failures integer not null,
  first_at timestamptz not null,
  blocked_until timestamptz
);

-- ── documents ───────────────────────────────────────────────────────────────────────────────────────────────

-- A file as it came, kept in the blob store under its SHA-256.
create table stored_file (
  sha256 text primary key check (sha256 ~ '^[0-9a-f]{64}$'),
  size bigint not null,
  media_type text not null,
  created_at timestamptz not null default now()
);

create table document (
  id bigint generated always as identity primary key,
  -- key of a document loaded with a sample; null for all others
  reference text unique,
  kind text not null,
  number text,
  symbol text,
  place text,
  -- ISO, possibly incomplete: 2026-04
  issued text check (issued ~ '^\d{4}(-\d{2}(-\d{2})?)?$'),
  issued_text text,
  -- first day the incomplete date can mean; lists are ordered by it
  issued_from date,
  issuer text,
  issuer_id bigint references organisation (id),
  title text not null,
  title_en text,
  abstract text,
  abstract_en text,
  signer_name text,
  signer_roles text[] not null default '{}',
  recipients text[] not null default '{}',
  -- {articles, tables, statements, warnings} as read
  content jsonb not null default '{}',
  body_text text not null default '',
  -- how others cite it (documents/citation-key.ts); links between documents join on it
  citation_key text,
  state text not null default 'draft' check (state in ('draft', 'published')),
  published_at timestamptz,
  source text,
  source_url text,
  confirmed boolean not null default true,
  illustrative boolean not null default false,
  file_sha256 text references stored_file (sha256),
  file_name text,
  version integer not null default 1,
  created_by bigint references account (id),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index document_citation_key on document (citation_key);
create index document_listed on document (state, issued_from desc nulls last, id desc);
create index document_file on document (file_sha256);
create index document_issuer on document (issuer_id);
create index document_creator on document (created_by);

create table citation (
  id bigint generated always as identity primary key,
  document_id bigint not null references document (id),
  position integer not null,
  role text not null check (role in ('basis', 'body', 'replaces')),
  kind text not null,
  number text,
  symbol text,
  issued text,
  issuer text,
  title text,
  raw text not null,
  annex text,
  item text,
  citation_key text,
  unique (document_id, position)
);
create index citation_target on citation (citation_key);

-- ── catalogue ───────────────────────────────────────────────────────────────────────────────────────────────

create table sector (
  code text primary key,
  name text not null,
  name_en text not null,
  position integer not null
);

create table edition (
  id bigint generated always as identity primary key,
  kind text not null check (kind in ('problems', 'needs')),
  year integer check (year between 2000 and 2100),
  period_from integer check (period_from between 2000 and 2100),
  period_to integer check (period_to between 2000 and 2100),
  -- BTL-2026, BTL-2026-2030, NCCN-2026: the first part of every entry's code
  code text not null unique,
  title text not null,
  title_en text,
  document_id bigint references document (id),
  -- {organisation, name, address, phone, email, hours}
  contact jsonb not null default '{}',
  state text not null default 'draft' check (state in ('draft', 'published')),
  published_at timestamptz,
  illustrative boolean not null default false,
  source text,
  next_ordinal integer not null default 1,
  version integer not null default 1,
  created_by bigint references account (id),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  check ((year is not null and period_from is null and period_to is null)
      or (year is null and period_from is not null and period_to > period_from))
);
create index edition_document on edition (document_id);
create index edition_creator on edition (created_by);

create table entry (
  id bigint generated always as identity primary key,
  edition_id bigint not null references edition (id),
  kind text not null check (kind in ('problems', 'needs')),
  -- printed order in the edition; the last part of the code, never changed afterwards
  ordinal integer not null,
  code text not null unique,
  -- the number printed in the annex, as printed
  tt text,
  title text not null,
  title_en text,
  summary text,
  summary_en text,
  sectors text[] not null default '{}',
  status text not null default 'open' check (status in ('open', 'in_progress', 'resolved', 'not_taken_up')),
  open_from date,
  open_to date,
  -- shape by kind: ProblemDetail or NeedDetail (catalogue/entry.ts), read through Zod
  detail jsonb not null default '{}',
  -- unmapped columns of the imported annex, {header: text}
  extra jsonb not null default '{}',
  keywords text[] not null default '{}',
  confidential boolean not null default false,
  illustrative boolean not null default false,
  source text,
  -- set when the edition is published: what a visitor may see
  published_at timestamptz,
  removed_at timestamptz,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (edition_id, ordinal)
);
create index entry_listed on entry (kind, published_at, code) where removed_at is null;
create index entry_sectors on entry using gin (sectors);

create table entry_organisation (
  entry_id bigint not null references entry (id) on delete cascade,
  role text not null check (role in ('lead', 'partner', 'proposer', 'beneficiary', 'in_need')),
  position integer not null,
  organisation_id bigint references organisation (id),
  -- as written, kept when no organisation of the directory matches
  name text not null,
  primary key (entry_id, role, position)
);
create index entry_organisation_organisation on entry_organisation (organisation_id);

create table entry_place (
  entry_id bigint not null references entry (id) on delete cascade,
  organisation_id bigint not null references organisation (id),
  primary key (entry_id, organisation_id)
);
create index entry_place_organisation on entry_place (organisation_id);

create table entry_basis (
  entry_id bigint not null references entry (id) on delete cascade,
  position integer not null,
  kind text not null,
  number text,
  symbol text,
  issued text,
  issuer text,
  title text,
  raw text not null,
  annex text,
  item text,
  citation_key text,
  primary key (entry_id, position)
);
create index entry_basis_target on entry_basis (citation_key);

-- What a person typed and has not saved yet: autosaved as typed, valid or not; one per person and entry.
create table working_copy (
  entry_id bigint not null references entry (id) on delete cascade,
  account_id bigint not null references account (id),
  base_version integer not null,
  fields jsonb not null,
  saved_at timestamptz not null,
  primary key (entry_id, account_id)
);
create index working_copy_account on working_copy (account_id);

-- A file read (or rows pasted) and under review; nothing reaches the catalogue before it is confirmed.
create table catalogue_import (
  id bigint generated always as identity primary key,
  kind text not null check (kind in ('problems', 'needs')),
  year integer,
  period_from integer,
  period_to integer,
  file_sha256 text references stored_file (sha256),
  file_name text not null,
  document_id bigint references document (id),
  -- what was read (office OfficialDocument)
  reading jsonb not null,
  -- {column index: field} as corrected by the reviewer
  columns jsonb not null default '{}',
  -- {row index: {skip, fields}} as corrected by the reviewer
  corrections jsonb not null default '{}',
  state text not null default 'reviewing' check (state in ('reviewing', 'confirmed', 'discarded')),
  edition_id bigint references edition (id),
  created_by bigint references account (id),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  version integer not null default 1
);
create index catalogue_import_file on catalogue_import (file_sha256);
create index catalogue_import_open on catalogue_import (created_by, state);
create index catalogue_import_edition on catalogue_import (edition_id);
create index catalogue_import_document on catalogue_import (document_id);

-- ── installation ────────────────────────────────────────────────────────────────────────────────────────────
-- What belongs to this province and not to the product: place, operator, contact, limits. Read through Zod.
create table setting (
  key text primary key,
  value jsonb not null,
  updated_at timestamptz not null default now()
);
