import { type RawBuilder, sql } from 'kysely';
import { z } from 'zod';
import type { Actor } from '../../../kernel/actor.ts';
import { type LocalDate, parseLocalDate } from '../../../kernel/dates.ts';
import { notFound } from '../../../kernel/refusal.ts';
import type { Language } from '../../../kernel/text.ts';
import type { Querying } from '../../../platform/database/open.ts';
import { vnNorm } from '../../../platform/search/index.ts';
import { officersOf } from '../../directory/index.ts';
import { agenciesOf, mayDo } from '../policy.ts';
import { shownName } from '../shown-name.ts';
import {
  type Agency,
  type Difficulty,
  type DifficultyKind,
  difficultyKinds,
  type Post,
} from './difficulty.ts';
import { difficultySeenBy, waitsFor } from './policy.ts';
import { stateOf } from './store.ts';

export const difficultiesPerPage = 20;

const agencyShape = z.object({ id: z.number(), name: z.string(), nameEn: z.string().nullable() });
const row = z.object({
  id: z.number(),
  code: z.string().nullable(),
  kind: z.enum(difficultyKinds),
  ...{ title: z.string(), body: z.string(), proposal: z.string() },
  sender: agencyShape,
  holder: agencyShape.nullable(),
  about: z
    .object({ kind: z.enum(['task', 'target', 'plan']), id: z.number(), code: z.string(), name: z.string() })
    .nullable(),
  state: z.string(),
  sent_at: z.date().nullable(),
  due_on: z.string().nullable(),
  escalated: z.enum(['department', 'leader']).nullable(),
  answered_at: z.date().nullable(),
  answered_days: z.number().nullable(),
  answer_draft: z.string(),
  shown: z.object({ title: z.string(), body: z.string(), answer: z.string() }).nullable(),
  version: z.number(),
  illustrative: z.boolean(),
});

function agencyJson(id: RawBuilder<unknown>) {
  return sql`(select json_build_object('id', o.id, 'name', o.name, 'nameEn', o.name_en) from organisation o where o.id = ${id})`;
}

const item = (kind: string, table: string, name: string) =>
  sql`(select json_build_object('kind', ${sql.lit(kind)}, 'id', item.id, 'code', item.code, 'name', item.${sql.ref(name)})
    from ${sql.table(table)} item where item.id = difficulty.${sql.ref(`${table}_id`)})`;

const columns = sql`difficulty.id, difficulty.code, difficulty.kind, difficulty.title, difficulty.body, difficulty.proposal,
  ${agencyJson(sql`difficulty.organisation_id`)} as sender, ${agencyJson(sql`difficulty.holder_id`)} as holder,
  coalesce(${item('task', 'task', 'name')}, ${item('target', 'target', 'name')}, ${item('plan', 'plan', 'title')}) as about,
  difficulty.state, difficulty.sent_at, difficulty.due_on, difficulty.escalated, difficulty.answered_at, difficulty.answered_days,
  difficulty.answer_draft, difficulty.version, difficulty.illustrative,
  case when difficulty.shown_at is not null then json_build_object('title', difficulty.shown_title, 'body', difficulty.shown_body,
    'answer', difficulty.shown_answer) end as shown`;

function readRow(selected: unknown): Difficulty {
  const { sent_at, due_on, answered_at, answered_days, answer_draft, state, ...read } = row.parse(selected);
  return {
    ...read,
    ...{ state: stateOf({ state }), sentAt: sent_at, answeredAt: answered_at },
    ...{ answeredDays: answered_days, answerDraft: answer_draft },
    dueOn: due_on === null ? null : parseLocalDate(due_on),
  };
}

/** One that the actor reads. Throws Refusal `not_found`. One statement. */
export async function findDifficulty(db: Querying, actor: Actor, id: number): Promise<Difficulty> {
  const { rows } = Number.isSafeInteger(id)
    ? await sql`select ${columns} from difficulty where id = ${id} and ${difficultySeenBy(actor)}`.execute(db)
    : { rows: [] };
  if (!rows[0]) throw notFound();
  return readRow(rows[0]);
}

