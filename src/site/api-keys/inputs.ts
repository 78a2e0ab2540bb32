import { InvalidInput } from '../../kernel/refusal.ts';
import { singleSpaced, type Text } from '../../kernel/text.ts';

/** What a key is to be called and what it is for, as typed. */
export interface KeyInput {
  readonly name: string;
  readonly purpose: string;
}

/** Requests allowed, as typed; empty: the usual ones. */
export interface LimitsInput {
  readonly minute: string;
  readonly day: string;
}

export const longest = { name: 100, purpose: 500, reason: 500 } as const;
/** The largest number the setting takes as well. */
const mostRequests = 100_000_000;

/** Throws InvalidInput by field. */
export function checkKey(input: KeyInput): KeyInput {
  const name = singleSpaced(input.name);
  const purpose = singleSpaced(input.purpose);
  const fields: Partial<Record<keyof KeyInput, Text>> = {};
  if (name === '') fields.name = { vi: 'Hãy đặt tên cho khóa.', en: 'Give the key a name.' };
  else if (name.length > longest.name) fields.name = tooLong(longest.name);
  if (purpose === '')
    fields.purpose = {
      vi: 'Hãy ghi khóa dùng vào việc gì, ví dụ: bản đồ bài toán trên trang của trường.',
      en: 'Say what the key is for, such as: a map of problems on the university’s site.',
    };
  else if (purpose.length > longest.purpose) fields.purpose = tooLong(longest.purpose);
  if (Object.keys(fields).length > 0) throw new InvalidInput(fields);
  return { name, purpose };
}

/** Throws InvalidInput by field. */
export function checkLimits(input: LimitsInput): {
  readonly minute: number | null;
  readonly day: number | null;
} {
  const fields: Partial<Record<keyof LimitsInput, Text>> = {};
  const read = (field: keyof LimitsInput): number | null => {
    const typed = input[field].replace(/[\s.,]/g, '');
    if (typed === '') return null;
    const value = /^\d{1,9}$/.test(typed) ? Number(typed) : 0;
    if (value < 1 || value > mostRequests)
      fields[field] = {
        vi: 'Hãy ghi một số từ 1 đến 100.000.000, hoặc để trống để dùng mức thông thường.',
        en: 'Give a number from 1 to 100,000,000, or leave it empty for the usual one.',
      };
    return value;
  };
  const limits = { minute: read('minute'), day: read('day') };
  if (Object.keys(fields).length > 0) throw new InvalidInput(fields);
  return limits;
}

/** Why an administrator does something to what is somebody else's; its owner reads it. Throws InvalidInput `reason`. */
export function checkReason(typed: string): string {
  const reason = singleSpaced(typed);
  if (reason === '')
    throw new InvalidInput({
      reason: { vi: 'Hãy ghi lý do; chủ sở hữu sẽ đọc.', en: 'Give the reason; the owner will read it.' },
    });
  if (reason.length > longest.reason) throw new InvalidInput({ reason: tooLong(longest.reason) });
  return reason;
}

function tooLong(most: number): Text {
  return {
    vi: `Dài quá ${most} ký tự. Hãy rút gọn.`,
    en: `Longer than ${most} characters. Shorten it.`,
  };
}
