-- Days off and days worked by decision, beside the holidays of the law, which are computed.
create table calendar_day (
  day date primary key,
  kind text not null check (kind in ('off', 'worked')),
  name text not null check (length(name) between 1 and 200),
  source text not null check (length(source) between 1 and 300),
  -- the other day of a swap: both come and go together
  swapped_with date references calendar_day (day) deferrable initially deferred,
  check (swapped_with <> day)
);

-- Years somebody has held against what was announced for them.
create table calendar_year (
  year integer primary key check (year between 2000 and 2100),
  source text not null check (length(source) between 1 and 300),
  checked_at timestamptz not null
);
