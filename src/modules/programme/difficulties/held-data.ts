import { sql } from 'kysely';
import type { HeldData } from '../../../platform/personal-data.ts';
import type { Keeping } from '../../../platform/retention.ts';

/**
 * What an officer wrote in the name of an agency. It is the agency's word: it stays when the account ends, under the name the account
 * then has.
 */
export const difficultyData: readonly HeldData[] = [
  {
    key: 'difficulties',
    label: { vi: 'Khó khăn, kiến nghị đã soạn cho cơ quan', en: 'Difficulties written for an agency' },
    rows: ({ accountId }) => sql`
      select d.code, d.kind, d.title, d.body, d.proposal, d.state, d.created_at, d.sent_at
      from difficulty d where d.created_by = ${accountId} order by d.id`,
  },
  {
    key: 'difficulty_posts',
    label: { vi: 'Trao đổi về khó khăn, kiến nghị', en: 'Words on difficulties' },
    rows: ({ accountId }) => sql`
      select d.code, p.kind, p.words, p.at from difficulty_post p join difficulty d on d.id = p.difficulty_id
      where p.by_account = ${accountId} order by p.id`,
  },
];

/** Drafts nobody came back to are forgotten. */
export const difficultyKeepings: readonly Keeping[] = [
  {
    kind: 'questionDrafts',
    forget: async (tx, _services, before, most) => {
      const gone = await sql`delete from difficulty where id in (
        select id from difficulty where sent_at is null and saved_at < ${before} limit ${most}) returning id`.execute(
        tx,
      );
      return gone.rows.length;
    },
  },
];