/** One to write letters of, whoever reads it; null where it is no more. One statement. */
export async function difficultyToTell(db: Querying, id: number): Promise<Difficulty | null> {
  const { rows } = await sql`select ${columns} from difficulty where id = ${id}`.execute(db);
  return rows[0] ? readRow(rows[0]) : null;
}

/** Those of these that the actor reads. One statement. */
export async function difficultiesReadBy(
  db: Querying,
  actor: Actor,
  ids: readonly number[],
): Promise<ReadonlySet<number>> {
  if (ids.length === 0) return new Set();
  const { rows } = await sql<{ id: number }>`select id from difficulty
    where id = any(${[...ids]}::bigint[]) and ${difficultySeenBy(actor)}`.execute(db);
  return new Set(rows.map(({ id }) => id));
}

/** Its steps, the first first, with the files of each. One statement. */
export async function threadOf(db: Querying, id: number): Promise<Post[]> {
  const { rows } = await sql<Post>`
    select p.id, p.kind, p.words, p.said_as as "as", ${agencyJson(sql`p.organisation_id`)} as agency,
      ${agencyJson(sql`p.to_id`)} as "to", a.name as by, p.at, p.days, p.late, ${filesJson(sql`f.post_id = p.id`)} as files
    from difficulty_post p left join account a on a.id = p.by_account
    where p.difficulty_id = ${id} order by p.id limit 500`.execute(db);
  return rows;
}

function filesJson(of: RawBuilder<unknown>) {
  return sql`coalesce((select json_agg(json_build_object('id', f.id, 'sha256', f.sha256, 'name', f.name, 'size', f.size) order by f.id)
    from difficulty_file f where ${of}), '[]')`;
}

/** Files of one not sent yet. One statement. */
export async function draftFiles(db: Querying, id: number): Promise<Post['files']> {
  const { rows } = await sql<{ files: Post['files'] }>`
    select ${filesJson(sql`f.difficulty_id = ${id} and f.post_id is null`)} as files`.execute(db);
  return rows[0]?.files ?? [];
}

/** A file of one that the actor reads. Throws Refusal `not_found`. One statement. */
export async function findFile(
  db: Querying,
  actor: Actor,
  id: number,
  fileId: number,
): Promise<Post['files'][number]> {
  const { rows } = await sql<Post['files'][number]>`
    select f.id, f.sha256, f.name, f.size from difficulty_file f join difficulty on difficulty.id = f.difficulty_id
    where f.id = ${fileId} and difficulty.id = ${id} and ${difficultySeenBy(actor)}`.execute(db);
  if (!rows[0]) throw notFound();
  return rows[0];
}

/** Views of the list; `mine`: what waits for whoever reads it, as their desk counts it. */
export const listViews = ['mine', 'open', 'late', 'raised', 'asked', 'answered', 'public', 'all'] as const;
export type ListView = (typeof listViews)[number];

export interface DifficultyFilters {
  readonly text: string;
  readonly view: ListView;
  readonly kinds: readonly DifficultyKind[];
  /** Ids of agencies, that raised it or were asked. */
  readonly agencies: readonly number[];
  /** Codes of plans. */
  readonly plans: readonly string[];
  /** From 1. */
  readonly page: number;
}

/** Whether somebody answers for the agency asked. */
const hasOfficers = sql<boolean>`exists (
  select 1 from (${officersOf(sql`difficulty.holder_id`)}) officer join account a on a.id = officer.account_id and a.state = 'active')`;

/** More words than anybody looks for. */
const mostWords = 8;

