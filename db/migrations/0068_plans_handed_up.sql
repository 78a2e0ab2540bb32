-- A plan that was entered is handed up to whoever puts it into force, and may come back with a remark.
alter table plan
  drop constraint plan_state_check,
  drop constraint plan_check1,
  add column handed_up_by bigint references account (id),
  add column handed_up_at timestamptz,
  -- why it came back, until it is handed up again
  add column returned_words text check (returned_words <> '');
alter table plan
  add constraint plan_state_check check (state in ('draft', 'handed_up', 'in_force', 'replaced', 'ended', 'withdrawn')),
  add constraint plan_in_force_check check (state in ('draft', 'handed_up', 'withdrawn') or in_force_on is not null),
  add constraint plan_handed_up_check check (state <> 'handed_up' or handed_up_at is not null);
create index plan_handed_up on plan (handed_up_at) where state = 'handed_up' or returned_words is not null;
