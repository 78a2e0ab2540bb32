import { sql } from 'kysely';
import { bumpContentVersion } from '../../../platform/http/content-version.ts';
import type { Forget, HeldData } from '../../../platform/personal-data.ts';
import type { Keeping } from '../../../platform/retention.ts';

/** What people asked, and what they typed to ask. Their own words: “seen or not”, of entries the code alone is told. */
export const questionData: readonly HeldData[] = [
  {
    key: 'questions',
    label: { vi: 'Câu hỏi đã gửi', en: 'Questions asked' },
    // seen or not: whoever asked knows the code
    rows: ({ accountId }) => sql`
      select q.id, entry.code, q.language, q.title, q.body, q.asked_at, q.named, q.asker_name, q.asker_organisation, q.state,
        q.answered_at, q.ended_at
      from question q join entry on entry.id = q.entry_id where q.asked_by = ${accountId} order by q.id`,
  },
  {
    key: 'question_drafts',
    label: { vi: 'Câu hỏi gõ dở', en: 'Questions typed and not sent' },
    // seen or not: they chose the entry themselves
    rows: ({ accountId }) => sql`
      select entry.code, d.language, d.title, d.body, d.named, d.saved_at
      from question_draft d join entry on entry.id = d.entry_id where d.account_id = ${accountId} order by d.saved_at`,
  },
];

/** Named questions are named no longer; what waits is withdrawn, unsent drafts go. Answers stay, and what was published with them. */
export const forgetAsker: Forget = async (tx, { clock }, { accountId }) => {
  if (accountId === null) return;
  const at = clock();
  await tx.deleteFrom('question_draft').where('account_id', '=', accountId).execute();
  const unnamed = await tx
    .updateTable('question')
    .set((row) => ({
      named: false,
      asker_name: null,
      asker_organisation: null,
      version: row('version', '+', 1),
    }))
    .where('asked_by', '=', accountId)
    .where('named', '=', true)
    .returning('id')
    .execute();
  await tx
    .updateTable('question')
    .set((row) => ({
      state: 'withdrawn',
      ended_at: at,
      ended_by: accountId,
      version: row('version', '+', 1),
    }))
    .where('asked_by', '=', accountId)
    .where('state', '=', 'waiting')
    .execute();
  if (unnamed.length > 0) await bumpContentVersion(tx);
};

/** What nobody came back to is forgotten. */
export const questionKeepings: readonly Keeping[] = [
  {
    kind: 'questionDrafts',
    forget: async (tx, _services, before, most) => {
      const gone = await sql`delete from question_draft where (account_id, entry_id) in (
        select account_id, entry_id from question_draft where saved_at < ${before} limit ${most}) returning entry_id`.execute(
        tx,
      );
      return gone.rows.length;
    },
  },
];
