import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { TARGET_HEADER, TASK_HEADER } from './fixtures/plans.ts';
import { readPlan } from './plan.ts';
import { readDuties } from './plan-body.ts';

describe('whatever stands in a table', () => {
  const words = fc.constantFrom(
    '',
    '',
    'Sở',
    'UBND các',
    '≥',
    '5',
    'Quý II/2025',
    ';',
    '-',
    'Chủ trì:',
    '1.',
    'I.',
    'Đến năm 2030',
    'và',
  );
  const numbers = fc.constantFrom('', '1', '2', '2.1', 'a)', 'II', '-', 'B.');

  test.each([
    ['targets', TARGET_HEADER],
    ['tasks', TASK_HEADER],
    ['both', ['TT', 'Nội dung', 'Đơn vị tính', 'Kết quả', 'Cơ quan chủ trì', 'Thời gian']],
  ])('no word of it is lost: %s', (_, header) => {
    const cell = fc.tuple(words, fc.boolean(), words);
    const row = fc.tuple(
      numbers,
      fc.array(cell, { minLength: header.length - 1, maxLength: header.length - 1 }),
    );
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 12 }), (drawn) => {
        let count = 0;
        const next = () => {
          count += 1;
          return count;
        };
        const rows = drawn.map(([tt, cells]) => [
          tt,
          ...cells.map(([before, named, after]) => (named ? `${before} từ${next()} ${after}`.trim() : '')),
        ]);
        const told = JSON.stringify(readPlan({ tables: [{ title: null, columns: header, rows }] }));
        for (let at = 1; at <= count; at += 1) expect(told).toMatch(new RegExp(`từ${at}(?!\\d)`, 'iu'));
      }),
      { numRuns: 300 },
    );
  });

  test('thousands of rows and cells without an end are read', () => {
    const rows = Array.from({ length: 2_000 }, (_, at) => [`${at}`, `N${at}`, 'Sở A, Sở B', '', '', '2025']);
    const endless = ['đạt ', '; ', 'quý trước ngày ', 'Sở A ', '1,1', '1.000 ', '(', 'các ', '- A: '].map(
      (one) => one.repeat(20_000),
    );
    const filled = endless.map((text) => ['1', text, text, text, text, text]);
    expect(
      readPlan({ tables: [{ title: null, columns: TASK_HEADER, rows: [...rows, ...filled] }] }).tasks,
    ).toHaveLength(rows.length + filled.length);
    expect(
      readPlan({ tables: [{ title: null, columns: TARGET_HEADER, rows: filled.map((row) => row.slice(1)) }] })
        .targets,
    ).toHaveLength(filled.length);
    expect(readDuties({ statements: endless.map((text) => ({ section: text, text })) })).toEqual([]);
  });
});
