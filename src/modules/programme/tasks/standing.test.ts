import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, type LocalDate } from '../../../kernel/dates.ts';
import { strictRules } from '../../../kernel/deadline.ts';
import { lawfulCalendar } from '../../../kernel/working-days.ts';
import { type Reading, standingOf, type TaskFacts } from './standing.ts';
import type { Part } from './task.ts';

const day = (text: string) => text as LocalDate;
const reading: Reading = { rules: strictRules, calendar: lawfulCalendar };
const part = (more: Partial<Part> = {}): Part => ({
  ...{ since: day('2025-06-01'), startedOn: null, percent: 0, reportedOn: null, informedOn: null },
  ...more,
});
const facts = (more: Partial<TaskFacts> = {}): TaskFacts => ({
  deadline: { kind: 'quarter', from: day('2025-07-01'), to: day('2025-09-30'), raw: 'Quý III/2025' },
  ...{ cadence: null, parts: [part()], periods: [], children: [], instance: null, closed: null },
  ...more,
});
const on = (text: string, more: Partial<TaskFacts> = {}) => standingOf(facts(more), day(text), reading);

describe('a task with a deadline', () => {
  test('goes from not started over due soon to overdue by the date alone, and says when it turns', () => {
    expect(on('2025-07-01')).toMatchObject({
      state: 'not_started',
      lastDay: '2025-09-30',
      turnsOn: '2025-09-23',
    });
    expect(on('2025-09-23')).toMatchObject({ state: 'due_soon', turnsOn: '2025-10-01' });
    expect(on('2025-09-30').state).toBe('due_soon');
    expect(on('2025-10-01')).toMatchObject({ state: 'overdue', turnsOn: null });
  });

  test('“trước ngày” ends the day before where the installation reads it so', () => {
    const deadline = {
      kind: 'date',
      from: day('2025-06-15'),
      to: day('2025-06-15'),
      raw: 'trước ngày 15/6/2025',
    } as const;
    expect(on('2025-06-15', { deadline }).state).toBe('overdue');
    const lenient = { ...reading, rules: { ...strictRules, beforeIsExclusive: false } };
    expect(standingOf(facts({ deadline }), day('2025-06-15'), lenient).state).toBe('due_soon');
  });

  test('nobody’s task is “not assigned”, however late', () => {
    expect(on('2026-01-01', { parts: [] }).state).toBe('unassigned');
  });

  test('waits for confirmation when every lead has reported it done, and for the others until then', () => {
    const done = part({ startedOn: day('2025-07-02'), percent: 100, reportedOn: day('2025-09-01') });
    expect(on('2025-10-05', { parts: [done] })).toMatchObject({
      state: 'awaiting',
      reportedOn: '2025-09-01',
    });
    expect(on('2025-10-05', { parts: [done, part({ percent: 40 })] })).toMatchObject({
      ...{ state: 'overdue', percent: 70, startedOn: '2025-07-02', reportedOn: null },
    });
  });

  test('is done in time or late by the day it was reported for, not by the day of confirmation', () => {
    const closed = { how: 'done', on: day('2025-11-01') } as const;
    const parts = (reported: string) => [part({ reportedOn: day(reported), percent: 90 })];
    expect(on('2026-01-01', { closed, parts: parts('2025-09-30') })).toMatchObject({
      state: 'done_in_time',
      percent: 100,
    });
    expect(on('2026-01-01', { closed, parts: parts('2025-10-01') }).state).toBe('done_late');
  });

  test('without any deadline it is never late', () => {
    const deadline = { kind: 'none', from: null, to: null, raw: '' } as const;
    expect(on('2040-01-01', { deadline })).toMatchObject({ state: 'not_started', turnsOn: null });
  });

  test('shares of its parts make its percent', () => {
    expect(on('2025-07-01', { children: [100, 50, 0], parts: [part({ percent: 90 })] }).percent).toBe(50);
  });
});

describe('a continuous task', () => {
  const deadline = { kind: 'continuous', from: null, to: null, raw: 'Thường xuyên' } as const;
  const at = (text: string, periods: readonly string[] = []) =>
    on(text, { deadline, cadence: 'quarter', periods, parts: [part({ since: day('2025-06-15') })] });

  test('has the first whole period to bring a result', () => {
    expect(at('2025-09-30').state).toBe('not_started');
    expect(at('2025-10-01').state).toBe('without_result');
  });

  test('a result is good for its period and the one after', () => {
    expect(at('2025-10-01', ['2025-Q3']).state).toBe('with_result');
    expect(at('2025-12-31', ['2025-Q3']).state).toBe('with_result');
    expect(at('2026-01-01', ['2025-Q3']).state).toBe('without_result');
    expect(at('2026-01-01', ['2025-Q4', '2025-Q3']).state).toBe('with_result');
  });
});

test('until the day it says it turns, nothing of the state changes; on that day something does', () => {
  const anyDay = fc.integer({ min: 0, max: 1_200 }).map((count) => addDays(day('2024-11-01'), count));
  const deadlines = fc.constantFrom<TaskFacts['deadline']>(
    { kind: 'date', from: day('2025-06-15'), to: day('2025-06-15'), raw: 'trước ngày 15/6/2025' },
    { kind: 'year', from: day('2025-01-01'), to: day('2025-12-31'), raw: '2025' },
    { kind: 'continuous', from: null, to: null, raw: 'Thường xuyên' },
    { kind: 'none', from: null, to: null, raw: '' },
  );
  fc.assert(
    fc.property(
      anyDay,
      deadlines,
      fc.constantFrom([], ['2025-Q1'], ['2025-Q3']),
      (today, deadline, periods) => {
        const of = (at: LocalDate) => standingOf(facts({ deadline, periods }), at, reading);
        const { turnsOn, ...now } = of(today);
        const end = turnsOn ?? addDays(today, 400);
        expect(end > today).toBe(true);
        for (let at = today; at < end; at = addDays(at, 1)) {
          const { turnsOn: _, ...then } = of(at);
          expect(then).toEqual(now);
        }
      },
    ),
    { numRuns: 150 },
  );
});
