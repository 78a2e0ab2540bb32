import { type LocalDate, readTypedDate } from '../../kernel/dates.ts';
import { InvalidInput } from '../../kernel/refusal.ts';
import { singleSpaced, type Text } from '../../kernel/text.ts';
import type { KeptDay } from './calendar.ts';

export const additionKinds = ['off', 'swap', 'worked'] as const;

/** The form of a day, or of two days that are swapped. */
export interface TypedDay {
  readonly kind: string;
  readonly day: string;
  /** The day worked instead, of a swap. */
  readonly other: string;
  readonly name: string;
  readonly source: string;
}

export const wrongDate: Text = {
  vi: 'Hãy gõ một ngày có thật, ví dụ 31/08/2026.',
  en: 'Type a day that exists, such as 31/08/2026.',
};
const mostName = 200;
export const mostSource = 300;
export const wrongName: Text = {
  vi: `Hãy ghi tên ngày, không quá ${mostName} ký tự, ví dụ: Hoán đổi ngày làm việc dịp Quốc khánh.`,
  en: `Name the day in at most ${mostName} characters, such as: swapped around National Day.`,
};
export const wrongSource: Text = {
  vi: `Hãy ghi số, ngày của văn bản quyết định, không quá ${mostSource} ký tự.`,
  en: `Give number and date of the decision, in at most ${mostSource} characters.`,
};

/** Null where it is empty or too long. */
export function readName(typed: string): string | null {
  const name = singleSpaced(typed);
  return name === '' || name.length > mostName ? null : name;
}

export function readSource(typed: string): string | null {
  const source = singleSpaced(typed);
  return source === '' || source.length > mostSource ? null : source;
}

/** The day typed, or the two days of a swap. Throws InvalidInput by field. */
export function readTypedDay(typed: TypedDay): readonly KeptDay[] {
  const kind = additionKinds.find((one) => one === typed.kind);
  const swap = kind === 'swap';
  const [day, other] = [readTypedDate(typed.day), swap ? readTypedDate(typed.other) : null];
  const [name, source] = [readName(typed.name), readSource(typed.source)];
  const same: Text = {
    vi: 'Ngày làm bù phải khác ngày được nghỉ.',
    en: 'The day worked has to be another day than the one off.',
  };
  if (!kind || !day || !name || !source || (swap && (!other || other === day)))
    throw new InvalidInput({
      ...(!kind && { kind: { vi: 'Hãy chọn một loại.', en: 'Choose one.' } }),
      ...(!day && { day: wrongDate }),
      ...(swap && !other && { other: wrongDate }),
      ...(swap && day && other === day && { other: same }),
      ...(!name && { name: wrongName }),
      ...(!source && { source: wrongSource }),
    });
  if (swap && other) return swapped(day, other, { name, source });
  return [{ day, kind: kind === 'off' ? 'off' : 'worked', name, source, swappedWith: null }];
}

function swapped(
  off: LocalDate,
  worked: LocalDate,
  said: Pick<KeptDay, 'name' | 'source'>,
): readonly KeptDay[] {
  return [
    { day: off, kind: 'off', ...said, swappedWith: worked },
    { day: worked, kind: 'worked', ...said, swappedWith: off },
  ];
}
