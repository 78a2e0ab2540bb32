import { describe, expect, it } from 'vitest';
import {
  formatCount,
  formatDate,
  formatFileSize,
  formatInstant,
  formatMoney,
  formatNumber,
  relativeAge,
} from './format.ts';

describe('numbers, money and dates read as officials write them', () => {
  it('writes numbers with the signs of the language', () => {
    expect(formatNumber('vi', 1234.5)).toBe('1.234,5');
    expect(formatNumber('en', 1234.5)).toBe('1,234.5');
    expect(formatNumber('vi', 1_000_000_000_000n)).toBe('1.000.000.000.000');
  });

  it('counts with the right form of the noun', () => {
    expect(formatCount('vi', 1, 'bài toán')).toBe('1 bài toán');
    expect(formatCount('en', 1, { one: 'problem', other: 'problems' })).toBe('1 problem');
    expect(formatCount('en', 2400, { one: 'problem', other: 'problems' })).toBe('2,400 problems');
  });

  it.each([
    [6_200_000_000, '6,2 tỷ đồng', 'VND 6.2 billion'],
    [850_000_000, '850 triệu đồng', 'VND 850 million'],
    [1_234_500_000, '1,235 tỷ đồng', 'VND 1.235 billion'],
    [120_000, '120.000 đồng', 'VND 120,000'],
    [0, '0 đồng', 'VND 0'],
  ])('writes %d đồng in words of money', (dong, vi, en) => {
    expect(formatMoney('vi', dong)).toBe(vi);
    expect(formatMoney('en', dong)).toBe(en);
  });

  it('keeps an incomplete date incomplete', () => {
    expect(formatDate('vi', '2026-01-05')).toBe('05/01/2026');
    expect(formatDate('vi', '2026-04')).toBe('tháng 4/2026');
    expect(formatDate('vi', '2026')).toBe('năm 2026');
    expect(formatDate('en', '2026-01-05')).toBe('5 Jan 2026');
    expect(formatDate('en', '2026-04')).toBe('Apr 2026');
  });

  it('shows a strange date as it is instead of inventing another', () => {
    expect(formatDate('vi', 'Quý II/2025')).toBe('Quý II/2025');
    expect(formatDate('en', '2026-13-01')).toBe('2026-13-01');
  });

  it('tells instants in Vietnam’s time', () => {
    expect(formatInstant('vi', new Date('2026-01-04T18:05:00Z'))).toBe('01:05, 05/01/2026');
  });

  it('tells ages coarsely', () => {
    const now = new Date('2026-11-20T08:00:00Z');
    const before = (ms: number) => relativeAge('vi', new Date(now.getTime() - ms), now);
    expect(before(20_000)).toBe('vừa xong');
    expect(before(-5000)).toBe('vừa xong');
    expect(before(3 * 60_000)).toBe('3 phút trước');
    expect(before(5 * 3_600_000)).toBe('5 giờ trước');
    expect(before(44 * 86_400_000)).toBe('44 ngày trước');
    expect(before(90 * 86_400_000)).toBe('3 tháng trước');
    expect(before(800 * 86_400_000)).toBe('2 năm trước');
    expect(relativeAge('en', new Date(now.getTime() - 86_400_000), now)).toBe('1 day ago');
  });

  it('tells file sizes in the unit people know', () => {
    expect(formatFileSize('vi', 1_400_000)).toBe('1,4 MB');
    expect(formatFileSize('vi', 20_000)).toBe('20 KB');
    expect(formatFileSize('vi', 3)).toBe('1 KB');
  });
});
