import { type RawBuilder, sql } from 'kysely';
import {
  type Followable,
  programmeHappened,
  programmeThing,
  readWork,
  toldOfAgency,
  toldOfPlan,
  wasPublic,
} from '../../modules/notifications/index.ts';
import type { Querying } from '../../platform/database/open.ts';
import type { FeedNews } from './news.ts';

/** What happened and holds no longer is passed over: so many times those that are shown are looked at. */
const lookedAt = 4;

interface Subjects {
  /** Rows of kind and id whose news are told. */
  readonly of: RawBuilder<unknown>;
  /** Plans besides, whose events give tasks to agencies. */
  readonly plans: RawBuilder<unknown>;
  /** A condition on the row `r` of what happened. */
  readonly told: RawBuilder<unknown>;
}

const none = sql`select 'plan', null::text where false`;
const all = sql`true`;

/** All below a task: its parts, and the years of a yearly one. */
const tasksBelow = (id: number) => sql`
  with recursive down (id) as (
    select ${id}::bigint
    union
    select one.id from down join task one on one.parent_id = down.id or one.instance_of = down.id
  ) select id from down`;

function subjectsOf(thing: Followable | null): Subjects {
  const ref = thing?.ref ?? 0;
  switch (thing?.kind) {
    case 'plan':
      return {
        of: sql`select 'plan' as kind, ${String(ref)} as id
          union all select 'task', id::text from task where plan_id = ${ref} and parent_id is null
          union all select 'target', id::text from target where plan_id = ${ref}`,
        plans: none,
        told: sql`(r.subject_kind <> 'task' or ${toldOfPlan(sql`r.what`)})`,
      };
    case 'task':
      return {
        of: sql`select 'task' as kind, id::text as id from (${tasksBelow(ref)}) below`,
        plans: sql`select 'plan', plan_id::text from task where id = ${ref}`,
        told: all,
      };
    case 'target':
      return {
        of: sql`select 'target' as kind, id::text as id from target where id = ${ref} or parent_id = ${ref}`,
        plans: none,
        told: all,
      };
    case 'agency':
      return {
        of: sql`select 'task' as kind, task_id::text as id from task_agency
            where organisation_id = ${ref} and role = 'lead' and until is null
          union all select 'target', target_id::text from target_agency where organisation_id = ${ref} and until is null
          union all select distinct 'plan', task.plan_id::text from task_agency given join task on task.id = given.task_id
            where given.organisation_id = ${ref} and given.role = 'lead' and task.shown`,
        plans: none,
        told: sql`(r.subject_kind <> 'task' or ${toldOfAgency(sql`r.what`)}) and (r.subject_kind <> 'plan' or r.what <> 'assigned')`,
      };
    default:
      return {
        of: sql`select 'plan' as kind, id::text as id from plan where published_at is not null`,
        plans: none,
        told: all,
      };
  }
}

/**
 * What is new of a plan, a task, a target or what an agency has of them; of all plans for anything else. Of the same told several
 * times the last stands. One statement.
 */
export async function programmeNews(
  db: Querying,
  thing: Followable | null,
  limit: number,
): Promise<readonly FeedNews[]> {
  const { of, plans, told } = subjectsOf(thing);
  const { rows } = await sql<Omit<FeedNews, 'work'> & { work: unknown }>`
    with subject as materialized (${of}), source as materialized (select kind, id from subject union ${plans}),
    happened as (
      select distinct on (r.what, r.subject_kind, r.subject_id) r.*
      from ${programmeHappened(sql`(e.subject_kind, e.subject_id) in (select kind, id from source)`)} r
      where (r.subject_kind, r.subject_id) in (select kind, id from subject) and ${told}
      order by r.what, r.subject_kind, r.subject_id, r.seq desc)
    select 'event/' || n.seq || case when n.what = 'assigned' and n.subject_kind = 'task' then '/' || thing.code else '' end as mark,
      n.at, n.seq as id, n.what, n.subject_kind as subject, null as catalogue, thing.code, thing.title, thing.title_en as "titleEn",
      null as context, null::int as year, thing.illustrative, null as outcome, '{}'::text[] as successors, thing.work
    from (select * from happened order by seq desc limit ${lookedAt * limit}) n cross join lateral (${programmeThing}) thing
    where ${wasPublic}
    order by n.seq desc, thing.code limit ${limit}`.execute(db);
  return rows.map((row) => ({ ...row, work: readWork(row.work) }));
}
