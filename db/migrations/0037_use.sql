-- How often the public site is used, as totals of a day: never by whom, from where or in which order.
create table use_of_day (
  day date not null,
  what text not null check (what in ('view', 'search', 'search_without_result', 'download')),
  -- the name of the route, and the code or number of what its page is about
  page text not null,
  thing text not null default '',
  times integer not null check (times > 0),
  primary key (day, what, page, thing)
);

-- Words searched for. Until they were asked often enough to be nobody's own, only a key of them is kept.
create table search_term (
  id bigint generated always as identity primary key,
  key bytea not null unique,
  words text,
  last_asked date not null
);
create index search_term_nameless on search_term (last_asked) where words is null;

create table search_of_day (
  term_id bigint not null references search_term (id) on delete cascade,
  day date not null,
  asked integer not null check (asked > 0),
  missed integer not null check (missed between 0 and asked),
  primary key (term_id, day)
);
create index search_of_day_day on search_of_day (day);
