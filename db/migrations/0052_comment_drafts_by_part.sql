-- A comment typed for one part waits there, whatever is typed for another (docs/decisions/0036).
alter table consultation_comment_draft
  drop constraint consultation_comment_draft_pkey,
  add primary key (account_id, consultation_id, part);

-- Normalised names of parts, so that a consultation is found by what it is about.
alter table consultation_part
  add column words text generated always as (vn_norm(coalesce(label || ' ', '') || title)) stored;
create index consultation_part_words on consultation_part using gin (words gin_trgm_ops);
