-- What a published summary said of all comments, and which of them it printed, so that it stays as it was signed
-- (docs/decisions/0036). Null for what was published before.
alter table consultation add column published_summary jsonb;
