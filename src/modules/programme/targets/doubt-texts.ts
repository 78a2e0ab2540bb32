import { formatDate, formatNumber } from '../../../ui/format.ts';
import { defineTexts, type Lang } from '../../../ui/texts/texts.ts';
import type { Doubt, Impossible } from './doubts.ts';
import { type TypedNumber, typedOneWay } from './typed-number.ts';

const doubtTexts = defineTexts(
  {
    notANumber: 'Chỉ ghi một số, ví dụ 1.234,5 hoặc 12,5%.',
    in_future: 'Ngày của số liệu ở tương lai.',
    before_period: 'Ngày của số liệu trước ngày đầu kỳ.',
    readAs: (read: string) => `Đọc là ${read}.`,
    readTwoWays: (read: string, other: string, instead: string) =>
      `Đọc là ${read}. Nếu ý là ${other}, hãy ghi ${instead}.`,
    otherUnit: (typed: string, unit: string) =>
      `Đơn vị “${typed}” khác đơn vị của chỉ tiêu (“${unit}”) và không đổi được.`,
    converted: (typed: string, value: string, unit: string) =>
      `Đơn vị “${typed}” khác đơn vị của chỉ tiêu: đổi ra là ${value} ${unit}.`,
    tooMuch: (factor: string, beside: string, likely: string) =>
      `Gấp khoảng ${factor} lần mức đã biết (${beside}); có phải là ${likely}?`,
    tooLittle: (factor: string, beside: string, likely: string) =>
      `Chỉ bằng khoảng 1/${factor} mức đã biết (${beside}); có phải là ${likely}?`,
    below: (limit: string) => `Số nhỏ hơn ${limit} khó đúng với đơn vị này.`,
    above: (limit: string) => `Số lớn hơn ${limit} khó đúng với đơn vị này.`,
    fellBack: (from: string, date: string) => `Kém nhiều so với số liệu trước (${from}, ngày ${date}).`,
    beforeEnd: (date: string) => `Kỳ này đến ${date} mới hết: đây là số ước?`,
    hasOne: (value: string) => `Kỳ này đã có số liệu ${value}; số mới thay số đó.`,
  },
  {
    notANumber: 'Write one number, such as 1.234,5 or 12,5%.',
    in_future: 'The day of the figure lies in the future.',
    before_period: 'The day of the figure lies before the period begins.',
    readAs: (read: string) => `Read as ${read}.`,
    readTwoWays: (read: string, other: string, instead: string) =>
      `Read as ${read}. If ${other} is meant, write ${instead}.`,
    otherUnit: (typed: string, unit: string) =>
      `The unit “${typed}” is not that of the target (“${unit}”) and cannot be converted.`,
    converted: (typed: string, value: string, unit: string) =>
      `The unit “${typed}” is not that of the target: converted it is ${value} ${unit}.`,
    tooMuch: (factor: string, beside: string, likely: string) =>
      `About ${factor} times what is known (${beside}); is it ${likely}?`,
    tooLittle: (factor: string, beside: string, likely: string) =>
      `About 1/${factor} of what is known (${beside}); is it ${likely}?`,
    below: (limit: string) => `Less than ${limit} is hardly possible in this unit.`,
    above: (limit: string) => `More than ${limit} is hardly possible in this unit.`,
    fellBack: (from: string, date: string) => `Much worse than the figure before (${from} on ${date}).`,
    beforeEnd: (date: string) => `The period ends on ${date}: is this an estimate?`,
    hasOne: (value: string) => `This period has the figure ${value}; the new one takes its place.`,
  },
);

/** Every decimal that was typed: a figure is shown as it is kept. */
const written = (lang: Lang, value: number) => formatNumber(lang, value, 12);

export function impossibleText(lang: Lang, impossible: Impossible | 'not_a_number'): string {
  const t = doubtTexts(lang);
  return impossible === 'not_a_number' ? t.notANumber : t[impossible];
}

/** How a typed number was read, for the person to see before it is kept. */
export function readAsText(lang: Lang, { value, unit, other }: TypedNumber): string {
  const read = `${written(lang, value)}${unit === null ? '' : ` ${unit}`}`;
  return other === null ? doubtTexts(lang).readAs(read) : twoWays(lang, value, other);
}

function twoWays(lang: Lang, read: number, other: number): string {
  return doubtTexts(lang).readTwoWays(written(lang, read), written(lang, other), `“${typedOneWay(other)}”`);
}

/** What is asked of whoever enters a figure. */
export function doubtText(lang: Lang, doubt: Doubt): string {
  const t = doubtTexts(lang);
  const number = (value: number) => written(lang, value);
  switch (doubt.code) {
    case 'read_two_ways':
      return twoWays(lang, doubt.read, doubt.other);
    case 'other_unit':
      return doubt.converted === null
        ? t.otherUnit(doubt.typed, doubt.unit)
        : t.converted(doubt.typed, number(doubt.converted), doubt.unit);
    case 'out_of_scale': {
      const say = doubt.factor > 1 ? t.tooMuch : t.tooLittle;
      const times = doubt.factor > 1 ? doubt.factor : 1 / doubt.factor;
      return say(number(Math.round(times)), number(doubt.beside), number(doubt.likely));
    }
    case 'below_least':
      return t.below(number(doubt.limit));
    case 'above_most':
      return t.above(number(doubt.limit));
    case 'fell_back':
      return t.fellBack(number(doubt.from), formatDate(lang, doubt.asOf));
    case 'before_period_end':
      return t.beforeEnd(formatDate(lang, doubt.periodEnd));
    case 'period_has_one':
      return t.hasOne(number(doubt.value));
  }
}
