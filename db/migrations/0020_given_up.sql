-- A draft that will not be published is given up with a reason, and stays where it is.

alter table edition drop constraint edition_state_check;
alter table edition add constraint edition_state_check check (state in
  ('draft', 'with_head', 'with_leader', 'returned', 'scheduled', 'published', 'superseded', 'withdrawn', 'given_up'));
-- the next change may begin once the last one is published or given up
drop index edition_amendment_open;
create unique index edition_amendment_open on edition (amends_id)
  where amends_id is not null and state not in ('published', 'given_up');
