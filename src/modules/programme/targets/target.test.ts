import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addDays, type LocalDate } from '../../../kernel/dates.ts';
import { periodOf } from '../../../kernel/periods.ts';
import { type Forecast, forecast } from './forecast.ts';
import {
  type Aim,
  aimsOf,
  type Direction,
  directionFits,
  endOfYearNamed,
  exceeds,
  meets,
  proposedDirection,
  shareOfTheWay,
  type Target,
  type TargetOperator,
  type TargetValue,
} from './target.ts';
import { levelAt, nextMilestone } from './trajectory.ts';

const day = (text: string) => text as LocalDate;
const value = (operator: TargetOperator, min: number | null, max = min, scope: string | null = null) => ({
  scope,
  operator,
  min: operator === '≤' || operator === '<' ? null : min,
  max: operator === '≥' || operator === '>' ? null : max,
  raw: '',
});
const aim = (asked: TargetValue, more: Partial<Aim> = {}): Aim => ({
  value: asked,
  baseline: null,
  levels: [],
  ...more,
});
const target = (one: Aim, direction: Direction = 'higher'): Target => ({
  aims: [one],
  unit: '%',
  direction,
  frequency: 'year',
  since: day('2025-05-28'),
  until: day('2030-12-31'),
  least: null,
  most: null,
  notCarriedOut: false,
});

test.each<[TargetValue, Direction, number, boolean | null, boolean]>([
  [value('≥', 55), 'higher', 55, true, false],
  [value('≥', 55), 'higher', 54.9, false, false],
  [value('≥', 55), 'higher', 55.1, true, true],
  [value('>', 0.7), 'higher', 0.7, false, false],
  [value('>', 0.7), 'higher', 0.71, true, false],
  [value('≤', 3), 'lower', 3, true, false],
  [value('≤', 3), 'lower', 2, true, true],
  [value('<', 10), 'lower', 10, false, false],
  [value('<', 10), 'lower', 9, true, false],
  [value('=', 100), 'higher', 100, true, false],
  [value('=', 9), 'higher', 10, true, true],
  [value('=', 9), 'band', 10, false, false],
  [value('range', 16, 18), 'band', 16, true, false],
  [value('range', 16, 18), 'band', 18.01, false, false],
  [value('range', 16, 18), 'higher', 17, true, false],
  [value('range', 16, 18), 'higher', 19, true, true],
  [value('range', 16, 18), 'lower', 15, true, true],
  [value('≥', 0.3), 'higher', 0.1 + 0.2, true, false],
  [value('≥', 5), 'none', 9, null, false],
])('%o, better %s, with %d', (asked, direction, measured, met, exceeded) => {
  expect(meets(asked, direction, { value: measured, fulfilled: null })).toBe(met);
  expect(exceeds(asked, direction, measured) && met === true).toBe(exceeded);
});

test('a target in words is reached when whoever answers for it says so', () => {
  const asked = value('qualitative', null);
  for (const fulfilled of [true, false, null]) {
    expect(meets(asked, 'none', { value: null, fulfilled })).toBe(fulfilled);
  }
});

test('which way is better is proposed by the operator, and only a fitting one may be chosen', () => {
  expect(proposedDirection([value('≥', 5)], '%')).toBe('higher');
  expect(proposedDirection([value('=', 9)], 'Doanh nghiệp')).toBe('higher');
  expect(proposedDirection([value('=', 10)], 'Thứ bậc')).toBe('lower');
  expect(proposedDirection([value('≤', 3, 3, 'Đông Nam Á'), value('≤', 50, 50, 'Thế giới')], 'Thứ bậc')).toBe(
    'lower',
  );
  expect(proposedDirection([value('range', 16, 18)], '%')).toBe('band');
  expect(proposedDirection([value('qualitative', null)], null)).toBe('none');
  expect(proposedDirection([value('≥', 5), value('≤', 3)], '%')).toBe('none');
  expect(directionFits([value('≥', 5)], 'lower')).toBe(false);
  expect(directionFits([value('range', 1, 2)], 'higher')).toBe(true);
  expect(directionFits([value('qualitative', null)], 'band')).toBe(false);
});

test('columns of years are one value with levels on the way; scopes are values of their own', () => {
  const years = [value('≥', 60, 60, 'Năm 2030'), value('≥', 20, 20, 'Năm 2025'), value('≥', 30, 30, '2026')];
  expect(aimsOf(years)).toEqual([
    {
      value: { ...value('≥', 60), scope: null },
      baseline: null,
      levels: [
        { year: 2025, min: 20, max: null },
        { year: 2026, min: 30, max: null },
      ],
    },
  ]);
  const scopes = [value('≤', 3, 3, 'Đông Nam Á'), value('≤', 50, 50, 'Thế giới')];
  expect(aimsOf(scopes).map((one) => one.value)).toEqual(scopes);
  expect(endOfYearNamed('Đến năm 2030')).toBe('2030-12-31');
  expect(endOfYearNamed('Giai đoạn 2026 - 2030')).toBeNull();
  expect(endOfYearNamed(null)).toBeNull();
});

const numbers = fc.integer({ min: -500, max: 500 }).map((whole) => whole / 4);

