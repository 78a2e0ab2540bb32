import type { LocalDate } from '../../../kernel/dates.ts';
import type { Cadence } from '../../../kernel/periods.ts';

export type TargetOperator = '=' | '≥' | '>' | '≤' | '<' | 'range' | 'qualitative';

/** A value as a plan prints it; `≤ 3 Đông Nam Á; ≤ 50 Thế giới` is two, each with its scope. */
export interface TargetValue {
  readonly scope: string | null;
  readonly operator: TargetOperator;
  readonly min: number | null;
  readonly max: number | null;
  readonly raw: string;
}

/** Which way is better; `none` where only words can tell whether it was reached. */
export type Direction = 'higher' | 'lower' | 'band' | 'none';

/** What is to be reached by the end of a year on the way. */
export interface Level {
  readonly year: number;
  readonly min: number | null;
  readonly max: number | null;
}

/** Where the way begins, as it was measured. */
export interface Baseline {
  readonly value: number;
  readonly on: LocalDate;
}

/** One value to be reached, with the way there. A target has one for each scope. */
export interface Aim {
  readonly value: TargetValue;
  readonly baseline: Baseline | null;
  readonly levels: readonly Level[];
}

export interface Target {
  readonly aims: readonly Aim[];
  readonly unit: string | null;
  readonly direction: Direction;
  readonly frequency: Cadence;
  /** The first day of which figures are owed: when the target was set, or given to whoever answers for it. */
  readonly since: LocalDate;
  /** The last day by which it is to be reached: “Đến năm 2030” is 31/12/2030; null where the plan names none. */
  readonly until: LocalDate | null;
  /** What a value can be at all, where the officer says otherwise than the unit does. */
  readonly least: number | null;
  readonly most: number | null;
  /** Decided by a document. */
  readonly notCarriedOut: boolean;
}

/** What was measured for a period. */
export interface Actual {
  readonly id: number;
  readonly scope: string | null;
  /** Key and last day of the period. */
  readonly period: string;
  readonly periodEnd: LocalDate;
  readonly value: number | null;
  /** What is told where no number can, and whether by that the target is reached. */
  readonly words: string | null;
  readonly fulfilled: boolean | null;
  /** The day up to which it was counted; rules of reporting may set it before the period's end. */
  readonly asOf: LocalDate;
  /** “Ước cả kỳ”: does until the figure of the whole period is due. */
  readonly estimate: boolean;
}

/** What has to be held against a number; `open` where the bound itself is not enough. */
export interface Bounds {
  readonly min: number | null;
  readonly max: number | null;
  readonly open: boolean;
}

const ORDINAL = /^(?:thứ (?:bậc|hạng)|xếp hạng|vị trí|hạng|bậc)(?![\p{L}])/iu;

/** Whether the unit is a rank, of which the first is the best. */
export function isRank(unit: string | null): boolean {
  return unit !== null && ORDINAL.test(unit.normalize('NFC').trim());
}

/**
 * Which way is better, by what the plan prints; the officer may say otherwise. A bare number is what is to be reached
 * at least (“100%”, “09 doanh nghiệp”); of ranks, what is to be reached at most.
 */
export function proposedDirection(values: readonly TargetValue[], unit: string | null): Direction {
  const directions = new Set(values.map(({ operator }) => directionOf(operator, unit)));
  const [only = 'none', ...others] = directions;
  return others.length === 0 ? only : 'none';
}

function directionOf(operator: TargetOperator, unit: string | null): Direction {
  if (operator === 'qualitative') return 'none';
  if (operator === 'range') return 'band';
  if (operator === '≤' || operator === '<') return 'lower';
  return operator === '=' && isRank(unit) ? 'lower' : 'higher';
}

/** Whether a direction can be told of the values: what is bounded below alone cannot be better the lower it is. */
export function directionFits(values: readonly TargetValue[], direction: Direction): boolean {
  return values.every(({ operator }) => {
    if (operator === 'qualitative') return direction === 'none';
    if (operator === '=' || operator === 'range' || direction === 'none') return true;
    return direction === directionOf(operator, null);
  });
}

export function boundsOf({ operator, min, max }: TargetValue): Bounds {
  return { min, max, open: operator === '>' || operator === '<' };
}

