import { expect, test } from 'vitest';
import type { LocalDate } from '../../../kernel/dates.ts';
import { reasonOf, type Standpoint } from './reason.ts';

const day = (text: string) => text as LocalDate;
const task: Standpoint = {
  ...{ state: 'overdue', lastDay: day('2026-09-30'), percent: 40, reportedOn: null, closedOn: null },
  ...{ closedDocument: null, cadence: null },
};
const said = (changed: Partial<Standpoint>, today = '2026-10-12') =>
  reasonOf({ ...task, ...changed }, day(today)).vi;

test('a state says why, in plain words', () => {
  expect(said({})).toBe('Quá hạn 12 ngày: hạn 30/09/2026, tiến độ 40 %');
  expect(said({ state: 'due_soon' }, '2026-09-25')).toBe('Còn 5 ngày: hạn 30/09/2026, tiến độ 40 %');
  expect(said({ state: 'due_soon' }, '2026-09-30')).toBe('Hôm nay là ngày cuối: tiến độ 40 %');
  expect(said({ state: 'not_started', lastDay: null })).toBe('Chưa có thông tin bắt đầu, không nêu hạn');
  expect(said({ state: 'awaiting', reportedOn: day('2026-10-02') })).toBe(
    'Báo cáo hoàn thành ngày 02/10/2026, chậm 2 ngày; chờ xác nhận',
  );
  expect(said({ state: 'done_in_time', reportedOn: day('2026-09-28') })).toBe(
    'Hoàn thành ngày 28/09/2026, hạn 30/09/2026',
  );
  expect(said({ state: 'without_result', cadence: 'quarter' })).toBe(
    'Chưa có kết quả; kỳ hiện nay là quý IV/2026',
  );
  const closed = { closedOn: day('2026-08-01'), closedDocument: '90/QĐ-UBND' };
  expect(said({ ...closed, state: 'suspended' })).toBe('Từ ngày 01/08/2026, theo 90/QĐ-UBND');
});
