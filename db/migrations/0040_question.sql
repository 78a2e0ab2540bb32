-- Questions of the public about a published entry, and the answers of agencies (docs/decisions/0032). Events hold their
-- numbers; what people wrote stands here alone, so that it can be erased where it names a person.
create table question (
  id bigint generated always as identity primary key,
  entry_id bigint not null references entry (id),
  -- in what the asker wrote
  language text not null check (language in ('vi', 'en')),
  title text not null check (title <> ''),
  body text not null check (body <> ''),
  -- what the public reads instead, where personal values were taken out; null: as it was asked
  shown_title text check (shown_title <> ''),
  shown_body text check (shown_body <> ''),
  asked_by bigint not null references account (id),
  asked_at timestamptz not null,
  -- the asker's name and organisation stand with the published question
  named boolean not null,
  -- as they were when the asker agreed to that; null: asked without the name, or for no organisation
  asker_name text,
  asker_organisation text,
  illustrative boolean not null default false,
  -- made with the form, so that one sent twice is asked once
  form_key text not null unique,
  state text not null default 'waiting' check (state in ('waiting', 'answered', 'refused', 'withdrawn')),
  -- the agency that answers; null: the focal point
  holder_id bigint references organisation (id),
  due_on date not null,
  -- how far those who answer have been reminded
  reminded text check (reminded in ('soon', 'late')),
  -- counts what officers save, so that two do not overwrite each other
  version integer not null default 1,
  -- an answer being written, with its language
  draft text,
  draft_language text check (draft_language in ('vi', 'en')),
  answer text,
  answer_language text check (answer_language in ('vi', 'en')),
  -- whose answer it is; null: the focal point's
  answered_for bigint references organisation (id),
  answered_by bigint references account (id),
  answered_at timestamptz,
  corrected_at timestamptz,
  -- why it is not answered, of a closed list, in words, and the answered question that says it already
  refusal text check (refusal in ('spam', 'personal', 'elsewhere', 'answered_before', 'other')),
  refusal_note text,
  same_as bigint references question (id),
  ended_by bigint references account (id),
  ended_at timestamptz,
  check (state <> 'answered' or (answer is not null and answer_language is not null and answered_at is not null)),
  check ((state = 'refused') = (refusal is not null)),
  check (refusal = 'answered_before' or same_as is null),
  check ((shown_title is null) = (shown_body is null)),
  check (named = (asker_name is not null)),
  check (named or asker_organisation is null)
);
create index question_public on question (entry_id, answered_at desc, id desc) where state = 'answered';
create index question_asker on question (asked_by, id desc);
create index question_due on question (due_on, id) where state = 'waiting';
create index question_holder on question (holder_id, id);
create index question_state on question (state, id desc);
create index question_same_as on question (same_as) where same_as is not null;
create index question_words on question using gin (vn_norm(title || ' ' || body) gin_trgm_ops);

-- What stood before an answer was corrected, and what a published answer said before it was taken down.
create table question_version (
  question_id bigint not null references question (id) on delete cascade,
  version integer not null,
  title text not null,
  body text not null,
  answer text not null,
  answer_language text not null check (answer_language in ('vi', 'en')),
  answered_for bigint references organisation (id),
  written_by bigint references account (id),
  written_at timestamptz not null,
  primary key (question_id, version)
);

-- A question given to another agency; null: the focal point.
create table question_handover (
  id bigint generated always as identity primary key,
  question_id bigint not null references question (id) on delete cascade,
  from_id bigint references organisation (id),
  to_id bigint references organisation (id),
  reason text not null check (reason <> ''),
  handed_by bigint references account (id),
  handed_at timestamptz not null
);
create index question_handover_question on question_handover (question_id, id);

-- A question as far as it was typed and not sent.
create table question_draft (
  account_id bigint not null references account (id) on delete cascade,
  entry_id bigint not null references entry (id) on delete cascade,
  language text not null check (language in ('vi', 'en')),
  title text not null,
  body text not null,
  named boolean not null,
  saved_at timestamptz not null,
  primary key (account_id, entry_id)
);
