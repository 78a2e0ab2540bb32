import { sql } from 'kysely';
import { z } from 'zod';
import { system } from '../../../kernel/actor.ts';
import type { LocalDate } from '../../../kernel/dates.ts';
import { type Deadline, inYear } from '../../../kernel/deadline.ts';
import type { Transaction } from '../../../platform/database/open.ts';
import { appendEvents } from '../../../platform/events/append.ts';
import { bumpContentVersion } from '../../../platform/http/content-version.ts';
import type { Services } from '../../../platform/services.ts';
import { readReading } from '../reading.ts';
import { settleTasks } from './settle.ts';
import { keepTaskVersions } from './versions.ts';

/** Yearly tasks looked at in one transaction. */
const atOnce = 500;

/** Years that are opened afterwards at most, where nobody followed the clock. */
const yearsBack = 10;

export const yearly = z.object({
  id: z.number(),
  code: z.string(),
  from: z.string().nullable(),
  to: z.string().nullable(),
  raw: z.string(),
  /** The year from which on it was followed here, and anybody owed it. */
  since: z.number(),
  opened: z.array(z.string()),
});
export type Yearly = z.infer<typeof yearly>;

export interface Instance {
  readonly of: number;
  readonly code: string;
  readonly period: string;
  readonly kind: Deadline['kind'];
  readonly from: string | null;
  readonly to: string | null;
  readonly raw: string;
}

/**
 * Opens what is due this year of every yearly task that is followed, and of years that passed since it was given while nobody followed
 * the clock. Each opens once, whoever asks at the same moment.
 */
export async function openInstances(services: Services, today: LocalDate): Promise<void> {
  for (let after = 0; ; ) {
    const next = await services.db
      .transaction()
      .execute((tx) => openSome(tx, services, Number(today.slice(0, 4)), after));
    if (next === null) return;
    after = next;
  }
}

/** Of a yearly `task` and its `plan`: a row of `yearly`. */
export const yearlyColumns = sql`task.id, task.code, deadline_from as "from", deadline_to as "to", deadline_raw as raw,
  extract(year from greatest(plan.in_force_on, (plan.published_at at time zone 'Asia/Ho_Chi_Minh')::date,
    (select min(lead.since) from task_agency lead where lead.task_id = task.id and role = 'lead')))::int as since,
  array(select period from task instance where instance.instance_of = task.id) as opened`;

/** The last one looked at; null when there was none left. */
async function openSome(
  tx: Transaction,
  services: Services,
  year: number,
  after: number,
): Promise<number | null> {
  const { rows } = await sql`
    select ${yearlyColumns} from task join plan on plan.id = task.plan_id
    where deadline_kind = 'yearly' and closed is null and plan.state = 'in_force' and task.id > ${after}
    order by task.id limit ${atOnce} for update of task skip locked`.execute(tx);
  const tasks = rows.map((row) => yearly.parse(row));
  const last = tasks.at(-1);
  if (!last) return null;
  const missing = tasks.flatMap((task) => missingOf(task, year));
  if (missing.length > 0) await insertInstances(tx, services, missing);
  return last.id;
}

/** What is to be opened of a yearly task in a year, and of years before it that nobody opened. */
export function missingOf(
  { id, code, from, to, raw, since, opened }: Yearly,
  year: number,
): readonly Instance[] {
  const first = Math.max(since, year - yearsBack);
  const years = Array.from({ length: Math.max(0, year - first + 1) }, (_, index) => first + index);
  return years.flatMap((one) => {
    const rule: Deadline = {
      ...{ kind: 'yearly', from: from as LocalDate | null, to: to as LocalDate | null },
      raw,
    };
    const deadline = opened.includes(String(one)) ? null : inYear(rule, one);
    return deadline === null ? [] : [{ ...deadline, of: id, code: `${code}-${one}`, period: String(one) }];
  });
}

async function insertInstances(
  tx: Transaction,
  services: Services,
  instances: readonly Instance[],
): Promise<void> {
  const at = services.clock();
  const { rows } = await sql<{ id: number; of: number; period: string }>`
    insert into task (code, plan_id, position, group_id, instance_of, period, tt, annex, name, name_en, product, deadline_kind,
      deadline_from, deadline_to, deadline_raw, sector_code, shown, state, created_at)
    select given.code, task.plan_id, task.position, task.group_id, task.id, given.period, task.tt, task.annex, task.name,
      task.name_en, task.product, given.kind, given."from", given."to", given.raw, task.sector_code, task.shown, 'unassigned', ${at}
    from json_to_recordset(${JSON.stringify(instances)}::json) as given ("of" bigint, code text, period text, kind text,
      "from" date, "to" date, raw text)
    join task on task.id = given."of"
    order by given."of", given.period
    on conflict (instance_of, period) do nothing
    returning id, instance_of as "of", period`.execute(tx);
  const ids = rows.map(({ id }) => id);
  if (ids.length === 0) return;
  await sql`insert into task_agency (task_id, role, position, organisation_id, name, since)
    select instance.id, role, agency.position, organisation_id, agency.name,
      greatest(since, make_date(instance.period::int, 1, 1))
    from task instance join task_agency agency on agency.task_id = instance.instance_of and agency.until is null
    where instance.id = any(${ids}::bigint[])
    order by instance.id, role, agency.position`.execute(tx);
  const byYear = Map.groupBy(rows, ({ period }) => period);
  for (const [period, opened] of byYear)
    await keepTaskVersions(
      tx,
      opened.map(({ id }) => id),
      { why: 'issued', document: null, from: `${period}-01-01` as LocalDate, at },
    );
  await settleTasks(tx, ids, at, await readReading(tx, services));
  await bumpContentVersion(tx);
  await appendEvents(
    tx,
    rows.map(({ id, of, period }) => ({
      ...{ name: 'task.opened', actor: system, subject: { kind: 'task', id }, at },
      facts: { of, year: Number(period) },
    })),
  );
}
