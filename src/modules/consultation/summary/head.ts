import { z } from 'zod';
import { readTypedPartialDate, writeDate } from '../../../kernel/dates.ts';
import { singleSpaced, type Text } from '../../../kernel/text.ts';
import type { Installation } from '../../../platform/installation.ts';
import type { Consultation } from '../consultation.ts';
import { lineMost, reasonMost } from '../consultation.ts';
import { refuseWrong, wrongText } from '../inputs.ts';

/** What stands around the table of the summary, in the components of Decree 30/2020; lists a line each. */
export interface SummaryHead {
  readonly superior: string;
  readonly issuer: string;
  readonly number: string;
  readonly symbol: string;
  readonly place: string;
  /** As typed: `5/6/2026`, `6/2026`; empty leaves it blank. */
  readonly date: string;
  readonly bases: string;
  readonly roles: string;
  readonly signer: string;
  readonly recipients: string;
}

const kept = z.object({
  superior: z.string(),
  issuer: z.string(),
  number: z.string(),
  symbol: z.string(),
  place: z.string(),
  date: z.string(),
  bases: z.string(),
  roles: z.string(),
  signer: z.string(),
  recipients: z.string(),
});

/** What an officer begins with. */
function firstHead({ agency }: Pick<Consultation, 'agency'>, { place }: Installation): SummaryHead {
  return {
    superior: place ? `UBND tỉnh ${place}` : '',
    // the province stands above already
    issuer: agency.replace(new RegExp(` tỉnh ${place}$`, 'u'), ''),
    ...{ number: '', symbol: 'BTH-SKHCN', place, date: '' },
    bases: '',
    roles: 'GIÁM ĐỐC',
    signer: '',
    recipients: 'UBND tỉnh (b/c)\nCác cơ quan, tổ chức, cá nhân góp ý\nLưu: VT',
  };
}

/** The head as it was saved; as it begins where nobody has. */
export function headOf(
  saved: unknown,
  consultation: Pick<Consultation, 'agency'>,
  installation: Installation,
): SummaryHead {
  const read = kept.safeParse(saved);
  return read.success ? read.data : firstHead(consultation, installation);
}

/** What a summary lacks that was never signed, by field; null where nothing is missing. */
export function missingInHead(saved: unknown): Readonly<Record<string, Text>> | null {
  const head = kept.safeParse(saved).data;
  const missing = {
    ...(!head?.number && {
      number: {
        vi: 'Hãy ghi số của bản tổng hợp đã ký rồi lưu.',
        en: 'Give the number of the signed summary and save.',
      },
    }),
    ...(!head?.date && {
      date: { vi: 'Hãy ghi ngày ký rồi lưu.', en: 'Give the day it was signed and save.' },
    }),
    ...(!head?.signer && {
      signer: { vi: 'Hãy ghi họ tên người ký rồi lưu.', en: 'Name who signed it and save.' },
    }),
  };
  return Object.keys(missing).length > 0 ? missing : null;
}

const lines = (typed: string) =>
  typed
    .normalize('NFC')
    .split('\n')
    .map((line) => singleSpaced(line.replace(/\p{Cc}/gu, ' ')))
    .filter(Boolean)
    .join('\n');

/** Each begins as Decree 30/2020 has it; who leaves the words out has them written. */
const basesOf = (typed: string) =>
  lines(typed)
    .split('\n')
    .map((line) =>
      line === '' || /^(?:căn cứ|theo|xét|thực hiện)(?!\p{L})/iu.test(line) ? line : `Căn cứ ${line}`,
    )
    .join('\n');

/** ISO of a date as it was saved; null where it is blank. */
export function dateOf({ date }: SummaryHead): string | null {
  return date === '' ? null : readTypedPartialDate(date);
}

/** Throws InvalidInput by field. */
export function readHead(typed: SummaryHead): SummaryHead {
  const head = {
    ...{ superior: lines(typed.superior), issuer: lines(typed.issuer), number: lines(typed.number) },
    ...{ symbol: lines(typed.symbol), place: lines(typed.place), date: lines(typed.date) },
    ...{ bases: basesOf(typed.bases), roles: lines(typed.roles), signer: lines(typed.signer) },
    recipients: lines(typed.recipients),
  };
  const issuer: Text = { vi: 'Hãy ghi cơ quan ban hành.', en: 'Name the issuing agency.' };
  const iso = head.date === '' ? null : readTypedPartialDate(head.date);
  refuseWrong({
    superior: wrongText(head.superior, lineMost, null),
    issuer: wrongText(head.issuer, lineMost, issuer),
    number: wrongText(head.number, 50, null),
    symbol: wrongText(head.symbol, 50, { vi: 'Hãy ghi ký hiệu.', en: 'Give the symbol.' }),
    place: wrongText(head.place, 100, { vi: 'Hãy ghi địa danh.', en: 'Give the place.' }),
    date:
      head.date !== '' && iso === null
        ? { vi: 'Hãy ghi ngày có thật, ví dụ 05/06/2026.', en: 'Write a date, such as 05/06/2026.' }
        : null,
    bases: wrongText(head.bases, reasonMost * 4, null),
    roles: wrongText(head.roles, lineMost, null),
    signer: wrongText(head.signer, 100, null),
    recipients: wrongText(head.recipients, reasonMost * 2, null),
  });
  return { ...head, date: iso === null ? '' : writeDate(iso) };
}
