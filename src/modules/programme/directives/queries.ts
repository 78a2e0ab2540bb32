import { type RawBuilder, sql } from 'kysely';
import { z } from 'zod';
import type { Actor } from '../../../kernel/actor.ts';
import type { LocalDate } from '../../../kernel/dates.ts';
import { notFound } from '../../../kernel/refusal.ts';
import type { Language } from '../../../kernel/text.ts';
import type { Querying } from '../../../platform/database/open.ts';
import { vnNorm } from '../../../platform/search/index.ts';
import { officersOf } from '../../directory/index.ts';
import type { Agency, AttachedFile } from '../difficulties/difficulty.ts';
import { shownName } from '../shown-name.ts';
import { type Directive, type DirectivePost, directiveStates, type ListedDirective } from './directive.ts';
import { keptDay } from './inputs.ts';
import { owedSeenBy, owedWaitsFor } from './policy.ts';

export const directivesPerPage = 20;

const day = z.string().transform(keptDay);
const agency = z.object({ id: z.number(), name: z.string(), nameEn: z.string().nullable() });
const about = z
  .object({ kind: z.enum(['task', 'target', 'plan']), id: z.number(), code: z.string(), name: z.string() })
  .nullable();
const owedParts = {
  ...{ id: z.number(), agency, state: z.enum(directiveStates), dueOn: day, version: z.number() },
};
const listed = z.object({
  ...{ ...owedParts, answeredAt: z.date().nullable(), directiveId: z.number(), code: z.string() },
  ...{ body: z.string(), leader: z.string(), about, documentNumber: z.string().nullable() },
  ...{ givenAt: z.date(), illustrative: z.boolean() },
});
const whole = z.object({
  ...{ id: z.number(), code: z.string(), body: z.string(), leader: z.string(), onBehalf: z.boolean(), about },
  ...{ documentNumber: z.string().nullable(), documentDate: day.nullable(), givenAt: z.date() },
  illustrative: z.boolean(),
  owed: z.array(
    z.object({
      ...owedParts,
      answeredAt: z
        .string()
        .transform((at) => new Date(at))
        .nullable(),
      hasOfficers: z.boolean(),
    }),
  ),
});

const agencyJson = sql`(select json_build_object('id', o.id, 'name', o.name, 'nameEn', o.name_en)
  from organisation o where o.id = owed.organisation_id)`;

/** Whether somebody answers for an agency (an expression of its id). */
const hasOfficers = (organisation: RawBuilder<unknown>) => sql<boolean>`exists (select 1 from account officer
  where officer.state = 'active' and officer.id in (${officersOf(organisation)}))`;

const item = (kind: string, name: string) =>
  sql`(select json_build_object('kind', ${sql.lit(kind)}, 'id', item.id, 'code', item.code, 'name', item.${sql.ref(name)})
    from ${sql.table(kind)} item where item.id = directive.${sql.ref(`${kind}_id`)})`;
const aboutJson = sql`coalesce(${item('task', 'name')}, ${item('target', 'name')}, ${item('plan', 'title')})`;
const leaderName = sql`(select name from account where account.id = directive.leader_id)`;
const isIllustrative = sql`coalesce((select illustrative from plan where plan.id = directive.plan_id), false)`;

const columns = sql`owed.id, ${agencyJson} as agency, owed.state, owed.due_on as "dueOn", owed.version,
  owed.answered_at as "answeredAt", directive.id as "directiveId", directive.code, left(directive.body, 300) as body,
  ${leaderName} as leader, ${aboutJson} as about, directive.document_number as "documentNumber",
  directive.given_at as "givenAt", ${isIllustrative} as illustrative`;
const rows = sql`directive_agency owed join directive on directive.id = owed.directive_id`;

