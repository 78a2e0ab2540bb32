import { sql } from 'kysely';
import { notFound } from '../../kernel/refusal.ts';
import type { Language } from '../../kernel/text.ts';
import type { Querying } from '../../platform/database/open.ts';
import { followsMark, type MailState, stopMark, withoutSecret } from '../../platform/mail/letter.ts';
import { followsAddress, stopAddress } from '../../platform/mail/stop-address.ts';
import { vnNorm } from '../../platform/search/index.ts';
import type { Services } from '../../platform/services.ts';

export const lettersPerPage = 20;
/** More words than anybody looks for in a subject. */
const mostWords = 8;

/** A letter to a person, as they find it again. */
export interface MyLetter {
  readonly id: number;
  readonly subject: string;
  /** Of the letter. */
  readonly language: Language;
  readonly address: string;
  readonly state: MailState;
  readonly at: Date;
}

/** The newest first. One statement. */
export async function myLetters(
  db: Querying,
  accountId: number,
  asked: { readonly q: string; readonly page: number },
): Promise<{ readonly rows: readonly MyLetter[]; readonly total: number }> {
  // what is typed is never a pattern itself
  const words = vnNorm(asked.q).split(/\s+/).filter(Boolean).slice(0, mostWords);
  const patterns = words.map((word) => `%${word.replace(/[\\%_]/g, '\\$&')}%`);
  const { rows } = await sql<MyLetter & { total: number }>`
    select mail.id, letter.subject, letter.language, mail.address, mail.state, mail.created_at as at, count(*) over ()::int as total
    from mail join letter on letter.id = mail.letter_id
    where mail.account_id = ${accountId}
      and vn_norm(letter.subject) like all (${patterns}::text[])
    order by mail.id desc limit ${lettersPerPage} offset ${(asked.page - 1) * lettersPerPage}`.execute(db);
  return { rows: rows.map(({ total: _total, ...row }) => row), total: rows[0]?.total ?? 0 };
}

export interface WholeLetter extends MyLetter {
  /** null: erased */
  readonly text: string | null;
}

/** One's own letter. Throws `not_found` for anybody else's. One statement. */
export async function myLetter(
  { db, config }: Services,
  accountId: number,
  id: number,
): Promise<WholeLetter> {
  const { rows } = await sql<WholeLetter & { topic: string | null }>`
    select mail.id, letter.subject, letter.language, mail.address, mail.state, mail.created_at as at, letter.body_text as text, mail.topic
    from mail join letter on letter.id = mail.letter_id
    where mail.id = ${id} and mail.account_id = ${accountId}`.execute(db);
  const [row] = rows;
  if (!row) throw notFound();
  const { topic, text, ...letter } = row;
  const stop = topic === null ? '' : stopAddress(config, { accountId, topic });
  const filled = text
    ?.replaceAll(stopMark, stop)
    .replaceAll(followsMark, followsAddress(config, { followerId: null }));
  return { ...letter, text: filled === undefined ? null : withoutSecret(filled) };
}
