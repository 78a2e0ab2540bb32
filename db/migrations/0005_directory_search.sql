-- Directory: lists of organisations and accounts found by any part of their words, with or without diacritics.

create extension if not exists pg_trgm with schema public;

-- "KH&CN" is found as "khcn" too
alter table organisation add column search_text text not null generated always as (
  vn_norm(code || ' ' || name || ' ' || coalesce(name_en, '') || ' ' || coalesce(short_name, '') || ' '
    || replace(coalesce(short_name, ''), '&', '') || ' ' || coalesce(tax_code, ''))
) stored;
create index organisation_search on organisation using gin (search_text gin_trgm_ops);
create index organisation_kind on organisation (kind);

alter table account add column search_text text not null generated always as (
  vn_norm(name || ' ' || email || ' ' || coalesce(title, ''))
) stored;
create index account_search on account using gin (search_text gin_trgm_ops);

-- Old sessions are cleared away by when they ended.
create index session_expiry on session (expires_at);