function wanted(actor: Actor, filters: DifficultyFilters, today: LocalDate): RawBuilder<unknown> {
  const { text, view, kinds, agencies, plans } = filters;
  const words = vnNorm(text).split(/\s+/).filter(Boolean).slice(0, mostWords);
  // what is typed is never a pattern itself
  const patterns = words.map((word) => `%${word.replace(/[\\%_]/g, '\\$&')}%`);
  const own = [...agenciesOf(actor)];
  const open = sql`difficulty.state in ('sent', 'taken')`;
  const views: Readonly<Record<ListView, RawBuilder<unknown>>> = {
    mine: waitsFor(actor, hasOfficers),
    open,
    late: sql`${open} and difficulty.due_on < ${today}::date`,
    raised: sql`difficulty.organisation_id = any(${own}::bigint[])`,
    asked: sql`difficulty.sent_at is not null and difficulty.holder_id = any(${own}::bigint[])`,
    answered: sql`difficulty.state in ('answered', 'closed')`,
    public: sql`difficulty.shown_at is not null`,
    all: sql`true`,
  };
  return sql`(${views[view]} and ${difficultySeenBy(actor)}
    and (${patterns.length === 0} or vn_norm(coalesce(difficulty.code, '') || ' ' || difficulty.title || ' ' || difficulty.body || ' '
      || difficulty.proposal) like all (${patterns}::text[]))
    and (${kinds.length === 0} or difficulty.kind = any(${[...kinds]}::text[]))
    and (${agencies.length === 0} or difficulty.organisation_id = any(${[...agencies]}::bigint[])
      or difficulty.holder_id = any(${[...agencies]}::bigint[]))
    and (${plans.length === 0} or difficulty.plan_id in (select plan.id from plan where plan.code = any(${[...plans]}::text[]))))`;
}

export interface FoundDifficulties {
  readonly rows: readonly Difficulty[];
  readonly total: number;
  /** Of those found: answered, and the median of working days it took; late now. */
  readonly answered: number;
  readonly median: number | null;
  readonly late: number;
}

/** Those that wait by their term, others the newest first. Two statements. */
export async function listDifficulties(
  db: Querying,
  actor: Actor,
  filters: DifficultyFilters,
  today: LocalDate,
  pageSize = difficultiesPerPage,
): Promise<FoundDifficulties> {
  const chosen = wanted(actor, filters, today);
  const counted = await sql<Omit<FoundDifficulties, 'rows'>>`
    select count(*)::int as total, count(answered_days)::int as answered,
      percentile_cont(0.5) within group (order by answered_days)::float8 as median,
      (count(*) filter (where state in ('sent', 'taken') and due_on < ${today}::date))::int as late
    from difficulty where ${chosen}`.execute(db);
  const order = ['mine', 'open', 'late'].includes(filters.view)
    ? sql`difficulty.due_on nulls last, difficulty.id`
    : sql`difficulty.id desc`;
  const { rows } = await sql`select ${columns} from difficulty where ${chosen}
    order by ${order} limit ${pageSize} offset ${(filters.page - 1) * pageSize}`.execute(db);
  const { total = 0, answered = 0, median = null, late = 0 } = counted.rows[0] ?? {};
  return { total, answered, median, late, rows: rows.map(readRow) };
}

export interface DifficultyChoices {
  readonly agencies: readonly Agency[];
  readonly plans: readonly string[];
}

/** What the list can be narrowed to. One statement. */
export async function difficultyChoices(
  db: Querying,
  actor: Actor,
  lang: Language,
): Promise<DifficultyChoices> {
  const { rows } = await sql<DifficultyChoices>`
    with seen as (select organisation_id, holder_id, plan_id from difficulty where ${difficultySeenBy(actor)})
    select coalesce((select json_agg(json_build_object('id', o.id, 'name', o.name, 'nameEn', o.name_en) order by ${shownName(lang, 'o')} collate vi)
        from organisation o where o.id in (select organisation_id from seen union select holder_id from seen)), '[]') as agencies,
      coalesce((select json_agg(p.code order by p.code) from plan p where p.id in (select plan_id from seen)), '[]') as plans`.execute(
    db,
  );
  return rows[0] ?? { agencies: [], plans: [] };
}

