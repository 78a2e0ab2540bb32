import { type RawBuilder, sql } from 'kysely';
import { z } from 'zod';
import type { Actor } from '../../../kernel/actor.ts';
import { type LocalDate, parseLocalDate } from '../../../kernel/dates.ts';
import { notFound } from '../../../kernel/refusal.ts';
import type { Language } from '../../../kernel/text.ts';
import type { Querying } from '../../../platform/database/open.ts';
import { type PastEvent, toldAtFirst } from '../../catalogue/index.ts';
import { planLevels, planStates } from '../plans/plan.ts';
import { agenciesOf, mayDo } from '../policy.ts';
import { programmeSentence } from '../sentences.ts';
import { shownName } from '../shown-name.ts';
import { listsTask } from '../urging-letters/of-task.ts';
import { agencyRoles, answers, closings, factKinds, taskStates } from './task.ts';

const text = z.string().nullable();
const day = z.string().transform((written, context) => {
  const read = parseLocalDate(written);
  if (read === null) context.addIssue({ code: 'custom', message: 'no day' });
  return read ?? ('' as LocalDate);
});
const instant = z.string().transform((written) => new Date(written));

const agency = z.object({
  ...{ role: z.enum(agencyRoles), organisationId: z.number().nullable(), name: z.string() },
  ...{ answer: z.enum(answers), answeredOn: day.nullable(), answerWords: text, since: day },
  ...{
    percent: z.number(),
    startedOn: day.nullable(),
    reportedOn: day.nullable(),
    informedOn: day.nullable(),
  },
});
export type TaskAgency = z.infer<typeof agency>;

const fact = z.object({
  ...{ id: z.number(), kind: z.enum(factKinds), on: day, percent: z.number().nullable(), words: z.string() },
  ...{
    reason: text,
    period: text,
    documentNumber: text,
    documentDate: text,
    correctsId: z.number().nullable(),
  },
  sent: z.object({ file: z.string(), line: z.number() }).nullable(),
  ...{ corrected: z.boolean(), organisationId: z.number().nullable(), agency: text, by: text, at: instant },
  ...{ verdict: z.enum(['confirmed', 'returned']).nullable(), verdictWords: text },
  files: z.array(z.object({ id: z.number(), name: z.string(), size: z.number() })),
});
export type TaskFact = z.infer<typeof fact>;

const extension = z.object({
  ...{ id: z.number(), organisationId: z.number().nullable(), agency: text, former: day, asked: day },
  ...{
    reason: z.string(),
    state: z.enum(['asked', 'granted', 'refused', 'withdrawn']),
    granted: day.nullable(),
  },
  ...{ documentNumber: text, documentDate: text, words: text, askedAt: instant },
});
export type TaskExtension = z.infer<typeof extension>;

const related = z.object({
  ...{ id: z.number(), code: z.string(), name: z.string(), state: z.enum(taskStates), percent: z.number() },
  ...{
    lastDay: day.nullable(),
    period: text,
    agencies: z.string(),
    entered: z.boolean(),
    version: z.number(),
  },
});
export type RelatedTask = z.infer<typeof related>;

const named = z.object({ id: z.number(), code: z.string(), name: z.string() });

const row = z.object({
  ...{
    id: z.number(),
    code: z.string(),
    name: z.string(),
    nameEn: text,
    product: text,
    tt: text,
    annex: text,
  },
  plan: z.object({
    ...{ id: z.number(), code: z.string(), title: z.string(), number: text, illustrative: z.boolean() },
    ...{ state: z.enum(planStates), level: z.enum(planLevels), organisationId: z.number().nullable() },
  }),
  ...{ group: text, sector: text, parent: named.nullable(), yearly: named.nullable(), period: text },
  ...{ kind: z.string(), raw: z.string(), firstRaw: text, cadence: text },
  ...{
    closed: z.enum(closings).nullable(),
    closedOn: day.nullable(),
    closedDocument: text,
    closedWords: text,
  },
  ...{ state: z.enum(taskStates), lastDay: day.nullable(), percent: z.number(), startedOn: day.nullable() },
  ...{ reportedOn: day.nullable(), informedOn: day.nullable(), version: z.number(), facts: z.number() },
  agencies: z.array(agency),
  entered: z.array(fact),
  extensions: z.array(extension),
  parts: z.array(related),
  instances: z.array(related),
});
export type TaskPage = z.infer<typeof row>;

/**
 * Condition on `task` and `plan`: whoever looks after plans reads every task that is followed, an agency what it leads or takes part in,
 * with what that is part of.
 */
