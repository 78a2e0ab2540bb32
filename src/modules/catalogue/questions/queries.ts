import { type RawBuilder, sql } from 'kysely';
import type { AccountActor, Actor } from '../../../kernel/actor.ts';
import type { LocalDate } from '../../../kernel/dates.ts';
import { notFound } from '../../../kernel/refusal.ts';
import type { Language } from '../../../kernel/text.ts';
import type { Querying } from '../../../platform/database/open.ts';
import { vnNorm } from '../../../platform/search/index.ts';
import type { Page } from '../edition-queries.ts';
import { type PastEvent, toldAtFirst } from '../history.ts';
import { questionSeenBy, waitsFor } from './policy.ts';
import type { Agency, Question } from './question.ts';
import { questionColumns, readQuestion } from './read.ts';
import { questionSentences } from './sentences.ts';

export const questionsPerPage = 20;

const from = sql`from question join account asker on asker.id = question.asked_by`;

async function read(db: Querying, rest: RawBuilder<unknown>): Promise<Question[]> {
  const { rows } = await sql`select ${questionColumns} ${from} ${rest}`.execute(db);
  return rows.map(readQuestion);
}

/** A question as officers read it. Throws Refusal `not_found`. One statement. */
export async function findQuestion(db: Querying, actor: Actor, id: number): Promise<Question> {
  const [question] = Number.isSafeInteger(id)
    ? await read(
        db,
        sql`join entry on entry.id = question.entry_id where question.id = ${id} and ${questionSeenBy(actor)}`,
      )
    : [];
  if (!question) throw notFound();
  return question;
}

/** Whether the actor reads it as an officer. One statement. */
export async function isQuestionSeen(db: Querying, actor: Actor, id: number): Promise<boolean> {
  const { rows } = await sql`select 1 from question join entry on entry.id = question.entry_id
    where question.id = ${id} and ${questionSeenBy(actor)}`.execute(db);
  return rows.length > 0;
}

/** The person's own question, whatever became of the entry. Seen or not: they know what they asked. Throws Refusal `not_found`. */
export async function findOwnQuestion(db: Querying, actor: AccountActor, id: number): Promise<Question> {
  const [question] = Number.isSafeInteger(id)
    ? await read(
        db,
        sql`join entry on entry.id = question.entry_id where question.id = ${id} and question.asked_by = ${actor.id}`,
      )
    : [];
  if (!question) throw notFound();
  return question;
}

