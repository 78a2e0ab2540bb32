import { addDays, daysBetween, type LocalDate } from '../../../kernel/dates.ts';
import { type UrgedPart, type UrgedTask, type UrgingRules, urgingLevels } from './engine.ts';

/**
 * A day before which `actsOf` finds nothing for a task, once the acts of `day` were made; null: never again. It may be too early, as
 * working days are counted as days, but never too late: a property test holds it against asking each day.
 */
export function quietUntil(day: LocalDate, task: UrgedTask, rules: UrgingRules): LocalDate | null {
  const passed = daysBetween(task.lastDay, day);
  const reminder = nextStep(passed, rules);
  const days = task.parts.flatMap((part) => {
    const late = nextRung(task, part, rules);
    return late === null ? [] : [Math.max(daysBetween(task.lastDay, late), passed + 1)];
  });
  const next = Math.min(reminder ?? Infinity, ...days);
  return Number.isFinite(next) ? addDays(task.lastDay, next) : null;
}

/** The next reminder, in days after the last day; null where none follows. */
function nextStep(passed: number, { before, onTheDay, after }: UrgingRules): number | null {
  const steps = [...before.map((days) => -days), ...(onTheDay ? [0] : [])].filter((step) => step > passed);
  if (steps.length > 0) return Math.min(...steps);
  if (after === null) return null;
  if (passed < after.first) return after.first;
  return after.first + (Math.floor((passed - after.first) / after.every) + 1) * after.every;
}

/** The first day on which it can go up; null where it is as high as it goes. */
function nextRung(
  { lastDay, highest }: UrgedTask,
  { since, reached }: UrgedPart,
  { ladder }: UrgingRules,
): LocalDate | null {
  const height = reached === null ? -1 : urgingLevels.indexOf(reached.level);
  const next = ladder.find(({ level }) => urgingLevels.indexOf(level) > height);
  if (!next || urgingLevels.indexOf(next.level) > urgingLevels.indexOf(highest)) return null;
  const from = reached?.on ?? (lastDay > since ? lastDay : since);
  return addDays(from, Math.max(1, next.after));
}
