import { sql } from 'kysely';
import { z } from 'zod';
import type { Actor } from '../../../kernel/actor.ts';
import type { LocalDate } from '../../../kernel/dates.ts';
import { notFound } from '../../../kernel/refusal.ts';
import type { Language } from '../../../kernel/text.ts';
import type { Querying } from '../../../platform/database/open.ts';
import { type PastEvent, toldAtFirst } from '../../catalogue/index.ts';
import { beingEntered, planLevels, planStates } from '../plans/plan.ts';
import { actsForAgency, type HeldPlan, mayDo } from '../policy.ts';
import { shownName } from '../shown-name.ts';
import { directions, frequencies, targetValues } from './load.ts';
import { informations, outlooks, results } from './outlook.ts';
import { targetSentences } from './sentences.ts';
import { speaksFor } from './store.ts';

const text = z.string().nullable();
const number = z.number().nullable();
const day = z
  .string()
  .transform((found) => found as LocalDate)
  .nullable();

const found = z.object({
  ...{
    id: z.number(),
    code: z.string(),
    name: z.string(),
    nameEn: text,
    unit: text,
    raw: z.string(),
    tt: text,
  },
  values: targetValues,
  plan: z.object({
    ...{ id: z.number(), code: z.string(), title: z.string(), number: text, illustrative: z.boolean() },
    ...{ level: z.enum(planLevels), state: z.enum(planStates), organisationId: number },
  }),
  ...{ block: text, sector: text, direction: z.enum(directions), frequency: z.enum(frequencies) },
  ...{ until: day, baseline: number, baselineOn: day, baselineSource: text, least: number, most: number },
  ...{ closed: z.boolean(), closedOn: day, closedDocument: text, closedWords: text, version: z.number() },
  information: z.enum(informations),
  outlook: z.enum(outlooks).nullable(),
  result: z.enum(results).nullable(),
  ...{ aimsAt: number, estimated: z.boolean(), value: number, valueWords: text, since: day, due: day },
  owners: z.array(
    z.object({ organisationId: number, name: z.string(), since: day, speaksFor: z.array(z.number()) }),
  ),
  levels: z.array(z.object({ year: z.number(), min: number, max: number })),
  parent: z.object({ id: z.number(), code: z.string(), name: z.string() }).nullable(),
  parts: z.array(
    z.object({ id: z.number(), code: z.string(), name: z.string(), information: z.enum(informations) }),
  ),
});
export type TargetInWork = z.infer<typeof found>;

export function planHeld({ plan: { level, state, organisationId } }: TargetInWork): HeldPlan {
  return { level, state, organisationId };
}

/** Whether the person answers for the target as an officer of one of its agencies. */
export function answersFor(actor: Actor, { owners }: TargetInWork): boolean {
  return owners.some(({ organisationId }) => actsForAgency(actor, organisationId));
}

/** A target somebody works with. One statement. Throws Refusal `not_found`. */
export async function findTarget(
  db: Querying,
  actor: Actor,
  id: number,
  lang: Language,
): Promise<TargetInWork> {
  const { rows } = await sql<{ target: unknown }>`
    select jsonb_build_object('id', target.id, 'code', target.code, 'name', target.name, 'nameEn', target.name_en, 'unit', unit,
      'raw', raw, 'tt', tt, 'values', "values",
      'plan', json_build_object('id', plan.id, 'code', plan.code, 'title', plan.title, 'number', plan.number,
        'illustrative', plan.illustrative, 'level', plan.level, 'state', plan.state, 'organisationId', plan.organisation_id)
    ) || jsonb_build_object(
      'block', (select name from plan_group where plan_group.id = target.group_id),
      'sector', (select ${shownName(lang, 'sector')} from sector where sector.code = target.sector_code),
      'direction', direction, 'frequency', frequency, 'until', until_on, 'baseline', baseline, 'baselineOn', baseline_on,
      'baselineSource', baseline_source, 'least', least, 'most', most, 'closed', closed is not null, 'closedOn', target.closed_on,
      'closedDocument', closed_document, 'closedWords', target.closed_words, 'version', target.version,
      'information', information, 'outlook', outlook, 'result', result, 'aimsAt', aims_at, 'estimated', estimated,
      'value', value, 'valueWords', value_words, 'since', since_on, 'due', due_on,
      'owners', (select coalesce(json_agg(json_build_object('organisationId', organisation_id,
          'name', coalesce(${shownName(lang, 'o')}, owner.name), 'since', owner.since, 'speaksFor', ${speaksFor}) order by owner.position), '[]')
        from target_agency owner left join organisation o on o.id = owner.organisation_id
        where owner.target_id = target.id and until is null),
      'levels', (select coalesce(json_agg(json_build_object('year', year, 'min', level.least, 'max', level.most) order by year), '[]')
        from target_level level where level.target_id = target.id),
      'parent', (select json_build_object('id', above.id, 'code', above.code, 'name', above.name) from target above
        where above.id = target.parent_id),
      'parts', (select coalesce(json_agg(json_build_object('id', part.id, 'code', part.code, 'name', part.name,
          'information', part.information) order by part.position), '[]') from target part where part.parent_id = target.id)
    ) as target from target join plan on plan.id = target.plan_id where target.id = ${id}`.execute(db);
  const [row] = rows;
  if (!row) throw notFound();
  const target = found.parse(row.target);
  if (beingEntered(target.plan.state) || target.plan.state === 'withdrawn') throw notFound();
  if (!mayDo(actor, 'read', planHeld(target)) && !answersFor(actor, target)) throw notFound();
  return target;
}

