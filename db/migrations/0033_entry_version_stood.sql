-- In which years a version stood, for lists narrowed as of a day: of the many versions a filter meets, the index leaves
-- those of the year. One that still stands is found by the year since which it does.
create function version_years(from_at timestamptz, to_at timestamptz) returns text[]
  language sql immutable parallel safe
  as $$
    select case
      when to_at is null then
        array['since ' || greatest(2000, extract(year from from_at at time zone interval '7 hours')::int)]
      else array(
        select year::text from generate_series(
          extract(year from from_at at time zone interval '7 hours')::int,
          extract(year from to_at at time zone interval '7 hours')::int) as year)
      end
  $$;
alter table entry_version add column stood text[] not null generated always as (version_years(from_at, to_at)) stored;
drop index entry_version_facets;
create index entry_version_facets on entry_version using gin (facets, stood);
