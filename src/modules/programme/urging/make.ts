import { sql } from 'kysely';
import { system } from '../../../kernel/actor.ts';
import { addDays, type LocalDate, localDateOf, localTimeOf } from '../../../kernel/dates.ts';
import type { Transaction } from '../../../platform/database/open.ts';
import { appendEvents, type NewEvent } from '../../../platform/events/append.ts';
import type { Services } from '../../../platform/services.ts';
import { readCalendar } from '../../calendar/index.ts';
import { type Act, actsOf, daysAhead } from './engine.ts';
import { readUrgingRules } from './rules.ts';
import { type Place, urgedTasks } from './urged.ts';

/** The time in Vietnam from which is urged: before the letters of the day are written. */
const fromTime = '06:00';

/** Tasks looked at in one transaction. */
const atOnce = 500;

/**
 * Makes what of urging is due today and was not made yet: each once, whoever runs it, how often, and however long nobody did. Tasks that are
 * settled for the day are looked at, from six on, and once a day where nobody worked on one of them at that moment.
 */
export async function urgeTasks(services: Services): Promise<void> {
  const at = services.clock();
  if (localTimeOf(at) < fromTime) return;
  const today = localDateOf(at);
  const done = await services.db
    .selectFrom('programme_clock')
    .select('day')
    .where('what', '=', 'urging')
    .executeTakeFirst();
  if (done?.day === today) return;
  let whole = true;
  for (let after: Place | null = null, first = true; first || after !== null; first = false) {
    const from: Place | null = after;
    const made: Made = await services.db.transaction().execute((tx) => urgeSome(tx, services, today, from));
    whole &&= made.whole;
    after = made.last;
  }
  // who was at work on a task then is urged within the hour, or not at all where it was reported
  if (!whole) return;
  await sql`insert into programme_clock (what, day) values ('urging', ${today}::date)
    on conflict (what) do update set day = excluded.day`.execute(services.db);
}

interface Made {
  /** The last one looked at; null where there is none after it. */
  readonly last: Place | null;
  /** False where a task was left out because somebody worked on it. */
  readonly whole: boolean;
}

async function urgeSome(
  tx: Transaction,
  services: Services,
  today: LocalDate,
  after: Place | null,
): Promise<Made> {
  await sql`select pg_advisory_xact_lock(hashtext('urging'))`.execute(tx);
  const rules = await readUrgingRules(tx);
  const calendar = await readCalendar(tx, services.config);
  const through = addDays(today, daysAhead(rules));
  const page = await urgedTasks(tx, { through, after, limit: atOnce });
  const last = page.length < atOnce ? null : (page.at(-1) ?? null);
  const due = new Set(actsOf(today, page, rules, calendar).map(({ taskId }) => taskId));
  if (due.size === 0) return { last, whole: true };
  const { rows: held } = await sql<{ id: number }>`select id from task where id = any(${[...due]}::bigint[])
    for share skip locked`.execute(tx);
  // read anew under the lock: something may just have been reported
  const still = await urgedTasks(tx, { ids: held.map(({ id }) => id) });
  await keepActs(tx, actsOf(today, still, rules, calendar), today, services.clock());
  return { last, whole: held.length === due.size };
}

async function keepActs(tx: Transaction, acts: readonly Act[], day: LocalDate, at: Date): Promise<void> {
  if (acts.length === 0) return;
  await sql`insert into urge (task_id, organisation_id, last_day, step, level, day, explain_by)
    select "taskId", "agencyId", "lastDay", step, level, ${day}::date, "explainBy"
    from json_to_recordset(${JSON.stringify(acts)}::json) as act ("taskId" bigint, "agencyId" bigint, "lastDay" date, step integer,
      level text, "explainBy" date)`.execute(tx);
  await appendEvents(
    tx,
    acts.map((act) => eventOf(act, at)),
  );
}

function eventOf(act: Act, at: Date): NewEvent {
  const about = { organisationId: act.agencyId, lastDay: act.lastDay };
  const subject = { kind: 'task', id: act.taskId };
  return act.kind === 'reminder'
    ? { name: 'task.reminded', actor: system, subject, at, facts: { ...about, daysAfter: act.step } }
    : {
        ...{ name: 'task.escalated', actor: system, subject, at },
        facts: { ...about, level: act.level, explainBy: act.explainBy },
      };
}
