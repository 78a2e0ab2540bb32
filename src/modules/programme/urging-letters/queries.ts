import { type RawBuilder, sql } from 'kysely';
import { z } from 'zod';
import type { Actor } from '../../../kernel/actor.ts';
import { type LocalDate, writeDate } from '../../../kernel/dates.ts';
import { notFound } from '../../../kernel/refusal.ts';
import type { Querying } from '../../../platform/database/open.ts';
import { vnNorm } from '../../../platform/search/index.ts';
import { type PastEvent, toldAtFirst } from '../../catalogue/index.ts';
import type { Agency } from '../difficulties/difficulty.ts';
import { keptDay } from '../directives/inputs.ts';
import { programmeSentence } from '../sentences.ts';
import { explainedOn } from '../urging/explained.ts';
import {
  type LetterState,
  letterStates,
  letterTexts,
  tasksMost,
  type UrgedTasks,
  type Urging,
  type UrgingLetter,
  urgedTasks,
} from './letter.ts';
import { lettersSeenBy } from './policy.ts';

export const lettersPerPage = 20;

/** Condition on `task` and `plan`: what an agency (an expression of its id) is urged about. The year of a yearly task stands for it. */
function urgedOf(agency: RawBuilder<unknown>, urging: Urging, today: LocalDate): RawBuilder<boolean> {
  const late = sql`(task.state = 'overdue' and task.last_day <= ${today}::date - ${urging.leastDays}::int)`;
  const wanted = urging.withSoon ? sql`(${late} or task.state = 'due_soon')` : late;
  return sql<boolean>`(plan.state = 'in_force' and task.closed is null and task.deadline_kind <> 'yearly' and task.last_day is not null
    and ${wanted} and (${urging.planId}::bigint is null or task.plan_id = ${urging.planId}::bigint)
    and exists (select 1 from task_agency own where own.task_id = task.id and own.role = 'lead' and own.until is null
      and own.answer <> 'refused' and own.reported_on is null and own.organisation_id = ${agency}))`;
}

/** What an agency is urged about on a day, the latest first. One statement. */
export async function tasksToUrge(
  db: Querying,
  organisationId: number,
  urging: Urging,
  today: LocalDate,
): Promise<UrgedTasks> {
  const { rows } = await sql<FoundTask>`
    select task.id, task.code, task.name, task.last_day as "lastDay", task.state, plan.illustrative,
      coalesce(plan.number, plan.code) as plan, plan.number, plan.issued, plan.title,
      coalesce((select name from organisation where organisation.id = plan.organisation_id), plan.issuer) as issuer,
      own.percent, fact.words, fact.happened_on as "happenedOn", explained.words as explanation, explained.day as "explainedOn",
      explained.done_by as "doneBy"
    from task join plan on plan.id = task.plan_id
      join task_agency own on own.task_id = task.id and own.role = 'lead' and own.until is null and own.organisation_id = ${organisationId}
      left join lateral (select words, happened_on from task_fact f where f.task_id = task.id and f.organisation_id = ${organisationId}
        and not exists (select 1 from task_fact later where later.corrects_id = f.id)
        order by f.happened_on desc, f.id desc limit 1) fact on true
      left join lateral (select e.words, ${explainedOn(sql`e`)} as day, e.done_by from explanation e
        where e.task_id = task.id and e.organisation_id = ${organisationId}
          and exists (select 1 from urge where urge.explanation_id = e.id and urge.last_day = task.last_day)
        order by e.id desc limit 1) explained on true
    where ${urgedOf(sql`${organisationId}::bigint`, urging, today)}
    order by task.last_day, task.id limit ${tasksMost}`.execute(db);
  const plans = new Map(rows.map((row) => [row.plan, cited(row)]));
  return {
    on: today,
    plans: [...plans.values()],
    tasks: rows.map((row) => ({
      ...{ id: row.id, code: row.code, name: row.name, plan: row.plan, lastDay: row.lastDay },
      lateDays: row.state === 'overdue' ? Math.max(0, daysSince(row.lastDay, today)) : 0,
      standing: standingOf(row),
    })),
    illustrative: rows.some((row) => row.illustrative),
  };
}

interface FoundTask {
  readonly id: number;
  readonly code: string;
  readonly name: string;
  readonly lastDay: string;
  readonly state: string;
  readonly illustrative: boolean;
  readonly plan: string;
  readonly number: string | null;
  readonly issued: string | null;
  readonly title: string;
  readonly issuer: string | null;
  readonly percent: number;
  readonly words: string | null;
  readonly happenedOn: string | null;
  readonly explanation: string | null;
  readonly explainedOn: string | null;
  readonly doneBy: string | null;
}

function daysSince(day: string, today: LocalDate): number {
  return Math.round((Date.parse(today) - Date.parse(day)) / 86_400_000);
}

