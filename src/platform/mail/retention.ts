import { sql } from 'kysely';
import type { Keeping } from '../retention.ts';

/** Texts of letters of which nothing waits any longer; later that they were sent, with the addresses. */
export const mailKeepings: readonly Keeping[] = [
  {
    kind: 'letters',
    forget: async (tx, _services, before, most) => {
      const gone = await sql`update letter set body_text = null, body_html = null where id in (
        select id from letter where created_at < ${before} and body_text is not null and not exists (
          select 1 from mail where mail.letter_id = letter.id and mail.state = 'queued') limit ${most}) returning id`.execute(
        tx,
      );
      return gone.rows.length;
    },
  },
  {
    kind: 'mails',
    forget: async (tx, _services, before, most) => {
      const gone = await sql<{ letter_id: number }>`delete from mail where id in (
        select id from mail where created_at < ${before} and state <> 'queued' order by id limit ${most})
        returning letter_id`.execute(tx);
      const letters = [...new Set(gone.rows.map(({ letter_id }) => letter_id))];
      await sql`delete from letter where id = any(${letters}::bigint[])
        and not exists (select 1 from mail where mail.letter_id = letter.id)`.execute(tx);
      return gone.rows.length;
    },
  },
];