export function tasksReadBy(actor: Actor): RawBuilder<boolean> {
  const followed = sql<boolean>`plan.state in ('in_force', 'replaced', 'ended')`;
  if (mayDo(actor, 'read', null)) return followed;
  const own = [...agenciesOf(actor)];
  if (own.length === 0) return sql<boolean>`false`;
  return sql<boolean>`(${followed} and ((plan.level = 'unit' and plan.organisation_id = any(${own}::bigint[]))
    or exists (select 1 from task_agency own where own.organisation_id = any(${own}::bigint[]) and own.until is null
      and own.task_id in (task.id, task.parent_id, task.instance_of))))`;
}

/** Those of these tasks that the actor reads. One statement; none where none are asked for. */
export async function tasksReadableBy(
  db: Querying,
  actor: Actor,
  ids: readonly number[],
): Promise<ReadonlySet<number>> {
  if (ids.length === 0) return new Set();
  const { rows } = await sql<{ id: number }>`select task.id from task join plan on plan.id = task.plan_id
    where task.id = any(${[...ids]}::bigint[]) and ${tasksReadBy(actor)}`.execute(db);
  return new Set(rows.map(({ id }) => id));
}

/** Facts shown of a task; older ones are counted. */
export const factsShown = 60;

/** A task as it is worked on. Throws Refusal `not_found`. One statement. */
export async function findTask(db: Querying, actor: Actor, id: number, lang: Language): Promise<TaskPage> {
  const { rows } = Number.isSafeInteger(id)
    ? await sql<{ found: unknown }>`
    select json_build_object('id', task.id, 'code', task.code, 'name', task.name, 'nameEn', task.name_en, 'product', task.product,
      'tt', task.tt, 'annex', task.annex,
      'plan', json_build_object('id', plan.id, 'code', plan.code, 'title', plan.title, 'number', plan.number, 'state', plan.state,
        'level', plan.level, 'organisationId', plan.organisation_id, 'illustrative', plan.illustrative),
      'group', (select name from plan_group where plan_group.id = task.group_id),
      'sector', (select name from sector where sector.code = task.sector_code),
      'parent', (select json_build_object('id', id, 'code', code, 'name', name) from task above where above.id = task.parent_id),
      'yearly', (select json_build_object('id', id, 'code', code, 'name', name) from task above where above.id = task.instance_of),
      'period', task.period, 'kind', deadline_kind, 'raw', deadline_raw, 'cadence', cadence,
      'firstRaw', (select content->'deadline'->>'raw' from task_version v where v.task_id = task.id order by from_on limit 1),
      'closed', closed, 'closedOn', task.closed_on, 'closedDocument', closed_document, 'closedWords', task.closed_words,
      'state', task.state, 'lastDay', last_day, 'percent', percent, 'startedOn', started_on, 'reportedOn', reported_on,
      'informedOn', informed_on, 'version', task.version,
      'facts', (select count(*) from task_fact fact where fact.task_id = task.id),
      'agencies', ${agencies(lang)}, 'entered', ${entered(lang)}, 'extensions', ${extensions(lang)},
      'parts', ${relatedBy(lang, 'parent_id')}, 'instances', ${relatedBy(lang, 'instance_of')}) as found
    from task join plan on plan.id = task.plan_id
    where task.id = ${id} and ${tasksReadBy(actor)}`.execute(db)
    : { rows: [] };
  if (!rows[0]) throw notFound();
  return row.parse(rows[0].found);
}

const agencies = (
  lang: Language,
) => sql`(select coalesce(json_agg(json_build_object('role', role, 'organisationId', organisation_id,
    'name', coalesce(${shownName(lang)}, agency.name), 'answer', answer, 'answeredOn', answered_on,
    'answerWords', answer_words, 'since', since, 'percent', percent, 'startedOn', started_on, 'reportedOn', reported_on,
    'informedOn', informed_on) order by role, position, agency.id), '[]')
  from task_agency agency left join organisation on organisation.id = agency.organisation_id
  where agency.task_id = task.id and until is null)`;

