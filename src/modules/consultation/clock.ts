import { type RawBuilder, sql } from 'kysely';
import { system } from '../../kernel/actor.ts';
import { localDateOf } from '../../kernel/dates.ts';
import type { Transaction } from '../../platform/database/open.ts';
import { appendEvents } from '../../platform/events/append.ts';
import { bumpContentVersion } from '../../platform/http/content-version.ts';
import type { Services } from '../../platform/services.ts';

/** The job that follows windows; asked for where one opens at once. */
export const windowsJob = 'consultation.windows';

/** Consultations looked at in one transaction. */
const atOnce = 100;

/** Days before the end on which those who have not commented are reminded. */
export const reminderDays = 2;

/** What the clock says of an announced consultation: each is said once, and the latest alone where no worker ran for days. */
const told = {
  opened: { name: 'consultation.opened' },
  soon: { name: 'consultation.due_soon' },
  closed: { name: 'consultation.closed' },
} as const;

/** What is to be said of the window of `consultation` on a day; null before it opens. */
export function saidOn(day: RawBuilder<unknown>): RawBuilder<keyof typeof told | null> {
  return sql`case
    when to_on < ${day} then 'closed'
    when from_on <= ${day} and to_on - ${day} <= ${reminderDays} and to_on - from_on > ${reminderDays} then 'soon'
    when from_on <= ${day} then 'opened' end`;
}

/** Whether that was not said yet, nor anything later. */
export function stillToSay(due: RawBuilder<unknown>): RawBuilder<boolean> {
  const place = (said: RawBuilder<unknown>) =>
    sql`array_position(array['opened', 'soon', 'closed'], ${said})`;
  return sql<boolean>`(${place(due)} > coalesce(${place(sql`told`)}, 0))`;
}

/** Tells that windows opened, end soon and closed; who hears of it follows from the events. */
export async function followWindows(services: Services): Promise<void> {
  for (;;) {
    const found = await services.db.transaction().execute((tx) => followSome(tx, services));
    if (found < atOnce) return;
  }
}

async function followSome(tx: Transaction, { clock }: Services): Promise<number> {
  const at = clock();
  const { rows } = await sql<{ id: number; due: keyof typeof told }>`
    select id, due from (
      select consultation.id, told, ${saidOn(sql`${localDateOf(at)}::date`)} as due
      from consultation where state = 'announced' order by id for update skip locked
    ) waiting
    where due is not null and ${stillToSay(sql`due`)}
    limit ${atOnce}`.execute(tx);
  if (rows.length === 0) return 0;
  for (const { id, due } of rows)
    await tx.updateTable('consultation').set({ told: due }).where('id', '=', id).execute();
  await bumpContentVersion(tx);
  await appendEvents(
    tx,
    rows.map(({ id, due }) => ({
      ...{ name: told[due].name, actor: system, subject: { kind: 'consultation', id }, at },
    })),
  );
  return rows.length;
}
