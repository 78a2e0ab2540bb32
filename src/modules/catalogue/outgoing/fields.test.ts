import { describe, expect, test } from 'vitest';
import { brokenField } from './fields.ts';
import { typedDate } from './outgoing.ts';

describe('what an officer types into a text', () => {
  test.each([
    ['{{năm', 'thiếu dấu mở'],
    ['năm}}', 'thiếu dấu mở'],
    ['{{}}', 'Không có trường “{{}}”'],
    ['{{nam}}', 'Không có trường “{{nam}}”'],
  ])('a field is known by its name and closed: %s', (text, message) => {
    expect(brokenField(`Danh mục ${text} của tỉnh`)?.vi).toContain(message);
  });

  test('the name of a field may be typed with spaces and capitals', () => {
    expect(brokenField('{{ Số  mục }} {{Năm}}')).toBeNull();
  });

  test.each([
    ['', null],
    ['2026', '2026'],
    ['4/2026', '2026-04'],
    ['05/01/2026', '2026-01-05'],
    ['30/02/2026', undefined],
    ['13/2026', undefined],
    ['mai', undefined],
  ])('a day may be left open, but not be wrong: “%s”', (typed, iso) => {
    expect(typedDate(typed)).toBe(iso);
  });
});
