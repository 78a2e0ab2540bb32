import { addDays, daysBetween, type LocalDate } from '../../../kernel/dates.ts';
import { type Cadence, periodOf } from '../../../kernel/periods.ts';
import { type Forecast, type ForecastRules, forecast, type Point } from './forecast.ts';
import {
  type Actual,
  type Aim,
  type Bounds,
  boundsOf,
  type Direction,
  exceeds,
  meets,
  type Target,
  within,
} from './target.ts';
import { levelAt, type Milestone, nextMilestone } from './trajectory.ts';
import { limitsOf } from './units.ts';

export const informations = ['measured', 'stale', 'missing'] as const;
export type Information = (typeof informations)[number];
export const outlooks = ['expected', 'at_risk', 'unlikely', 'cannot_tell'] as const;
export type Outlook = (typeof outlooks)[number];
export const results = ['met', 'exceeded', 'not_met', 'not_carried_out'] as const;
export type Result = (typeof results)[number];

export interface OutlookRules extends ForecastRules {
  /** Days after the end of a period within which its figure is to be had. */
  readonly grace: Readonly<Record<Cadence, number>>;
  /** Share of what was planned by which a number that lies behind says more than “at risk”. */
  readonly farBehind: number;
}

/** No law sets these: they are settings of the installation. */
export const defaultRules: OutlookRules = {
  fewestPoints: 3,
  lookAhead: 3,
  grace: { month: 10, quarter: 20, half_year: 30, year: 60 },
  farBehind: 0.2,
};

/** What the clock and the facts say of a target on a day. */
export interface Outcome {
  readonly information: Information;
  /** The day up to which the latest figure counts; where there is none, since when one is owed. */
  readonly since: LocalDate;
  /** The last day in time for the next figure; null when no further one is awaited. */
  readonly dueOn: LocalDate | null;
  /** That day is past. */
  readonly owed: boolean;
  /** Of the next milestone; null once the target's time is over or it is not carried out. */
  readonly outlook: Outlook | null;
  /** The year of that milestone; null where none is left. */
  readonly aimsAt: number | null;
  /** Null while its time is not over, and afterwards while nobody has told how it ended. */
  readonly result: Result | null;
  /** The result stands on a figure counted before the end (“ước”). */
  readonly estimated: boolean;
  /** The next day on which any of this changes though nobody enters anything; null: never. */
  readonly turnsOn: LocalDate | null;
}

/** Days since the latest figure, or since one has been owed. */
export function ageOf({ since }: Pick<Outcome, 'since'>, today: LocalDate): number {
  return Math.max(0, daysBetween(since, today));
}

/**
 * What is known, expected or reached of a target today; figures in the order in which they were entered, without those
 * that were corrected. A target with several values is as good as the worst of them.
 */
export function outlookOf(
  target: Target,
  actuals: readonly Actual[],
  today: LocalDate,
  rules: OutlookRules,
): Outcome {
  const aims = target.aims.map((aim) => seriesOf(target, aim, actuals, rules));
  const now = outcomeOn(target, aims, today, rules);
  const state = JSON.stringify(now);
  const turnsOn = turns(target, aims).find(
    (day) => day > today && JSON.stringify(outcomeOn(target, aims, day, rules)) !== state,
  );
  return { ...now, turnsOn: turnsOn ?? null };
}

/** How the year of a milestone ended by what was measured at its end; null while that is not known. */
export function resultAt(
  aim: Aim,
  direction: Direction,
  milestone: Milestone,
  actuals: readonly Actual[],
): Exclude<Result, 'not_carried_out'> | null {
  const last = endFigure(figuresOf(aim, direction, actuals), milestone.on);
  if (!last) return null;
  const reached =
    judgedInWords(aim, direction) || last.value === null
      ? meets(aim.value, direction, last)
      : within(milestone, direction, last.value);
  if (reached === null) return null;
  if (!reached) return 'not_met';
  const value = { ...aim.value, min: milestone.min, max: milestone.max };
  return last.value !== null && exceeds(value, direction, last.value) ? 'exceeded' : 'met';
}

/** What is known of one value, made once for all days that are looked at. */
interface Series {
  readonly aim: Aim;
  readonly actuals: readonly Actual[];
  readonly latest: Actual | null;
  readonly dueOn: LocalDate | null;
}

type Standing = Omit<Outcome, 'turnsOn'>;

