import { addDays, daysBetween, type LocalDate } from '../../../kernel/dates.ts';
import { addWorkingDays, isWorkingDay, type WorkCalendar } from '../../../kernel/working-days.ts';

/** Who hears of a task that is late, in the order in which it goes up; an explanation is asked at each. */
export const urgingLevels = ['officer', 'unit_head', 'department', 'leader'] as const;
export type UrgingLevel = (typeof urgingLevels)[number];

export interface Rung {
  readonly level: UrgingLevel;
  /** Working days after the last day for the first rung, after the one before was reached for the others; at least 1. */
  readonly after: number;
  /** Working days within which an explanation is due. */
  readonly answer: number;
}

export interface UrgingRules {
  /** Calendar days before the last day on which is reminded, from far to near. */
  readonly before: readonly number[];
  readonly onTheDay: boolean;
  /** Calendar days after the last day: of the first reminder, and between those that follow; null: none. */
  readonly after: { readonly first: number; readonly every: number } | null;
  /** In the order of `urgingLevels`; a level may be left out. */
  readonly ladder: readonly Rung[];
}

/** The last one made of each sort for the last day the task has now; of another last day nothing counts. */
export interface UrgedPart {
  /** The leading agency, which has not reported yet. */
  readonly agencyId: number;
  /** Since when it leads. */
  readonly since: LocalDate;
  /** The latest reminder: `step` days after the last day, before it where negative. */
  readonly reminded: { readonly step: number; readonly on: LocalDate } | null;
  readonly reached: { readonly level: UrgingLevel; readonly on: LocalDate } | null;
}

/** Copy of an open task with a last day, and of what was made for it already. */
export interface UrgedTask {
  readonly id: number;
  readonly lastDay: LocalDate;
  /** Above it nobody is asked: what a unit gave itself stays within the unit. */
  readonly highest: UrgingLevel;
  readonly parts: readonly UrgedPart[];
}

export interface Reminder {
  readonly kind: 'reminder';
  readonly taskId: number;
  readonly agencyId: number;
  readonly lastDay: LocalDate;
  readonly step: number;
}

export interface Escalation {
  readonly kind: 'escalation';
  readonly taskId: number;
  readonly agencyId: number;
  readonly lastDay: LocalDate;
  readonly level: UrgingLevel;
  readonly explainBy: LocalDate;
}

/** Something to be done on a day, once. */
export type Act = Reminder | Escalation;

/**
 * What is due on a day and was not made yet. Pure. Whoever runs it for each day, or after days on which nobody did, gets nothing twice:
 * of reminders missed only the latest falls, and a task goes up by one level a day at most, each from the day on which the one before
 * was really reached, so that nobody on the way is left out.
 */
export function actsOf(
  day: LocalDate,
  tasks: readonly UrgedTask[],
  rules: UrgingRules,
  calendar: WorkCalendar,
): readonly Act[] {
  return tasks.flatMap((task) =>
    task.parts.flatMap((part): readonly Act[] => {
      // a clock that was put back comes upon days that were dealt with
      if (day < (latestOf(part) ?? day)) return [];
      const about = { taskId: task.id, agencyId: part.agencyId, lastDay: task.lastDay };
      const rung = rungDue(day, task, part, rules, calendar);
      if (rung)
        return [
          {
            ...{ kind: 'escalation', ...about, level: rung.level },
            explainBy: addWorkingDays(day, rung.answer, calendar),
          },
        ];
      const step = stepDue(day, task.lastDay, part, rules);
      return step === null ? [] : [{ kind: 'reminder', ...about, step }];
    }),
  );
}

/** The copy as it is after these acts of a day, to go on with. */
export function afterActs(
  tasks: readonly UrgedTask[],
  acts: readonly Act[],
  day: LocalDate,
): readonly UrgedTask[] {
  const made = new Map(acts.map((act) => [`${act.taskId} ${act.agencyId} ${act.lastDay}`, act]));
  return tasks.map((task) => ({
    ...task,
    parts: task.parts.map((part) => {
      const act = made.get(`${task.id} ${part.agencyId} ${task.lastDay}`);
      if (!act) return part;
      return act.kind === 'reminder'
        ? { ...part, reminded: { step: act.step, on: day } }
        : { ...part, reached: { level: act.level, on: day } };
    }),
  }));
}

/** How many days before its last day a task is looked at first. */
export function daysAhead({ before }: UrgingRules): number {
  return Math.max(0, ...before);
}

/** The next rung, where its working days have passed; on a day off nothing goes up. */
function rungDue(
  day: LocalDate,
  { lastDay, highest }: UrgedTask,
  { since, reached }: UrgedPart,
  { ladder }: UrgingRules,
  calendar: WorkCalendar,
): Rung | null {
  if (day <= lastDay || !isWorkingDay(day, calendar)) return null;
  const height = reached === null ? -1 : urgingLevels.indexOf(reached.level);
  const next = ladder.find(({ level }) => urgingLevels.indexOf(level) > height);
  if (!next || urgingLevels.indexOf(next.level) > urgingLevels.indexOf(highest)) return null;
  // whoever was given a late task has the same time from that day
  const from = reached?.on ?? later(lastDay, since);
  return addWorkingDays(from, Math.max(1, next.after), calendar) <= day ? next : null;
}

/**
 * The latest reminder whose day has come, where it is later than the one made. What came due before the agency was given the task was
 * never its own, and going up says more than a reminder due until then.
 */
function stepDue(
  day: LocalDate,
  lastDay: LocalDate,
  { since, reminded, reached }: UrgedPart,
  rules: UrgingRules,
): number | null {
  const step = latestStep(day, lastDay, rules);
  if (step === null || (reminded !== null && step <= reminded.step)) return null;
  const due = addDays(lastDay, step);
  return due < since || (reached !== null && due <= reached.on) ? null : step;
}

function latestStep(
  day: LocalDate,
  lastDay: LocalDate,
  { before, onTheDay, after }: UrgingRules,
): number | null {
  const passed = daysBetween(lastDay, day);
  if (passed > 0) {
    // what was to be said before the last day is not said after it
    if (after === null || passed < after.first) return null;
    return after.first + Math.floor((passed - after.first) / after.every) * after.every;
  }
  const steps = [...before.map((days) => -days), ...(onTheDay ? [0] : [])];
  return steps.filter((step) => step <= passed).sort((one, other) => other - one)[0] ?? null;
}

function latestOf({ reminded, reached }: UrgedPart): LocalDate | null {
  if (reminded === null || reached === null) return reminded?.on ?? reached?.on ?? null;
  return later(reminded.on, reached.on);
}

function later(one: LocalDate, other: LocalDate): LocalDate {
  return one > other ? one : other;
}
