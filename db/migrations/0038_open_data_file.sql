-- Files of whole open data sets, made ahead of their being asked for. Each is of one state of what is public and is given
-- out only while that state lasts.
create table open_data_file (
  dataset text not null check (dataset ~ '^[a-z]+$'),
  format text not null check (format ~ '^[a-z]+$'),
  content_version bigint not null,
  -- the last event the content knows of
  event_seq bigint not null,
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  size bigint not null,
  entries integer not null,
  prepared_at timestamptz not null,
  primary key (dataset, format)
);
