import { type RawBuilder, sql } from 'kysely';
import { z } from 'zod';
import type { Actor } from '../../../kernel/actor.ts';
import { type LocalDate, parseLocalDate } from '../../../kernel/dates.ts';
import type { Querying } from '../../../platform/database/open.ts';
import { vnNorm } from '../../../platform/search/index.ts';
import { agenciesOf, mayDo } from '../policy.ts';
import { listsTaskDue } from '../urging-letters/of-task.ts';
import { type UrgingLevel, urgingLevels } from './engine.ts';
import { explainedOn } from './explained.ts';
import { stillOwes } from './urged.ts';

export const agencyShape = z.object({ id: z.number(), name: z.string(), nameEn: z.string().nullable() });
const day = z.string().transform((text, context): LocalDate => {
  const read = parseLocalDate(text);
  if (read !== null) return read;
  context.addIssue('no day');
  return z.NEVER;
});
const level = z.enum(urgingLevels);

const agencyJson = (organisation: string) =>
  sql`json_build_object('id', ${sql.ref(`${organisation}.id`)}, 'name', ${sql.ref(`${organisation}.name`)},
    'nameEn', ${sql.ref(`${organisation}.name_en`)})`;

const toTell = z.object({
  ...{ code: z.string(), name: z.string(), lastDay: day, agency: agencyShape },
  /** Whether the agency still has to do it. */
  owes: z.boolean(),
  /** Up to where it has gone. */
  level: level.nullable(),
});
export type UrgedToTell = z.infer<typeof toTell>;

/** A task and one that led it, to write letters of; null where there is no last day any longer. One statement. */
export async function urgedToTell(
  db: Querying,
  taskId: number,
  organisationId: number,
): Promise<UrgedToTell | null> {
  const { rows } =
    await sql`select task.code, task.name, task.last_day as "lastDay", ${agencyJson('o')} as agency,
      exists (select 1 from task_agency lead where lead.task_id = task.id and lead.organisation_id = o.id and ${stillOwes}) as owes,
      (select level from urge where urge.task_id = task.id and urge.organisation_id = o.id and urge.last_day = task.last_day
        and level is not null order by urge.id desc limit 1) as level
    from task join organisation o on o.id = ${organisationId} where task.id = ${taskId} and task.last_day is not null`.execute(
      db,
    );
  return rows[0] ? toTell.parse(rows[0]) : null;
}

/** Agencies that were urged for a task and lead it no longer. One statement. */
export async function formerlyUrged(db: Querying, taskId: number): Promise<readonly number[]> {
  const { rows } = await sql<{
    id: number;
  }>`select distinct urge.organisation_id as id from urge where urge.task_id = ${taskId}
    and not exists (select 1 from task_agency lead where lead.task_id = urge.task_id and lead.organisation_id = urge.organisation_id
      and lead.role = 'lead' and lead.until is null)`.execute(db);
  return rows.map(({ id }) => id);
}

const said = z.object({
  ...{ id: z.number(), words: z.string().nullable(), doneBy: day.nullable(), on: day },
  /** Where it came on paper: who noted it in the department, and when. */
  paper: z.object({ number: z.string().nullable(), by: z.string().nullable(), notedOn: day }).nullable(),
  file: z.object({ name: z.string(), size: z.number() }).nullable(),
});

const urge = z.object({
  ...{ id: z.number(), agency: agencyShape, lastDay: day, day: day },
  ...{ step: z.number().nullable(), level: level.nullable(), explainBy: day.nullable() },
  /** Whether it is about the last day the task has now and the agency still has to do it. */
  open: z.boolean(),
  explained: said.nullable(),
});
export type Urge = z.infer<typeof urge>;

/** Urges shown of a task. */
const urgesShown = 60;

/**
 * Condition on `explanation`: what an agency says is read by itself and by who looks after plans, not by others who lead the same task.
 */
function explanationSeenBy(actor: Actor): RawBuilder<boolean> {
  if (mayDo(actor, 'read', null)) return sql<boolean>`true`;
  return sql<boolean>`(explanation.organisation_id = any(${[...agenciesOf(actor)]}::bigint[]))`;
}

