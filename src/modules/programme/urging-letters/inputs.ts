import { type LocalDate, readTypedDate } from '../../../kernel/dates.ts';
import { InvalidInput } from '../../../kernel/refusal.ts';
import { singleSpaced, type Text } from '../../../kernel/text.ts';
import { strayPaste, typedDate } from '../../catalogue/index.ts';
import { refuseWrong } from '../difficulties/inputs.ts';
import {
  brokenField,
  type LetterField,
  type LetterTexts,
  letterFields,
  lettersAtOnce,
  reasonMost,
  type Urging,
} from './letter.ts';

const required: readonly LetterField[] = [
  'issuer',
  'symbol',
  'place',
  'abstract',
  'addressees',
  'body',
  'roles',
];
const bodyMost = 20_000;
const othersMost = 2_000;

function wrongText(field: LetterField, text: string): Text | null {
  const most = field === 'body' ? bodyMost : othersMost;
  if (text.length > most)
    return {
      vi: `Dài ${text.length} ký tự, tối đa ${most}. Hãy rút gọn.`,
      en: `${text.length} characters, at most ${most}. Make it shorter.`,
    };
  const stray = strayPaste(text) ?? brokenField(text);
  if (stray) return stray;
  if (required.includes(field) && text.trim() === '')
    return { vi: 'Không được để trống phần này.', en: 'This part may not be empty.' };
  if (field === 'date' && typedDate(text) === undefined)
    return {
      vi: 'Ngày này không có. Hãy ghi như 05/01/2026, hoặc để trống.',
      en: 'There is no such day. Write 05/01/2026, or leave it empty.',
    };
  return null;
}

/** The texts in NFC. Throws InvalidInput by field. */
export function readLetterTexts(typed: LetterTexts): LetterTexts {
  const read = Object.fromEntries(
    letterFields.map((field) => [field, typed[field].normalize('NFC').replaceAll('\r\n', '\n').trim()]),
  ) as LetterTexts;
  refuseWrong(Object.fromEntries(letterFields.map((field) => [field, wrongText(field, read[field])])));
  return read;
}

/** The day before which to report. Throws InvalidInput `reportBy`. */
export function readReportBy(typed: string, today: LocalDate): LocalDate {
  const day = readTypedDate(typed);
  if (day !== null && day > today) return day;
  throw new InvalidInput({
    reportBy:
      day === null
        ? {
            vi: 'Hãy gõ ngày phải báo cáo, ví dụ 25/5/2026.',
            en: 'Type the day before which to report, such as 25/5/2026.',
          }
        : { vi: 'Hãy chọn một ngày sau hôm nay.', en: 'Choose a day after today.' },
  });
}

export interface TypedUrging {
  readonly plan: string;
  readonly leastDays: string;
  readonly withSoon: boolean;
}

/** What is typed above the list of agencies, as far as it can be read; all late tasks where it cannot. */
export function readUrging({ plan, leastDays, withSoon }: TypedUrging): Urging {
  const days = /^\d{1,4}$/.test(leastDays.trim()) ? Number(leastDays) : 1;
  return {
    planId: /^[1-9]\d{0,14}$/.test(plan) ? Number(plan) : null,
    ...{ leastDays: Math.min(days, 3650), withSoon },
  };
}

/** Ids of agencies as ticked. Throws InvalidInput `agencies`. */
export function readAgencies(typed: readonly string[]): readonly number[] {
  const ids = [...new Set(typed.filter((id) => /^[1-9]\d{0,14}$/.test(id)).map(Number))];
  if (ids.length > 0 && ids.length <= lettersAtOnce) return ids;
  throw new InvalidInput({
    agencies:
      ids.length === 0
        ? { vi: 'Hãy chọn ít nhất một cơ quan.', en: 'Choose at least one agency.' }
        : {
            vi: `Mỗi lần nhiều nhất ${lettersAtOnce} cơ quan.`,
            en: `At most ${lettersAtOnce} agencies at once.`,
          },
  });
}

/** Why a letter is recalled. Throws InvalidInput `recallReason`. */
export function readRecallReason(typed: string): string {
  const reason = singleSpaced(typed.normalize('NFC').replace(/\p{Cc}/gu, ' '));
  refuseWrong({
    recallReason:
      reason === ''
        ? { vi: 'Hãy ghi lý do thu hồi.', en: 'Say why it is recalled.' }
        : [...reason].length > reasonMost
          ? { vi: `Hãy viết gọn trong ${reasonMost} ký tự.`, en: `Keep it within ${reasonMost} characters.` }
          : null,
  });
  return reason;
}

export interface TypedIssue {
  readonly number: string;
  readonly issuedOn: string;
  readonly signer: string;
}

export interface ReadIssue {
  readonly number: string;
  readonly issuedOn: LocalDate;
  readonly signer: string;
}

/** By what it was issued. Throws InvalidInput `number`, `issuedOn`, `signer`. */
export function readIssue(typed: TypedIssue, today: LocalDate): ReadIssue {
  const clean = (text: string) => singleSpaced(text.normalize('NFC').replace(/\p{Cc}/gu, ' '));
  const number = clean(typed.number);
  const signer = clean(typed.signer);
  const issuedOn = readTypedDate(typed.issuedOn);
  refuseWrong({
    number: /^[\p{L}\d.-]{1,20}$/u.test(number)
      ? null
      : {
          vi: 'Hãy ghi số của công văn, không kèm ký hiệu, ví dụ 215.',
          en: 'Type the number without its symbol, such as 215.',
        },
    issuedOn:
      issuedOn === null
        ? { vi: 'Hãy gõ ngày ký, ví dụ 18/5/2026.', en: 'Type the day it was signed, such as 18/5/2026.' }
        : issuedOn > today
          ? { vi: 'Ngày ký ở tương lai.', en: 'The day lies in the future.' }
          : null,
    signer:
      signer === '' || signer.length > 100
        ? { vi: 'Hãy ghi họ tên người ký.', en: 'Type the name of who signed.' }
        : null,
  });
  return { number, issuedOn: issuedOn ?? today, signer };
}