test('a bar is full exactly where the target is reached, and never goes back on the way there', () => {
  const directions = fc.constantFrom<Direction>('higher', 'lower', 'band');
  const ranges = fc.tuple(numbers, numbers).map(([one, other]) => {
    return value('range', Math.min(one, other), Math.max(one, other));
  });
  fc.assert(
    fc.property(ranges, directions, numbers, numbers, numbers, (asked, direction, begin, one, other) => {
      const on = aim(asked, { baseline: { value: begin, on: day('2025-01-01') } });
      const share = (measured: number) => shareOfTheWay(on, direction, measured) ?? -1;
      for (const measured of [one, other]) {
        expect(share(measured)).toBeGreaterThanOrEqual(0);
        expect(share(measured) === 1).toBe(meets(asked, direction, { value: measured, fulfilled: null }));
      }
      const [low, high] = [Math.min(one, other), Math.max(one, other)];
      if (direction === 'higher' && begin < (asked.min ?? 0))
        expect(share(low)).toBeLessThanOrEqual(share(high));
      if (direction === 'lower' && begin > (asked.max ?? 0))
        expect(share(high)).toBeLessThanOrEqual(share(low));
    }),
  );
  expect(shareOfTheWay(aim(value('≥', 80)), 'higher', 20)).toBe(0.25);
  expect(shareOfTheWay(aim(value('≤', 3)), 'lower', 6)).toBeNull();
  expect(shareOfTheWay(aim(value('>', 10)), 'higher', 10)).toBe(0.99);
});

test('what is expected lies on the straight line between what was measured and what is planned', () => {
  const on = aim(value('≥', 60), {
    baseline: { value: 10, on: day('2024-12-31') },
    levels: [
      { year: 2027, min: 40, max: null },
      { year: 2026, min: 30, max: null },
    ],
  });
  const expected = (date: string) => levelAt(on, target(on), day(date))?.min;
  expect(expected('2024-12-30')).toBeUndefined();
  expect(expected('2024-12-31')).toBe(10);
  expect(expected('2025-12-31')).toBeCloseTo(20);
  expect(expected('2026-12-31')).toBe(30);
  expect(expected('2027-07-02')).toBeCloseTo(35, 1);
  expect(expected('2030-12-31')).toBe(60);
  expect(expected('2032-01-01')).toBe(60);
  // nobody planned anything before the end
  const alone = aim(value('≥', 60));
  expect(levelAt(alone, target(alone), day('2029-12-31'))).toBeNull();
  expect(nextMilestone(on, day('2030-12-31'), day('2026-12-31'))?.on).toBe('2026-12-31');
  expect(nextMilestone(on, day('2030-12-31'), day('2027-01-01'))?.min).toBe(40);
  expect(nextMilestone(on, day('2030-12-31'), day('2033-01-01'))).toBeNull();
});

const rules = { fewestPoints: 3, lookAhead: 3 };
const noLimits = { min: null, max: null };
const points = fc
  .uniqueArray(fc.tuple(fc.integer({ min: 0, max: 1500 }), numbers), {
    selector: ([days]) => days,
    minLength: 0,
    maxLength: 12,
  })
  .map((found) =>
    found.map(([days, measured]) => ({ on: addDays(day('2024-01-01'), days), value: measured })),
  );

test('a forecast does not depend on the order of entering, moves with its numbers and keeps its limits', () => {
  fc.assert(
    fc.property(points, fc.integer({ min: 1500, max: 4000 }), numbers, (known, ahead, shift) => {
      const until = addDays(day('2024-01-01'), ahead);
      const said = forecast(known, until, noLimits, rules);
      expect(forecast(known.toReversed(), until, noLimits, rules)).toEqual(said);
      const days = known.map(({ on }) => on).sort();
      const [first, last] = [days[0], days.at(-1)];
      const span = first && last ? Date.parse(last) - Date.parse(first) : 0;
      const looks = last ? Date.parse(until) - Date.parse(last) : 0;
      expect(said === null).toBe(known.length < 3 || looks > 3 * span);
      if (said === null) return;
      expect(said.low).toBeLessThanOrEqual(said.middle + 1e-9);
      expect(said.middle).toBeLessThanOrEqual(said.high + 1e-9);
      const moved = known.map((point) => ({ ...point, value: point.value + shift }));
      const expected = (key: keyof Forecast) => said[key] + shift;
      const found = forecast(moved, until, noLimits, rules);
      for (const key of ['low', 'middle', 'high'] as const)
        expect(found?.[key]).toBeCloseTo(expected(key), 5);
      const percent = forecast(known, until, { min: 0, max: 100 }, rules);
      for (const one of Object.values(percent ?? {})) {
        expect(one).toBeGreaterThanOrEqual(0);
        expect(one).toBeLessThanOrEqual(100);
      }
    }),
  );
});

test('numbers on a line are continued exactly, and one wrong number among six does not turn it', () => {
  const quarter = (index: number) => periodOf('quarter', addDays(day('2025-03-31'), index * 91)).to;
  const line = [0, 1, 2, 3, 4, 5].map((index) => ({
    on: quarter(index),
    value: (Date.parse(quarter(index)) - Date.parse('2025-01-01')) / 86_400_000 / 10,
  }));
  const until = day('2027-12-31');
  const exact = 1094 / 10;
  expect(forecast(line, until, noLimits, rules)?.middle).toBeCloseTo(exact);
  expect(forecast(line, until, { min: 0, max: 100 }, rules)?.middle).toBe(100);
  const wrong = line.map((point, index) => (index === 2 ? { ...point, value: point.value * 1000 } : point));
  const off = Math.abs((forecast(wrong, until, noLimits, rules)?.middle ?? 0) - exact);
  expect(off).toBeLessThan(exact * 0.05);
});
