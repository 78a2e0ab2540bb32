-- The inspectors' search of the event log: by what happened, by day, by the code or number a thing had then, by the
-- e-mail typed at a refused sign-in. Each index ends in seq, since the newest come first.
create index event_name on event (name, seq);
create index event_at on event (at, seq);
create index event_code on event (upper(coalesce(facts ->> 'code', facts ->> 'number')), seq)
  where coalesce(facts ->> 'code', facts ->> 'number') is not null;
create index event_personal_email on event_personal (lower(value)) where field = 'email';
