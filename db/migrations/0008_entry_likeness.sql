-- Entries whose titles are much alike are found by the pairs of neighbouring words they share.
create function title_pairs(title text) returns text[]
  language sql immutable parallel safe
  as $$
    with words as (
      select w, n from regexp_split_to_table(trim(regexp_replace(public.vn_norm(title), '[^a-z0-9]+', ' ', 'g')), ' ')
        with ordinality as split (w, n)
    )
    select coalesce(array_agg(distinct one.w || '_' || next.w), '{}')
    from words one join words next on next.n = one.n + 1
  $$;

create index entry_title_pairs on entry using gin (title_pairs(title)) where removed_at is null;
