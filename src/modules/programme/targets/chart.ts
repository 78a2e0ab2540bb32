import type { LocalDate } from '../../../kernel/dates.ts';
import { periodLabel, readPeriod } from '../../../kernel/periods.ts';
import type { Language } from '../../../kernel/text.ts';
import type { Trajectory } from '../../../ui/charts/trajectory-words.tsx';
import { formatDate } from '../../../ui/format.ts';
import { forecast } from './forecast.ts';
import type { LoadedTarget } from './load.ts';
import { figuresOf, judgedInWords, type OutlookRules, pointsOf } from './outlook.ts';
import { type Aim, type Direction, type Target, within } from './target.ts';
import { milestonesOf } from './trajectory.ts';
import { limitsOf } from './units.ts';

export interface AimChart {
  /** Which of several values it is of. */
  readonly scope: string | null;
  readonly of: Trajectory;
}

/** What is drawn of a target: a chart for each value that is a number. */
export function chartsOf(
  lang: Language,
  { target, actuals }: Pick<LoadedTarget, 'target' | 'actuals'>,
  rules: OutlookRules,
): readonly AimChart[] {
  const { direction } = target;
  if (direction === 'none') return [];
  return target.aims
    .filter((aim) => !judgedInWords(aim, direction))
    .map((aim) => {
      const figures = figuresOf(aim, direction, actuals).flatMap(({ period, periodEnd, asOf, value }) =>
        value === null ? [] : [{ at: placeOf(periodEnd), value, label: labelOf(lang, period), asOf }],
      );
      const { baseline } = aim;
      const began = baseline && {
        ...{ at: placeOf(baseline.on), value: baseline.value },
        label: baseline.on.endsWith('-12-31') ? baseline.on.slice(0, 4) : formatDate(lang, baseline.on),
      };
      const points = pointsOf(aim, figuresOf(aim, direction, actuals));
      const ahead = leadsTo(aim, target, points, rules);
      const { min, max, raw } = aim.value;
      return {
        scope: aim.value.scope,
        of: {
          actual: [...(began ? [began] : []), ...figures],
          plan: planOf(aim, target, direction),
          planAs: 'line',
          forecast: ahead.length > 0 ? ahead.map(({ reached: _, ...one }) => one) : null,
          atRisk: ahead.at(-1)?.reached === false,
          target: { min, max, words: raw },
          ...{ direction, unit: target.unit },
        },
      } satisfies AimChart;
    })
    .filter(({ of }) => of.actual.length + of.plan.length > 0);
}

/** In years, the last day of 2026 at 2026 itself. */
function placeOf(day: LocalDate): number {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  const within = (month - 1) / 12 + Math.min(date, lastDayOf(year, month)) / (12 * lastDayOf(year, month));
  return Math.round((year - 1 + within) * 1e4) / 1e4;
}

const lastDayOf = (year: number, month: number) => new Date(Date.UTC(year, month, 0)).getUTCDate();

function labelOf(lang: Language, key: string): string {
  const period = readPeriod(key);
  if (!period || period.cadence === 'year') return key;
  const label = periodLabel(period)[lang];
  return `${label.slice(0, 1).toUpperCase()}${label.slice(1)}`;
}

/** The levels of the plan, the value itself the last; a line from a baseline to the value alone is nobody’s plan. */
function planOf(aim: Aim, { until }: Target, direction: Direction): Trajectory['plan'] {
  if (aim.levels.length === 0) return [];
  return milestonesOf(aim, until).flatMap(({ on, min, max }) => {
    const value =
      direction === 'band' && min !== null && max !== null
        ? (min + max) / 2
        : direction === 'lower'
          ? (max ?? min)
          : (min ?? max);
    return value === null ? [] : [{ at: placeOf(on), value, label: on.slice(0, 4) }];
  });
}

/** By the end of each year ahead that the plan names, as far as the figures tell. */
function leadsTo(aim: Aim, target: Target, points: ReturnType<typeof pointsOf>, rules: OutlookRules) {
  const last = points.at(-1);
  if (!last) return [];
  const limits = limitsOf(target, aim, points);
  return milestonesOf(aim, target.until).flatMap((milestone) => {
    if (milestone.on <= last.on) return [];
    const ahead = forecast(points, milestone.on, limits, rules);
    if (ahead === null) return [];
    const { low, middle, high } = ahead;
    const [place, label] = [placeOf(milestone.on), milestone.on.slice(0, 4)];
    return [
      { at: place, label, value: middle, low, high, reached: within(milestone, target.direction, middle) },
    ];
  });
}