/** The person's own questions, the newest first. Seen or not: they are their own. Two statements. */
export async function ownQuestions(db: Querying, actor: AccountActor, page: number): Promise<Page<Question>> {
  const { total } = await db
    .selectFrom('question')
    .where('asked_by', '=', actor.id)
    .select((one) => one.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow();
  const rows = await read(
    db,
    sql`join entry on entry.id = question.entry_id where question.asked_by = ${actor.id}
      order by question.id desc limit ${questionsPerPage} offset ${(page - 1) * questionsPerPage}`,
  );
  return { rows, total };
}

/** What an officers' list can be narrowed to; `mine`: what waits for whoever reads it, as their desk counts it. */
export const listedStates = ['mine', 'waiting', 'late', 'answered', 'refused', 'withdrawn', 'all'] as const;
export type ListedState = (typeof listedStates)[number];

export interface QuestionFilters {
  readonly text: string;
  readonly state: ListedState;
  /** Ids of agencies; 0: the focal point. */
  readonly agencies: readonly number[];
  /** Codes of editions. */
  readonly editions: readonly string[];
  /** From 1. */
  readonly page: number;
}

/** More words than anybody looks for. */
const mostWords = 8;

function wanted(
  actor: Actor,
  { text, state, agencies, editions }: QuestionFilters,
  today: LocalDate,
): RawBuilder<boolean> {
  const words = vnNorm(text).split(/\s+/).filter(Boolean).slice(0, mostWords);
  // what is typed is never a pattern itself
  const patterns = words.map((word) => `%${word.replace(/[\\%_]/g, '\\$&')}%`);
  const states: Readonly<Record<ListedState, RawBuilder<unknown>>> = {
    mine: waitsFor(actor),
    waiting: sql`question.state = 'waiting'`,
    late: sql`question.state = 'waiting' and question.due_on < ${today}::date`,
    answered: sql`question.state = 'answered'`,
    refused: sql`question.state = 'refused'`,
    withdrawn: sql`question.state = 'withdrawn'`,
    all: sql`true`,
  };
  return sql<boolean>`(${states[state]}
    and (${patterns.length === 0} or vn_norm(question.title || ' ' || question.body) like all (${patterns}::text[])
      or vn_norm(entry.code) like all (${patterns}::text[]) or vn_norm(coalesce(question.answer, '')) like all (${patterns}::text[]))
    and (${agencies.length === 0} or coalesce(question.holder_id, 0) = any(${agencies}::bigint[]))
    and (${editions.length === 0} or edition.code = any(${editions}::text[])))`;
}

/** Questions officers read: those that wait by their term, others the newest first. Two statements. */
export async function listQuestions(
  db: Querying,
  actor: Actor,
  filters: QuestionFilters,
  today: LocalDate,
): Promise<Page<Question>> {
  const chosen = sql`join entry on entry.id = question.entry_id join edition on edition.id = entry.edition_id
    where ${wanted(actor, filters, today)} and ${questionSeenBy(actor)}`;
  const { rows } = await sql<{ total: number }>`select count(*)::int as total ${from} ${chosen}`.execute(db);
  const order =
    filters.state === 'mine' || filters.state === 'waiting' || filters.state === 'late'
      ? sql`question.due_on, question.id`
      : sql`question.id desc`;
  return {
    total: rows[0]?.total ?? 0,
    rows: await read(
      db,
      sql`${chosen} order by ${order} limit ${questionsPerPage} offset ${(filters.page - 1) * questionsPerPage}`,
    ),
  };
}

export interface QuestionChoices {
  /** Agencies that have questions; with id 0 the focal point. */
  readonly agencies: readonly Agency[];
  readonly editions: readonly string[];
}

/** What the list can be narrowed to by agency and edition. One statement. */
export async function questionChoices(db: Querying, actor: Actor): Promise<QuestionChoices> {
  const { rows } = await sql<{ agencies: Agency[]; editions: string[] }>`
    with seen as (
      select distinct question.holder_id, entry.edition_id from question join entry on entry.id = question.entry_id
      where ${questionSeenBy(actor)}
    )
    select coalesce((select json_agg(json_build_object('id', coalesce(o.id, 0), 'name', coalesce(o.name, ''), 'nameEn', o.name_en)
        order by o.name collate vi nulls first)
        from (select distinct holder_id from seen) held left join organisation o on o.id = held.holder_id), '[]') as agencies,
      coalesce((select json_agg(e.code order by e.code desc) from edition e where e.id in (select edition_id from seen)), '[]')
        as editions`.execute(db);
  return rows[0] ?? { agencies: [], editions: [] };
}

/** What waits for somebody's answer. */
export interface WaitingQuestions {
  /** The ten that end first. */
  readonly rows: readonly Question[];
  readonly total: number;
  readonly late: number;
}

/** One statement. */
export async function questionsWaiting(
  db: Querying,
  actor: Actor,
  today: LocalDate,
): Promise<WaitingQuestions> {
  const { rows } = await sql<{ total: number; late: number }>`
    select ${questionColumns}, count(*) over ()::int as total,
      (count(*) filter (where question.due_on < ${today}::date) over ())::int as late
    ${from} join entry on entry.id = question.entry_id where ${waitsFor(actor)} and ${questionSeenBy(actor)}
    order by question.due_on, question.id limit 10`.execute(db);
  return { total: rows[0]?.total ?? 0, late: rows[0]?.late ?? 0, rows: rows.map(readQuestion) };
}

/** Where a question came from and went to; null: the focal point. */
export interface Handover {
  readonly id: number;
  readonly from: Agency | null;
  readonly to: Agency | null;
  readonly reason: string;
  readonly by: string | null;
  readonly at: Date;
}

/** The latest first. One statement. */
export async function handoversOf(db: Querying, questionId: number): Promise<Handover[]> {
  const agency = (id: RawBuilder<unknown>) =>
    sql`(select json_build_object('id', o.id, 'name', o.name, 'nameEn', o.name_en) from organisation o where o.id = ${id})`;
  const { rows } = await sql<Handover>`
    select h.id, ${agency(sql`h.from_id`)} as "from", ${agency(sql`h.to_id`)} as "to", h.reason, a.name as by, h.handed_at as at
    from question_handover h left join account a on a.id = h.handed_by
    where h.question_id = ${questionId} order by h.id desc limit 50`.execute(db);
  return rows;
}

/** What the public read before. */
export interface EarlierAnswer {
  readonly version: number;
  readonly title: string;
  readonly body: string;
  readonly answer: string;
  readonly language: Language;
  readonly by: string | null;
  readonly at: Date;
}

/** The latest first. One statement. */
export async function earlierAnswers(db: Querying, questionId: number): Promise<EarlierAnswer[]> {
  const { rows } = await sql<EarlierAnswer>`
    select v.version, v.title, v.body, v.answer, v.answer_language as language, a.name as by, v.written_at as at
    from question_version v left join account a on a.id = v.written_by
    where v.question_id = ${questionId} order by v.version desc limit 20`.execute(db);
  return rows;
}

/** What the person's organisation is called, as it would stand with a question. One statement at most. */
export async function organisationName(db: Querying, id: number | null): Promise<string | null> {
  if (id === null) return null;
  const row = await db.selectFrom('organisation').select('name').where('id', '=', id).executeTakeFirst();
  return row?.name ?? null;
}

/** What happened to a question, the latest first; that somebody looked is told by the log alone. One statement. */
export async function questionHistory(db: Querying, id: number): Promise<PastEvent[]> {
  const rows = await db
    .selectFrom('event')
    .leftJoin('account', 'account.id', 'event.actor_account')
    .select(['event.seq', 'event.at', 'event.name', 'account.name as who'])
    .where('subject_kind', '=', 'question')
    .where('subject_id', '=', String(id))
    .where('event.name', '<>', 'question.viewed')
    .orderBy('event.seq', 'desc')
    .limit(toldAtFirst)
    .execute();
  return rows.map(({ seq, at, name, who }) => ({
    ...{ seq, at, who, onBehalfOf: null, remark: null },
    sentence: questionSentences[name]?.({}) ?? { vi: name, en: name },
  }));
}
