-- Consultation on drafts (docs/decisions/0036). Events hold ids and numbers; what people wrote stands here alone.
create table consultation (
  id bigint generated always as identity primary key,
  -- the edition whose draft is consulted on; null: a document
  edition_id bigint references edition (id),
  file_sha256 text references stored_file (sha256),
  file_name text,
  title text not null check (title <> ''),
  title_en text check (title_en <> ''),
  introduction text not null default '',
  -- who drafts, as the public reads it
  agency text not null check (agency <> ''),
  contact text not null default '',
  audience text not null check (audience in ('public', 'internal')),
  -- names of commenters stand with their comments in public
  names_shown boolean not null default false,
  -- local dates, both days included
  from_on date not null,
  to_on date not null,
  state text not null default 'draft' check (state in ('draft', 'waiting', 'announced', 'published', 'withdrawn')),
  -- when the parts were taken from the draft
  taken_at timestamptz,
  illustrative boolean not null default false,
  form_key text not null unique,
  -- counts what officers save, so that two do not overwrite each other
  version integer not null default 1,
  created_by bigint references account (id),
  created_at timestamptz not null,
  announced_by bigint references account (id),
  announced_at timestamptz,
  withdrawn_at timestamptz,
  withdrawal text check (withdrawal <> ''),
  published_by bigint references account (id),
  published_at timestamptz,
  -- head of the summary as an official document
  summary jsonb not null default '{}',
  -- how far the clock has told people
  told text check (told in ('opened', 'soon', 'closed')),
  check (to_on >= from_on),
  check ((file_sha256 is null) = (file_name is null)),
  check ((state = 'withdrawn') = (withdrawn_at is not null)),
  check ((withdrawn_at is null) = (withdrawal is null)),
  check (state not in ('announced', 'published') or announced_at is not null),
  check ((state = 'published') = (published_at is not null))
);
create index consultation_public on consultation (to_on desc, id desc) where audience = 'public' and announced_at is not null;
create index consultation_edition on consultation (edition_id) where edition_id is not null;
create index consultation_words on consultation using gin (vn_norm(title || ' ' || coalesce(title_en, '') || ' ' || agency) gin_trgm_ops);

-- The consulted text, as it stood when it was taken: entries of the edition, or articles of the document.
create table consultation_part (
  consultation_id bigint not null references consultation (id) on delete cascade,
  position integer not null check (position > 0),
  label text,
  title text not null check (title <> ''),
  body text not null,
  entry_id bigint references entry (id),
  primary key (consultation_id, position)
);
create index consultation_part_entry on consultation_part (entry_id) where entry_id is not null;

-- Who is asked: an agency, or one person.
create table consultation_asked (
  id bigint generated always as identity primary key,
  consultation_id bigint not null references consultation (id) on delete cascade,
  organisation_id bigint references organisation (id),
  account_id bigint references account (id),
  check (num_nonnulls(organisation_id, account_id) = 1),
  unique (consultation_id, organisation_id),
  unique (consultation_id, account_id)
);
create index consultation_asked_organisation on consultation_asked (organisation_id);
create index consultation_asked_account on consultation_asked (account_id);

-- What is answered to one comment, or to several alike.
create table consultation_reply (
  id bigint generated always as identity primary key,
  consultation_id bigint not null references consultation (id) on delete cascade,
  outcome text check (outcome in ('accepted', 'partly', 'declined')),
  body text not null default '',
  version integer not null default 1,
  replied_by bigint references account (id),
  replied_at timestamptz,
  check ((outcome is null) = (replied_at is null))
);
create index consultation_reply_consultation on consultation_reply (consultation_id);

create table consultation_comment (
  id bigint generated always as identity primary key,
  consultation_id bigint not null references consultation (id) on delete cascade,
  -- null: the whole draft
  part integer,
  kind text not null check (kind in ('agree', 'disagree', 'suggest')),
  body text not null check (body <> ''),
  proposed text check (proposed <> ''),
  author_id bigint not null references account (id),
  -- for whom it was written; null: for oneself
  organisation_id bigint references organisation (id),
  -- as they were when it was sent
  author_name text not null,
  author_organisation text,
  form_key text not null unique,
  state text not null default 'sent' check (state in ('sent', 'withdrawn')),
  -- whether others read it
  moderation text not null check (moderation in ('waiting', 'shown', 'hidden')),
  hidden_reason text check (hidden_reason <> ''),
  reply_id bigint references consultation_reply (id),
  illustrative boolean not null default false,
  version integer not null default 1,
  sent_at timestamptz not null,
  changed_at timestamptz,
  foreign key (consultation_id, part) references consultation_part (consultation_id, position),
  check ((organisation_id is null) = (author_organisation is null)),
  check ((moderation = 'hidden') = (hidden_reason is not null))
);
create index consultation_comment_part on consultation_comment (consultation_id, part, id);
create index consultation_comment_author on consultation_comment (author_id, id desc);
create index consultation_comment_reply on consultation_comment (reply_id) where reply_id is not null;
create index consultation_comment_words on consultation_comment using gin (vn_norm(body || ' ' || coalesce(proposed, '')) gin_trgm_ops);

-- A comment as far as it was typed and not sent.
create table consultation_comment_draft (
  account_id bigint not null references account (id) on delete cascade,
  consultation_id bigint not null references consultation (id) on delete cascade,
  part text not null,
  kind text not null,
  body text not null,
  proposed text not null,
  saved_at timestamptz not null,
  primary key (account_id, consultation_id)
);
