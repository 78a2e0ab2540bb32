import { addDays, daysBetween, type LocalDate } from '../../../kernel/dates.ts';
import { type Deadline, type DeadlineRules, lastDayInTime, soonFrom } from '../../../kernel/deadline.ts';
import { type Cadence, nextPeriod, type Period, periodOf } from '../../../kernel/periods.ts';
import type { WorkCalendar } from '../../../kernel/working-days.ts';
import type { Closing, Part, TaskState } from './task.ts';

/** By what deadlines are read: settings of the installation and its working calendar. */
export interface Reading {
  readonly rules: DeadlineRules;
  readonly calendar: WorkCalendar;
}

/** All that the state of a task depends on, beside the day. */
export interface TaskFacts {
  readonly deadline: Deadline;
  readonly cadence: Cadence | null;
  /** Of each lead; nobody leads where it is empty. */
  readonly parts: readonly Part[];
  /** Periods of a continuous task in which a lead entered a result, as keys. */
  readonly periods: readonly string[];
  /** Shares of its parts that are tasks of their own, which then make its percent. */
  readonly children: readonly number[];
  /** What its instances are: of a yearly task alone, the latest one. */
  readonly instance: Standing | null;
  readonly closed: { readonly how: Closing; readonly on: LocalDate } | null;
}

/** What follows. Days are local; `turnsOn` is the next day on which something of it changes though nobody enters anything. */
export interface Standing {
  readonly state: TaskState;
  readonly lastDay: LocalDate | null;
  readonly turnsOn: LocalDate | null;
  /** 0–100. */
  readonly percent: number;
  readonly startedOn: LocalDate | null;
  readonly reportedOn: LocalDate | null;
  readonly informedOn: LocalDate | null;
}

/** The state of a task on a day. Pure: the same facts on the same day give the same. */
export function standingOf(facts: TaskFacts, today: LocalDate, reading: Reading): Standing {
  const { closed, parts, instance } = facts;
  const said = saidOf(facts);
  if (closed) {
    const lastDay = instance?.lastDay ?? lastDayInTime(facts.deadline, reading.rules, reading.calendar);
    const inTime = lastDay === null || (said.reportedOn ?? closed.on) <= lastDay;
    const state = closed.how === 'done' ? (inTime ? 'done_in_time' : 'done_late') : closed.how;
    return { ...said, state, lastDay, turnsOn: null, percent: closed.how === 'done' ? 100 : said.percent };
  }
  if (instance) return { ...instance, ...(parts.length === 0 && { state: 'unassigned' as const }) };
  if (facts.deadline.kind === 'continuous') return continuous(facts, said, today);
  return { ...said, ...termed(facts, said, today, reading) };
}

type Said = Omit<Standing, 'state' | 'lastDay' | 'turnsOn'>;

/** What the leads have said together: begun when the first began, done when the last is done. */
function saidOf({ parts, children }: TaskFacts): Said {
  const shares = children.length > 0 ? children : parts.map(({ percent }) => percent);
  const all = parts.length > 0 && parts.every(({ reportedOn }) => reportedOn !== null);
  return {
    percent: shares.length === 0 ? 0 : Math.floor(shares.reduce((sum, one) => sum + one, 0) / shares.length),
    startedOn: least(parts.map(({ startedOn }) => startedOn)),
    reportedOn: all ? most(parts.map(({ reportedOn }) => reportedOn)) : null,
    informedOn: most(parts.map(({ informedOn }) => informedOn)),
  };
}

function least(days: readonly (LocalDate | null)[]): LocalDate | null {
  return days.filter((day) => day !== null).sort()[0] ?? null;
}

function most(days: readonly (LocalDate | null)[]): LocalDate | null {
  return (
    days
      .filter((day) => day !== null)
      .sort()
      .at(-1) ?? null
  );
}

function termed(
  { deadline, parts }: TaskFacts,
  said: Said,
  today: LocalDate,
  { rules, calendar }: Reading,
): Pick<Standing, 'state' | 'lastDay' | 'turnsOn'> {
  const lastDay = lastDayInTime(deadline, rules, calendar);
  if (parts.length === 0) return { state: 'unassigned', lastDay, turnsOn: null };
  if (said.reportedOn !== null) return { state: 'awaiting', lastDay, turnsOn: null };
  const begun = said.startedOn === null ? 'not_started' : 'in_term';
  if (lastDay === null) return { state: begun, lastDay, turnsOn: null };
  const soon = soonFrom(lastDay, rules, calendar);
  const late = addDays(lastDay, 1);
  if (today >= late) return { state: 'overdue', lastDay, turnsOn: null };
  if (today >= soon) return { state: 'due_soon', lastDay, turnsOn: late };
  return { state: begun, lastDay, turnsOn: soon };
}

/**
 * A continuous task owes a result in each period that it was anybody's from the first day on. A result is good until
 * the period after its own has passed, so that nobody is without one on the first day of a period.
 */
function continuous(
  { deadline, cadence, parts, periods }: TaskFacts,
  said: Said,
  today: LocalDate,
): Standing {
  const rhythm = cadence ?? 'quarter';
  const now = periodOf(rhythm, today);
  const over = deadline.to !== null && deadline.to < now.to;
  const lastDay = over ? deadline.to : now.to;
  const base = { ...said, reportedOn: null, lastDay };
  if (parts.length === 0) return { ...base, state: 'unassigned', turnsOn: addDays(now.to, 1) };
  const since = least(parts.map((part) => part.since)) ?? today;
  const latest = [...periods].sort().at(-1) ?? null;
  const good = latest !== null && latest >= before(now).key;
  if (good) return { ...base, state: 'with_result', turnsOn: addDays(now.to, 1) };
  // the first whole period is its time to bring one
  const first = firstWhole(rhythm, deadline.from !== null && deadline.from > since ? deadline.from : since);
  if (latest === null && today <= first.to)
    return {
      ...base,
      state: said.startedOn === null ? 'not_started' : 'in_term',
      turnsOn: addDays(now.to, 1),
    };
  return { ...base, state: 'without_result', turnsOn: addDays(now.to, 1) };
}

function before({ cadence, from }: Period): Period {
  return periodOf(cadence, addDays(from, -1));
}

function firstWhole(cadence: Cadence, since: LocalDate): Period {
  const at = periodOf(cadence, since);
  return at.from === since ? at : nextPeriod(at);
}

/** Days since anybody said anything of a task that is under way; null where it is closed or was never given. */
export function silentDays(
  { informedOn, state }: Pick<Standing, 'informedOn' | 'state'>,
  since: LocalDate | null,
  today: LocalDate,
): number | null {
  if (['unassigned', 'done_in_time', 'done_late', 'suspended', 'not_carried_out', 'awaiting'].includes(state))
    return null;
  const from = informedOn ?? since;
  return from === null ? null : Math.max(0, daysBetween(from, today));
}
