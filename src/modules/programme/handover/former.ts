import { type RawBuilder, sql } from 'kysely';
import type { LocalDate } from '../../../kernel/dates.ts';
import type { Querying } from '../../../platform/database/open.ts';

/** Who cannot answer any longer: an organisation that ended, or a name that the directory does not know. */
export type Former =
  | { readonly kind: 'organisation'; readonly id: number }
  | { readonly kind: 'name'; readonly name: string };

export interface Named {
  readonly id: number;
  readonly name: string;
}

export interface FormerAgency {
  readonly former: Former;
  readonly name: string;
  /** The last day of an organisation that ended. */
  readonly endedOn: LocalDate | null;
  readonly leads: number;
  readonly partners: number;
  readonly targets: number;
  /** Whom the directory names as successors, and who of them still exists. */
  readonly successors: readonly Named[];
}

/** Rows of agencies in what is under way of plans in force: `(of, row_id, item_id, organisation_id, name, role)`. */
const openRows = sql`(
  select 'task' as of, agency.id as row_id, task.id as item_id, agency.organisation_id, agency.name, role
  from task_agency agency join task on task.id = agency.task_id and task.closed is null
  join plan on plan.id = task.plan_id and plan.state = 'in_force' where agency.until is null
  union all
  select 'target', agency.id, target.id, agency.organisation_id, agency.name, 'owner'
  from target_agency agency join target on target.id = agency.target_id and target.closed is null
  join plan on plan.id = target.plan_id and plan.state = 'in_force' where agency.until is null)`;

export const formersPerPage = 30;

/** Agencies that ended or were never known and still have open items, ended ones first. Two statements. */
export async function listFormers(
  db: Querying,
  today: LocalDate,
  page: number,
): Promise<{ readonly rows: readonly FormerAgency[]; readonly total: number }> {
  const grouped = sql`
    select open.organisation_id as id, coalesce(organisation.name, open.name) as name,
      to_char(organisation.valid_to, 'YYYY-MM-DD') as ended_on, count(*) filter (where role = 'lead')::integer as leads,
      count(*) filter (where role = 'partner')::integer as partners, count(*) filter (where role = 'owner')::integer as targets
    from ${openRows} open left join organisation on organisation.id = open.organisation_id
    where open.organisation_id is null or organisation.valid_to < ${today}::date
    group by 1, 2, 3`;
  const { rows } = await sql<{
    id: number | null;
    name: string;
    ended_on: LocalDate | null;
    leads: number;
    partners: number;
    targets: number;
    successors: readonly Named[];
  }>`select former.*, ${successorsOf(sql`former.id`, today)} as successors from (${grouped}) former
    order by ended_on is null, leads + partners + targets desc, name collate vi
    limit ${formersPerPage} offset ${(page - 1) * formersPerPage}`.execute(db);
  const { rows: counted } = await sql<{
    total: number;
  }>`select count(*)::integer as total from (${grouped}) former`.execute(db);
  return {
    total: counted[0]?.total ?? 0,
    rows: rows.map(({ id, ended_on: endedOn, ...row }) => ({
      ...row,
      endedOn,
      former: id === null ? { kind: 'name', name: row.name } : { kind: 'organisation', id },
    })),
  };
}

/** Those that took over, through several mergers where need be, and exist today; as JSON. */
function successorsOf(id: RawBuilder<unknown>, today: LocalDate): RawBuilder<readonly Named[]> {
  return sql`(with recursive later (id) as (
      select successor_id from organisation_succession where predecessor_id = ${id}
      union
      select successor_id from later join organisation_succession on predecessor_id = later.id
    )
    select coalesce(json_agg(json_build_object('id', one.id, 'name', one.name) order by one.name collate vi), '[]')
    from later join organisation one on one.id = later.id where one.valid_to is null or one.valid_to >= ${today}::date)`;
}

/** What the directory says of one that ended. One statement; null for one that did not end. */
export async function findFormer(
  db: Querying,
  former: Former,
  today: LocalDate,
): Promise<Pick<FormerAgency, 'name' | 'endedOn' | 'successors'> | null> {
  if (former.kind === 'name') return { name: former.name, endedOn: null, successors: [] };
  const { rows } = await sql<Pick<FormerAgency, 'name' | 'endedOn' | 'successors'>>`
    select name, to_char(valid_to, 'YYYY-MM-DD') as "endedOn", ${successorsOf(sql`organisation.id`, today)} as successors
    from organisation where id = ${former.id} and valid_to < ${today}::date`.execute(db);
  return rows[0] ?? null;
}

export interface FormerItem {
  readonly of: 'task' | 'target';
  readonly rowId: number;
  readonly itemId: number;
  readonly role: 'lead' | 'partner' | 'owner';
  readonly code: string;
  readonly name: string;
  /** A task of the plan itself, which can be split. */
  readonly whole: boolean;
}

export const itemsShown = 200;

/** What is open of one agency, tasks first; `most` at most. One statement. */
export async function itemsOfFormer(
  db: Querying,
  former: Former,
  most: number,
): Promise<{ readonly items: readonly FormerItem[]; readonly total: number }> {
  const his =
    former.kind === 'organisation'
      ? sql`open.organisation_id = ${former.id}`
      : sql`open.organisation_id is null and open.name = ${former.name}`;
  const { rows } = await sql<FormerItem & { total: number }>`
    select open.of, row_id as "rowId", item_id as "itemId", role, coalesce(task.code, target.code) as code,
      coalesce(task.name, target.name) as name,
      coalesce(task.parent_id is null and task.instance_of is null, false) and open.of = 'task' as whole,
      (count(*) over ())::integer as total
    from ${openRows} open left join task on open.of = 'task' and task.id = item_id
    left join target on open.of = 'target' and target.id = item_id
    where ${his} order by open.of, role, code limit ${most}`.execute(db);
  return { items: rows.map(({ total: _, ...item }) => item), total: rows[0]?.total ?? 0 };
}