/** Decimals as they are typed are no exact sums of halves: 0,1 + 0,2 reaches 0,3. */
const near = (one: number, other: number) =>
  Math.abs(one - other) <= 1e-9 * Math.max(1, Math.abs(one), Math.abs(other));

const atLeast = (value: number, bound: number, open: boolean) => (near(value, bound) ? !open : value > bound);
const atMost = (value: number, bound: number, open: boolean) => atLeast(-value, -bound, open);

/** Whether a number lies where it should; null where nothing numeric is asked. */
export function within({ min, max, open }: Bounds, direction: Direction, value: number): boolean | null {
  if (direction === 'none' || (min === null && max === null)) return null;
  if (direction === 'higher') return atLeast(value, min ?? max ?? 0, open);
  if (direction === 'lower') return atMost(value, max ?? min ?? 0, open);
  return (min === null || atLeast(value, min, open)) && (max === null || atMost(value, max, open));
}

/** Whether what was measured reaches the value asked; null where it cannot be told. */
export function meets(
  value: TargetValue,
  direction: Direction,
  actual: Pick<Actual, 'value' | 'fulfilled'>,
): boolean | null {
  if (value.operator === 'qualitative' || direction === 'none') return actual.fulfilled;
  return actual.value === null ? null : within(boundsOf(value), direction, actual.value);
}

/**
 * Whether a number is better than asked (“vượt”). Of “> 0,7” none is: it asks for no figure that could be surpassed.
 * Nor is any number better than another within a band.
 */
export function exceeds(value: TargetValue, direction: Direction, measured: number): boolean {
  const { min, max, open } = boundsOf(value);
  if (open || (min === null && max === null)) return false;
  if (direction === 'higher') return atLeast(measured, max ?? min ?? 0, true);
  return direction === 'lower' && atMost(measured, min ?? max ?? 0, true);
}

/**
 * How much of the way is behind, from 0 to 1; 1 only where the value is reached. Without a baseline a way begins at
 * nought where more is better; null where no beginning is known.
 */
export function shareOfTheWay(aim: Aim, direction: Direction, measured: number): number | null {
  const bounds = boundsOf(aim.value);
  const reached = within(bounds, direction, measured);
  if (reached === null) return null;
  if (reached) return 1;
  const goal = goalFrom(bounds, direction, measured);
  const begin = aim.baseline?.value ?? (direction === 'higher' && goal > 0 ? 0 : null);
  if (begin === null) return null;
  const share = near(begin, goal) ? 0 : (measured - begin) / (goal - begin);
  // a bar that looks full says that it is done
  return Math.min(Math.max(share, 0), 0.99);
}

/** The bound that is still to be reached from where one stands. */
function goalFrom({ min, max }: Bounds, direction: Direction, measured: number): number {
  if (direction === 'higher') return min ?? max ?? 0;
  if (direction === 'lower') return max ?? min ?? 0;
  return min !== null && measured < min ? min : (max ?? min ?? 0);
}

const YEAR = /(?<!\d)(20\d{2})(?!\d)/u;

/** The last day of the year a block or column names: “Đến năm 2030” is 31/12/2030; null where it names none or several. */
export function endOfYearNamed(text: string | null): LocalDate | null {
  const years = new Set(text?.match(new RegExp(YEAR, 'gu')));
  const [year] = years;
  return year !== undefined && years.size === 1 ? (`${year}-12-31` as LocalDate) : null;
}

/**
 * Values of an annex with a column for each year are one value, that of the last year, with what is to be reached in
 * the years before. Anything else is a value for each scope.
 */
export function aimsOf(values: readonly TargetValue[]): readonly Aim[] {
  const dated = values.map((value) => ({ value, on: endOfYearNamed(value.scope) }));
  const years = new Set(dated.map(({ on }) => on));
  if (values.length < 2 || years.has(null) || years.size < values.length)
    return values.map((value) => ({ value, baseline: null, levels: [] }));
  const inOrder = dated.sort((one, other) => String(one.on).localeCompare(String(other.on)));
  const last = inOrder.at(-1);
  if (!last) return [];
  const levels = inOrder
    .slice(0, -1)
    .filter(({ value }) => value.operator !== 'qualitative')
    .map(({ value, on }) => ({ year: Number(on?.slice(0, 4)), min: value.min, max: value.max }));
  return [{ value: { ...last.value, scope: null }, baseline: null, levels }];
}
