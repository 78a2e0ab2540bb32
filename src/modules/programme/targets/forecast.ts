import { daysBetween, type LocalDate } from '../../../kernel/dates.ts';

/** A number and the day of which it tells. */
export interface Point {
  readonly on: LocalDate;
  readonly value: number;
}

/** What the numbers so far lead to, and how far apart their own slopes are. */
export interface Forecast {
  readonly low: number;
  readonly middle: number;
  readonly high: number;
}

export interface ForecastRules {
  /** Numbers of different days below which nothing is said. */
  readonly fewestPoints: number;
  /** How many times the time observed one looks ahead at most. */
  readonly lookAhead: number;
}

/** What a unit can be at all: a share of something lies between nothing and all of it. */
export interface Limits {
  readonly min: number | null;
  readonly max: number | null;
}

/** Beyond these the oldest numbers are left out: slopes are compared in pairs. */
const mostPoints = 60;

/**
 * Where the numbers lead to by a day: the line of Theil and Sen, whose slope is the median of the slopes between all
 * pairs, so that one wrong number among four does not turn it; the band is that of the quartiles of those slopes. Null
 * where the numbers are too few, or the day lies too far beyond the time they tell of: that cannot be told yet.
 */
export function forecast(
  points: readonly Point[],
  until: LocalDate,
  limits: Limits,
  rules: ForecastRules,
): Forecast | null {
  const known = inOrder(points).slice(-mostPoints);
  const [first, last] = [known[0], known.at(-1)];
  if (!first || !last || known.length < Math.max(2, rules.fewestPoints)) return null;
  const ahead = daysBetween(last.on, until);
  if (ahead > daysBetween(first.on, last.on) * rules.lookAhead) return null;
  const at = known.map(({ on, value }) => ({ day: daysBetween(first.on, on), value }));
  const slopes = at.flatMap((one, index) =>
    at.slice(index + 1).map((other) => (other.value - one.value) / (other.day - one.day)),
  );
  slopes.sort((one, other) => one - other);
  // the line turns about the middle of the time observed, where the numbers say most
  const pivot = quantile(
    at.map(({ day }) => day),
    0.5,
  );
  const slope = quantile(slopes, 0.5);
  const height = quantile(
    at.map(({ day, value }) => value - slope * (day - pivot)).sort((one, other) => one - other),
    0.5,
  );
  const days = daysBetween(first.on, until) - pivot;
  const reached = (of: number) => limited(height + of * days, limits);
  const ends = [reached(quantile(slopes, 0.25)), reached(quantile(slopes, 0.75))];
  return { low: Math.min(...ends), middle: reached(slope), high: Math.max(...ends) };
}

/** One number a day, the last told of it, by day. */
function inOrder(points: readonly Point[]): readonly Point[] {
  const byDay = new Map(points.map((point) => [point.on, point]));
  return [...byDay.values()].sort((one, other) => (one.on < other.on ? -1 : 1));
}

function limited(value: number, { min, max }: Limits): number {
  return Math.min(Math.max(value, min ?? -Infinity), max ?? Infinity);
}

/** By the straight line between the two nearest; of sorted numbers. */
function quantile(sorted: readonly number[], share: number): number {
  const at = (sorted.length - 1) * share;
  const [below, above] = [sorted[Math.floor(at)] ?? 0, sorted[Math.ceil(at)] ?? 0];
  return below + (above - below) * (at - Math.floor(at));
}
