import { sql } from 'kysely';
import { z } from 'zod';
import type { Language } from '../../../kernel/text.ts';
import type { Querying } from '../../../platform/database/open.ts';
import { shownName } from '../shown-name.ts';
import { taskStates } from '../tasks/task.ts';
import type { BoardFilters } from './filters.ts';
import { counted } from './queries.ts';

const choice = z.object({
  ...{ id: z.number(), code: z.string(), label: z.string(), labelEn: z.string().nullable() },
});
export type OpenChoice = z.infer<typeof choice>;
const shape = z.object({
  ...{ plans: z.array(choice), groups: z.array(choice), agencies: z.array(choice), sectors: z.array(choice) },
  illustrative: z.boolean(),
});
export type OpenChoices = z.infer<typeof shape>;

const mostOffered = 400;

/** What the public board can be asked for: plans in force, groups of the chosen one, agencies that lead, sectors. One statement. */
export async function openChoicesOf(
  db: Querying,
  lang: Language,
  { plan, agency }: { readonly plan: string | null; readonly agency: string | null },
): Promise<OpenChoices> {
  const { rows } = await sql`select
    exists (select 1 from plan where state = 'in_force' and illustrative and (${plan}::text is null or code = ${plan})) as illustrative,
    (select coalesce(json_agg(json_build_object('id', id, 'code', code, 'label', coalesce(number, code) || ' · ' || left(title, 80),
        'labelEn', coalesce(number, code) || ' · ' || left(title_en, 80))), '[]') from (
      select id, number, code, title, title_en from plan where state = 'in_force'
      order by code = ${plan ?? ''} desc, issued desc nulls last, id desc limit ${mostOffered}) plan) as plans,
    (select coalesce(json_agg(json_build_object('id', g.id, 'code', g.position::text, 'label', coalesce(g.label || '. ', '') || g.name,
        'labelEn', null) order by g.position), '[]')
      from plan_group g join plan on plan.id = g.plan_id and plan.state = 'in_force' where plan.code = ${plan} and g.of = 'tasks') as groups,
    (select coalesce(json_agg(json_build_object('id', id, 'code', code, 'label', name, 'labelEn', name_en)
      order by ${shownName(lang, 'agency')} collate vi), '[]') from (
      select id, code, name, name_en from organisation where kind <> 'individual' and (code = ${agency ?? ''} or id in (
        select organisation_id from task_count where plan_id = 0 and sector_code = '' and month = '' and group_id = 0 and organisation_id <> 0
        group by 1 having sum(open_tasks) > 0 order by sum(open_tasks) desc, 1 limit ${mostOffered}))) agency) as agencies,
    (select coalesce(json_agg(json_build_object('id', 0, 'code', code, 'label', name, 'labelEn', name_en)
      order by ${shownName(lang, 'sector')} collate vi), '[]')
      from sector where exists (select 1 from task_count where plan_id = 0 and month = '' and organisation_id = 0
        and group_id = 0 and task_count.sector_code = sector.code and open_tasks > 0)) as sectors`.execute(
    db,
  );
  return shape.parse(rows[0]);
}

const part = z.object({
  ...{ id: z.number(), code: z.string(), name: z.string(), nameEn: z.string().nullable(), total: z.number() },
  illustrative: z.boolean(),
  states: z.partialRecord(z.enum(taskStates), z.number()),
});
export type PartRow = z.infer<typeof part>;

/** Plans in one table. */
const mostParts = 60;

/** Plans in force by state, or the groups of the one that is chosen; `code` as in addresses. One statement. */
export async function partRows(db: Querying, filters: BoardFilters): Promise<readonly PartRow[]> {
  const whose = sql`organisation_id = ${filters.agency ?? 0}`;
  const { rows } = await (filters.plan === null
    ? sql`select plan.id, plan.code, coalesce(plan.number, plan.code) || ': ' || plan.title as name,
        coalesce(plan.number, plan.code) || ': ' || plan.title_en as "nameEn", plan.illustrative, part.states, part.total
      from (select plan_id, jsonb_object_agg(state, tasks) as states, sum(tasks)::int as total from (
          select plan_id, state, sum(open_tasks)::int as tasks from task_count
          where plan_id in (select id from plan where state = 'in_force') and ${counted(filters, 'any plan')} and ${whose}
          group by 1, 2 having sum(open_tasks) > 0) each_state group by plan_id) part
      join plan on plan.id = part.plan_id order by plan.in_force_on desc nulls last, plan.id desc limit ${mostParts}`
    : sql`select g.id, g.position::text as code, coalesce(g.label || '. ', '') || g.name as name, null as "nameEn",
        false as illustrative, part.states, part.total
      from (select group_id, jsonb_object_agg(state, tasks) as states, sum(tasks)::int as total from (
          select group_id, state, sum(open_tasks)::int as tasks from task_count
          where group_id in (select id from plan_group where plan_id = ${filters.plan}) and ${counted(filters, 'any group')} and ${whose}
            and (${filters.group}::bigint is null or group_id = ${filters.group}) group by 1, 2 having sum(open_tasks) > 0) each_state
        group by group_id) part
      join plan_group g on g.id = part.group_id order by g.position limit ${mostParts}`
  ).execute(db);
  return z.array(part).parse(rows);
}