/** A plan as a letter cites it. */
function cited({ number, issued, issuer, title }: FoundTask): string {
  if (number === null) return title;
  return [
    `Kế hoạch số ${number}`,
    issued !== null && `ngày ${writeDate(issued)}`,
    issuer !== null && `của ${issuer}`,
  ]
    .filter(Boolean)
    .join(' ');
}

/** Letters of what an agency told that a row of the table holds. */
const wordsMost = 240;

function inShort(words: string | null): string {
  const letters = [...(words ?? '').replace(/\s+/gu, ' ').trim()];
  return letters.length > wordsMost ? `${letters.slice(0, wordsMost).join('').trimEnd()}…` : letters.join('');
}

/** What the agency itself told last, and how it explained being late by this last day. */
function standingOf({ percent, words, happenedOn, ...found }: FoundTask): string {
  const told =
    happenedOn === null
      ? 'Chưa có báo cáo.'
      : [`Ngày ${writeDate(happenedOn)}: đạt ${percent}%.`, inShort(words)].filter(Boolean).join(' ');
  if (found.explainedOn === null) return told;
  return [
    told,
    `Giải trình ngày ${writeDate(found.explainedOn)}: ${inShort(found.explanation)}`,
    ...(found.doneBy === null ? [] : [`Dự kiến xong ngày ${writeDate(found.doneBy)}.`]),
  ].join('\n');
}

export interface UrgedAgency extends Agency {
  readonly late: number;
  readonly soon: number;
  /** Days of the latest task. */
  readonly most: number;
  /** Its last draft, where one is not issued yet, and the day of the last letter issued. */
  readonly draftId: number | null;
  readonly lastIssued: LocalDate | null;
}

/** Agencies that can be urged, those with most late tasks first. One statement. */
export async function agenciesToUrge(
  db: Querying,
  urging: Urging,
  text: string,
  today: LocalDate,
): Promise<readonly UrgedAgency[]> {
  const words = vnNorm(text)
    .split(/\s+/)
    .filter(Boolean)
    .slice(0, 8)
    .map((word) => `%${word.replace(/[\\%_]/g, '\\$&')}%`);
  const { rows } = await sql<UrgedAgency>`
    select o.id, o.name, o.name_en as "nameEn", found.late, found.soon, found.most,
      (select max(letter.id) from urging_letter letter where letter.organisation_id = o.id and letter.state = 'draft') as "draftId",
      (select max(letter.issued_on) from urging_letter letter where letter.organisation_id = o.id and letter.state = 'issued') as "lastIssued"
    from (select own.organisation_id, (count(*) filter (where task.state = 'overdue'))::int as late,
        (count(*) filter (where task.state <> 'overdue'))::int as soon, max(${today}::date - task.last_day)::int as most
      from task join plan on plan.id = task.plan_id join task_agency own on own.task_id = task.id and own.role = 'lead'
        and own.until is null and own.reported_on is null and own.organisation_id is not null
      where ${urgedOf(sql`own.organisation_id`, urging, today)} group by 1) found
    join organisation o on o.id = found.organisation_id
    where ${words.length === 0} or vn_norm(o.name) like all (${words}::text[])
    order by found.late desc, found.soon desc, o.name collate vi limit 400`.execute(db);
  return rows;
}

const day = z.string().transform(keptDay);
const row = z.object({
  ...{ id: z.number(), batch: z.string(), state: z.enum(letterStates), planId: z.number().nullable() },
  agency: z.object({ id: z.number(), name: z.string(), nameEn: z.string().nullable() }),
  ...{ leastDays: z.number(), withSoon: z.boolean(), reportBy: day, texts: letterTexts },
  ...{ kept: urgedTasks.nullable(), number: z.string().nullable(), issuedOn: day.nullable() },
  ...{ signer: z.string().nullable(), version: z.number(), createdAt: z.date() },
  ...{ recalledOn: day.nullable(), recallReason: z.string().nullable() },
});

const columns = sql`letter.id, letter.batch, letter.state, letter.plan_id as "planId", letter.least_days as "leastDays",
  (select json_build_object('id', o.id, 'name', o.name, 'nameEn', o.name_en) from organisation o where o.id = letter.organisation_id) as agency,
  letter.with_soon as "withSoon", letter.report_by as "reportBy", letter.texts, letter.tasks as kept, letter.number,
  letter.issued_on as "issuedOn", letter.signer, letter.version, letter.created_at as "createdAt",
  (letter.recalled_at at time zone 'Asia/Ho_Chi_Minh')::date as "recalledOn", letter.recall_reason as "recallReason"`;

/** One that the actor reads. Throws Refusal `not_found`. One statement. */
export async function findLetter(db: Querying, actor: Actor, id: number): Promise<UrgingLetter> {
  const { rows } = Number.isSafeInteger(id)
    ? await sql`select ${columns} from urging_letter letter where letter.id = ${id} and ${lettersSeenBy(actor)}`.execute(
        db,
      )
    : { rows: [] };
  if (!rows[0]) throw notFound();
  return row.parse(rows[0]);
}