export interface WaitingDifficulties {
  /** The ten that end first. */
  readonly rows: readonly Difficulty[];
  readonly total: number;
  readonly late: number;
}

/** What waits for somebody. One statement. */
export async function difficultiesWaiting(
  db: Querying,
  actor: Actor,
  today: LocalDate,
): Promise<WaitingDifficulties> {
  const { rows } = await sql<{ total: number; late: number }>`
    select ${columns}, count(*) over ()::int as total,
      (count(*) filter (where difficulty.due_on < ${today}::date and difficulty.state in ('sent', 'taken')) over ())::int as late
    from difficulty where ${waitsFor(actor, hasOfficers)} and ${difficultySeenBy(actor)}
    order by difficulty.due_on, difficulty.id limit 10`.execute(db);
  return { total: rows[0]?.total ?? 0, late: rows[0]?.late ?? 0, rows: rows.map(readRow) };
}

/** Those about a task, or a target, that the actor reads; the newest first. One statement. */
export async function difficultiesOf(
  db: Querying,
  actor: Actor,
  of: { readonly taskId: number } | { readonly targetId: number },
): Promise<Difficulty[]> {
  const about =
    'taskId' in of ? sql`difficulty.task_id = ${of.taskId}` : sql`difficulty.target_id = ${of.targetId}`;
  const { rows } = await sql`select ${columns} from difficulty
    where ${about} and ${difficultySeenBy(actor)} order by difficulty.id desc limit 20`.execute(db);
  return rows.map(readRow);
}

/** Agencies it can be addressed to, by name. One statement. */
export async function agenciesToAsk(db: Querying, lang: Language, today: LocalDate): Promise<Agency[]> {
  const { rows } = await sql<Agency>`
    select o.id, o.name, o.name_en as "nameEn" from organisation o
    where o.kind <> 'individual' and (o.valid_from is null or o.valid_from <= ${today}::date)
      and (o.valid_to is null or o.valid_to >= ${today}::date)
      and (exists (select 1 from (${officersOf(sql`o.id`)}) officer)
        or o.kind in ('department', 'people_committee') or o.id in (select monitor_id from plan))
    order by ${shownName(lang, 'o')} collate vi, o.id limit 500`.execute(db);
  return rows;
}

/** What these agencies are called. One statement. */
export async function agenciesNamed(db: Querying, ids: readonly number[]): Promise<Agency[]> {
  const { rows } = await sql<Agency>`select o.id, o.name, o.name_en as "nameEn" from organisation o
    where o.id = any(${[...ids]}::bigint[]) order by o.name collate vi`.execute(db);
  return rows;
}

/** Of an agency without officers, the department is told. One statement. */
export async function isAnswered(db: Querying, id: number): Promise<boolean> {
  const { rows } = await sql<{
    has: boolean;
  }>`select ${hasOfficers} as has from difficulty where id = ${id}`.execute(db);
  return rows[0]?.has ?? false;
}

/**
 * For the union of the desk, in its columns: what the department has to see to, since nobody of the agency asked can answer or since it is
 * late. None for others, whose desk has what waits for their agency.
 */
export function difficultiesOnDesk(actor: Actor, lang: Language, shown: number): RawBuilder<unknown> {
  return sql`(select 'difficulty'::text as wait, count(*) over ()::int as total, difficulty.id, difficulty.code, difficulty.title as name,
      difficulty.state, difficulty.due_on as "lastDay", 0 as percent, null as "silentSince", null::bigint as part, difficulty.illustrative,
      (select ${shownName(lang, 'o')} from organisation o where o.id = difficulty.organisation_id) as agencies
    from difficulty where ${mayDo(actor, 'edit', null)}::boolean and ${waitsFor(actor, hasOfficers)} and ${difficultySeenBy(actor)}
    order by difficulty.due_on, difficulty.id limit ${shown})`;
}