export interface ListedActual {
  readonly id: number;
  readonly period: string;
  readonly scope: string | null;
  readonly value: number | null;
  readonly words: string | null;
  readonly fulfilled: boolean | null;
  readonly asOf: LocalDate;
  readonly estimate: boolean;
  readonly source: string;
  readonly document: { readonly id: number; readonly open: boolean } | null;
  readonly file: { readonly sha256: string; readonly name: string; readonly size: number } | null;
  readonly reason: string | null;
  readonly organisation: string | null;
  readonly organisationId: number | null;
  readonly enteredAt: Date;
  /** The file it was sent in, and its line there. */
  readonly sent: { readonly file: string; readonly line: number } | null;
  readonly correctsId: number | null;
  /** A later one stands in its place. */
  readonly corrected: boolean;
}

/** Figures shown on a page; more than five years of months. */
const figuresMost = 80;

/** What was entered of a target, the latest period first, with what was corrected. One statement. */
export async function actualsOf(
  db: Querying,
  targetId: number,
  lang: Language,
  only: number | null = null,
): Promise<readonly ListedActual[]> {
  const { rows } = await sql<ListedActual>`
    select actual.id, actual.period, actual.scope, actual.value::float8 as value, actual.words, actual.fulfilled,
      actual.as_of as "asOf", actual.estimate, actual.source, actual.reason,
      case when d.id is not null then json_build_object('id', d.id, 'open', d.state = 'published') end as document,
      case when actual.file_sha256 is not null then json_build_object('sha256', actual.file_sha256, 'name', actual.file_name,
        'size', stored.size) end as file,
      ${lang === 'en' ? shownName(lang, 'o') : sql`coalesce(o.short_name, o.name)`} as organisation, actual.organisation_id as "organisationId", actual.entered_at as "enteredAt",
      case when sent_file is not null then json_build_object('file', sent_file, 'line', sent_line) end as sent,
      actual.corrects_id as "correctsId",
      exists (select 1 from target_actual later where later.corrects_id = actual.id) as corrected
    from target_actual actual
    left join document d on d.id = actual.document_id
    left join stored_file stored on stored.sha256 = actual.file_sha256
    left join organisation o on o.id = actual.organisation_id
    where actual.target_id = ${targetId} and (${only}::bigint is null or actual.id = ${only})
    order by actual.last_day desc, actual.id desc limit ${figuresMost}`.execute(db);
  return rows;
}

/** What happened to a target, the latest first. One statement. */
export async function targetHistory(db: Querying, id: number): Promise<PastEvent[]> {
  const { rows } = await sql<{
    seq: number;
    at: Date;
    name: string;
    facts: unknown;
    who: string | null;
    onBehalfOf: string | null;
    remark: string | null;
  }>`
    select event.seq, event.at, event.name, event.facts, account.name as who, principal.name as "onBehalfOf", said.value as remark
    from event left join account on account.id = event.actor_account
      left join account principal on principal.id = (event.facts->>'onBehalfOf')::bigint
      left join event_personal said on said.event_seq = event.seq and said.field = 'reason'
    where event.subject_kind = 'target' and event.subject_id = ${String(id)}
    and event.name <> 'target.viewed'
    order by event.seq desc limit ${toldAtFirst}`.execute(db);
  const anyFacts = z.record(z.string(), z.unknown()).catch({});
  return rows.map(({ facts, ...event }) => ({
    ...event,
    sentence: targetSentences[event.name]?.(anyFacts.parse(facts)) ?? { vi: event.name, en: event.name },
  }));
}
