-- What a correction or restriction was carried out on, of the kinds held; null: nothing of the sort, or said before this was asked.
alter table data_request add column fields text[];
-- the one extension of the term that the law knows, and why; forgotten with the words
alter table data_request add column extended_at timestamptz;
alter table data_request add column extension text;
alter table data_request add check ((extended_at is null) = (extension is null));
alter table data_request drop constraint data_request_ground_check;
alter table data_request add constraint data_request_ground_check
  check (ground in ('law', 'dispute', 'others', 'unproven', 'duty', 'unfounded'));

-- that consent was taken back is kept beside that it was given: `given_at` is when, of both; the last row is what holds
alter table consent drop constraint consent_way_check;
alter table consent add constraint consent_way_check
  check (way in ('invitation', 'single_sign_on', 'renewal', 'withdrawal'));
-- whoever comes back may agree to the same text again
alter table consent drop constraint consent_account_id_version_way_key;
create index consent_account on consent (account_id, id);

-- an address that an account took over ends like any other
drop index follower_ended;
create index follower_ended on follower (ended_at) where address is not null and ended_at is not null;

-- until when a password that somebody else chose opens the account; null: the person's own
alter table account add column first_password_until timestamptz;

-- the token a session had before its person proved anew who they are: it opens what is on its way, for seconds
alter table session add column former_token_hash bytea;
alter table session add column former_until timestamptz;
alter table session add check ((former_token_hash is null) = (former_until is null));
create index session_former on session (former_token_hash) where former_token_hash is not null;
