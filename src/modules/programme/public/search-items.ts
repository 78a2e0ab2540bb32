import { type RawBuilder, sql } from 'kysely';
import { z } from 'zod';
import type { Querying, Transaction } from '../../../platform/database/open.ts';
import { type FoundItem, indexItems, removeItems, type SearchItem } from '../../../platform/search/index.ts';
import { programmePaths } from '../paths.ts';
import { openPlan, printedTask, shownTarget } from './open.ts';

/** Things read at once. */
const atOnce = 500;

const kinds = ['plan', 'task', 'target'] as const;
type Kind = (typeof kinds)[number];

interface Row {
  readonly id: number;
  readonly code: string;
  readonly name: string;
  readonly nameEn: string | null;
  /** Running text of everything else. */
  readonly body: string;
  /** As lists show it beside the name. */
  readonly detail: string;
  readonly number: string | null;
  readonly dated: string | null;
  readonly year: number | null;
  readonly sector: string | null;
  readonly organisations: readonly string[];
  readonly illustrative: boolean;
}

const planName = sql`coalesce(plan.number, plan.title)`;
const issuedOn = sql`coalesce(plan.in_force_on, (plan.published_at at time zone 'Asia/Ho_Chi_Minh')::date)::text`;

const reading: Readonly<Record<Kind, (which: RawBuilder<unknown>) => RawBuilder<Row>>> = {
  plan: (which) => sql<Row>`
    select plan.id, plan.code, plan.title as name, plan.title_en as "nameEn",
      concat_ws(E'\n', owner.name, plan.issuer, monitor.name) as body, coalesce(plan.number, plan.code) as detail,
      plan.number, ${issuedOn} as dated, left(plan.issued, 4)::int as year, null as sector,
      array_remove(array[owner.code], null) as organisations, plan.illustrative
    from plan left join organisation owner on owner.id = plan.organisation_id
      left join organisation monitor on monitor.id = plan.monitor_id
    where ${openPlan} and ${which} order by plan.id limit ${atOnce}`,
  task: (which) => sql<Row>`
    select task.id, task.code, task.name, task.name_en as "nameEn",
      concat_ws(E'\n', task.product, (select string_agg(coalesce(one.name, given.name), E'\n' order by given.role, given.position)
        from task_agency given left join organisation one on one.id = given.organisation_id
        where given.task_id = task.id and given.until is null)) as body,
      ${planName} as detail, null as number, ${issuedOn} as dated, left(plan.issued, 4)::int as year, task.sector_code as sector,
      array(select one.code from task_agency given join organisation one on one.id = given.organisation_id
        where given.task_id = task.id and given.role = 'lead' and given.until is null order by given.position) as organisations,
      plan.illustrative
    from task join plan on plan.id = task.plan_id
    where ${openPlan} and task.shown and ${printedTask} and ${which} order by task.id limit ${atOnce}`,
  target: (which) => sql<Row>`
    select target.id, target.code, target.name, target.name_en as "nameEn",
      concat_ws(E'\n', target.raw, target.unit, (select string_agg(coalesce(one.name, given.name), E'\n' order by given.position)
        from target_agency given left join organisation one on one.id = given.organisation_id
        where given.target_id = target.id and given.until is null)) as body,
      ${planName} as detail, null as number, ${issuedOn} as dated, left(plan.issued, 4)::int as year,
      target.sector_code as sector,
      array(select one.code from target_agency given join organisation one on one.id = given.organisation_id
        where given.target_id = target.id and given.until is null order by given.position) as organisations,
      plan.illustrative
    from target join plan on plan.id = target.plan_id
    where ${openPlan} and ${shownTarget} and ${which} order by target.id limit ${atOnce}`,
};

function itemOf(kind: Kind, row: Row): SearchItem {
  const { id, code, name, nameEn, body, detail, number, dated, year, sector, organisations, illustrative } =
    row;
  return {
    ...{ kind, id, code, title: name, titleEn: nameEn, summary: null, summaryEn: null, keywords: [], body },
    ...{ dated, illustrative, url: programmePaths[kind](code), shown: { code, detail } },
    ...(number && { otherCodes: [number] }),
    facets: {
      ...{ years: year === null ? [] : [year], sectors: sector === null ? [] : [sector], organisations },
    },
  };
}

async function* itemsOf(
  db: Querying,
  kind: Kind,
  which: RawBuilder<unknown>,
): AsyncGenerator<readonly SearchItem[]> {
  const own = sql.ref(`${kind}.id`);
  for (let after = 0; ; ) {
    const { rows } = await reading[kind](sql`${own} > ${after} and ${which}`).execute(db);
    if (rows.length > 0) yield rows.map((row) => itemOf(kind, row));
    if (rows.length < atOnce) return;
    after = rows.at(-1)?.id ?? after;
  }
}

/** Every plan, task and target visitors may find, as the search index takes it. */
export async function* programmeSearchItems(db: Querying): AsyncGenerator<readonly SearchItem[]> {
  for (const kind of kinds) yield* itemsOf(db, kind, sql`true`);
}

/**
 * Makes a plan with its items findable as it is public now, or takes it out. Part of each command that puts a plan into force,
 * changes what of it is public, or ends it; before the event, and after tasks are settled.
 */
export async function indexProgramme(tx: Transaction, planId: number): Promise<void> {
  const gone = {
    plan: sql<{ id: number }>`select ${planId}::bigint as id`,
    task: sql<{ id: number }>`select id from task where plan_id = ${planId}`,
    target: sql<{ id: number }>`select id from target where plan_id = ${planId}`,
  };
  for (const kind of kinds) {
    const { rows } = await gone[kind].execute(tx);
    await removeItems(
      tx,
      kind,
      rows.map(({ id }) => id),
    );
    for await (const items of itemsOf(tx, kind, sql`plan.id = ${planId}`)) await indexItems(tx, items);
  }
}

/** As `indexProgramme`, of these items alone: their names, agencies or sectors changed, or whether they are shown. */
export async function indexProgrammeItems(
  tx: Transaction,
  kind: 'task' | 'target',
  ids: readonly number[],
): Promise<void> {
  if (ids.length === 0) return;
  await removeItems(tx, kind, ids);
  const these = sql`${sql.ref(`${kind}.id`)} = any(${[...ids]}::bigint[])`;
  for await (const items of itemsOf(tx, kind, these)) await indexItems(tx, items);
}

const shown = z.object({ code: z.string(), detail: z.string() });

/** What a list of things found shows of it beside its name: its code, and the plan it stands in. */
export function foundProgramme(item: FoundItem): z.output<typeof shown> {
  return shown.parse(item.shown);
}
