import { type LocalDate, readTypedDate } from '../../../kernel/dates.ts';
import type { Cadence } from '../../../kernel/periods.ts';
import { InvalidInput } from '../../../kernel/refusal.ts';
import { singleSpaced, type Text } from '../../../kernel/text.ts';
import { agenciesMost } from '../tasks/task.ts';
import { directions, frequencies } from './load.ts';
import { type Direction, directionFits, type Level, type TargetValue } from './target.ts';
import { readTypedNumber } from './typed-number.ts';

/** The way to a target as typed. */
export interface TypedWay {
  readonly direction: string;
  readonly frequency: string;
  readonly until: string;
  readonly baseline: string;
  readonly baselineOn: string;
  readonly baselineSource: string;
  /** What is to be reached by the end of each year, by year. */
  readonly levels: Readonly<Record<string, string>>;
  readonly least: string;
  readonly most: string;
  /** Names, one a line. */
  readonly owners: string;
  /** By which this is changed, as written; empty: a correction of what was entered. */
  readonly document: string;
}

export interface Way {
  readonly direction: Direction;
  readonly frequency: Cadence;
  readonly until: LocalDate | null;
  readonly baseline: { readonly value: number; readonly on: LocalDate; readonly source: string } | null;
  readonly levels: readonly Level[];
  readonly least: number | null;
  readonly most: number | null;
  readonly owners: readonly string[];
  readonly document: string | null;
}

const wordsMost = 500;

const noNumber: Text = { vi: 'Chỉ ghi một số, ví dụ 1.234,5.', en: 'Write one number, such as 1.234,5.' };
const noDay: Text = { vi: 'Hãy ghi ngày, ví dụ 31/12/2025.', en: 'Give a day, such as 31/12/2025.' };

type Wrong = Record<string, Text>;

/** Throws InvalidInput by field; a level is the field `level-2027`. */
export function readWay(
  typed: TypedWay,
  values: readonly TargetValue[],
  scopes: number,
  today: LocalDate,
): Way {
  const wrong: Wrong = {};
  const direction = directions.find((one) => one === typed.direction) ?? 'none';
  if (direction !== typed.direction || (values.length > 0 && !directionFits(values, direction)))
    wrong.direction = {
      vi: 'Chiều này không hợp với giá trị của chỉ tiêu; hãy chọn chiều khác.',
      en: 'This does not fit the value of the target; choose another.',
    };
  const frequency = frequencies.find((one) => one === typed.frequency);
  if (!frequency) wrong.frequency = { vi: 'Hãy chọn kỳ số liệu.', en: 'Choose how often it is measured.' };
  const until = dayIn(typed.until, 'until', wrong);
  const [least, most] = [numberIn(typed.least, 'least', wrong), numberIn(typed.most, 'most', wrong)];
  if (least !== null && most !== null && least > most)
    wrong.most = { vi: 'Giá trị lớn nhất nhỏ hơn giá trị nhỏ nhất.', en: 'The most is less than the least.' };
  const baseline = baselineIn(typed, today, wrong);
  const levels = levelsIn(typed.levels, direction, until, wrong);
  if (scopes > 1 && (baseline !== null || levels.length > 0))
    wrong.baseline = {
      vi: 'Chỉ tiêu có nhiều giá trị thì chưa ghi được giá trị gốc và mức theo năm.',
      en: 'A target with several values has no baseline and no yearly levels.',
    };
  const { owners, document } = wordsIn(typed, wrong);
  if (!frequency || Object.keys(wrong).length > 0) throw new InvalidInput(wrong);
  return { direction, frequency, until, baseline, levels, least, most, owners, document };
}

function dayIn(typed: string, field: string, wrong: Wrong): LocalDate | null {
  if (typed.trim() === '') return null;
  const day = readTypedDate(typed);
  if (day === null) wrong[field] = noDay;
  return day;
}

