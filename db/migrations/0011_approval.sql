-- The way of an edition from its writer to its publication.

alter table edition drop constraint edition_state_check;
alter table edition
  add constraint edition_state_check check (state in
    ('draft', 'with_head', 'with_leader', 'returned', 'scheduled', 'published', 'withdrawn')),
  -- the hour set when it was approved; kept after it has come
  add column publish_at timestamptz,
  add column withdrawn_at timestamptz,
  -- why, for everybody to read
  add column withdrawal_note text,
  add column withdrawal_note_en text,
  add check (state <> 'scheduled' or publish_at is not null),
  add check ((state = 'withdrawn') = (withdrawn_at is not null and withdrawal_note is not null));
create index edition_due on edition (publish_at) where state = 'scheduled';

-- One step of that way. Remarks are for those who work on the edition; they are no facts of the event log, since
-- people write about people in them.
create table edition_step (
  id bigint generated always as identity primary key,
  edition_id bigint not null references edition (id),
  verb text not null,
  from_state text not null,
  to_state text not null,
  -- null: by the clock
  account_id bigint references account (id),
  remark text,
  at timestamptz not null
);
create index edition_step_edition on edition_step (edition_id, id);
create index edition_step_account on edition_step (account_id);