/** One that the actor reads, with those of its answers they may see. Throws Refusal `not_found`. One statement. */
export async function findDirective(db: Querying, actor: Actor, id: number): Promise<Directive> {
  const found = Number.isSafeInteger(id)
    ? await sql`select directive.id, directive.code, directive.body, ${leaderName} as leader,
        directive.leader_id is distinct from directive.written_by as "onBehalf", ${aboutJson} as about,
        directive.document_number as "documentNumber", directive.document_date as "documentDate", directive.given_at as "givenAt",
        ${isIllustrative} as illustrative,
        coalesce((select json_agg(json_build_object('id', owed.id, 'agency', ${agencyJson}, 'state', owed.state, 'dueOn', owed.due_on,
          'version', owed.version, 'answeredAt', owed.answered_at, 'hasOfficers', ${hasOfficers(sql`owed.organisation_id`)}) order by owed.id)
          from directive_agency owed where owed.directive_id = directive.id and ${owedSeenBy(actor)}), '[]') as owed
      from directive where id = ${id}`.execute(db)
    : { rows: [] };
  const [row] = found.rows;
  const read = row === undefined ? null : whole.parse(row);
  if (read === null || read.owed.length === 0) throw notFound();
  return read;
}

/** One answer owed, to write letters of, whoever reads it; null where it is no more. One statement. */
export async function owedToTell(
  db: Querying,
  id: number,
): Promise<(ListedDirective & { readonly tellOf: readonly number[] }) | null> {
  const found = await sql<{ tellOf: number[] }>`select ${columns},
    array_remove(array[directive.leader_id, directive.written_by], null) as "tellOf" from ${rows} where owed.id = ${id}`.execute(
    db,
  );
  const [row] = found.rows;
  return row === undefined ? null : { ...listed.parse(row), tellOf: row.tellOf };
}

/** What all agencies owe on one, by id, but for those from which it was taken back by itself: they heard of that. One statement. */
export async function owedOf(db: Querying, directiveId: number): Promise<readonly number[]> {
  const { rows } = await sql<{ id: number }>`select owed.id from directive_agency owed
    where owed.directive_id = ${directiveId} and not exists (select 1 from event
      where event.subject_kind = 'directive' and event.subject_id = ${String(directiveId)}
        and event.name = 'directive.withdrawn' and event.facts ->> 'owed' = owed.id::text)
    order by owed.id`.execute(db);
  return rows.map(({ id }) => id);
}

/** Those of these answers owed that the actor reads. One statement. */
export async function owedReadBy(
  db: Querying,
  actor: Actor,
  ids: readonly number[],
): Promise<ReadonlySet<number>> {
  if (ids.length === 0) return new Set();
  const found = await sql<{ id: number }>`select owed.id from directive_agency owed
    where owed.id = any(${[...ids]}::bigint[]) and ${owedSeenBy(actor)}`.execute(db);
  return new Set(found.rows.map(({ id }) => id));
}

/** What was said on it, as far as the actor reads it, the first first. One statement. */
export async function directiveThread(db: Querying, actor: Actor, id: number): Promise<DirectivePost[]> {
  const found = await sql<DirectivePost>`
    select p.id, p.agency_id as "owedId", p.kind, p.words, p.due_on as "dueOn", p.late, p.said_as as "as", a.name as by, p.at,
      coalesce((select json_agg(json_build_object('id', f.id, 'sha256', f.sha256, 'name', f.name, 'size', f.size) order by f.id)
        from directive_file f where f.post_id = p.id), '[]') as files
    from directive_post p left join account a on a.id = p.by_account left join directive_agency owed on owed.id = p.agency_id
    where p.directive_id = ${id} and (p.agency_id is null or ${owedSeenBy(actor)}) order by p.id limit 2000`.execute(
    db,
  );
  return found.rows;
}

/** A file of one, where the actor reads whose it is. Throws Refusal `not_found`. One statement. */
export async function findDirectiveFile(
  db: Querying,
  actor: Actor,
  id: number,
  fileId: number,
): Promise<AttachedFile> {
  const found = await sql<AttachedFile>`select f.id, f.sha256, f.name, f.size
    from directive_file f join directive_post p on p.id = f.post_id
    where f.id = ${fileId} and f.directive_id = ${id} and exists (select 1 from directive_agency owed
      where owed.directive_id = f.directive_id and (p.agency_id is null or owed.id = p.agency_id) and ${owedSeenBy(actor)})`.execute(
    db,
  );
  if (!found.rows[0]) throw notFound();
  return found.rows[0];
}

