import type { LocalDate } from '../../../kernel/dates.ts';
import type { Period } from '../../../kernel/periods.ts';
import { pointsOf } from './outlook.ts';
import { type Actual, type Aim, type Direction, isRank, type Target } from './target.ts';
import { levelAt } from './trajectory.ts';
import type { TypedNumber } from './typed-number.ts';
import { cleaned, factorBetween, limitsOf, sameUnit } from './units.ts';

/** A figure about to be kept, with what it is said to be of. */
export interface Entered {
  readonly typed: TypedNumber;
  readonly period: Period;
  readonly asOf: LocalDate;
  /** Whoever enters it says that it is an estimate of the whole period. */
  readonly estimate: boolean;
}

/** What makes a figure look wrong. An officer confirms it with a reason, or mends it; none is refused for it. */
export type Doubt =
  | { readonly code: 'read_two_ways'; readonly read: number; readonly other: number }
  | {
      readonly code: 'other_unit';
      readonly typed: string;
      readonly unit: string;
      /** The same in the target's unit; null where one cannot become the other. */
      readonly converted: number | null;
    }
  | {
      readonly code: 'out_of_scale';
      /** About how many times too much; below 1: too little. */
      readonly factor: number;
      readonly beside: number;
      readonly likely: number;
    }
  | { readonly code: 'below_least' | 'above_most'; readonly limit: number }
  | { readonly code: 'fell_back'; readonly from: number; readonly asOf: LocalDate }
  | { readonly code: 'before_period_end'; readonly periodEnd: LocalDate }
  | { readonly code: 'period_has_one'; readonly id: number; readonly value: number };

/** What cannot be: no reason makes it right. */
export type Impossible = 'in_future' | 'before_period';

/** Parts of the number before by which a figure may lie behind it unasked. */
const fallsBack = 0.2;
/** A figure that lies so many times beside everything known was likely typed in another size. */
const besides = 5;

export function impossibleOf({ asOf, period }: Entered, today: LocalDate): Impossible | null {
  if (asOf > today) return 'in_future';
  return asOf < period.from ? 'before_period' : null;
}

/** What is to be asked before a figure is kept; the number is judged as it would be in the target's own unit. */
export function doubtsOf(
  target: Target,
  aim: Aim,
  earlier: readonly Actual[],
  entered: Entered,
): readonly Doubt[] {
  const { typed, period, asOf, estimate } = entered;
  const figures = earlier.filter(({ scope, value }) => scope === aim.value.scope && value !== null);
  const unit = unitDoubt(typed, target.unit);
  const value = inUnitOf(typed, target.unit);
  const doubts: (Doubt | null)[] = [
    typed.other === null ? null : { code: 'read_two_ways', read: typed.value, other: typed.other },
    unit,
    rangeDoubt(target, aim, figures, value),
    scaleDoubt(target, aim, figures, entered, value),
    asOf < period.to && !estimate ? { code: 'before_period_end', periodEnd: period.to } : null,
    samePeriodDoubt(figures, period, value),
  ];
  const found = doubts.filter((doubt) => doubt !== null);
  // one mistake is asked about once
  if (found.some(({ code }) => code === 'out_of_scale')) return found;
  return [...found, ...fallDoubt(target.direction, aim, figures, period, value)];
}

/** What was typed in the unit of the target, where one can become the other. */
export function inUnitOf(typed: TypedNumber, unit: string | null): number {
  return unitDoubt(typed, unit)?.converted ?? typed.value;
}

function unitDoubt(
  { value, unit: typed }: TypedNumber,
  unit: string | null,
): Extract<Doubt, { code: 'other_unit' }> | null {
  if (typed === null || unit === null || sameUnit(typed, unit)) return null;
  const factor = factorBetween(typed, unit);
  return {
    code: 'other_unit',
    typed,
    unit,
    converted: factor === null ? null : cleaned(value * factor),
  };
}

function rangeDoubt(target: Target, aim: Aim, figures: readonly Actual[], value: number): Doubt | null {
  const { min, max } = limitsOf(target, aim, pointsOf(aim, figures));
  if (min !== null && value < min) return { code: 'below_least', limit: min };
  return max !== null && value > max ? { code: 'above_most', limit: max } : null;
}

/** Ten, a hundred or a thousand times beside the figure before, the plan and the baseline alike. */
function scaleDoubt(
  target: Target,
  aim: Aim,
  figures: readonly Actual[],
  { period, asOf }: Entered,
  value: number,
): Doubt | null {
  const level = levelAt(aim, target, asOf);
  const known = [
    before(figures, period)?.value,
    level?.min,
    level?.max,
    aim.baseline?.value,
    aim.value.min,
    aim.value.max,
  ].filter((one) => typeof one === 'number' && one !== 0);
  const [beside] = known;
  if (typeof beside !== 'number' || value === 0 || isRank(target.unit)) return null;
  const sizes = known.map((one) => Math.abs(one ?? 0));
  const size = Math.abs(value);
  if (sizes.some((one) => size / one < besides && one / size < besides)) return null;
  if (size > Math.min(...sizes) && size < Math.max(...sizes)) return null;
  const factor = 10 ** Math.round(Math.log10(size / Math.abs(beside)));
  return { code: 'out_of_scale', factor, beside, likely: cleaned(value / factor) };
}

function before(figures: readonly Actual[], { from }: Period): Actual | undefined {
  return figures
    .filter(({ periodEnd }) => periodEnd < from)
    .toSorted((one, other) => one.asOf.localeCompare(other.asOf))
    .at(-1);
}

function samePeriodDoubt(figures: readonly Actual[], { key }: Period, value: number): Doubt | null {
  const kept = figures.findLast(({ period }) => period === key);
  if (!kept || kept.value === null || kept.value === value) return null;
  return { code: 'period_has_one', id: kept.id, value: kept.value };
}

function fallDoubt(
  direction: Direction,
  aim: Aim,
  figures: readonly Actual[],
  period: Period,
  value: number,
): readonly Doubt[] {
  const last = before(figures, period);
  if (!last || last.value === null || direction === 'band' || direction === 'none') return [];
  const size = Math.max(Math.abs(last.value), Math.abs(aim.value.min ?? 0), Math.abs(aim.value.max ?? 0));
  const back = direction === 'higher' ? last.value - value : value - last.value;
  return back > size * fallsBack ? [{ code: 'fell_back', from: last.value, asOf: last.asOf }] : [];
}
