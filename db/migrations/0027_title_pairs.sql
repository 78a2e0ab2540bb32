-- The pairs of neighbouring words of a title are kept: a title is compared with hundreds of others at once.
alter table entry add column title_pairs text[] not null generated always as (title_pairs(title)) stored;
drop index entry_title_pairs;
create index entry_title_pairs on entry using gin (title_pairs) where removed_at is null;

-- they are no part of what was public
do $$ begin
  execute replace(pg_get_functiondef('entries_as_they_stand'::regproc), 'taken_out_by}', 'taken_out_by,title_pairs}');
end $$;
