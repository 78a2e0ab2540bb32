import { daysBetween, type LocalDate } from '../../../kernel/dates.ts';
import { type Aim, type Bounds, boundsOf, type Target } from './target.ts';

/** What is to be reached by a day on the way, the last of which is the target itself. */
export interface Milestone extends Bounds {
  readonly on: LocalDate;
}

/** The levels planned for years before the last, and the value itself where it has a day, in order. */
export function milestonesOf(aim: Aim, until: LocalDate | null): readonly Milestone[] {
  const levels = aim.levels
    .map(({ year, min, max }) => ({
      on: `${String(year).padStart(4, '0')}-12-31` as LocalDate,
      min,
      max,
      open: false,
    }))
    .filter(({ on, min, max }) => (until === null || on < until) && (min !== null || max !== null))
    .sort((one, other) => (one.on < other.on ? -1 : 1));
  return until === null ? levels : [...levels, { on: until, ...boundsOf(aim.value) }];
}

/** The milestone that comes next, of which the outlook speaks; null when none is left. */
export function nextMilestone(aim: Aim, until: LocalDate | null, today: LocalDate): Milestone | null {
  return milestonesOf(aim, until).find(({ on }) => on >= today) ?? null;
}

/**
 * What is expected on a day: on the straight line between what is planned before and after it. Steps would let a unit
 * stand still until 30/12 and still be “on the way”; at the end of each year both say the same. Null before the first
 * day of which anything is known: what nobody planned is not expected.
 */
export function levelAt(aim: Aim, target: Target, day: LocalDate): Bounds | null {
  const points = wayOf(aim, target.until);
  const after = points.findIndex(({ on }) => on >= day);
  const next = points[after];
  if (!next) return points.at(-1) ?? null;
  if (next.on === day) return next;
  const before = points[after - 1];
  if (!before) return null;
  const share = daysBetween(before.on, day) / daysBetween(before.on, next.on);
  const between = (from: number | null, to: number | null) =>
    from === null || to === null ? null : from + (to - from) * share;
  return {
    min: between(before.min ?? before.max, next.min),
    max: between(before.max ?? before.min, next.max),
    open: false,
  };
}

function wayOf({ baseline, ...aim }: Aim, until: LocalDate | null): readonly Milestone[] {
  const milestones = milestonesOf({ baseline, ...aim }, until);
  if (baseline === null) return milestones;
  const begin = { on: baseline.on, min: baseline.value, max: baseline.value, open: false };
  return [begin, ...milestones.filter(({ on }) => on > baseline.on)];
}
