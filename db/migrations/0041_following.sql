-- What somebody follows, once for all who follow it.
create table followed (
  id bigint generated always as identity primary key,
  kind text not null check (kind in ('entry', 'sector', 'search', 'series', 'edition', 'document')),
  -- in its address: the code of an entry, sector or edition, the id of a document, the list and filters of a search
  key text not null check (length(key) between 1 and 1000),
  -- the entry, edition or document
  ref bigint,
  label text not null,
  label_en text not null,
  search_text text generated always as (vn_norm(label || ' ' || label_en)) stored not null,
  -- of a search: what the index asks, and words that stand side by side
  query tsquery,
  phrases text[] not null default '{}',
  created_at timestamptz not null,
  unique (kind, key),
  check ((ref is not null) = (kind in ('entry', 'edition', 'document'))),
  check ((query is not null) = (kind = 'search'))
);
create index followed_ref on followed (ref, kind) where ref is not null;

-- Who follows: an account, or an address that its reader has confirmed.
create table follower (
  id bigint generated always as identity primary key,
  account_id bigint unique references account (id),
  address text unique check (address = lower(address)),
  -- of letters to an address; an account has its own, and its own wish
  language text not null check (language in ('vi', 'en')),
  manner text not null default 'daily' check (manner in ('at_once', 'daily')),
  -- up to which event letters have told already, where the manner was changed meanwhile
  told_seq bigint not null default 0,
  created_at timestamptz not null,
  -- follows nothing any longer; an address is erased a while after
  ended_at timestamptz,
  -- the account with this address follows in its place; its letters still stop what they are about
  taken_over_by bigint references follower (id),
  check (taken_over_by is null or (address is not null and ended_at is not null)),
  check ((account_id is null) <> (address is null))
);
create index follower_ended on follower (ended_at) where address is not null and ended_at is not null and taken_over_by is null;

create table follow (
  id bigint generated always as identity primary key,
  follower_id bigint not null references follower (id) on delete cascade,
  followed_id bigint not null references followed (id),
  -- the last event before it began
  since_seq bigint not null,
  created_at timestamptz not null,
  unique (follower_id, followed_id)
);
create index follow_followed on follow (followed_id, follower_id) include (since_seq);

-- Somebody without an account asked for letters; nothing but the letter that asks is sent before it is confirmed.
create table follow_request (
  id bigint generated always as identity primary key,
  address text not null check (address = lower(address)),
  language text not null check (language in ('vi', 'en')),
  manner text not null check (manner in ('at_once', 'daily')),
  followed_id bigint not null references followed (id),
  token_hash bytea not null unique,
  asked_at timestamptz not null,
  expires_at timestamptz not null,
  confirmed_at timestamptz
);
create index follow_request_address on follow_request (address, asked_at);
create index follow_request_followed on follow_request (followed_id);
create index follow_request_asked on follow_request (asked_at);

-- What there is to tell of what is followed, read from the event log.
create table followed_news (
  id bigint generated always as identity primary key,
  seq bigint not null,
  what text not null,
  subject_kind text not null check (subject_kind in ('entry', 'edition', 'document')),
  subject_id bigint not null,
  -- the document that replaces another
  by_id bigint,
  created_at timestamptz not null
);
create index followed_news_seq on followed_news (seq);
create table followed_news_for (
  followed_id bigint not null references followed (id) on delete cascade,
  news_id bigint not null references followed_news (id) on delete cascade,
  primary key (followed_id, news_id)
);
create index followed_news_for_news on followed_news_for (news_id);

-- Up to which event the log was read and followers who want it at once were told; the same of the letters of the day.
create table following_cursor (
  singleton boolean primary key default true check (singleton),
  seq bigint not null,
  daily_seq bigint not null,
  daily_on date
);

-- to a follower without an account; no reference, since letters are erased at other times than followers
alter table mail add column follower_id bigint check (follower_id is null or account_id is null);

-- What lives on in an entry: those merged into it, split into it and carried over to it, as far as that is public.
create function entry_forerunners(wanted bigint) returns setof bigint
language sql stable as $$
  with recursive back (id) as (
    select wanted
    union
    select former.id from back cross join lateral (
      select s.from_entry_id as id from entry_succession s where s.to_entry_id = back.id and s.public_at is not null
      union all
      select carried.from_entry_id from entry_carried carried where carried.entry_id = back.id
    ) former
  )
  select back.id from back
$$;
