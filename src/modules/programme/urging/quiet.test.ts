import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addDays, type LocalDate } from '../../../kernel/dates.ts';
import { lawfulCalendar } from '../../../kernel/working-days.ts';
import { actsOf, afterActs, type UrgedTask, urgingLevels } from './engine.ts';
import { quietUntil } from './quiet.ts';

const start = '2027-01-04' as LocalDate;
const rules = fc.record({
  before: fc.uniqueArray(fc.integer({ min: 1, max: 20 }), { maxLength: 3 }),
  onTheDay: fc.boolean(),
  after: fc.option(
    fc.record({ first: fc.integer({ min: 1, max: 9 }), every: fc.integer({ min: 1, max: 9 }) }),
  ),
  ladder: fc.subarray(
    urgingLevels.map((level, at) => ({ level, after: at + 1, answer: 2 })),
    { minLength: 0 },
  ),
});
const task = fc
  .record({
    last: fc.integer({ min: -40, max: 40 }),
    since: fc.integer({ min: -60, max: 30 }),
    highest: fc.constantFrom('unit_head' as const, 'leader' as const),
  })
  .map(({ last, since, highest }): UrgedTask => {
    const part = { agencyId: 1, since: addDays(start, since), reminded: null, reached: null };
    return { id: 1, lastDay: addDays(start, last), highest, parts: [part, { ...part, agencyId: 2 }] };
  });

test('whoever asks again only when something may be due misses nothing that asking each day finds', () => {
  fc.assert(
    fc.property(task, rules, (given, by) => {
      const run = (skips: boolean) => {
        const found: string[] = [];
        let copy = given;
        let wakes: LocalDate | null = start;
        for (let day = start; day <= addDays(start, 70); day = addDays(day, 1)) {
          if (skips && (wakes === null || day < wakes)) continue;
          const acts = actsOf(day, [copy], by, lawfulCalendar);
          found.push(...acts.map((act) => `${day} ${JSON.stringify(act)}`));
          copy = afterActs([copy], acts, day)[0] ?? copy;
          wakes = quietUntil(day, copy, by);
        }
        return found;
      };
      expect(run(true)).toEqual(run(false));
    }),
    { numRuns: 300 },
  );
});