function seriesOf(target: Target, aim: Aim, all: readonly Actual[], rules: OutlookRules): Series {
  const actuals = figuresOf(aim, target.direction, all);
  const latest = actuals.at(-1) ?? null;
  const end = target.notCarriedOut ? null : nextEnd(target, latest);
  return {
    aim,
    actuals,
    latest,
    dueOn: end === null ? null : addDays(end, rules.grace[target.frequency]),
  };
}

export const judgedInWords = (aim: Aim, direction: Direction) =>
  aim.value.operator === 'qualitative' || direction === 'none';

/** The figures that tell of this value, the last entered for each period, by period. */
export function figuresOf(aim: Aim, direction: Direction, actuals: readonly Actual[]): readonly Actual[] {
  const inWords = judgedInWords(aim, direction);
  const byPeriod = new Map<string, Actual>();
  for (const actual of actuals) {
    if (actual.scope !== aim.value.scope) continue;
    // “chưa thống kê được” is no figure
    if (actual.value === null && !(inWords && (actual.words !== null || actual.fulfilled !== null))) continue;
    byPeriod.set(actual.period, actual);
  }
  return [...byPeriod.values()].sort((one, other) => one.periodEnd.localeCompare(other.periodEnd));
}

/** The end of the period whose figure is awaited next; null when the last one is there. */
function nextEnd({ frequency, since, until }: Target, latest: Actual | null): LocalDate | null {
  const atMost = (day: LocalDate) => (until === null || day < until ? day : until);
  if (latest === null) return atMost(periodOf(frequency, since).to);
  // an estimate does for the time being; the figure of the whole period is still owed
  if (latest.estimate) return atMost(latest.periodEnd);
  return until !== null && latest.periodEnd >= until
    ? null
    : atMost(periodOf(frequency, addDays(latest.periodEnd, 1)).to);
}

/** Every day on which the clock can change anything, in order. */
function turns(target: Target, aims: readonly Series[]): readonly LocalDate[] {
  const days = aims.flatMap(({ aim, dueOn }) => [
    ...(dueOn === null ? [] : [addDays(dueOn, 1)]),
    ...aim.levels.map(({ year }) => `${String(year + 1).padStart(4, '0')}-01-01` as LocalDate),
  ]);
  const ends = target.until === null ? [] : [addDays(target.until, 1)];
  return [...new Set([...days, ...ends])].sort();
}

export const worstInformation: readonly Information[] = ['missing', 'stale', 'measured'];
export const worstOutlook: readonly Outlook[] = ['unlikely', 'at_risk', 'cannot_tell', 'expected'];

function outcomeOn(target: Target, aims: readonly Series[], today: LocalDate, rules: OutlookRules): Standing {
  const ended = target.until !== null && today > target.until;
  const each = aims.map((series) => {
    const information = informationOn(series, today);
    return {
      information,
      since: series.latest?.asOf ?? target.since,
      dueOn: series.dueOn,
      outlook: ended ? null : outlookOn(target, series, information, today, rules),
      aimsAt: nextMilestone(series.aim, target.until, today)?.on ?? null,
    };
  });
  const worst = <T>(order: readonly T[], of: (one: (typeof each)[number]) => T | null) =>
    order.find((state) => each.some((one) => of(one) === state)) ?? null;
  const dueOn = earliest(each.map((one) => one.dueOn));
  const standing: Standing = {
    information: worst(worstInformation, (one) => one.information) ?? 'missing',
    since: earliest(each.map(({ since }) => since)) ?? target.since,
    dueOn,
    owed: dueOn !== null && today > dueOn,
    outlook: ended ? null : (worst(worstOutlook, (one) => one.outlook) ?? 'cannot_tell'),
    aimsAt: yearOf(earliest(each.map((one) => one.aimsAt))),
    result: ended ? finalResult(target, aims) : null,
    estimated: ended && aims.some(({ actuals }) => endFigure(actuals, target.until)?.estimate === true),
  };
  if (!target.notCarriedOut) return standing;
  return { ...standing, outlook: null, aimsAt: null, result: 'not_carried_out', estimated: false };
}

function informationOn({ latest, dueOn }: Series, today: LocalDate): Information {
  if (latest === null) return 'missing';
  return dueOn !== null && today > dueOn ? 'stale' : 'measured';
}

const yearOf = (day: LocalDate | null) => (day === null ? null : Number(day.slice(0, 4)));

function earliest(days: readonly (LocalDate | null)[]): LocalDate | null {
  return days.filter((day) => day !== null).sort()[0] ?? null;
}

