import { defineTexts } from '../../../ui/texts/texts.ts';
import type { Information, Outlook, Result } from './outlook.ts';
import type { Direction } from './target.ts';

/** What the computed states of a target are called. */
export const targetStateTexts = defineTexts(
  {
    information: {
      measured: 'Đã có số liệu',
      stale: 'Số liệu cũ',
      missing: 'Chưa có thông tin',
    } satisfies Record<Information, string>,
    forYear: (year: number) => `mức của năm ${year}`,
    outlook: {
      expected: 'Dự kiến đạt',
      at_risk: 'Có nguy cơ',
      unlikely: 'Nguy cơ không đạt',
      cannot_tell: 'Chưa thể đánh giá',
    } satisfies Record<Outlook, string>,
    result: {
      met: 'Đạt',
      exceeded: 'Vượt',
      not_met: 'Chưa đạt',
      not_carried_out: 'Không thực hiện',
    } satisfies Record<Result, string>,
    noResult: 'Chưa có thông tin đánh giá',
    estimated: 'theo số ước',
    direction: {
      higher: 'Càng cao càng tốt',
      lower: 'Càng thấp càng tốt',
      band: 'Trong khoảng',
      none: 'Đánh giá bằng lời',
    } satisfies Record<Direction, string>,
    age: (days: string) => (days === '0' ? 'số liệu hôm nay' : `số liệu cách đây ${days} ngày`),
    missingFor: (days: string) =>
      days === '0' ? 'chưa có số liệu, tính từ hôm nay' : `chưa có số liệu ${days} ngày`,
    due: (date: string) => `số liệu tiếp theo cần có chậm nhất ${date}`,
    owedSince: (date: string) => `đã quá hạn ${date}`,
  },
  {
    information: { measured: 'Measured', stale: 'Out of date', missing: 'No information' },
    forYear: (year: number) => `the level for ${year}`,
    outlook: {
      expected: 'Expected to be met',
      at_risk: 'At risk',
      unlikely: 'Unlikely to be met',
      cannot_tell: 'Cannot be told yet',
    },
    result: { met: 'Met', exceeded: 'Exceeded', not_met: 'Not met', not_carried_out: 'Not carried out' },
    noResult: 'No information to judge by',
    estimated: 'by an estimate',
    direction: {
      higher: 'The higher the better',
      lower: 'The lower the better',
      band: 'Within a range',
      none: 'Judged in words',
    },
    age: (days: string) =>
      days === '0' ? 'figure of today' : days === '1' ? 'figure of yesterday' : `figure of ${days} days ago`,
    missingFor: (days: string) =>
      days === '0'
        ? 'no figure, owed since today'
        : days === '1'
          ? 'no figure for 1 day'
          : `no figure for ${days} days`,
    due: (date: string) => `the next figure is due by ${date}`,
    owedSince: (date: string) => `was due by ${date}`,
  },
);