export const directiveViews = [
  'mine',
  'waiting',
  'late',
  'answered',
  'accepted',
  'withdrawn',
  'all',
] as const;
export type DirectiveView = (typeof directiveViews)[number];

export interface DirectiveFilters {
  readonly text: string;
  readonly view: DirectiveView;
  readonly agencies: readonly number[];
  /** Codes of plans. */
  readonly plans: readonly string[];
  /** From 1. */
  readonly page: number;
}

/** More words than anybody looks for. */
const mostWords = 8;

function wanted(actor: Actor, filters: DirectiveFilters, today: LocalDate): RawBuilder<unknown> {
  const { text, view, agencies, plans } = filters;
  const words = vnNorm(text).split(/\s+/).filter(Boolean).slice(0, mostWords);
  // what is typed is never a pattern itself
  const patterns = words.map((word) => `%${word.replace(/[\\%_]/g, '\\$&')}%`);
  const views: Readonly<Record<DirectiveView, RawBuilder<unknown>>> = {
    mine: owedWaitsFor(actor),
    waiting: sql`owed.state = 'waiting'`,
    late: sql`owed.state = 'waiting' and owed.due_on < ${today}::date`,
    answered: sql`owed.state = 'answered'`,
    accepted: sql`owed.state = 'accepted'`,
    withdrawn: sql`owed.state = 'withdrawn'`,
    all: sql`true`,
  };
  return sql`(${views[view]} and ${owedSeenBy(actor)}
    and (${patterns.length === 0} or vn_norm(directive.code || ' ' || directive.body || ' ' || coalesce(directive.document_number, ''))
      like all (${patterns}::text[]))
    and (${agencies.length === 0} or owed.organisation_id = any(${[...agencies]}::bigint[]))
    and (${plans.length === 0} or directive.plan_id in (select plan.id from plan where plan.code = any(${[...plans]}::text[]))))`;
}

export interface FoundDirectives {
  readonly rows: readonly ListedDirective[];
  readonly total: number;
  /** Of those found: to be answered, late of them, answered and not yet accepted. */
  readonly waiting: number;
  readonly late: number;
  readonly answered: number;
}

/** Those that wait by their day, others the newest first. Two statements. */
export async function listDirectives(
  db: Querying,
  actor: Actor,
  filters: DirectiveFilters,
  today: LocalDate,
  pageSize = directivesPerPage,
): Promise<FoundDirectives> {
  const chosen = wanted(actor, filters, today);
  const counted = await sql<Omit<FoundDirectives, 'rows'>>`
    select count(*)::int as total, (count(*) filter (where owed.state = 'waiting'))::int as waiting,
      (count(*) filter (where owed.state = 'waiting' and owed.due_on < ${today}::date))::int as late,
      (count(*) filter (where owed.state = 'answered'))::int as answered
    from ${rows} where ${chosen}`.execute(db);
  const order = ['mine', 'waiting', 'late'].includes(filters.view)
    ? sql`owed.due_on, owed.id`
    : sql`directive.id desc, owed.id`;
  const found = await sql`select ${columns} from ${rows} where ${chosen}
    order by ${order} limit ${pageSize} offset ${(filters.page - 1) * pageSize}`.execute(db);
  const { total = 0, waiting = 0, late = 0, answered = 0 } = counted.rows[0] ?? {};
  return { total, waiting, late, answered, rows: z.array(listed).parse(found.rows) };
}

export interface DirectiveChoices {
  readonly agencies: readonly Agency[];
  readonly plans: readonly string[];
}

/** What the list can be narrowed to. One statement. */
export async function directiveChoices(
  db: Querying,
  actor: Actor,
  lang: Language,
): Promise<DirectiveChoices> {
  const found = await sql<DirectiveChoices>`
    with seen as (select owed.organisation_id, directive.plan_id from ${rows} where ${owedSeenBy(actor)})
    select coalesce((select json_agg(json_build_object('id', o.id, 'name', o.name, 'nameEn', o.name_en) order by ${shownName(lang, 'o')} collate vi)
        from organisation o where o.id in (select organisation_id from seen)), '[]') as agencies,
      coalesce((select json_agg(p.code order by p.code) from plan p where p.id in (select plan_id from seen)), '[]') as plans`.execute(
    db,
  );
  return found.rows[0] ?? { agencies: [], plans: [] };
}