function finalResult({ direction, until }: Target, aims: readonly Series[]): Result | null {
  if (until === null) return null;
  const each = aims.map(({ aim, actuals }) =>
    resultAt(aim, direction, { on: until, ...boundsOf(aim.value) }, actuals),
  );
  if (each.includes('not_met')) return 'not_met';
  if (each.length === 0 || each.includes(null)) return null;
  return each.every((one) => one === 'exceeded') ? 'exceeded' : 'met';
}

/** The figure of the period in which a milestone lies at the end of; one of a later year tells of another time. */
function endFigure(actuals: readonly Actual[], on: LocalDate | null): Actual | undefined {
  if (on === null) return undefined;
  const endOfYear = `${on.slice(0, 4)}-12-31`;
  return actuals.find(({ periodEnd }) => periodEnd >= on && periodEnd <= endOfYear);
}

function outlookOn(
  target: Target,
  series: Series,
  information: Information,
  today: LocalDate,
  rules: OutlookRules,
): Outlook {
  const { aim, latest } = series;
  if (latest === null) return 'cannot_tell';
  const judged = judgedInWords(aim, target.direction)
    ? latest.fulfilled
      ? 'expected'
      : 'cannot_tell'
    : judge(target, series, nextMilestone(aim, target.until, today), rules);
  // silence neither keeps a good outlook nor wipes out a bad one
  return information === 'stale' && judged === 'expected' ? 'cannot_tell' : judged;
}

/** By what the numbers lead to, and where they are too few, by what the plan itself asks on the way. */
function judge(
  target: Target,
  { aim, actuals }: Series,
  milestone: Milestone | null,
  rules: OutlookRules,
): Outlook {
  const points = pointsOf(aim, actuals);
  const last = points.at(-1);
  if (!last) return 'cannot_tell';
  const reached = within(milestone ?? boundsOf(aim.value), target.direction, last.value);
  // without a day by which it is to be reached only what was reached can be told
  if (milestone === null) return reached ? 'expected' : 'cannot_tell';
  if (reached === null) return 'cannot_tell';
  const leads = forecast(points, milestone.on, limitsOf(target, aim, points), rules);
  const ahead = leads === null ? null : byForecast(leads, milestone, target.direction);
  // numbers can fall back, and a plan may rise faster towards its end than the numbers do now
  if (reached) return ahead === 'unlikely' ? 'at_risk' : 'expected';
  const planned = byPlan(target, aim, last, rules);
  if (ahead === null) return planned ?? 'cannot_tell';
  return ahead === 'unlikely' && planned === 'expected' ? 'at_risk' : ahead;
}

/** A baseline was measured like any other number. */
export function pointsOf({ baseline }: Aim, actuals: readonly Actual[]): readonly Point[] {
  const measured = actuals.flatMap(({ asOf, value }) => (value === null ? [] : [{ on: asOf, value }]));
  const points = baseline === null ? measured : [baseline, ...measured];
  return points.toSorted((one, other) => one.on.localeCompare(other.on));
}

function byForecast({ low, high }: Forecast, bounds: Bounds, direction: Direction): Outlook {
  const [atLow, atHigh] = [within(bounds, direction, low), within(bounds, direction, high)];
  if (atLow && atHigh) return 'expected';
  if (atLow || atHigh) return 'at_risk';
  // a band may lie wholly between the two ends
  const { min, max } = bounds;
  return direction === 'band' && min !== null && max !== null && low < min && high > max
    ? 'at_risk'
    : 'unlikely';
}

/**
 * Against what the plan asks on that day, where it plans levels of its own: a straight line from the baseline to the
 * end is ours, not the plan's, and judges nobody.
 */
function byPlan(target: Target, aim: Aim, { on, value }: Point, rules: OutlookRules): Outlook | null {
  const level = aim.levels.length === 0 ? null : levelAt(aim, target, on);
  const reached = level === null ? null : within(level, target.direction, value);
  if (level === null || reached === null) return null;
  if (reached) return 'expected';
  const distance = (bound: number | null) => (bound === null ? Infinity : Math.abs(bound - value));
  const { min, max } = level;
  const behind = Math.min(distance(min), distance(max));
  const size = Math.max(Math.abs(value), Math.abs(min ?? 0), Math.abs(max ?? 0));
  return behind > size * rules.farBehind ? 'unlikely' : 'at_risk';
}
