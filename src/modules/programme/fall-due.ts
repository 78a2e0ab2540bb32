import { sql } from 'kysely';
import { system } from '../../kernel/actor.ts';
import { addDays, type LocalDate, localDateOf, localTimeOf } from '../../kernel/dates.ts';
import type { Transaction } from '../../platform/database/open.ts';
import { appendEvents } from '../../platform/events/append.ts';
import type { Services } from '../../platform/services.ts';
import { readTargetRules } from './targets/rules.ts';

/** The time in Vietnam from which it is noted: who is told at once is not woken. */
const fromTime = '06:00';

/**
 * Notes, as news, what the date alone has brought: tasks that became overdue, targets whose figure can be had by now, and those whose
 * figure is overdue. A day is looked at once it is over, each once and in order, whoever runs it and however long nobody did; the first
 * time, nothing of the past is told.
 */
export async function noteFallenDue(services: Services): Promise<void> {
  const at = services.clock();
  if (localTimeOf(at) < fromTime) return;
  for (let more = true; more; ) more = await services.db.transaction().execute((tx) => noteNextDay(tx, at));
}

/** False where all days are noted, or the next one has to wait. */
async function noteNextDay(tx: Transaction, at: Date): Promise<boolean> {
  const today = localDateOf(at);
  await sql`insert into programme_clock (what, day) values ('fallen_due', ${today}::date) on conflict (what) do nothing`.execute(
    tx,
  );
  const { rows: clock } = await sql<{
    day: LocalDate;
  }>`select day from programme_clock where what = 'fallen_due'
    for update`.execute(tx);
  const from = clock[0]?.day ?? today;
  if (from >= today) return false;
  const { grace } = await readTargetRules(tx);
  const { rows: next } = await sql<{ day: LocalDate }>`select min(happened.day) as day from (
      ${happenedBetween(from, today, today, grace)}) happened having min(happened.day) is not null`.execute(
    tx,
  );
  const day = next[0]?.day ?? addDays(today, -1);
  const { rows: happened } = await sql<Happened>`
    select * from (${happenedBetween(day, addDays(day, 1), today, grace)}) happened order by what, id`.execute(
    tx,
  );
  // somebody works on it at this moment: whether it became overdue is known when they are done
  if (happened.some(({ unsettled }) => unsettled)) return false;
  await appendEvents(
    tx,
    happened.map(({ what, id, due }) => {
      const { name, kind, day: dayFact } = events[what];
      return { name, actor: system, subject: { kind, id }, at, facts: { [dayFact]: due } };
    }),
  );
  await sql`update programme_clock set day = ${addDays(day, 1)}::date where what = 'fallen_due'`.execute(tx);
  return day < addDays(today, -1);
}

const events = {
  overdue: { name: 'task.became_overdue', kind: 'task', day: 'lastDay' },
  owed: { name: 'target.figure_owed', kind: 'target', day: 'dueOn' },
  awaited: { name: 'target.figure_awaited', kind: 'target', day: 'dueOn' },
} as const;

interface Happened {
  readonly what: keyof typeof events;
  readonly id: number;
  /** When it was, or is, to be had. */
  readonly due: LocalDate;
  /** The date has not been followed here yet. */
  readonly unsettled: boolean;
}

/** Rows of `Happened` with the day that ended, of days from one on and before another. */
function happenedBetween(
  from: LocalDate,
  before: LocalDate,
  today: LocalDate,
  grace: Readonly<Record<string, number>>,
) {
  const between = (day: ReturnType<typeof sql>) => sql`${day} >= ${from}::date and ${day} < ${before}::date`;
  const periodEnd = sql`(target.due_on - (${JSON.stringify(grace)}::jsonb ->> target.frequency)::int)`;
  // of a yearly task each year stands for itself
  return sql`
    select 'overdue' as what, task.id, task.last_day as day, task.last_day as due, task.state <> 'overdue' as unsettled
    from task join plan on plan.id = task.plan_id and plan.state = 'in_force'
    where task.closed is null and ${between(sql`task.last_day`)} and task.deadline_kind <> 'yearly'
      and (task.state = 'overdue' or task.turns_on <= ${today}::date)
    union all
    select 'owed', target.id, target.due_on, target.due_on, false
    from target join plan on plan.id = target.plan_id and plan.state = 'in_force'
    where target.closed is null and ${between(sql`target.due_on`)}
    union all
    select 'awaited', target.id, ${periodEnd}, target.due_on, false
    from target join plan on plan.id = target.plan_id and plan.state = 'in_force'
    where target.closed is null and target.due_on >= ${today}::date and ${between(periodEnd)}`;
}
