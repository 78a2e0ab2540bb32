-- Entries whose titles are much alike are found by their nearest neighbours, whatever the number of entries.
create index entry_title_likeness on entry using gist (vn_norm(title) gist_trgm_ops (siglen = 64))
  where removed_at is null;
