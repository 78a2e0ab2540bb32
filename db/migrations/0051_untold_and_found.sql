-- Events of the log that could not be told to people (docs/decisions/0026): while one is tried again nothing after it is told; set
-- aside, the telling goes on without it and without what came after it of the same thing.
create table untold_event (
  event_seq bigint primary key,
  subject_kind text not null,
  subject_id text not null,
  -- null: it waits for an earlier one of the same thing
  failure text check (failure <> ''),
  tries integer not null check (tries >= 0),
  since timestamptz not null,
  tried_at timestamptz,
  set_aside_at timestamptz,
  check ((failure is null) = (tries = 0)),
  check ((failure is null) = (tried_at is null)),
  check (failure is not null or set_aside_at is not null)
);
create index untold_event_subject on untold_event (subject_kind, subject_id, event_seq);

-- Visitors find answered questions and public consultations (docs/decisions/0010, 0036).
alter table search_item drop constraint search_item_kind_check;
alter table search_item add constraint search_item_kind_check
  check (kind in ('problem', 'need', 'document', 'organisation', 'question', 'consultation'));

-- Public consultations can be followed (docs/decisions/0030).
alter table followed drop constraint followed_check;
alter table followed add constraint followed_check
  check ((ref is not null) = (kind in ('entry', 'edition', 'document', 'consultation')));
alter table followed drop constraint followed_kind_check;
alter table followed add constraint followed_kind_check
  check (kind in ('entry', 'sector', 'search', 'series', 'edition', 'document', 'consultation'));
alter table followed_news drop constraint followed_news_subject_kind_check;
alter table followed_news add constraint followed_news_subject_kind_check
  check (subject_kind in ('entry', 'edition', 'document', 'consultation'));
