import { sql } from 'kysely';
import { system } from '../../../kernel/actor.ts';
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

/**
 * Named questions are named no longer; what waits is withdrawn, drafts and what never became public go. Of what was published
 * its published wording stays, with the answer.
 */
export const forgetAsker: Forget = async (tx, { clock }, { accountId }) => {
  if (accountId === null) return [];
  const at = clock();
  await tx.deleteFrom('question_draft').where('account_id', '=', accountId).execute();
  // seen or not: of entries the code alone, for the event log
  const waiting = await sql<{ id: number; code: string }>`
    update question q set state = 'withdrawn', ended_at = ${at}, ended_by = ${accountId}
    from entry where entry.id = q.entry_id and q.asked_by = ${accountId} and q.state = 'waiting'
    returning q.id, entry.code`.execute(tx);
  const unnamed = await sql<{ was_named: boolean }>`
    with mine as (select id, named from question where asked_by = ${accountId} for update)
    update question q set named = false, asker_name = null, asker_organisation = null, version = q.version + 1,
      title = case when q.state = 'answered' then coalesce(q.shown_title, q.title) else '…' end,
      body = case when q.state = 'answered' then coalesce(q.shown_body, q.body) else '…' end
    from mine where mine.id = q.id returning mine.named as was_named`.execute(tx);
  if (unnamed.rows.some(({ was_named }) => was_named)) await bumpContentVersion(tx);
  return waiting.rows.map(({ id, code }) => ({
    ...{ name: 'question.withdrawn' as const, actor: system, subject: { kind: 'question', id }, at },
    facts: { code },
  }));
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
