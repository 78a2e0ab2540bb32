import { type LocalDate, localDateOf, readTypedDate } from '../../../kernel/dates.ts';
import { InvalidInput } from '../../../kernel/refusal.ts';
import { singleSpaced, type Text } from '../../../kernel/text.ts';

/** What is typed of a signed document. */
export interface TypedHead {
  /** `1234/QĐ-UBND`, or the running number alone. */
  readonly number: string;
  /** The day of signature: `5/2/2026`, or ISO. */
  readonly date: string;
  readonly signer: string;
}

export interface SignedHead {
  readonly number: string;
  readonly date: LocalDate;
  readonly signer: string;
}

const mostSigner = 200;
const mostNumber = 80;

/** Every wrong field at once; empty when all can be taken. */
export function typedErrors(
  { number, date, signer }: TypedHead,
  now: Date,
): Partial<Record<keyof TypedHead, Text>> {
  const errors: Partial<Record<keyof TypedHead, Text>> = {};
  if (
    !/^\d{1,6}[a-zđ]?(?:[/-][\p{L}\d&][\p{L}\d&/.-]*)?$/iu.test(plainNumber(number)) ||
    number.length > mostNumber
  )
    errors.number = {
      vi: 'Hãy ghi số của văn bản, ví dụ 1234/QĐ-UBND, hoặc chỉ số thứ tự 1234.',
      en: 'Write the number of the document, such as 1234/QĐ-UBND, or the running number 1234 alone.',
    };
  const day = readTypedDate(date);
  if (!day)
    errors.date = {
      vi: 'Ngày ký chưa đúng hoặc không có trong lịch. Hãy ghi như 05/01/2026.',
      en: 'There is no such day. Write it as 05/01/2026.',
    };
  else if (day > localDateOf(now))
    errors.date = {
      vi: 'Ngày ký ở sau hôm nay. Hãy ghi ngày đã ký trên văn bản.',
      en: 'That day is still to come. Write the day on the signed document.',
    };
  else if (day < '1945-09-02')
    errors.date = {
      vi: 'Ngày ký quá xa so với hôm nay. Hãy kiểm tra lại năm.',
      en: 'That day is too long ago. Check the year.',
    };
  const name = singleSpaced(signer);
  if (name === '' || [...name].length > mostSigner)
    errors.signer = {
      vi: `Hãy ghi họ tên người ký, tối đa ${mostSigner} ký tự.`,
      en: `Write the name of the signer, at most ${mostSigner} characters.`,
    };
  return errors;
}

/** Throws InvalidInput with a message for each wrong field. */
export function readTyped(input: TypedHead, now: Date): SignedHead {
  const errors = typedErrors(input, now);
  const date = readTypedDate(input.date);
  if (Object.keys(errors).length > 0 || !date) throw new InvalidInput(errors);
  return { number: plainNumber(input.number), date, signer: singleSpaced(input.signer) };
}

/** `Số: 145 / KH-UBND` → `145/KH-UBND`. */
function plainNumber(typed: string): string {
  return typed
    .normalize('NFC')
    .replace(/^\s*số\s*:?\s*/iu, '')
    .replace(/\s+/gu, '')
    .replace(/[‐-―−]/gu, '-');
}

/** A running number alone gets the symbol of the document; below ten it is written with a nought (Decree 30/2020). */
export function wholeNumber(typed: string, symbol: string): string {
  const number = plainNumber(typed);
  return /^\d+[a-zđ]?$/iu.test(number) ? `${number.padStart(2, '0')}/${symbol}` : number;
}
