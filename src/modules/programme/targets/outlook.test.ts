import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addDays, type LocalDate } from '../../../kernel/dates.ts';
import { type Cadence, periodOf } from '../../../kernel/periods.ts';
import { ageOf, defaultRules, informations, type Outcome, outlookOf, outlooks, results } from './outlook.ts';
import { targetStateTexts } from './states.ts';
import type { Actual, Aim, Direction, Target, TargetOperator } from './target.ts';

const day = (text: string) => text as LocalDate;
const aim = (operator: TargetOperator, bound: number | null, more: Partial<Aim> = {}): Aim => ({
  value: {
    scope: null,
    operator,
    min: operator === '≤' ? null : bound,
    max: operator === '≥' ? null : bound,
    raw: '',
  },
  baseline: null,
  levels: [],
  ...more,
});
const target = (one: Aim, more: Partial<Target> = {}): Target => ({
  aims: [one],
  unit: '%',
  direction: 'higher',
  frequency: 'quarter',
  since: day('2025-05-28'),
  until: day('2030-12-31'),
  least: null,
  most: null,
  notCarriedOut: false,
  ...more,
});
let ids = 0;
const figure = (
  of: string,
  value: number | null,
  more: Partial<Actual> & { frequency?: Cadence } = {},
): Actual => {
  const { frequency = 'quarter', ...given } = more;
  const period = periodOf(frequency, day(of));
  ids += 1;
  return {
    id: ids,
    scope: null,
    period: period.key,
    periodEnd: period.to,
    value,
    words: null,
    fulfilled: null,
    asOf: period.to,
    estimate: false,
    ...given,
  };
};
const outcome = (one: Target, actuals: readonly Actual[], today: string) =>
  outlookOf(one, actuals, day(today), defaultRules);

test('no information has an age and a day by which the first figure was due', () => {
  const one = target(aim('≥', 80));
  expect(outcome(one, [], '2025-07-20')).toEqual<Outcome>({
    information: 'missing',
    since: day('2025-05-28'),
    dueOn: day('2025-07-20'),
    owed: false,
    outlook: 'cannot_tell',
    aimsAt: 2030,
    result: null,
    estimated: false,
    turnsOn: day('2025-07-21'),
  });
  expect(outcome(one, [], '2025-07-21')).toMatchObject({ owed: true, turnsOn: '2031-01-01' });
  expect(ageOf(outcome(one, [], '2025-07-21'), day('2025-07-21'))).toBe(54);
});

test('a figure grows stale when the next one is overdue; silence neither keeps green nor wipes out red', () => {
  const levels = [{ year: 2025, min: 20, max: null }];
  const one = target(aim('≥', 80, { levels, baseline: { value: 10, on: day('2024-12-31') } }));
  const good = [figure('2025-09-30', 21)];
  expect(outcome(one, good, '2025-10-05')).toMatchObject({
    information: 'measured',
    since: '2025-09-30',
    dueOn: '2026-01-20',
    outlook: 'expected',
    aimsAt: 2025,
    turnsOn: '2026-01-01',
  });
  const yearly = target(aim('≥', 20, { baseline: one.aims[0]?.baseline ?? null }), {
    until: day('2026-12-31'),
  });
  expect(outcome(yearly, good, '2026-01-20')).toMatchObject({ information: 'measured', outlook: 'expected' });
  expect(outcome(yearly, good, '2026-01-21')).toMatchObject({ information: 'stale', outlook: 'cannot_tell' });
  const bad = [figure('2025-09-30', 3)];
  expect(outcome(one, bad, '2025-10-05').outlook).toBe('unlikely');
  expect(outcome(one, [figure('2025-09-30', 16)], '2025-10-05').outlook).toBe('at_risk');
  const planned = target(aim('≥', 80, { levels: [...levels, { year: 2026, min: 30, max: null }] }));
  expect(outcome(planned, [figure('2025-12-31', 3)], '2026-06-01')).toMatchObject({
    information: 'stale',
    outlook: 'unlikely',
  });
});

test('few figures without a planned way say nothing; three that tell of enough time do', () => {
  const one = target(aim('≥', 60, { baseline: { value: 10, on: day('2024-12-31') } }), {
    until: day('2026-12-31'),
  });
  const figures = [figure('2025-06-30', 20), figure('2025-12-31', 30), figure('2026-03-31', 35)];
  expect(outcome(one, figures.slice(0, 1), '2025-07-01').outlook).toBe('cannot_tell');
  // 20 more in a year: 50 at the end
  expect(outcome(one, figures, '2026-04-01').outlook).toBe('unlikely');
  const lower = target(aim('≥', 48, { baseline: { value: 10, on: day('2024-12-31') } }), {
    until: day('2026-12-31'),
  });
  expect(outcome(lower, figures, '2026-04-01').outlook).toBe('expected');
  // nine months tell nothing of the next five years
  const far = target(aim('≥', 60));
  expect(outcome(far, figures, '2026-04-01').outlook).toBe('cannot_tell');
  // numbers that scatter around what is asked
  const scattered = [22, 45, 20, 50, 31].map((value, index) =>
    figure(addDays(day('2025-03-31'), index * 91), value),
  );
  const uneven = target(aim('≥', 52), { until: day('2026-12-31') });
  expect(outcome(uneven, scattered, '2026-04-01').outlook).toBe('at_risk');
});