/** In the unit of the target: another one is nowhere converted on the way to a plan. */
function numberIn(typed: string, field: string, wrong: Wrong): number | null {
  if (typed.trim() === '') return null;
  const number = readTypedNumber(typed.replace(/%\s*$/u, ''));
  if (number?.unit === null) return number.value;
  wrong[field] = noNumber;
  return null;
}

function baselineIn(typed: TypedWay, today: LocalDate, wrong: Wrong): Way['baseline'] {
  const value = numberIn(typed.baseline, 'baseline', wrong);
  const on = dayIn(typed.baselineOn, 'baselineOn', wrong);
  const source = singleSpaced(typed.baselineSource.normalize('NFC'));
  if (typed.baseline.trim() === '') {
    if (typed.baselineOn.trim() !== '' || source !== '')
      wrong.baseline = { vi: 'Hãy ghi giá trị gốc.', en: 'Give the baseline.' };
    return null;
  }
  if (typed.baselineOn.trim() === '') wrong.baselineOn = noDay;
  if (on !== null && on > today)
    wrong.baselineOn = { vi: 'Ngày này chưa đến.', en: 'This day has not come.' };
  if (source === '')
    wrong.baselineSource = {
      vi: 'Hãy ghi nguồn của giá trị gốc.',
      en: 'Say where the baseline comes from.',
    };
  if ([...source].length > wordsMost) wrong.baselineSource = tooLong(wordsMost);
  return value === null || on === null ? null : { value, on, source };
}

const tooLong = (most: number): Text => ({
  vi: `Dài quá ${most} ký tự.`,
  en: `Longer than ${most} characters.`,
});

function levelsIn(
  typed: TypedWay['levels'],
  direction: Direction,
  until: LocalDate | null,
  wrong: Wrong,
): readonly Level[] {
  return Object.entries(typed).flatMap(([name, text]) => {
    const year = Number(name);
    if (text.trim() === '') return [];
    const field = `level-${name}`;
    if (!Number.isInteger(year) || year < 1990 || year > 2200) {
      wrong[field] = { vi: 'Năm không hợp lệ.', en: 'There is no such year.' };
      return [];
    }
    if (until !== null && `${year}-12-31` >= until) {
      wrong[field] = {
        vi: 'Năm cuối lấy giá trị của chỉ tiêu; không ghi mức riêng.',
        en: 'The last year has the value of the target itself.',
      };
      return [];
    }
    const level = levelIn(text, direction, field, wrong);
    return level === null ? [] : [{ year, ...level }];
  });
}

function levelIn(text: string, direction: Direction, field: string, wrong: Wrong) {
  if (direction === 'none') {
    wrong[field] = {
      vi: 'Chỉ tiêu đánh giá bằng lời không có mức theo năm.',
      en: 'A target judged in words has no levels.',
    };
    return null;
  }
  const ends = direction === 'band' ? text.split(/\s+[-–]\s+/u) : [text];
  const [low, high = low] = ends.map((end) => numberIn(end, field, wrong));
  if (low === undefined || low === null || high === undefined || high === null || ends.length > 2) {
    wrong[field] ??= noNumber;
    return null;
  }
  if (low > high) {
    wrong[field] = { vi: 'Hãy ghi số nhỏ trước, số lớn sau.', en: 'Write the smaller number first.' };
    return null;
  }
  if (direction === 'higher') return { min: low, max: null };
  return direction === 'lower' ? { min: null, max: high } : { min: low, max: high };
}

function wordsIn({ owners: lines, document: written }: TypedWay, wrong: Wrong) {
  const owners = [...new Set(lines.normalize('NFC').split(/\r?\n/u).map(singleSpaced).filter(Boolean))];
  if (owners.length > agenciesMost)
    wrong.owners = { vi: `Nhiều nhất ${agenciesMost} cơ quan.`, en: `At most ${agenciesMost} agencies.` };
  if (owners.some((name) => [...name].length > wordsMost)) wrong.owners = tooLong(wordsMost);
  const document = singleSpaced(written.normalize('NFC')) || null;
  if (document !== null && [...document].length > wordsMost) wrong.document = tooLong(wordsMost);
  return { owners, document };
}
