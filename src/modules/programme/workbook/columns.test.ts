import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { LocalDate } from '../../../kernel/dates.ts';
import { periodOf } from '../../../kernel/periods.ts';
import { dayIn, periodText, readKey, readPeriodText, writeKey, wrongDay } from './columns.ts';
import { filledRows } from './filled-rows.ts';

const cadences = ['month', 'quarter', 'half_year', 'year'] as const;
const days = fc
  .date({ min: new Date('2000-01-01'), max: new Date('2098-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10) as LocalDate);

describe('a cell of the workbook', () => {
  test('with a period is read as it was offered, and as people and spreadsheets write it', () => {
    fc.assert(
      fc.property(fc.constantFrom(...cadences), days, (cadence, day) => {
        const period = periodOf(cadence, day);
        expect(readPeriodText(periodText(period), cadence)).toBe(period.key);
        expect(readPeriodText(period.key, cadence)).toBe(period.key);
      }),
    );
    const written = [
      ...([
        ['quý 3 năm 2026', 'quarter', '2026-Q3'],
        ['Q3/2026', 'quarter', '2026-Q3'],
        ['QUÝ IV 2026', 'quarter', '2026-Q4'],
      ] as const),
      ...([
        ['03/2026', 'month', '2026-03'],
        ['01/03/2026', 'month', '2026-03'],
        ['tháng 3 năm 2026', 'month', '2026-03'],
      ] as const),
      ...([
        ['năm 2026', 'year', '2026'],
        ['2026', 'year', '2026'],
        ['6 tháng cuối năm 2026', 'half_year', '2026-H2'],
      ] as const),
      ...([
        ['quý 5/2026', 'quarter', null],
        ['2026', 'quarter', null],
        ['quý 3/2026', 'year', null],
        ['', 'year', null],
        ['13/2026', 'month', null],
      ] as const),
    ];
    for (const [text, cadence, key] of written)
      expect([text, readPeriodText(text, cadence)]).toEqual([text, key]);
  });

  test('with a day is read as the day it shows, or says what is wrong with it', () => {
    expect(['46143', '1', '2026', '05/03/2026', ' 5.3.2026 '].map(dayIn)).toEqual([
      '01/05/2026',
      '1',
      '2026',
      '05/03/2026',
      '5.3.2026',
    ]);
    expect(
      ['31/02/2026', '12/5/26', 'hôm qua', '05/03/2026', ''].map(
        (text) => wrongDay(text)?.vi.slice(0, 14) ?? null,
      ),
    ).toEqual(['Ngày 31/02/202', 'Hãy ghi đủ bốn', '“hôm qua” khôn', null, null]);
  });

  test('with the key of its row gives back what was written, and nothing for anything else', () => {
    const key = { sheet: 'tasks', id: 12, version: 7, organisationId: 34 } as const;
    expect(readKey(writeKey(key))).toEqual(key);
    expect(readKey('nv.12.7.0')).toEqual({ ...key, organisationId: null });
    for (const forged of ['', 'nv.12.7', 'xx.1.1.1', `nv.${'9'.repeat(20)}.1.1`, 'nv.1.1.1; drop'])
      expect(readKey(forged)).toBeNull();
  });

  test('is never lost, whatever stands around it', () => {
    const cells = fc.array(fc.array(fc.string({ maxLength: 8 }), { maxLength: 6 }), { maxLength: 12 });
    const merge = fc.record({
      top: fc.nat(14),
      left: fc.nat(6),
      bottom: fc.nat(2_000_000),
      right: fc.nat(9),
    });
    fc.assert(
      fc.property(cells, cells, fc.array(merge, { maxLength: 3 }), (above, below, merges) => {
        const head = ['Tiến độ mới (%)', 'x', 'MÃ NHIỆM VỤ'];
        const rows = [...above, head, ...below, ['50', '', 'NV-1']];
        const found = filledRows([{ name: '', rows, merges, problems: [] }]);
        expect(found.rows.some(({ texts, code }) => texts.percent === '50' && code === 'NV-1')).toBe(true);
      }),
    );
  });
});