test('after its time a target is met, exceeded, not met, or nobody has told', () => {
  const one = target(aim('≥', 80), { until: day('2025-12-31'), frequency: 'year' });
  const ended = (value: number, more: Partial<Actual> = {}) =>
    outcome(one, [figure('2025-12-31', value, { frequency: 'year', ...more })], '2026-02-01');
  expect(ended(80)).toMatchObject({ outlook: null, result: 'met', dueOn: null, turnsOn: null });
  expect(ended(81).result).toBe('exceeded');
  expect(ended(79.9).result).toBe('not_met');
  expect(ended(82, { asOf: day('2025-12-10'), estimate: true })).toMatchObject({
    result: 'exceeded',
    estimated: true,
    dueOn: '2026-03-01',
    turnsOn: '2026-03-02',
  });
  // rules of reporting count the year until 14/12
  expect(ended(82, { asOf: day('2025-12-14') })).toMatchObject({ estimated: false, dueOn: null });
  expect(outcome(one, [], '2026-02-01')).toMatchObject({ result: null, information: 'missing' });
  const early = [figure('2024-12-31', 90, { frequency: 'year' })];
  expect(outcome(one, early, '2026-04-01')).toMatchObject({ result: null, information: 'stale' });
  const dropped = { ...one, notCarriedOut: true };
  expect(outcome(dropped, early, '2025-06-01')).toMatchObject({
    result: 'not_carried_out',
    outlook: null,
    owed: false,
    turnsOn: null,
  });
});

test('a target without a day by which it is to be reached is told of once it is reached', () => {
  const one = target(aim('≥', 80), { until: null });
  expect(outcome(one, [figure('2025-12-31', 70)], '2026-01-01')).toMatchObject({
    outlook: 'cannot_tell',
    aimsAt: null,
    result: null,
    dueOn: '2026-04-20',
    turnsOn: '2026-04-21',
  });
  expect(outcome(one, [figure('2025-12-31', 80)], '2026-01-01').outlook).toBe('expected');
});

test('a corrected figure takes the place of the one before; a figure in words is judged by its unit', () => {
  const one = target(aim('≥', 80), { until: day('2025-12-31') });
  const twice = [figure('2025-12-31', 70), figure('2025-12-31', 85)];
  expect(outcome(one, twice, '2026-01-01').result).toBe('exceeded');
  const uncounted = [figure('2025-12-31', null, { words: 'Chưa thống kê được' })];
  expect(outcome(one, uncounted, '2026-01-01')).toMatchObject({ information: 'missing', result: null });
  const inWords = target(aim('qualitative', null), { direction: 'none', until: day('2026-12-31') });
  const told = (fulfilled: boolean | null) => [
    figure('2026-12-31', null, { words: 'Đã phủ sóng toàn tỉnh', fulfilled }),
  ];
  expect(outcome(inWords, told(true), '2026-12-31').outlook).toBe('expected');
  expect(outcome(inWords, told(true), '2027-01-01').result).toBe('met');
  expect(outcome(inWords, told(false), '2027-01-01').result).toBe('not_met');
  expect(outcome(inWords, told(null), '2027-01-01').result).toBeNull();
  const unordered = target(aim('≥', 80), { direction: 'none', until: day('2026-12-31') });
  expect(outcome(unordered, [figure('2026-12-31', 90, { fulfilled: true })], '2027-01-01').result).toBe(
    'met',
  );
});

test('a target with several values is as good as the worst of them', () => {
  const scoped = (scope: string, bound: number): Aim => {
    const one = aim('≤', bound);
    return { ...one, value: { ...one.value, scope } };
  };
  const both = target(scoped('Đông Nam Á', 3), {
    aims: [scoped('Đông Nam Á', 3), scoped('Thế giới', 50)],
    direction: 'lower',
    unit: 'Thứ bậc',
    frequency: 'year',
    until: day('2025-12-31'),
  });
  const of = (scope: string, value: number) => figure('2025-12-31', value, { scope, frequency: 'year' });
  const result = (actuals: Actual[]) => outcome(both, actuals, '2026-01-15').result;
  expect(result([of('Đông Nam Á', 2), of('Thế giới', 40)])).toBe('exceeded');
  expect(result([of('Đông Nam Á', 2), of('Thế giới', 50)])).toBe('met');
  expect(result([of('Đông Nam Á', 4), of('Thế giới', 40)])).toBe('not_met');
  expect(outcome(both, [of('Đông Nam Á', 2)], '2026-01-15')).toMatchObject({
    result: null,
    information: 'missing',
  });
  expect(result([of('Đông Nam Á', 4)])).toBe('not_met');
});

