import { sql } from 'kysely';
import { z } from 'zod';
import type { LocalDate } from '../../../kernel/dates.ts';
import type { Querying } from '../../../platform/database/open.ts';
import { shownTarget, shownTask } from '../public/open.ts';
import { type Reading, type Standing, standingOf } from '../tasks/standing.ts';
import { closings } from '../tasks/task.ts';
import { type TargetVersionContent, type TaskVersionContent, targetContent, taskContent } from './content.ts';

const day = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/)
  .transform((text) => text as LocalDate);

const stood = z.object({
  id: z.number(),
  above: z.number().nullable(),
  yearly: z.number().nullable(),
  period: z.string().nullable(),
  code: z.string(),
  listed: z.boolean(),
  content: taskContent,
  closed: z.object({ how: z.enum(closings), on: day }).nullable(),
  parts: z.array(
    z.object({
      ...{ since: day, startedOn: day.nullable(), percent: z.number() },
      ...{ reportedOn: day.nullable(), informedOn: day.nullable() },
    }),
  ),
  periods: z.array(z.string()),
});
type Stood = z.infer<typeof stood>;

export interface TaskOnDay {
  readonly id: number;
  readonly code: string;
  readonly content: TaskVersionContent;
  readonly standing: Standing;
}

export interface TargetOnDay {
  readonly id: number;
  readonly code: string;
  readonly content: TargetVersionContent;
}

export interface PlanOnDay {
  readonly tasks: readonly TaskOnDay[];
  readonly total: number;
  readonly targets: readonly TargetOnDay[];
}

export const tasksPerDayPage = 50;
/** Targets of a plan are few; of one with more these are shown. */
const targetsMost = 200;

/** Facts that were entered until the end of the day and not corrected by then. */
const factsUntil = (on: LocalDate) => {
  const until = sql`((${on}::date + 1)::timestamp at time zone 'Asia/Ho_Chi_Minh')`;
  return sql`(select fact.*, exists (select 1 from task_check c where c.fact_id = fact.id and c.verdict = 'returned'
      and c.checked_at < ${until}) as returned
    from task_fact fact where fact.entered_at < ${until} and not exists (
      select 1 from task_fact later where later.corrects_id = fact.id and later.entered_at < ${until}))`;
};

/** What each lead of the day had said by then; what is read here is what `settleTasks` reads today. */
const partsOn = (on: LocalDate) => sql`(
  select coalesce(json_agg(json_build_object('since', part.since, 'startedOn', said.started_on,
    'percent', coalesce(said.percent, 0), 'reportedOn', said.reported_on, 'informedOn', said.informed_on)), '[]')
  from task_agency part
  cross join lateral (
    select min(fact.happened_on) as started_on,
      (array_agg(case when fact.kind = 'done' then 100 else fact.percent end order by fact.happened_on desc, fact.id desc)
        filter (where (fact.kind = 'done' and not returned) or fact.percent is not null))[1] as percent,
      (array_agg(fact.happened_on order by fact.id desc) filter (where fact.kind = 'done' and not returned))[1] as reported_on,
      max((fact.entered_at at time zone 'Asia/Ho_Chi_Minh')::date) as informed_on
    from ${factsUntil(on)} fact where fact.task_id = part.task_id
      and (fact.organisation_id = part.organisation_id or exists (
        select 1 from task_agency former where former.handed_to = part.id and former.organisation_id = fact.organisation_id))
  ) said
  where part.task_id = task.id and part.role = 'lead' and part.since <= ${on}::date
    and (part.until is null or part.until >= ${on}::date))`;

/**
 * A plan as it stood on a day: what its items said then, and the states that followed from what had been entered by then. Three
 * statements, whatever the number of tasks. `all`: also what is not public.
 */
export async function planOnDay(
  db: Querying,
  planId: number,
  on: LocalDate,
  ask: { readonly page: number; readonly all: boolean; readonly reading: Reading },
): Promise<PlanOnDay> {
  const standing = sql`version.from_on <= ${on}::date and (version.to_on is null or version.to_on >= ${on}::date)`;
  const { rows } = await sql<{ task: unknown; total: number }>`
    with recursive listed as (
      select task.id, position, (count(*) over ())::integer as total from task
      join task_version version on version.task_id = task.id and ${standing}
      where plan_id = ${planId} and instance_of is null and ${ask.all ? sql`true` : shownTask}
      order by position, id limit ${tasksPerDayPage} offset ${(ask.page - 1) * tasksPerDayPage}
    ),
    below (id) as (
      select id from listed
      union
      select task.id from below join task on task.parent_id = below.id or task.instance_of = below.id
    )
    select coalesce(listed.total, 0) as total, json_build_object('id', task.id, 'above', task.parent_id, 'yearly', task.instance_of,
      'period', task.period, 'code', task.code, 'listed', listed.id is not null, 'content', version.content,
      'closed', case when version.content->>'closed' is not null
        then json_build_object('how', version.content->>'closed', 'on', version.from_on) end,
      'parts', ${partsOn(on)},
      'periods', (select coalesce(json_agg(distinct period), '[]') from ${factsUntil(on)} fact
        where fact.task_id = task.id and fact.period is not null)) as task
    from below join task on task.id = below.id join task_version version on version.task_id = task.id and ${standing}
    left join listed on listed.id = task.id
    order by task.position, task.id`.execute(db);
  const tasks = rows.map(({ task }) => stood.parse(task));
  const { rows: targets } = await sql<{ id: number; code: string; content: unknown }>`
    select target.id, target.code, version.content from target
    join target_version version on version.target_id = target.id and ${standing}
    where plan_id = ${planId} and ${ask.all ? sql`true` : shownTarget} order by position, id limit ${targetsMost}`.execute(
    db,
  );
  return {
    tasks: standingsOf(tasks, on, ask.reading).filter(({ listed }) => listed),
    total: rows.find(({ total }) => total > 0)?.total ?? 0,
    targets: targets.map(({ content, ...row }) => ({ ...row, content: targetContent.parse(content) })),
  };
}

/** Parts and years first: a task follows from those below it. */
function standingsOf(
  tasks: readonly Stood[],
  on: LocalDate,
  reading: Reading,
): readonly (TaskOnDay & { readonly listed: boolean })[] {
  const known = new Map<number, Standing>();
  const standing = (task: Stood): Standing => {
    const met = known.get(task.id);
    if (met) return met;
    const children = tasks.filter(
      ({ above, closed }) => above === task.id && closed?.how !== 'not_carried_out',
    );
    const years = tasks.filter(
      ({ yearly, period }) => yearly === task.id && (period ?? '') <= on.slice(0, 4),
    );
    const latest = years.sort((one, other) => (one.period ?? '').localeCompare(other.period ?? '')).at(-1);
    const { deadline, cadence } = task.content;
    const found = standingOf(
      {
        ...{ deadline, cadence, parts: task.parts, periods: task.periods, closed: task.closed },
        children: children.map((child) => standing(child).percent),
        instance: latest ? standing(latest) : null,
      },
      on,
      reading,
    );
    known.set(task.id, found);
    return found;
  };
  return tasks.map((task) => ({
    ...{ id: task.id, code: task.code, listed: task.listed, content: task.content },
    standing: standing(task),
  }));
}
