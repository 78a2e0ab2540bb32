-- The signed copy of the document that issues an edition: each recording stays, the newest counts.

create table signed_copy (
  id bigint generated always as identity primary key,
  edition_id bigint not null references edition (id),
  document_id bigint not null references document (id),
  number text not null,
  issued date not null,
  signer text not null,
  file_sha256 text not null references stored_file (sha256),
  file_name text not null,
  -- what the issuing document had for a file until then, so that it is swept by nobody
  earlier_sha256 text references stored_file (sha256),
  earlier_name text,
  -- what was read from the file beside what was approved
  comparison jsonb not null,
  -- null: by the product itself
  account_id bigint references account (id),
  at timestamptz not null
);
create index signed_copy_edition on signed_copy (edition_id, id);
create index signed_copy_document on signed_copy (document_id);
create index signed_copy_file on signed_copy (file_sha256);
create index signed_copy_earlier on signed_copy (earlier_sha256);
create index signed_copy_account on signed_copy (account_id);