/** What was urged for a task that the actor reads, the latest first. One statement. */
export async function urgingOf(db: Querying, actor: Actor, taskId: number): Promise<readonly Urge[]> {
  const seen = explanationSeenBy(actor);
  const { rows } =
    await sql`select urge.id, ${agencyJson('o')} as agency, urge.last_day as "lastDay", urge.day, urge.step, urge.level,
      urge.explain_by as "explainBy",
      urge.last_day = task.last_day and exists (select 1 from task_agency lead
        where lead.task_id = task.id and lead.organisation_id = o.id and ${stillOwes}) as open,
      case when explanation.id is not null then json_build_object('id', explanation.id, 'on', ${explainedOn(sql`explanation`)},
        'paper', case when paper_date is not null then json_build_object('number', case when ${seen} then paper_number end,
          'by', case when ${seen} then (select name from account where id = said_by) end,
          'notedOn', (said_at at time zone 'Asia/Ho_Chi_Minh')::date) end,
        'words', case when ${seen} then explanation.words end, 'doneBy', case when ${seen} then explanation.done_by end,
        'file', case when ${seen} and file_name is not null then json_build_object('name', file_name, 'size', file_size) end) end as explained
    from urge join task on task.id = urge.task_id join organisation o on o.id = urge.organisation_id
      left join explanation on explanation.id = urge.explanation_id
    where urge.task_id = ${taskId} order by urge.day desc, urge.id desc limit ${urgesShown}`.execute(db);
  return z.array(urge).parse(rows);
}

/** The file of an explanation that the actor reads; whether the task is theirs to read is asked elsewhere. One statement. */
export async function explanationFile(
  db: Querying,
  actor: Actor,
  taskId: number,
  id: number,
): Promise<{ readonly sha256: string; readonly name: string; readonly size: number } | null> {
  const { rows } = await sql<{ sha256: string; name: string; size: number }>`
    select file_sha256 as sha256, file_name as name, file_size as size from explanation
    where id = ${id} and task_id = ${taskId} and file_sha256 is not null and ${explanationSeenBy(actor)}`.execute(
    db,
  );
  return rows[0] ?? null;
}

/** Views of the list. */
export const urgingViews = ['late', 'owed', 'overdue', 'explained', 'near'] as const;
export type UrgingView = (typeof urgingViews)[number];

export interface UrgingFilters {
  readonly text: string;
  readonly view: UrgingView;
  readonly levels: readonly UrgingLevel[];
  readonly agencies: readonly number[];
  /** Codes of plans. */
  readonly plans: readonly string[];
  /** From 1. */
  readonly page: number;
}

export const urgedPerPage = 30;

const listed = z.object({
  ...{ id: z.number(), code: z.string(), name: z.string(), plan: z.string(), illustrative: z.boolean() },
  ...{ agency: agencyShape, lastDay: day, remindedOn: day.nullable() },
  ...{ level: level.nullable(), levelOn: day.nullable(), owedBy: day.nullable() },
  /** Of the latest explanation for this last day. */
  explained: z
    .object({
      ...{ words: z.string(), on: day, doneBy: day.nullable() },
      /** After the day by which it was asked. */
      late: z.boolean(),
      /** It came on paper. */
      onPaper: z.boolean(),
    })
    .nullable(),
  /** The latest letter issued to the agency about this last day. */
  letter: z.object({ number: z.string(), issuedOn: day }).nullable(),
});
export type UrgedRow = z.infer<typeof listed>;

const counts = z.record(z.enum(urgingViews), z.number());
const ofAgency = agencyShape.extend({ counts });
const found = z.object({
  ...{ counts, agencies: z.array(ofAgency), plans: z.array(z.string()), rows: z.array(listed) },
});
export type FoundUrging = z.infer<typeof found>;

/** More words than anybody looks for. */
const mostWords = 8;

/**
 * Tasks that are late or were reminded of, each for every lead that has not done it, by their last day; with how many there are in each view and of
 * each agency. An agency sees its own. One statement.
 */
