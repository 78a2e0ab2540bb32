import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, type LocalDate } from '../../../kernel/dates.ts';
import { isWorkingDay, lawfulCalendar } from '../../../kernel/working-days.ts';
import {
  type Act,
  actsOf,
  afterActs,
  daysAhead,
  type UrgedPart,
  type UrgedTask,
  type UrgingRules,
  urgingLevels,
} from './engine.ts';
import { usualRules } from './usual.ts';

const day = (text: string) => text as LocalDate;
const part = (more: Partial<UrgedPart> = {}): UrgedPart => ({
  ...{ agencyId: 1, since: day('2025-01-02'), reminded: null, reached: null },
  ...more,
});
const task = (lastDay: string, parts: readonly UrgedPart[] = [part()]): UrgedTask => ({
  ...{ id: 1, lastDay: day(lastDay), highest: 'leader', parts },
});

/** What is made on each of these days, in their order. */
function run(
  days: readonly LocalDate[],
  tasks: readonly UrgedTask[],
  rules: UrgingRules = usualRules,
): readonly (readonly [LocalDate, Act])[] {
  const made: (readonly [LocalDate, Act])[] = [];
  let copy = tasks;
  for (const today of days) {
    const acts = actsOf(today, copy, rules, lawfulCalendar);
    copy = afterActs(copy, acts, today);
    made.push(...acts.map((act) => [today, act] as const));
  }
  return made;
}

const daily = (from: string, to: string): LocalDate[] => {
  const days: LocalDate[] = [];
  for (let one = day(from); one <= to; one = addDays(one, 1)) days.push(one);
  return days;
};
const told = (made: ReturnType<typeof run>) =>
  made.map(([on, act]) => `${on} ${act.kind === 'reminder' ? act.step : `${act.level} ${act.explainBy}`}`);

describe('urging by the usual rules', () => {
  test('reminds before, on and after the last day, and goes up in working days, each rung from the one before', () => {
    // Wednesday; 1/9 and 2/9 are holidays
    expect(told(run(daily('2026-08-01', '2026-09-22'), [task('2026-08-26')]))).toEqual([
      '2026-08-11 -15',
      '2026-08-19 -7',
      '2026-08-25 -1',
      '2026-08-26 0',
      // going up says more than the reminder of the same day
      '2026-08-27 officer 2026-08-31',
      '2026-09-03 unit_head 2026-09-08',
      '2026-09-10 department 2026-09-15',
      '2026-09-17 leader 2026-09-24',
    ]);
  });

  test('over Tết nothing goes up on days off; a late reminder of the week still falls', () => {
    // Friday before Tết Bính Ngọ, which takes 16–20/2/2026
    const made = told(run(daily('2026-02-13', '2026-02-28'), [task('2026-02-13')]));
    expect(made).toEqual([
      '2026-02-13 0',
      '2026-02-14 1',
      '2026-02-21 8',
      '2026-02-23 officer 2026-02-25',
      '2026-02-26 unit_head 2026-03-03',
      '2026-02-28 15',
    ]);
  });

  test('after three days down each of what was missed falls once, of reminders the latest alone', () => {
    expect(
      told(run([day('2026-08-10'), day('2026-08-20'), day('2026-08-21')], [task('2026-08-26')])),
    ).toEqual(['2026-08-20 -7']);
    // down from before the last day for months: the ladder begins below and leaves nobody out
    expect(told(run(daily('2026-12-07', '2026-12-24'), [task('2026-08-26')])).slice(0, 3)).toEqual([
      '2026-12-07 officer 2026-12-09',
      '2026-12-10 unit_head 2026-12-15',
      '2026-12-17 department 2026-12-22',
    ]);
  });

  test('whoever is given a task that is late already has the time of everybody from that day', () => {
    const late = [task('2026-03-02', [part({ since: day('2026-08-03') })])];
    expect(told(run(daily('2026-08-03', '2026-08-05'), late))).toEqual(['2026-08-04 officer 2026-08-06']);
  });

  test('goes on from what was made for the last day it has; without rungs and reminders after it, nothing is made', () => {
    const reached = { level: 'department', on: day('2026-09-10') } as const;
    expect(
      told(run(daily('2026-09-11', '2026-12-31'), [task('2026-08-26', [part({ reached })])])).slice(0, 2),
    ).toEqual(['2026-09-17 leader 2026-09-24', '2026-09-24 29']);
    expect(daysAhead(usualRules)).toBe(15);
    const own = { ...task('2026-08-26'), highest: 'unit_head' as const };
    expect(told(run(daily('2026-08-27', '2026-09-30'), [own])).filter((line) => /[a-z]/.test(line))).toEqual([
      '2026-08-27 officer 2026-08-31',
      '2026-09-03 unit_head 2026-09-08',
    ]);
    const quiet = { ...usualRules, after: null, ladder: [] };
    expect(run(daily('2026-08-27', '2026-12-31'), [task('2026-08-26')], quiet)).toEqual([]);
  });
});

