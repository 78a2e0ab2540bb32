import { readTypedPartialDate, writeDate } from '../../kernel/dates.ts';
import type { Text } from '../../kernel/text.ts';
import { DOCUMENT_KINDS, statedTerm } from '../../office/index.ts';
import { editionCode, readSpan, type Span } from './edition.ts';
import type { ImportHeader, ImportRecord } from './import-store.ts';
import { titleLimit } from './inputs.ts';

/** The parts of a header a reviewer may correct, in the order of the form. */
export const headerFields = [
  'title',
  'kind',
  'number',
  'symbol',
  'date',
  'issuer',
  'documentTitle',
  'signerName',
] as const;
export type HeaderField = (typeof headerFields)[number];
export type HeaderTexts = Readonly<Record<HeaderField, string>>;

/** A header as it stands in the form's boxes. */
export function headerTexts(header: ImportHeader): HeaderTexts {
  const { title, kind, number, symbol, date, issuer, documentTitle, signerName } = header;
  return {
    ...{ title, kind, number: number ?? '', symbol: symbol ?? '', date: date ? writeDate(date) : '' },
    ...{ issuer: issuer ?? '', documentTitle: documentTitle ?? '', signerName: signerName ?? '' },
  };
}

/** One message for each wrong box; empty when all can be kept. */
export function headerErrors(texts: HeaderTexts): Partial<Record<HeaderField, Text>> {
  const errors: Partial<Record<HeaderField, Text>> = {};
  if (texts.title === '' || [...texts.title].length > titleLimit)
    errors.title = {
      vi: `Hãy viết tên danh mục, tối đa ${titleLimit} ký tự.`,
      en: `Write the title, at most ${titleLimit} characters.`,
    };
  if (texts.date !== '' && readTypedPartialDate(texts.date) === null)
    errors.date = {
      vi: 'Ngày của văn bản chưa đúng. Ví dụ: 31/3/2026, 4/2026 hoặc 2026.',
      en: 'This is no date: 31/3/2026, 4/2026 or 2026.',
    };
  return errors;
}

/** The header with these boxes typed anew; boxes must be free of `headerErrors`. */
export function withTyped(header: ImportHeader, typed: Partial<HeaderTexts>): ImportHeader {
  const texts = { ...headerTexts(header), ...typed };
  const line = (field: HeaderField) => texts[field] || null;
  return {
    ...header,
    title: texts.title,
    kind: DOCUMENT_KINDS.find((kind) => kind === texts.kind) ?? header.kind,
    ...{ number: line('number'), symbol: line('symbol'), issuer: line('issuer') },
    // an unreadable date of the document stays as it was read until somebody types another
    date: typed.date === undefined ? header.date : readTypedPartialDate(typed.date),
    ...{ documentTitle: line('documentTitle'), signerName: line('signerName') },
  };
}

/** The year or period the document names where it is another than the import's; null where there is no doubt. */
export function otherSpan({
  header,
  kind,
  span,
}: Pick<ImportRecord, 'header' | 'kind' | 'span'>): Span | null {
  const stated = statedTerm([header.title, header.documentTitle]);
  const said = stated && readSpan(String(stated.period ?? stated.year));
  return said && editionCode(kind, said) !== editionCode(kind, span) ? said : null;
}