export async function listUrging(
  db: Querying,
  actor: Actor,
  filters: UrgingFilters,
  today: LocalDate,
  pageSize = urgedPerPage,
): Promise<FoundUrging> {
  const { text, view, levels, agencies, plans, page } = filters;
  const words = vnNorm(text).split(/\s+/).filter(Boolean).slice(0, mostWords);
  // what is typed is never a pattern itself
  const patterns = words.map((word) => `%${word.replace(/[\\%_]/g, '\\$&')}%`);
  const own = [...agenciesOf(actor)];
  const reach = mayDo(actor, 'read', null)
    ? sql`true`
    : sql`(lead.organisation_id = any(${own}::bigint[])
        or (plan.level = 'unit' and coalesce(plan.organisation_id = any(${own}::bigint[]), false)))`;
  const countsOf = sql`json_build_object(${sql.join(
    urgingViews.map((one) => sql`${sql.lit(one)}, count(*) filter (where ${inView(one, today)})`),
  )})`;
  const chosen = sql`(${agencies.length === 0} or found.agency_id = any(${[...agencies]}::bigint[]))`;
  const inPlans = sql`(${plans.length === 0} or found.plan = any(${[...plans]}::text[]))`;
  const { rows } = await sql<{ found: unknown }>`
    with all_found as materialized (
      select task.id, task.code, task.name, plan.code as plan, plan.illustrative, task.last_day, lead.organisation_id as agency_id,
        made.level, made.level_on, made.reminded_on, made.owed_by, made.explanation_id, made.asked_by
      from task join plan on plan.id = task.plan_id and plan.state = 'in_force'
        join task_agency lead on lead.task_id = task.id and ${stillOwes}
        left join lateral (
          select (array_agg(level order by urge.id desc) filter (where level is not null))[1] as level,
            max(urge.day) filter (where level is not null) as level_on, max(urge.day) filter (where step is not null) as reminded_on,
            min(explain_by) filter (where explanation_id is null) as owed_by, max(explanation_id) as explanation_id,
            min(explain_by) filter (where explanation_id is not null) as asked_by
          from urge where urge.task_id = task.id and urge.organisation_id = lead.organisation_id and urge.last_day = task.last_day
        ) made on true
      where task.last_day is not null and (task.last_day < ${today}::date or made.reminded_on is not null) and ${reach}
        and task.last_day <= ${today}::date + 90
        and (${levels.length === 0} or made.level = any(${[...levels]}::text[]))
        and (${patterns.length === 0} or vn_norm(task.code || ' ' || task.name || ' '
          || (select name from organisation where id = lead.organisation_id)) like all (${patterns}::text[]))
    ), found as (select * from all_found found where ${inPlans})
    select json_build_object(
      'counts', (select ${countsOf} from found where ${chosen}),
      'agencies', (select coalesce(json_agg(json_build_object('id', o.id, 'name', o.name, 'nameEn', o.name_en, 'counts', of_agency.counts)
          order by of_agency.late desc, o.name collate vi), '[]')
        from (select agency_id, ${countsOf} as counts, count(*) filter (where ${inView('late', today)}) as late from found group by agency_id)
          of_agency join organisation o on o.id = of_agency.agency_id),
      'plans', (select coalesce(json_agg(distinct plan), '[]') from all_found),
      'rows', (select coalesce(json_agg(json_build_object('id', id, 'code', code, 'name', name, 'plan', plan, 'illustrative', illustrative,
          'agency', (select ${agencyJson('o')} from organisation o where o.id = agency_id), 'lastDay', last_day, 'remindedOn', reminded_on,
          'level', level, 'levelOn', level_on, 'owedBy', owed_by, 'explained', (
            select json_build_object('words', e.words, 'doneBy', e.done_by, 'on', ${explainedOn(sql`e`)},
              'late', ${explainedOn(sql`e`)} > asked_by, 'onPaper', e.paper_date is not null)
            from explanation e where e.id = explanation_id), 'letter', (
            select json_build_object('number', concat_ws('/', letter.number, nullif(letter.texts ->> 'symbol', '')),
              'issuedOn', letter.issued_on) from urging_letter letter
            where letter.organisation_id = agency_id and letter.state = 'issued' and ${listsTaskDue(sql`shown.id`, sql`shown.last_day`)}
            order by letter.issued_on desc, letter.id desc limit 1)) order by last_day, id, agency_id), '[]')
        from (select * from found where ${chosen} and ${inView(view, today)} order by last_day, id, agency_id
          limit ${pageSize} offset ${(page - 1) * pageSize}) shown)) as found`.execute(db);
  return found.parse(rows[0]?.found);
}

function inView(view: UrgingView, today: LocalDate): RawBuilder<boolean> {
  const conditions: Readonly<Record<UrgingView, RawBuilder<boolean>>> = {
    late: sql<boolean>`last_day < ${today}::date`,
    owed: sql<boolean>`last_day < ${today}::date and owed_by is not null`,
    overdue: sql<boolean>`owed_by < ${today}::date`,
    explained: sql<boolean>`explanation_id is not null`,
    near: sql<boolean>`last_day >= ${today}::date`,
  };
  return conditions[view];
}
