import { sql } from 'kysely';
import { type Actor, system } from '../../kernel/actor.ts';
import type { LocalDate } from '../../kernel/dates.ts';
import type { Querying } from '../../platform/database/open.ts';
import { officersToldOf } from '../directory/index.ts';
import type { Consultation } from './consultation.ts';
import { consultationReadBy, openTo, partSeenBy, readersOfParts } from './policy.ts';
import { findConsultation } from './queries.ts';

/** A consultation as those read it who tell people of it. One statement. */
export function consultationToTell(db: Querying, id: number): Promise<Consultation> {
  return findConsultation(db, system, id);
}

const answering = (
  today: LocalDate,
) => sql`select asked.id as asked, officer.account_id from consultation_asked asked
    join lateral (${officersToldOf(sql`asked.organisation_id`, today)}) officer on asked.organisation_id is not null
  union all select asked.id, asked.account_id from consultation_asked asked where asked.account_id is not null`;

/** Accounts of those asked: the officers of agencies who are there on a day, and people; `silent`: of whom no comment has come. One statement. */
export async function askedAccounts(
  db: Querying,
  id: number,
  { silent, today }: { readonly silent: boolean; readonly today: LocalDate },
): Promise<readonly number[]> {
  const { rows } = await sql<{ id: number }>`
    select distinct person.account_id as id from consultation_asked asked
    join (${answering(today)}) person on person.asked = asked.id
    where asked.consultation_id = ${id} and (${!silent} or not exists (
      select 1 from consultation_comment comment where comment.consultation_id = ${id} and comment.state = 'sent'
        and (comment.organisation_id = asked.organisation_id or comment.author_id = asked.account_id)))`.execute(
    db,
  );
  return rows.map((row) => row.id);
}

/** Accounts of those whose comments stand. One statement. */
export async function commenterAccounts(db: Querying, id: number): Promise<readonly number[]> {
  const rows = await db
    .selectFrom('consultation_comment')
    .select('author_id as id')
    .distinct()
    .where('consultation_id', '=', id)
    .where('state', '=', 'sent')
    .execute();
  return rows.map((row) => row.id);
}

/** Characters of a comment in a letter about it. */
const wordsInLetter = 120;

export interface HiddenComment {
  readonly id: number;
  readonly authorId: number;
  readonly reason: string;
  /** Null of the whole draft, and of a part that became confidential. */
  readonly partName: string | null;
  /** Its first words. */
  readonly words: string;
}

/** Who wrote a comment that is not shown, what, and why it is not. One statement. */
export async function hiddenComment(db: Querying, commentId: number): Promise<HiddenComment | null> {
  const { rows } = await sql<HiddenComment>`select comment.id, comment.author_id as "authorId",
      comment.hidden_reason as reason, left(coalesce(part.label, part.title), ${wordsInLetter}) as "partName", comment.body as words
    from consultation_comment comment
    left join consultation_part part on part.consultation_id = comment.consultation_id
      and part.position = comment.part and ${partSeenBy(readersOfParts)}
    where comment.id = ${commentId} and comment.state = 'sent' and comment.hidden_reason is not null`.execute(
    db,
  );
  const [found] = rows;
  if (!found) return null;
  const words = found.words.replace(/\s+/gu, ' ');
  const [...letters] = words;
  return letters.length > wordsInLetter
    ? { ...found, words: `${letters.slice(0, wordsInLetter).join('')}…` }
    : { ...found, words };
}

/** Who prepared it; null: the product itself. One statement. */
export async function preparedBy(db: Querying, id: number): Promise<number | null> {
  const row = await db
    .selectFrom('consultation')
    .select('created_by')
    .where('id', '=', id)
    .executeTakeFirst();
  return row?.created_by ?? null;
}

/** Those of these consultations that the person reads. One statement. */
export async function consultationsReadBy(
  db: Querying,
  actor: Actor,
  ids: readonly number[],
): Promise<ReadonlySet<number>> {
  if (ids.length === 0) return new Set();
  const { rows } = await sql<{ id: number }>`select id from consultation
    where id = any(${[...ids]}::bigint[]) and (${openTo(actor)} or ${consultationReadBy(actor)})`.execute(db);
  return new Set(rows.map((row) => row.id));
}

/** Those of these comments that are the person's own, in consultations the person still reads. One statement. */
export async function ownCommentsReadBy(
  db: Querying,
  actor: Actor,
  ids: readonly number[],
): Promise<ReadonlySet<number>> {
  if (ids.length === 0 || actor.kind !== 'account') return new Set();
  const { rows } = await sql<{ id: number }>`select comment.id from consultation_comment comment
    join consultation on consultation.id = comment.consultation_id
    where comment.id = any(${[...ids]}::bigint[]) and comment.author_id = ${actor.id} and ${openTo(actor)}`.execute(
    db,
  );
  return new Set(rows.map((row) => row.id));
}
