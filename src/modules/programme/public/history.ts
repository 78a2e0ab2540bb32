import { type RawBuilder, sql } from 'kysely';
import { z } from 'zod';
import type { Querying } from '../../../platform/database/open.ts';
import type { Item } from '../links/item.ts';
import { agency, day, text } from './open.ts';

const happenings = [
  ...['in_force', 'added', 'taken_over', 'opened', 'assigned', 'handed_over', 'split', 'started', 'reported'],
  ...[
    'confirmed',
    'extended',
    'amended',
    'corrected',
    'suspended',
    'not_carried_out',
    'taken_out',
    'reopened',
  ],
  'planned',
] as const;
export type Happening = (typeof happenings)[number];

const row = z.object({
  on: day,
  what: z.enum(happenings),
  /** Who did it, or to whom it was given. */
  agencies: z.array(agency),
  document: text,
  /** Of a later deadline. */
  to: day.nullable(),
});
export type Happened = z.output<typeof row>;

/** Events of items, and what visitors read of each; of all others they read nothing. */
const ofTask = {
  'task.added': 'added',
  'task.taken_over': 'taken_over',
  'task.opened': 'opened',
  'task.split': 'split',
  'task.confirmed': 'confirmed',
  'task.extension_granted': 'extended',
  'task.amended': 'amended',
  'task.corrected': 'corrected',
  'task.taken_out': 'taken_out',
  'task.reopened': 'reopened',
} as const satisfies Readonly<Record<string, Happening>>;
const ofTarget = {
  'target.planned': 'planned',
  'target.added': 'added',
  'target.assigned': 'assigned',
  'target.amended': 'amended',
  'target.corrected': 'corrected',
  'target.closed': 'not_carried_out',
  'target.taken_out': 'taken_out',
  'target.reopened': 'reopened',
} as const satisfies Readonly<Record<string, Happening>>;

/** Told at most, the latest. */
const most = 100;

const known = (names: Readonly<Record<string, Happening>>) =>
  sql`unnest(${Object.keys(names)}::text[], ${Object.values(names)}::text[]) as known (name, what)`;
const dayOf = (at: RawBuilder<unknown>) => sql`(${at} at time zone 'Asia/Ho_Chi_Minh')::date`;
const none = sql`'[]'::json`;
const named = sql`json_build_object('code', one.code, 'name', coalesce(one.name, given.name), 'nameEn', one.name_en)`;
const agenciesWhere = (
  table: RawBuilder<unknown>,
  condition: RawBuilder<unknown>,
) => sql`(select coalesce(json_agg(${named} order by given.position), '[]')
  from ${table} given left join organisation one on one.id = given.organisation_id where ${condition})`;

/** When the plan came into force, of what stood in it then. */
const inForce = (item: RawBuilder<unknown>) => sql`
  select e.at, e.seq, ${dayOf(sql`e.at`)} as "on", 'in_force' as what, ${none} as agencies, null as document, null::date as "to"
  from ${item} item join event e on e.subject_kind = 'plan' and e.subject_id = item.plan_id::text and e.name = 'plan.put_in_force'
  where item.created_at <= e.at`;

/** The document of what happened: of the version that began with it, unless the same day brought another. */
const documentOf = (table: 'task' | 'target', id: number) => sql`(
  select version.document from ${sql.table(`${table}_version`)} version where version.${sql.ref(`${table}_id`)} = ${id}
    and version.at = e.at and version.why = case known.what when 'amended' then 'amended' when 'corrected' then 'corrected'
      when 'extended' then 'extended' when 'taken_out' then 'closed' when 'added' then 'amended' end limit 1)`;

