-- What visitors may find: one row for each public problem, need, document and organisation. Written by
-- platform/search inside the commands that make a thing public or take it back; lists and search read only this.

create table search_item (
  item bigint generated always as identity primary key,
  kind text not null check (kind in ('problem', 'need', 'document', 'organisation')),
  -- id in the thing's own table
  ref bigint not null,
  code text,
  url text,
  title text not null,
  title_en text,
  summary text,
  summary_en text,
  body text not null,
  -- words of title, summary and body in order, folded, between single spaces: quoted phrases are looked up in it
  word_stream text not null,
  -- what a list shows beside the title, by kind
  shown jsonb not null,
  -- y:2026, s:logistics, a:SKHCN, p:20-06184, t:open, c:resolution, k:problem
  facets text[] not null,
  dated date,
  -- the code with its numbers filled with zeros
  code_order text collate "C" not null,
  -- the beginning of the title
  title_order text collate vi not null,
  illustrative boolean not null,
  -- lexemes of title and keywords: words, pairs (bai_toan), accented words (~hoa0), facets (=y:2026)
  title_terms tsvector not null,
  -- lexemes of everything: words, facets
  terms tsvector not null,
  unique (kind, ref)
);
-- the few words of a title are read for every candidate: kept in the row, uncompressed, while the body moves out
alter table search_item alter column title_terms set storage main;
-- entries are added without a list of pending ones, which every search would have to read through
create index search_item_title_terms on search_item using gin (title_terms) with (fastupdate = off);
create index search_item_terms on search_item using gin (terms) with (fastupdate = off);
create index search_item_newest on search_item (kind, dated desc nulls last, code_order);
create index search_item_coded on search_item (kind, code_order);
create index search_item_titled on search_item (kind, title_order, code_order);

-- Codes and document numbers in one spelling (btl-2026-5, 71-nq-cp, 71).
create table search_code (
  key text collate "C" not null,
  item bigint not null references search_item (item) on delete cascade,
  primary key (key, item)
);
create index search_code_item on search_code (item);

-- The vocabulary: words of everything, pairs of titles and keywords; in how many items each stands.
create table search_word (
  word text collate "C" primary key,
  items integer not null
);
-- words that begin as the last one typed
create index search_word_single on search_word (word, items) where word not like '%\_%';
-- pairs typed without the space between: cuakhau
create index search_word_joined on search_word ((replace(word, '_', ''))) where word like '%\_%';

-- Each word under every spelling that lacks one of its letters; a word typed with one slip shares one of them.
create table search_slip (
  key text collate "C" not null,
  word text collate "C" not null references search_word (word) on delete cascade,
  primary key (key, word)
);
create index search_slip_word on search_slip (word);

-- How many items of a kind carry a facet; the facet '' counts all of the kind.
create table search_count (
  kind text not null,
  facet text collate "C" not null,
  items integer not null,
  primary key (kind, facet)
);

-- Candidates for a search, best kind of match first, `most` at most of each kind. Sequential scans are ruled out:
-- for a rare combination of common words the planner would otherwise read the whole table.
create function search_candidates(narrow tsquery, title_query tsquery, query tsquery, most integer)
  returns table (item bigint)
  language plpgsql stable
  set enable_seqscan = off
as $$
declare
  found_now integer;
begin
  if narrow is not null then
    return query select s.item from search_item s where s.title_terms @@ narrow limit most;
    get diagnostics found_now = row_count;
    if found_now >= most then return; end if;
  end if;
  if title_query is not null then
    return query select s.item from search_item s where s.title_terms @@ title_query limit most;
    get diagnostics found_now = row_count;
    if found_now >= most then return; end if;
  end if;
  return query select s.item from search_item s where s.terms @@ query limit most;
end $$;
