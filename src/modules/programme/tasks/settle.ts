import { type RawBuilder, sql } from 'kysely';
import { z } from 'zod';
import { type LocalDate, localDateOf } from '../../../kernel/dates.ts';
import type { Transaction } from '../../../platform/database/open.ts';
import { countTasks } from './count.ts';
import { type Reading, type Standing, standingOf, type TaskFacts } from './standing.ts';
import { closings, taskStates } from './task.ts';

const day = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/)
  .transform((text) => text as LocalDate);

const standing = z.object({
  state: z.enum(taskStates),
  ...{ lastDay: day.nullable(), turnsOn: day.nullable(), percent: z.number() },
  ...{ startedOn: day.nullable(), reportedOn: day.nullable(), informedOn: day.nullable() },
});

const loaded = z.object({
  id: z.number(),
  deadline: z.object({
    kind: z.enum(['date', 'month', 'quarter', 'year', 'range', 'yearly', 'continuous', 'none']),
    ...{ from: day.nullable(), to: day.nullable(), raw: z.string() },
  }),
  cadence: z.enum(['month', 'quarter', 'half_year', 'year']).nullable(),
  parts: z.array(
    z.object({
      ...{ since: day, startedOn: day.nullable(), percent: z.number() },
      ...{ reportedOn: day.nullable(), informedOn: day.nullable() },
    }),
  ),
  periods: z.array(z.string()),
  children: z.array(z.number()),
  instance: standing.nullable(),
  closed: z.object({ how: z.enum(closings), on: day }).nullable(),
});

/**
 * Brings what follows from facts up to date: parts of leads, states, percents and counts of these tasks, and of what they are
 * part of – of nothing else. Every command that changes a task ends with it, before its event. As many statements for one as for thousands
 * of one depth.
 */
export async function settleTasks(
  tx: Transaction,
  ids: readonly number[],
  at: Date,
  reading: Reading,
): Promise<void> {
  if (ids.length === 0) return;
  await settleParts(tx, ids);
  const { rows } = await sql<{ depth: number; ids: number[] }>`
    with recursive up (id, above, depth) as (
      select id, coalesce(parent_id, instance_of), 0 from task where id = any(${[...ids]}::bigint[])
      union all
      select task.id, coalesce(task.parent_id, task.instance_of), up.depth + 1 from up join task on task.id = up.above
    )
    select depth, json_agg(id) as ids from (select id, max(depth) as depth from up group by id) deepest
    group by depth order by depth`.execute(tx);
  for (const level of rows) await settleLevel(tx, level.ids, localDateOf(at), reading);
  await countTasks(
    tx,
    rows.flatMap((level) => level.ids),
  );
}

/** Those of one depth: none is part of another. */
async function settleLevel(
  tx: Transaction,
  ids: readonly number[],
  today: LocalDate,
  reading: Reading,
): Promise<void> {
  const all = await loadFacts(tx, ids, today);
  const settled = all.map(({ id, ...facts }) => ({ id, ...standingOf(facts, today, reading) }));
  await writeStandings(tx, settled);
}

async function loadFacts(
  tx: Transaction,
  ids: readonly number[],
  today: LocalDate,
): Promise<readonly (TaskFacts & { readonly id: number })[]> {
  const { rows } = await sql<{ facts: unknown }>`
    select ${factsAsKept(today)} as facts from task where id = any(${[...ids]}::bigint[])`.execute(tx);
  return rows.map(({ facts }) => readFacts(facts));
}

/** All that the state of `task` depends on, as JSON. */
export function factsAsKept(today: LocalDate): RawBuilder<unknown> {
  return sql`json_build_object('id', task.id,
      'deadline', json_build_object('kind', deadline_kind, 'from', deadline_from, 'to', deadline_to, 'raw', deadline_raw),
      'cadence', cadence,
      'closed', case when task.closed is not null then json_build_object('how', task.closed, 'on', task.closed_on) end,
      'parts', (select coalesce(json_agg(json_build_object('since', since, 'startedOn', started_on, 'percent', percent,
          'reportedOn', reported_on, 'informedOn', informed_on)), '[]')
        from task_agency part where part.task_id = task.id and role = 'lead' and until is null
          -- a class of agencies alone is nobody: it was printed, and nothing can be entered before the task is divided
          and (organisation_id is not null or exists (select 1 from task child where child.parent_id = task.id)
            or exists (select 1 from task_agency known where known.task_id = task.id and known.role = 'lead'
              and known.until is null and known.organisation_id is not null))),
      'periods', (select coalesce(json_agg(distinct period), '[]') from task_fact fact
        where fact.task_id = task.id and period is not null
          and not exists (select 1 from task_fact later where later.corrects_id = fact.id)),
      'children', (select coalesce(json_agg(child.percent), '[]') from task child where child.parent_id = task.id
        and child.closed is distinct from 'not_carried_out'),
      'instance', (select json_build_object('state', state, 'lastDay', last_day, 'turnsOn', turns_on, 'percent', percent,
          'startedOn', started_on, 'reportedOn', reported_on, 'informedOn', informed_on)
        from task instance where instance.instance_of = task.id and period <= ${today.slice(0, 4)}
        order by period desc limit 1))`;
}

export function readFacts(kept: unknown): TaskFacts & { readonly id: number } {
  return loaded.parse(kept);
}

async function writeStandings(
  tx: Transaction,
  settled: readonly (Standing & { readonly id: number })[],
): Promise<void> {
  await sql`update task set state = settled.state, last_day = settled."lastDay", turns_on = settled."turnsOn",
      percent = settled.percent, started_on = settled."startedOn", reported_on = settled."reportedOn",
      informed_on = settled."informedOn"
    from json_to_recordset(${JSON.stringify(settled)}::json) as settled (id bigint, state text, "lastDay" date, "turnsOn" date,
      percent integer, "startedOn" date, "reportedOn" date, "informedOn" date)
    where task.id = settled.id`.execute(tx);
}

/** What each lead has said so far; what was corrected says nothing any longer, and a report given back is none. */
async function settleParts(tx: Transaction, ids: readonly number[]): Promise<void> {
  await sql`update task_agency part set started_on = said.started_on, percent = coalesce(said.percent, 0),
      reported_on = said.reported_on, informed_on = said.informed_on
    from (
      select part.id, min(fact.happened_on) as started_on,
        (array_agg(case when fact.kind = 'done' then 100 else fact.percent end order by fact.happened_on desc, fact.id desc)
          filter (where (fact.kind = 'done' and not returned) or fact.percent is not null))[1] as percent,
        (array_agg(fact.happened_on order by fact.id desc) filter (where fact.kind = 'done' and not returned))[1] as reported_on,
        max((fact.entered_at at time zone 'Asia/Ho_Chi_Minh')::date) as informed_on
      from task_agency part
      left join lateral (
        select one.*, exists (select 1 from task_check c where c.fact_id = one.id and c.verdict = 'returned') as returned
        from task_fact one where one.task_id = part.task_id
          and (one.organisation_id = part.organisation_id or exists (
            select 1 from task_agency former where former.handed_to = part.id and former.organisation_id = one.organisation_id))
          and not exists (select 1 from task_fact later where later.corrects_id = one.id)
      ) fact on true
      where part.task_id = any(${[...ids]}::bigint[]) and part.role = 'lead' and part.until is null
      group by part.id
    ) said
    where part.id = said.id`.execute(tx);
}