/** One to write to people of, whoever reads it; null where it is no more. One statement. */
export async function letterToTell(db: Querying, id: number): Promise<UrgingLetter | null> {
  const { rows } = await sql`select ${columns} from urging_letter letter where letter.id = ${id}`.execute(db);
  return rows[0] ? row.parse(rows[0]) : null;
}

/** Those of these letters that the actor reads. One statement; none where none are asked for. */
export async function lettersReadBy(
  db: Querying,
  actor: Actor,
  ids: readonly number[],
): Promise<ReadonlySet<number>> {
  if (ids.length === 0) return new Set();
  const { rows } = await sql<{ id: number }>`select letter.id from urging_letter letter
    where letter.id = any(${[...ids]}::bigint[]) and ${lettersSeenBy(actor)}`.execute(db);
  return new Set(rows.map(({ id }) => id));
}

export interface LetterFilters {
  readonly text: string;
  /** null: all but those dropped. */
  readonly state: LetterState | null;
  readonly agency: number | null;
  /** Drafted together. */
  readonly batch: string;
  readonly page: number;
}

export interface ListedLetter {
  readonly id: number;
  readonly agency: Agency;
  readonly state: LetterState;
  readonly abstract: string;
  readonly symbol: string;
  readonly number: string | null;
  readonly issuedOn: LocalDate | null;
  readonly reportBy: LocalDate;
  readonly createdAt: Date;
}

const listed = z.object({
  ...{ id: z.number(), agency: row.shape.agency, state: z.enum(letterStates), abstract: z.string() },
  ...{ symbol: z.string(), number: z.string().nullable(), issuedOn: day.nullable(), reportBy: day },
  createdAt: z.date(),
});

/** The newest first. One statement. */
export async function listLetters(
  db: Querying,
  actor: Actor,
  filters: LetterFilters,
  pageSize = lettersPerPage,
): Promise<{ readonly rows: readonly ListedLetter[]; readonly total: number }> {
  const { text, state, agency, batch } = filters;
  const words = vnNorm(text)
    .split(/\s+/)
    .filter(Boolean)
    .slice(0, 8)
    .map((word) => `%${word.replace(/[\\%_]/g, '\\$&')}%`);
  const chosen = sql`${lettersSeenBy(actor)}
    and (${state === null} and letter.state <> 'dropped' or letter.state = ${state ?? ''})
    and (${agency}::bigint is null or letter.organisation_id = ${agency}::bigint)
    and (${batch === ''} or letter.batch = ${batch})
    and (${words.length === 0} or vn_norm(o.name || ' ' || coalesce(letter.number, '') || ' ' || coalesce(letter.texts->>'abstract', ''))
      like all (${words}::text[]))`;
  const { rows } = await sql<{ total: number }>`
    select letter.id, json_build_object('id', o.id, 'name', o.name, 'nameEn', o.name_en) as agency, letter.state,
      coalesce(letter.texts->>'abstract', '') as abstract, coalesce(letter.texts->>'symbol', '') as symbol, letter.number,
      letter.issued_on as "issuedOn", letter.report_by as "reportBy", letter.created_at as "createdAt", count(*) over ()::int as total
    from urging_letter letter join organisation o on o.id = letter.organisation_id where ${chosen}
    order by letter.id desc limit ${pageSize} offset ${(filters.page - 1) * pageSize}`.execute(db);
  return { rows: z.array(listed).parse(rows), total: rows[0]?.total ?? 0 };
}

/** Plans whose tasks can be urged, as a choice. One statement. */
export async function plansToUrge(
  db: Querying,
): Promise<readonly { readonly id: number; readonly label: string }[]> {
  const { rows } = await sql<{ id: number; label: string }>`
    select id, coalesce(number, code) || ' · ' || left(title, 80) as label from plan where state = 'in_force'
    order by issued desc nulls last, id desc limit 400`.execute(db);
  return rows;
}

/** The history of a letter, the latest first. One statement. */
export async function letterHistory(db: Querying, id: number): Promise<readonly PastEvent[]> {
  const { rows } = await sql<{
    seq: number;
    at: Date;
    name: string;
    facts: Readonly<Record<string, unknown>>;
    who: string | null;
    onBehalfOf: string | null;
  }>`select event.seq, event.at, event.name, event.facts, account.name as who, principal.name as "onBehalfOf"
    from event left join account on account.id = event.actor_account
      left join account principal on principal.id = (event.facts->>'onBehalfOf')::bigint
    where event.subject_kind = 'urging_letter' and event.subject_id = ${String(id)}
    and event.name <> 'urging_letter.viewed'
    order by event.seq desc limit ${toldAtFirst}`.execute(db);
  return rows.map(({ facts, ...event }) => ({
    ...{ ...event, remark: null },
    sentence: programmeSentence(event.name, facts) ?? { vi: event.name, en: event.name },
  }));
}
