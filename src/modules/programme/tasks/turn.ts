import { sql } from 'kysely';
import { type LocalDate, localDateOf } from '../../../kernel/dates.ts';
import type { Transaction } from '../../../platform/database/open.ts';
import { bumpContentVersion } from '../../../platform/http/content-version.ts';
import type { Services } from '../../../platform/services.ts';
import { readReading } from '../reading.ts';
import { settleTasks } from './settle.ts';

/** Tasks settled in one transaction. */
const atOnce = 500;

interface Place {
  readonly turnsOn: string;
  readonly id: number;
}

/**
 * Settles every task of which something changes by the date alone. One that somebody works on at this moment is left out: the command
 * settles it by the same date.
 */
export async function turnTasks(services: Services): Promise<void> {
  for (let after: Place | null = { turnsOn: '0001-01-01', id: 0 }; after !== null; ) {
    const from: Place = after;
    after = await services.db.transaction().execute((tx) => turnSome(tx, services, from));
  }
}

/** The last one looked at; null when there was none left. */
async function turnSome(tx: Transaction, services: Services, after: Place): Promise<Place | null> {
  const at = services.clock();
  const today: LocalDate = localDateOf(at);
  const { rows: due } = await sql<Place>`
    select task.id, turns_on as "turnsOn" from task join plan on plan.id = plan_id and plan.state = 'in_force'
    where turns_on <= ${today}::date and (turns_on, task.id) > (${after.turnsOn}::date, ${after.id}::bigint)
    order by turns_on, task.id limit ${atOnce} for update of task skip locked`.execute(tx);
  const last = due.at(-1);
  if (!last) return null;
  // what they are part of changes with them, so it has to be held too; it is not waited for, as commands lock from above
  const { rows: held } = await sql<{ id: number }>`
    select id from task where id in (
      with recursive up (id, above) as (
        select id, coalesce(parent_id, instance_of) from task where id = any(${due.map(({ id }) => id)}::bigint[])
        union
        select task.id, coalesce(task.parent_id, task.instance_of) from up join task on task.id = up.above
      ) select id from up
    ) order by id for update skip locked`.execute(tx);
  const { rows: whole } = await sql<{ id: number }>`
    with recursive up (first, above) as (
      select id, coalesce(parent_id, instance_of) from task where id = any(${due.map(({ id }) => id)}::bigint[])
      union
      select up.first, coalesce(task.parent_id, task.instance_of) from up join task on task.id = up.above
    )
    select first as id from up group by first
    having bool_and(above is null or above = any(${held.map(({ id }) => id)}::bigint[]))`.execute(tx);
  if (whole.length === 0) return last;
  await settleTasks(
    tx,
    whole.map(({ id }) => id),
    at,
    await readReading(tx, services),
  );
  await bumpContentVersion(tx);
  return last;
}
