import { type LocalDate, parseLocalDate, readTypedDate } from '../../../kernel/dates.ts';
import { singleSpaced, type Text } from '../../../kernel/text.ts';
import { bodyMost } from '../difficulties/difficulty.ts';
import { readLines, refuseWrong } from '../difficulties/inputs.ts';
import { agenciesMost } from './directive.ts';

export interface TypedDirective {
  readonly body: string;
  /** Ids of agencies. */
  readonly agencies: readonly string[];
  readonly dueOn: string;
  /** Code of a task, a target or a plan; empty: about none. */
  readonly about: string;
  readonly documentNumber: string;
  readonly documentDate: string;
  /** Account of the leader for whom a head writes; not read of a leader. */
  readonly leader: string;
}

export interface ReadDirective {
  readonly body: string;
  readonly agencies: readonly number[];
  readonly dueOn: LocalDate;
  readonly documentNumber: string | null;
  readonly documentDate: LocalDate | null;
}

const numberMost = 100;

/** A day as typed, with what is wrong about it as a day by which something is due. */
export function readDue(
  typed: string,
  today: LocalDate,
): { readonly day: LocalDate | null; readonly wrong: Text | null } {
  const day = readTypedDate(typed);
  if (day === null)
    return {
      day,
      wrong: {
        vi: 'Hãy gõ ngày phải báo cáo, ví dụ 25/5/2026.',
        en: 'Type the day by which to answer, such as 25/5/2026.',
      },
    };
  if (day < today) return { day, wrong: { vi: 'Ngày này đã qua.', en: 'This day is past.' } };
  const far = Number(day.slice(0, 4)) - Number(today.slice(0, 4)) > 2;
  return {
    day,
    wrong: far ? { vi: 'Ngày này xa quá hai năm.', en: 'This is more than two years off.' } : null,
  };
}

/** Throws InvalidInput `body`, `agencies`, `dueOn`, `documentNumber`, `documentDate` with all that is wrong at once. */
export function readDirective(typed: TypedDirective, today: LocalDate): ReadDirective {
  const body = readLines(typed.body);
  const agencies = [...new Set(typed.agencies.filter((id) => /^[1-9]\d{0,14}$/.test(id)).map(Number))];
  const due = readDue(typed.dueOn, today);
  const documentNumber = singleSpaced(typed.documentNumber.normalize('NFC').replace(/\p{Cc}/gu, ' '));
  const documentDate = readTypedDate(typed.documentDate);
  refuseWrong({
    body:
      body === ''
        ? { vi: 'Hãy viết nội dung chỉ đạo.', en: 'Write what is directed.' }
        : [...body].length > bodyMost
          ? {
              vi: `Hãy viết gọn trong ${bodyMost} ký tự; văn bản dài thì đính kèm tệp.`,
              en: `Keep it within ${bodyMost} characters, or attach a file.`,
            }
          : null,
    agencies:
      agencies.length === 0
        ? { vi: 'Hãy chọn ít nhất một cơ quan.', en: 'Choose at least one agency.' }
        : agencies.length > agenciesMost
          ? { vi: `Nhiều nhất ${agenciesMost} cơ quan.`, en: `At most ${agenciesMost} agencies.` }
          : null,
    dueOn: due.wrong,
    documentNumber:
      documentNumber.length > numberMost
        ? { vi: `Không quá ${numberMost} ký tự.`, en: `At most ${numberMost} characters.` }
        : documentNumber === '' && typed.documentDate.trim() !== ''
          ? {
              vi: 'Có ngày văn bản thì ghi cả số, ký hiệu.',
              en: 'With the date of a document give its number, too.',
            }
          : null,
    documentDate:
      typed.documentDate.trim() === '' || (documentDate !== null && documentDate <= today)
        ? null
        : documentDate === null
          ? { vi: 'Hãy gõ ngày, ví dụ 20/5/2026.', en: 'Type a day, such as 20/5/2026.' }
          : { vi: 'Ngày văn bản ở tương lai.', en: 'The document’s date lies in the future.' },
  });
  return {
    ...{ body, agencies, dueOn: due.day ?? today, documentDate },
    documentNumber: documentNumber === '' ? null : documentNumber,
  };
}

/** A day kept in a row of the database. */
export function keptDay(day: string): LocalDate {
  const read = parseLocalDate(day);
  if (read === null) throw new Error(`no day: ${day}`);
  return read;
}
