import { type LocalDate, readTypedDate } from '../../../kernel/dates.ts';
import { InvalidInput } from '../../../kernel/refusal.ts';
import { singleSpaced } from '../../../kernel/text.ts';
import { fileFormats, readFileFormat } from '../../../office/index.ts';
import type { Services } from '../../../platform/services.ts';
import { foreignFileTexts, mostAttachmentBytes, nameFor } from '../../catalogue/index.ts';
import type { EnteredFact, FactField, WrongFact } from './fact.ts';
import { factKinds } from './task.ts';

/** A file already in the blob store; `name` as the sender's computer calls it. */
export interface SentFile {
  readonly sha256: string;
  readonly size: number;
  readonly name: string;
}

/** A fact as typed. */
export interface TypedFact extends Readonly<Record<FactField, string>> {
  /** For which of the leads; null: the only one the person acts for. */
  readonly organisationId: number | null;
  readonly files: readonly SentFile[];
  readonly version: number;
  /** Made with the form: the same form sent twice enters one fact. */
  readonly key: string;
  readonly way?: 'page' | 'file' | 'command';
  /** The file it was sent in, and its line there. */
  readonly sent?: SentLine;
}

/** A line of a workbook that was sent in. */
export interface SentLine {
  readonly file: string;
  readonly line: number;
}

/** Reads what was typed; a day that cannot be read counts as today for whatever else is asked of the fact. */
export function parseFact(
  typed: TypedFact,
  today: LocalDate,
  file: boolean,
): { readonly fact: EnteredFact; readonly wrong: WrongFact } {
  const wrong: WrongFact = {};
  const kind = factKinds.find((one) => one === typed.kind);
  if (!kind) wrong.kind = { vi: 'Hãy chọn loại thông tin.', en: 'Choose what to enter.' };
  const on = readTypedDate(typed.on);
  if (on === null)
    wrong.on = { vi: 'Hãy ghi ngày, ví dụ 30/09/2026.', en: 'Give a day, such as 30/09/2026.' };
  const percent = kind === 'progress' ? readPercent(typed.percent) : null;
  const evidence = kind === 'result' || kind === 'done';
  const document = evidence ? readDocument(typed, wrong) : null;
  return {
    wrong,
    fact: {
      ...{ kind: kind ?? 'progress', on: on ?? today, percent, words: typed.words.trim() },
      ...{ reason: typed.reason.trim() || null, period: typed.period || null, document },
      // a document with something wrong is one nevertheless
      file: file || wrong.documentNumber !== undefined || wrong.documentDate !== undefined,
    },
  };
}

function readPercent(typed: string): number | null {
  const written = typed.replace('%', '').trim();
  const value = /^\d{1,3}$/.test(written) ? Number(written) : null;
  return value !== null && value <= 100 ? value : null;
}

const numberMost = 100;

function readDocument(typed: TypedFact, wrong: WrongFact): EnteredFact['document'] {
  const number = singleSpaced(typed.documentNumber);
  const written = typed.documentDate.trim();
  if (number === '' && written === '') return null;
  const date = readTypedDate(written);
  if (number === '')
    wrong.documentNumber = { vi: 'Hãy ghi số, ký hiệu văn bản.', en: 'Give the number of the document.' };
  if ([...number].length > numberMost)
    wrong.documentNumber = {
      vi: `Số, ký hiệu văn bản dài quá ${numberMost} ký tự.`,
      en: `The number of the document is longer than ${numberMost} characters.`,
    };
  if (date === null)
    wrong.documentDate = {
      vi: 'Hãy ghi ngày văn bản, ví dụ 30/09/2026.',
      en: 'Give the date of the document, such as 30/09/2026.',
    };
  return number === '' || date === null ? null : { number, date };
}

export interface KnownFile extends SentFile {
  readonly mediaType: string;
}

const filesMost = 5;

/** Looks into what was sent before any row is locked. Throws InvalidInput `file`. */
export async function readFiles(
  services: Services,
  files: readonly SentFile[],
): Promise<readonly KnownFile[]> {
  if (files.length > filesMost)
    throw new InvalidInput({
      file: {
        vi: `Mỗi lần gửi nhiều nhất ${filesMost} tệp.`,
        en: `At most ${filesMost} files at a time.`,
      },
    });
  const known: KnownFile[] = [];
  for (const file of files) {
    if (file.size > mostAttachmentBytes)
      throw new InvalidInput({
        file: {
          vi: 'Tệp lớn quá 25 MB. Hãy nén hình trong tệp hoặc tách thành nhiều tệp.',
          en: 'The file is larger than 25 MB. Compress its pictures or split it.',
        },
      });
    const found = await readFileFormat(services.files.pathOf(file.sha256), file.name);
    if ('foreign' in found) throw new InvalidInput({ file: foreignFileTexts[found.foreign] });
    const { mediaType } = fileFormats[found.format];
    known.push({ ...file, name: nameFor(file.name, found.format), mediaType });
  }
  return known;
}