function happenedToTask(id: number): RawBuilder<unknown> {
  return sql`
    ${inForce(sql`(select * from task where id = ${id} and parent_id is null and instance_of is null)`)}
    union all
    select e.at, e.seq, coalesce((e.facts ->> 'on')::date, ${dayOf(sql`e.at`)}), known.what,
      case known.what when 'confirmed' then coalesce((select json_build_array(${named}) from task
        join plan on plan.id = task.plan_id join organisation one on one.id = plan.monitor_id
        cross join (select null::text as name) given where task.id = ${id}), '[]') else ${none} end,
      case known.what when 'extended' then (select concat_ws(', ', one.document_number,
          case when length(one.document_date) = 10 then to_char(one.document_date::date, 'DD/MM/YYYY') else one.document_date end)
        from task_extension one where one.task_id = ${id} and one.state = 'granted'
          and one.granted = (e.facts ->> 'to')::date order by one.id desc limit 1)
        else ${documentOf('task', id)} end,
      case known.what when 'extended' then (e.facts ->> 'to')::date end
    from event e join ${known(ofTask)} using (name) where e.subject_kind = 'task' and e.subject_id = ${String(id)}
    union all
    select e.at, e.seq, coalesce((e.facts ->> 'on')::date, ${dayOf(sql`e.at`)}),
      case e.facts ->> 'how' when 'suspended' then 'suspended' else 'not_carried_out' end, ${none},
      (select version.document from task_version version where version.task_id = ${id} and version.at = e.at
        and version.why = 'closed' limit 1), null
    from event e where e.subject_kind = 'task' and e.subject_id = ${String(id)} and e.name = 'task.closed'
    union all
    select made.made_at, null, ${dayOf(sql`made.made_at`)}, 'assigned',
      ${agenciesWhere(
        sql`task_agency`,
        sql`given.task_id = ${id} and given.role = 'lead'
        and given.id in (select value::bigint from jsonb_array_elements_text(item.begun))`,
      )}, made.document, null
    from task_assignment_item item join task_assignment made on made.id = item.assignment_id and made.undone_at is null
      join plan on plan.id = made.plan_id and plan.published_at <= made.made_at
    where item.task_id = ${id}
    union all
    select moved.since::timestamptz, null, moved.since, 'handed_over',
      ${agenciesWhere(sql`task_agency`, sql`given.id = any(moved.takers)`)},
      (select version.document from task_version version where version.task_id = ${id} and version.from_on = moved.since
        and version.why = 'assigned'), null
    from (select taker.since, array_agg(distinct taker.id) as takers from task_agency former
      join task_agency taker on taker.id = former.handed_to and taker.since > former.until
      where former.task_id = ${id} and former.role = 'lead' group by taker.since) moved
    union all
    select fact.entered_at, null, fact.happened_on, case fact.kind when 'started' then 'started' else 'reported' end,
      coalesce((select json_build_array(${named}) from organisation one cross join (select null::text as name) given
        where one.id = fact.organisation_id), '[]'), fact.document_number, null
    from task_fact fact where fact.task_id = ${id} and fact.kind in ('started', 'done')
      and not exists (select 1 from task_fact later where later.corrects_id = fact.id)
      and not exists (select 1 from task_check checked where checked.fact_id = fact.id and checked.verdict = 'returned')`;
}

function happenedToTarget(id: number): RawBuilder<unknown> {
  return sql`
    ${inForce(sql`(select * from target where id = ${id})`)}
    union all
    select e.at, e.seq, coalesce((e.facts ->> 'on')::date, ${dayOf(sql`e.at`)}), known.what, ${none},
      case known.what when 'not_carried_out' then (select version.document from target_version version
        where version.target_id = ${id} and version.at = e.at and version.why = 'closed' limit 1)
        else ${documentOf('target', id)} end, null
    from event e join ${known(ofTarget)} using (name) where e.subject_kind = 'target' and e.subject_id = ${String(id)}`;
}

/**
 * What happened to a task or target as far as visitors read it, the latest first: who reported and who decided, on which day and by
 * which document. Reports that were given back are none; words stand nowhere in it. One statement.
 */
export async function publicHistoryOf(db: Querying, { kind, id }: Item): Promise<readonly Happened[]> {
  const { rows } = await sql`
    select told."on", told.what, told.agencies, told.document, told."to"
    from (${kind === 'task' ? happenedToTask(id) : happenedToTarget(id)}) told
    order by told."on" desc, told.at desc, told.seq desc nulls last limit ${most}`.execute(db);
  return rows.map((found) => row.parse(found));
}
