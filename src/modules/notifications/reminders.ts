import { sql } from 'kysely';
import type { AccountActor } from '../../kernel/actor.ts';
import { addDays, type LocalDate, localDateOf } from '../../kernel/dates.ts';
import type { Language } from '../../kernel/text.ts';
import { isWorkingDay } from '../../kernel/working-days.ts';
import type { Querying, Transaction } from '../../platform/database/open.ts';
import { queueLetter } from '../../platform/mail/letter.ts';
import type { Services } from '../../platform/services.ts';
import { formatDate } from '../../ui/format.ts';
import { readCalendar } from '../calendar/index.ts';
import { findActor, isAway, type Reachable } from '../directory/index.ts';
import { countsOfDesk, taskDesk, type WaitingCount, waitsForLong } from '../programme/index.ts';
import { lockTelling } from './follow.ts';
import { waitingLetter } from './letters.ts';
import { mannersOf } from './wishes.ts';

/** People looked at in one transaction. */
const peopleAtOnce = 100;

/** The Monday of the week of a day. */
export function weekOf(day: LocalDate): LocalDate {
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
  return addDays(day, -((weekday + 6) % 7));
}

/** What waits on somebody's desk, as counts; nothing for who wants no letters of tasks. */
export async function deskOf(
  db: Querying,
  actor: AccountActor,
  language: Language,
  today: LocalDate,
): Promise<readonly WaitingCount[]> {
  const manners = await mannersOf(db, [actor.id], 'task');
  if (manners.get(actor.id) === 'never') return [];
  return countsOfDesk(language, await taskDesk(db, actor, today));
}

/**
 * Once a week, on its first working day, reminds those for whom something is overdue or waits for long, unless the letter of the day
 * or an earlier one of the week said so. Nobody who is away is looked at before they are back.
 */
export async function writeReminders(services: Services): Promise<void> {
  const today = localDateOf(services.clock());
  // where nothing ran on the first working day, on the next one
  if (!isWorkingDay(today, await readCalendar(services.db, services.config))) return;
  for (let after = 0; ; ) {
    const looked = await services.db.transaction().execute((tx) => remindSome(tx, services, after));
    const last = looked.at(-1);
    if (last === undefined || looked.length < peopleAtOnce) return;
    after = last;
  }
}

/** The accounts looked at. */
async function remindSome(tx: Transaction, services: Services, after: number): Promise<readonly number[]> {
  const at = services.clock();
  const today = localDateOf(at);
  const week = weekOf(today);
  // no other worker writes the same
  await lockTelling(tx);
  const { rows: people } = await sql<Reachable>`
    select a.id, a.name, a.email, a.language from account a
    where a.state = 'active' and a.id > ${after}
      and exists (select 1 from role_grant g where g.revoked_at is null
        and g.role in ('agency_officer', 'programme_officer', 'programme_head', 'leader') and (g.account_id = a.id
          or g.account_id in (select d.from_account from delegation d where d.to_account = a.id and d.ended_at is null
            and d.role = g.role and ${today}::date between d.valid_from and d.valid_to)))
      and not exists (select 1 from notification_digest d where d.account_id = a.id
        and (d.day >= ${today}::date or d.reminded_week >= ${week}::date))
      and not exists (select 1 from notification_wish w where w.account_id = a.id and w.topic = 'task' and w.manner = 'never')
      and not ${isAway(sql`a.id`, today)}
    order by a.id limit ${peopleAtOnce}`.execute(tx);
  for (const person of people) await remind(tx, services, person, today, at);
  return people.map(({ id }) => id);
}

async function remind(
  tx: Transaction,
  services: Services,
  { id, email, language }: Reachable,
  today: LocalDate,
  at: Date,
): Promise<void> {
  const actor = await findActor(services, email);
  const due = await waitsForLong(tx, actor, today);
  const waiting = due ? countsOfDesk(language, await taskDesk(tx, actor, today)) : [];
  const reminded = { reminded_week: weekOf(today), ...(waiting.length > 0 && { day: today }) };
  await tx
    .insertInto('notification_digest')
    .values({ account_id: id, day: addDays(today, -1), ...reminded })
    .onConflict((conflict) => conflict.column('account_id').doUpdateSet(reminded))
    .execute();
  if (waiting.length === 0) return;
  const letter = waitingLetter(services, language, { waiting, date: formatDate(language, today) });
  await queueLetter(tx, letter, [{ accountId: id, address: email }], { topic: 'task', at });
}