test('no two states are called the same, in either language', () => {
  for (const t of [targetStateTexts('vi'), targetStateTexts('en')]) {
    const names = [
      ...informations.map((one) => t.information[one]),
      ...outlooks.map((one) => t.outlook[one]),
      ...results.map((one) => t.result[one]),
      t.noResult,
    ];
    expect(new Set(names).size).toBe(12);
  }
});

const days = (from: string, upTo: number) =>
  fc.integer({ min: 0, max: upTo }).map((count) => addDays(day(from), count));
const bound = fc.integer({ min: 0, max: 120 });
const anyTarget: fc.Arbitrary<Target> = fc
  .record({
    direction: fc.constantFrom<Direction>('higher', 'lower', 'band', 'none'),
    frequency: fc.constantFrom<Cadence>('month', 'quarter', 'half_year', 'year'),
    since: days('2025-01-01', 300),
    until: fc.option(days('2026-03-01', 700), { freq: 9 }),
    unit: fc.constantFrom('%', 'Doanh nghiệp', 'Thứ bậc', null),
    notCarriedOut: fc.integer({ min: 0, max: 9 }).map((one) => one === 0),
    asked: fc.tuple(bound, bound),
    levels: fc.uniqueArray(
      fc.record({ year: fc.integer({ min: 2025, max: 2028 }), min: bound, max: fc.constant(null) }),
      {
        selector: ({ year }) => year,
        maxLength: 3,
      },
    ),
    baseline: fc.option(fc.record({ value: bound, on: days('2024-06-01', 300) })),
    two: fc.boolean(),
    least: fc.constant(null),
    most: fc.constantFrom(null, 110),
  })
  .map(({ asked: [one, other], levels, baseline, two, ...rest }) => {
    const value = {
      operator: 'range',
      min: Math.min(one, other),
      max: Math.max(one, other),
      raw: '',
    } as const;
    const first = { value: { ...value, scope: null }, levels, baseline };
    const second = { value: { ...value, scope: 'Thế giới' }, levels: [], baseline: null };
    return { ...rest, aims: two ? [first, second] : [first] };
  });
const anyFigures = fc.array(
  fc.record({
    on: days('2025-01-01', 800),
    value: fc.option(fc.integer({ min: 0, max: 120 }), { freq: 9 }),
    scope: fc.constantFrom(null, null, 'Thế giới'),
    fulfilled: fc.constantFrom(true, false, null),
    early: fc.integer({ min: 0, max: 40 }),
    estimate: fc.boolean(),
  }),
  { maxLength: 10 },
);

/** Some runs look at every day, others at many targets. */
const steps = fc.constantFrom(1, 7, 11, 13, 17);

test('nothing but the day of turning changes an outcome while nobody enters anything', () => {
  fc.assert(
    fc.property(anyTarget, anyFigures, days('2025-01-01', 900), steps, (one, figures, today, step) => {
      const actuals = figures.map(({ on, early, ...given }) => {
        const { to } = periodOf(one.frequency, on);
        const asOf = early < 20 ? to : addDays(to, 20 - early);
        return figure(on, given.value, { ...given, frequency: one.frequency, asOf });
      });
      const { turnsOn, ...now } = outlookOf(one, actuals, today, defaultRules);
      const on = (date: LocalDate) => {
        const { turnsOn: _, ...state } = outlookOf(one, actuals, date, defaultRules);
        return JSON.stringify(state);
      };
      const state = JSON.stringify(now);
      const last = turnsOn === null ? addDays(today, 1500) : addDays(turnsOn, -1);
      for (let date = today; date <= last; date = addDays(date, step)) expect(on(date)).toBe(state);
      expect(on(last)).toBe(state);
      if (turnsOn !== null) expect(on(turnsOn)).not.toBe(state);
      const ended = one.until !== null && today > one.until;
      if (!ended) expect(now.result === null).toBe(!one.notCarriedOut);
      expect(now.outlook === null).toBe(ended || one.notCarriedOut);
      if (now.information === 'missing' && now.outlook !== null)
        expect(['cannot_tell', 'at_risk', 'unlikely']).toContain(now.outlook);
    }),
    { numRuns: 120 },
  );
});