const entered = (
  lang: Language,
) => sql`(select coalesce(json_agg(json_build_object('id', fact.id, 'kind', kind, 'on', happened_on, 'percent', percent,
    'words', fact.words, 'reason', reason, 'period', period, 'documentNumber', document_number, 'documentDate', document_date,
    'correctsId', corrects_id, 'corrected', exists (select 1 from task_fact later where later.corrects_id = fact.id),
    'organisationId', organisation_id, 'agency', (select ${shownName(lang)} from organisation where id = organisation_id),
    'by', (select name from account where id = entered_by), 'at', entered_at,
    'sent', case when sent_file is not null then json_build_object('file', sent_file, 'line', sent_line) end,
    'verdict', found.verdict, 'verdictWords', found.words,
    'files', (select coalesce(json_agg(json_build_object('id', file.id, 'name', file.name, 'size', file.size) order by file.id), '[]')
      from task_fact_file file where file.fact_id = fact.id)) order by happened_on desc, fact.id desc), '[]')
  from (select * from task_fact one where one.task_id = task.id order by happened_on desc, id desc limit ${factsShown}) fact
  left join lateral (select verdict, words from task_check c where c.fact_id = fact.id order by c.id desc limit 1)
    found (verdict, words) on true)`;

const extensions = (
  lang: Language,
) => sql`(select coalesce(json_agg(json_build_object('id', extension.id, 'organisationId', organisation_id,
    'agency', (select ${shownName(lang)} from organisation where id = organisation_id), 'former', former, 'asked', asked, 'reason', reason,
    'state', extension.state, 'granted', granted, 'documentNumber', document_number, 'documentDate', document_date, 'words', words,
    'askedAt', asked_at) order by extension.id desc), '[]')
  from (select * from task_extension one where one.task_id = task.id order by id desc limit 20) extension)`;

function relatedBy(lang: Language, column: 'parent_id' | 'instance_of') {
  return sql`(select coalesce(json_agg(json_build_object('id', other.id, 'code', other.code, 'name', other.name,
      'state', other.state, 'percent', other.percent, 'lastDay', other.last_day, 'period', other.period, 'version', other.version,
      'entered', exists (select 1 from task_fact fact where fact.task_id = other.id),
      'agencies', (select coalesce(string_agg(coalesce(${shownName(lang)}, agency.name), ', ' order by agency.position), '')
        from task_agency agency left join organisation on organisation.id = agency.organisation_id
        where agency.task_id = other.id and role = 'lead' and until is null)) order by other.period desc, other.id), '[]')
    from task other where other.${sql.ref(column)} = task.id)`;
}

/** What happened to a task, the latest first, with the words of whoever did it. One statement. */
export async function taskHistory(db: Querying, id: number): Promise<readonly PastEvent[]> {
  const { rows } = await sql<{
    seq: number;
    at: Date;
    name: string;
    facts: Readonly<Record<string, unknown>>;
    who: string | null;
    onBehalfOf: string | null;
    remark: string | null;
  }>`select event.seq, event.at, event.name, event.facts, account.name as who, principal.name as "onBehalfOf", said.value as remark
    from (
        (select * from event where subject_kind = 'task' and subject_id = ${String(id)}
          -- reminders come each week and stand among what was urged
          and name not in ('task.viewed', 'task.reminded') order by seq desc limit ${toldAtFirst})
        union all
        (select event.* from urging_letter letter join event on event.subject_kind = 'urging_letter' and event.subject_id = letter.id::text
          where ${listsTask(sql`${id}::bigint`)}
            and event.name in ('urging_letter.issued', 'urging_letter.corrected', 'urging_letter.recalled')
          order by event.seq desc limit ${toldAtFirst})
      ) event left join account on account.id = event.actor_account
      left join account principal on principal.id = (event.facts->>'onBehalfOf')::bigint
      left join event_personal said on said.event_seq = event.seq and said.field = 'reason'
    order by event.seq desc limit ${toldAtFirst}`.execute(db);
  return rows.map(({ facts, ...event }) => ({
    ...event,
    sentence: programmeSentence(event.name, facts) ?? { vi: event.name, en: event.name },
  }));
}

/** A file of a fact, for whoever may read the task. Throws Refusal `not_found`. One statement. */
export async function findTaskFile(
  db: Querying,
  actor: Actor,
  id: number,
  file: number,
): Promise<{ readonly sha256: string; readonly name: string; readonly size: number }> {
  const { rows } = await sql<{ sha256: string; name: string; size: number }>`
    select file.sha256, file.name, file.size from task_fact_file file
    join task_fact fact on fact.id = file.fact_id
    join task on task.id = fact.task_id join plan on plan.id = task.plan_id
    where file.id = ${file} and task.id = ${id} and ${tasksReadBy(actor)}`.execute(db);
  if (!rows[0]) throw notFound();
  return rows[0];
}
