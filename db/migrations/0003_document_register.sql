-- Register of documents: search over number, title and body; laws found by name; one document for a file or a click.

-- the folded name of a law, by which those cite it who leave its number out
alter table document add column law_key text;
create index document_law_key on document (law_key);

-- made with each empty form, so that a form sent twice registers once
alter table document add column form_key text unique;

-- the same file is the same document
drop index document_file;
create unique index document_file_once on document (file_sha256);

-- Words without diacritics and signs: “71/NQ-CP” gives “71 nq cp”, which the text parser would otherwise take for a path.
create function document_words(content text) returns text
  language sql immutable parallel safe
  as $$ select regexp_replace(public.vn_norm(coalesce(content, '')), '[^a-z0-9]+', ' ', 'g') $$;

-- a word list holds one megabyte at most; 300,000 characters stay below it
alter table document add column search tsvector generated always as (
  setweight(to_tsvector('pg_catalog.simple', public.document_words(left(coalesce(number, symbol, '') || ' ' || title || ' ' || coalesce(title_en, ''), 20000))), 'A')
  || setweight(to_tsvector('pg_catalog.simple', public.document_words(left(coalesce(issuer, '') || ' ' || coalesce(abstract, '') || ' ' || coalesce(abstract_en, ''), 20000))), 'B')
  || setweight(to_tsvector('pg_catalog.simple', public.document_words(left(body_text, 300000))), 'C')
) stored;
create index document_search on document using gin (search);

-- Two dates of which either may be incomplete or missing do not contradict each other.
create function same_time(one text, other text) returns boolean
  language sql immutable parallel safe
  as $$ select one is null or other is null or starts_with(one, other) or starts_with(other, one) $$;
