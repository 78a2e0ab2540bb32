-- Normalised words of a comment, so that looking for them and for likeness reads them and makes none.
drop index consultation_comment_words;
alter table consultation_comment
  add column words text not null generated always as (vn_norm(body || ' ' || coalesce(proposed, ''))) stored;

-- What somebody took back is kept no longer, only that there was a comment.
update consultation_comment
  set body = '…', proposed = null, reply_id = null, hidden_reason = case when hidden_reason is not null then '…' end
  where state = 'withdrawn';
delete from consultation_reply reply
  where not exists (select 1 from consultation_comment comment where comment.reply_id = reply.id);
