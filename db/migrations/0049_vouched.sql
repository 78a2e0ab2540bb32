-- Where no letters can be sent, an officer finds out in another way that an address is the person's, and says how.
alter table registration_request
  add column vouched_by bigint references account (id),
  add column vouched_how text,
  add check ((vouched_by is null) = (vouched_how is null));
alter table registration
  add column vouched_by bigint references account (id),
  add column vouched_how text,
  add check (vouched_how is null or vouched_by is not null);

-- who asked to register has no account yet
alter table personal_look
  drop constraint personal_look_subject_kind_check,
  add constraint personal_look_subject_kind_check
    check (subject_kind in ('account', 'data_request', 'mail', 'registration_request'));
