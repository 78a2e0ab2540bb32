-- The decision that adjusts a published edition is written from its amendment.

alter table edition_text drop constraint edition_text_document_check;
alter table edition_text
  add constraint edition_text_document_check
    check (document in ('notice', 'decision', 'adjustment', 'submission', 'report'));
