import { sql } from 'kysely';
import type { Forget, HeldData } from '../../platform/personal-data.ts';
import type { Keeping } from '../../platform/retention.ts';
import { noWords } from './comments/comment.ts';

/** What people wrote of drafts, and what they typed to write. The part by its number alone: its text is not theirs. */
export const commentData: readonly HeldData[] = [
  {
    key: 'consultation_comments',
    label: { vi: 'Ý kiến góp ý dự thảo', en: 'Comments on drafts' },
    rows: ({ accountId }) => sql`
      select c.id, c.consultation_id, c.part, c.kind, c.body, c.proposed, c.author_name, c.author_organisation, c.state,
        c.moderation, c.hidden_reason, c.sent_at, c.changed_at
      from consultation_comment c where c.author_id = ${accountId} order by c.id`,
  },
  {
    key: 'consultations_asked',
    label: { vi: 'Cuộc lấy ý kiến có hỏi', en: 'Consultations in which this person was asked' },
    rows: ({ accountId }) => sql`
      select asked.consultation_id, consultation.from_on, consultation.to_on
      from consultation_asked asked join consultation on consultation.id = asked.consultation_id
      where asked.account_id = ${accountId} order by asked.consultation_id`,
  },
  {
    key: 'consultation_comment_drafts',
    label: { vi: 'Ý kiến gõ dở', en: 'Comments typed and not sent' },
    rows: ({ accountId }) => sql`
      select consultation_id, part, kind, body, proposed, saved_at from consultation_comment_draft
      where account_id = ${accountId} order by saved_at`,
  },
];

/**
 * Comments are named no longer, and why one is not shown is told no longer. The words of what was written for oneself and
 * nobody was shown go: what waited is withdrawn, what was hidden stays hidden, since a published summary counts it. What
 * stands in public, in a summary or as the opinion of an agency stays as its own words.
 */
export const forgetCommenter: Forget = async (tx, { clock }, { accountId }) => {
  if (accountId === null) return [];
  await tx.deleteFrom('consultation_comment_draft').where('account_id', '=', accountId).execute();
  const unseen = sql`(c.organisation_id is null and c.moderation <> 'shown')`;
  const dropped = sql`(c.organisation_id is null and c.moderation = 'waiting')`;
  await sql`
    update consultation_comment c set author_name = ${noWords}, version = c.version + 1, changed_at = ${clock()},
      state = case when ${dropped} then 'withdrawn' else c.state end,
      body = case when ${unseen} then ${noWords} else c.body end,
      proposed = case when ${unseen} then null else c.proposed end,
      reply_id = case when ${dropped} then null else c.reply_id end,
      hidden_reason = case when c.hidden_reason is not null then ${noWords} end
    where c.author_id = ${accountId}`.execute(tx);
  await sql`
    delete from consultation_reply reply
    where reply.consultation_id in (select consultation_id from consultation_comment where author_id = ${accountId})
      and not exists (select 1 from consultation_comment comment where comment.reply_id = reply.id)`.execute(
    tx,
  );
  // pages with comments are kept for nobody, so that nothing that is kept has to be made anew
  return [];
};

/** What nobody came back to is forgotten. */
export const commentKeepings: readonly Keeping[] = [
  {
    kind: 'questionDrafts',
    forget: async (tx, _services, before, most) => {
      const gone =
        await sql`delete from consultation_comment_draft where (account_id, consultation_id, part) in (
        select account_id, consultation_id, part from consultation_comment_draft where saved_at < ${before} limit ${most})
        returning account_id`.execute(tx);
      return gone.rows.length;
    },
  },
];
