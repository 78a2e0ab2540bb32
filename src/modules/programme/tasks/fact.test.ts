import { describe, expect, test } from 'vitest';
import type { LocalDate } from '../../../kernel/dates.ts';
import { type EnteredFact, type FactContext, openPeriods, wrongIn } from './fact.ts';

const day = (text: string) => text as LocalDate;
const fact: EnteredFact = {
  ...{ kind: 'progress', on: day('2026-04-20'), percent: 40, words: 'Đã lấy ý kiến', reason: null },
  ...{ period: null, document: null, file: false },
};
const context: FactContext = {
  ...{ today: day('2026-05-04'), since: day('2026-01-15'), cadence: null },
  ...{ before: [], openParts: 0, corrects: false },
};
const wrong = (changed: Partial<EnteredFact>, around: Partial<FactContext> = {}) =>
  Object.keys(wrongIn({ ...fact, ...changed }, { ...context, ...around })).sort();
const decision = { number: '12/QĐ-UBND', date: day('2026-04-19') };

describe('a fact', () => {
  test('has happened; before the task was given it needs a reason', () => {
    expect(wrong({})).toEqual([]);
    expect(wrong({ on: day('2026-05-05') })).toEqual(['on']);
    expect(wrong({ on: day('2026-01-14') })).toEqual(['reason']);
    expect(wrong({ on: day('2026-01-14'), reason: 'Làm trước khi có kế hoạch' })).toEqual([]);
  });

  test('of progress says what was done and how far it is; a share that falls back needs a reason', () => {
    expect(wrong({ percent: null, words: '' })).toEqual(['percent', 'words']);
    const before = [
      { kind: 'progress' as const, on: day('2026-03-01'), percent: 30 },
      { kind: 'progress' as const, on: day('2026-04-01'), percent: 60 },
    ];
    expect(wrong({}, { before })).toEqual(['reason']);
    expect(wrong({ reason: 'Phải làm lại' }, { before })).toEqual([]);
    // on a day between the two nothing fell back
    expect(wrong({ on: day('2026-03-15') }, { before })).toEqual([]);
  });

  test('that tells of a result or a completion stands on a document or a file', () => {
    for (const kind of ['result', 'done'] as const) {
      expect(wrong({ kind, percent: null })).toEqual(['documentNumber']);
      expect(wrong({ kind, percent: null, file: true })).toEqual([]);
      expect(wrong({ kind, percent: null, document: decision })).toEqual([]);
      const later = { ...decision, date: day('2026-06-01') };
      expect(wrong({ kind, percent: null, document: later })).toEqual(['documentDate']);
    }
  });

  test('of completion waits for the parts, and is never told of a continuous task', () => {
    const done = { kind: 'done', percent: null, document: decision } as const;
    expect(wrong(done, { openParts: 1 })).toEqual(['kind']);
    expect(wrong(done, { cadence: 'quarter' })).toEqual(['kind']);
  });

  test('of a beginning is entered once; a correction says why', () => {
    const before = [{ kind: 'started' as const, on: day('2026-02-01'), percent: null }];
    expect(wrong({ kind: 'started', percent: null, words: '' })).toEqual([]);
    expect(wrong({ kind: 'started', percent: null, words: '' }, { before })).toEqual(['kind']);
    expect(wrong({}, { corrects: true })).toEqual(['reason']);
  });

  test('is of a bounded length', () => {
    expect(wrong({ words: 'a'.repeat(4_001), reason: 'b'.repeat(2_001) })).toEqual(['reason', 'words']);
  });
});

test('a result of a continuous task belongs to a period since it was given, of the latest twelve', () => {
  const keys = openPeriods('quarter', context.since, context.today).map(({ key }) => key);
  expect(keys).toEqual(['2026-Q2', '2026-Q1']);
  expect(openPeriods('month', day('2020-01-01'), context.today)).toHaveLength(12);
  const result = { kind: 'result', percent: null, document: decision } as const;
  expect(wrong({ ...result, period: '2026-Q1' }, { cadence: 'quarter' })).toEqual([]);
  for (const period of [null, '2026-Q3', '2025-Q4', '2026-01'])
    expect(wrong({ ...result, period }, { cadence: 'quarter' })).toEqual(['period']);
});