/** Those about a task that the actor reads; the newest first. One statement. */
export async function directivesOf(db: Querying, actor: Actor, taskId: number): Promise<ListedDirective[]> {
  const found = await sql`select ${columns} from ${rows}
    where directive.task_id = ${taskId} and ${owedSeenBy(actor)} order by directive.id desc, owed.id limit 20`.execute(
    db,
  );
  return z.array(listed).parse(found.rows);
}

export interface DirectivesAsked {
  readonly rows: readonly ListedDirective[];
  readonly answered: number;
  readonly late: number;
}

/** For a leader's screen: answers to what they gave, then what is late of anybody. One statement. */
export async function directivesAsked(
  db: Querying,
  actor: Actor,
  today: LocalDate,
  limit: number,
): Promise<DirectivesAsked> {
  const mine = sql`(owed.state = 'answered' and ${owedWaitsFor(actor)})`;
  const late = sql`(owed.state = 'waiting' and owed.due_on < ${today}::date)`;
  const found = await sql<{ answered: number; late: number }>`
    select ${columns}, (count(*) filter (where owed.state = 'answered') over ())::int as answered,
      (count(*) filter (where owed.state = 'waiting') over ())::int as late
    from ${rows} where (${mine} or ${late}) and ${owedSeenBy(actor)}
    order by owed.state = 'answered' desc, owed.due_on, owed.id limit ${limit}`.execute(db);
  const { answered = 0, late: lateCount = 0 } = found.rows[0] ?? {};
  return { rows: z.array(listed).parse(found.rows), answered, late: lateCount };
}

/** For the union of the desk: the first of what waits for the person, of agencies or of a leader, in its columns. */
export function directivesOnDesk(actor: Actor, lang: Language, shown: number): RawBuilder<unknown> {
  return sql`(select 'directive'::text as wait, count(*) over ()::int as total, directive.id, directive.code, left(directive.body, 300) as name,
      owed.state, owed.due_on as "lastDay", 0 as percent, null as "silentSince", owed.id as part, ${isIllustrative} as illustrative,
      (select ${shownName(lang, 'o')} from organisation o where o.id = owed.organisation_id) as agencies
    from ${rows} where ${owedWaitsFor(actor)} and ${owedSeenBy(actor)} order by owed.due_on, owed.id limit ${shown})`;
}

/** An agency that a directive can be given to. */
export interface OfferedAgency extends Agency {
  readonly hasOfficers: boolean;
}

const offered = sql`select o.id, o.name, o.name_en as "nameEn", ${hasOfficers(sql`o.id`)} as "hasOfficers" from organisation o`;

/** Agencies a directive can be given to, by name: also those of which nobody has an account, which are told on paper. One statement. */
export async function agenciesToDirect(
  db: Querying,
  lang: Language,
  today: LocalDate,
): Promise<readonly OfferedAgency[]> {
  const found = await sql<OfferedAgency>`${offered}
    where o.kind <> 'individual' and (o.valid_from is null or o.valid_from <= ${today}::date)
      and (o.valid_to is null or o.valid_to >= ${today}::date)
      and (o.kind in ('department', 'people_committee', 'commune', 'ward') or ${hasOfficers(sql`o.id`)} or o.id in (select monitor_id from plan)
        or exists (select 1 from task_agency own where own.organisation_id = o.id and own.until is null))
    order by ${shownName(lang, 'o')} collate vi, o.id limit 500`.execute(db);
  return found.rows;
}

/** Agencies that lead what a code names, to be offered first. One statement; none for no code. */
export async function leadsOfCode(db: Querying, code: string): Promise<readonly OfferedAgency[]> {
  if (code === '') return [];
  const found = await sql<OfferedAgency>`${offered} where o.id in (
    select a.organisation_id from task_agency a join task on task.id = a.task_id
      where task.code = ${code} and a.role = 'lead' and a.until is null and a.organisation_id is not null
    union select a.organisation_id from target_agency a join target on target.id = a.target_id
      where target.code = ${code} and a.until is null and a.organisation_id is not null) order by o.name collate vi`.execute(
    db,
  );
  return found.rows;
}