describe('whatever days it runs on', () => {
  const walks = fc.record({
    start: fc.integer({ min: 0, max: 700 }),
    // days between two runs; backwards where the clock was put back, none where two run on one day
    gaps: fc.array(
      fc.oneof(fc.constant(1), fc.integer({ min: 0, max: 4 }), fc.integer({ min: -40, max: 60 })),
      {
        maxLength: 60,
      },
    ),
    last: fc.integer({ min: 0, max: 760 }),
    since: fc.integer({ min: 0, max: 760 }),
  });
  const first = day('2025-01-02');

  test('no act falls twice, the ladder is climbed rung by rung on working days, and a clock put back makes nothing', () => {
    fc.assert(
      fc.property(walks, ({ start, gaps, last, since }) => {
        const days = [addDays(first, start)];
        for (const gap of gaps) days.push(addDays(days.at(-1) ?? first, gap));
        const tasks = [
          task(addDays(first, last), [
            part({ since: addDays(first, since) }),
            part({ agencyId: 2, since: first }),
          ]),
        ];
        const made = run(days, tasks);
        const names = made.map(([, act]) =>
          act.kind === 'reminder' ? `${act.agencyId} ${act.step}` : `${act.agencyId} ${act.level}`,
        );
        expect(new Set(names).size).toBe(names.length);
        for (const agencyId of [1, 2]) {
          const own = made.filter(([, act]) => act.agencyId === agencyId);
          const rungs = own.flatMap(([on, act]) => (act.kind === 'escalation' ? [{ on, act }] : []));
          expect(rungs.map(({ act }) => act.level)).toEqual(urgingLevels.slice(0, rungs.length));
          for (const { on, act } of rungs) {
            expect(isWorkingDay(on, lawfulCalendar) && on > act.lastDay && act.explainBy > on).toBe(true);
          }
          // in the order of time, though days may go back: none is made on a day before one on which something was
          const ons = own.map(([on]) => on);
          expect(ons).toEqual([...ons].sort());
        }
      }),
      { numRuns: 400 },
    );
  });

  test('run each day or with gaps, one who runs on the same day in the end has reached no higher for having missed days', () => {
    fc.assert(
      fc.property(walks, fc.array(fc.boolean(), { maxLength: 120 }), ({ start, last }, ran) => {
        const days = ran.map((_, index) => addDays(addDays(first, start), index));
        const tasks = [task(addDays(first, last))];
        const whole = run(days, tasks);
        const gapped = run(
          days.filter((_, index) => ran[index]),
          tasks,
        );
        const height = (made: typeof whole) => made.filter(([, act]) => act.kind === 'escalation').length;
        expect(height(gapped)).toBeLessThanOrEqual(height(whole));
        expect(gapped.length).toBeLessThanOrEqual(whole.length + urgingLevels.length);
      }),
      { numRuns: 200 },
    );
  });
});
