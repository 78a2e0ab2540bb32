-- Plans, tasks, targets and what an agency has of them can be followed (docs/decisions/0030).
alter table followed drop constraint followed_check;
alter table followed add constraint followed_check
  check ((ref is not null) = (kind in ('entry', 'edition', 'document', 'consultation', 'plan', 'task', 'target', 'agency')));
alter table followed drop constraint followed_kind_check;
alter table followed add constraint followed_kind_check
  check (kind in ('entry', 'sector', 'search', 'series', 'edition', 'document', 'consultation', 'plan', 'task', 'target', 'agency'));
alter table followed_news drop constraint followed_news_subject_kind_check;
alter table followed_news add constraint followed_news_subject_kind_check
  check (subject_kind in ('entry', 'edition', 'document', 'consultation', 'plan', 'task', 'target'));
