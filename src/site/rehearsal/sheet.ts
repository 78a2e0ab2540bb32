import { Readable } from 'node:stream';
import { weekdayName } from '../../modules/calendar/index.ts';
import { attachmentHeaders } from '../../modules/documents/index.ts';
import { rowWorkbook, type WorkbookRow } from '../../office/compose/row-workbook.ts';
import type { Coming } from '../../platform/coming-up.ts';
import { formatDate, formatNumber } from '../../ui/format.ts';
import { listedOf } from './days-view.tsx';
import type { RehearsalProps } from './form-view.tsx';
import { dayKind, type People, peopleOf } from './parts.tsx';
import { rehearsalTexts } from './texts.ts';

/** Rows written at once, and those of one file at most. */
const atOnce = 1_000;
const mostRows = 100_000;

/** What the page lists, on all its pages, as an Excel file. */
export function sheetAnswer({ lang, asked, foreseen }: RehearsalProps, today: string): Response {
  const t = rehearsalTexts(lang);
  const listed = listedOf({ asked, foreseen });
  const people = peopleOf(foreseen.choices.agencyChoices);
  async function* rows(): AsyncGenerator<readonly WorkbookRow[]> {
    for (let from = 0; from < Math.min(listed.length, mostRows); from += atOnce)
      yield listed
        .slice(from, Math.min(from + atOnce, mostRows))
        .map((one) => rowOf({ lang, foreseen }, one, people));
  }
  const days = [asked.first, asked.last, today].map((day) => formatDate(lang, day));
  const [first = '', last = '', made = ''] = days;
  const notes = [
    [t.title],
    [t.sheetOf(first, last, made)],
    [t.nothingWritten],
    ...(asked.tried === null ? [] : [[t.whatIfNow]]),
    ...(foreseen.counted === null ? [] : [[t.tooManyHelp]]),
    ...(listed.length > mostRows ? [[t.sheetCut(formatNumber(lang, mostRows, 0))]] : []),
  ];
  const book = rowWorkbook({
    ...{ sheet: t.sheet, head: t.sheetHead, rows: rows(), notes: { sheet: t.sheetNotes, rows: notes } },
  });
  const headers = attachmentHeaders(`dien-tap-${asked.first}.xlsx`, '', false);
  headers.delete('etag');
  return new Response(Readable.toWeb(book) as ReadableStream, { headers });
}

function rowOf({ lang, foreseen }: Pick<RehearsalProps, 'lang' | 'foreseen'>, one: Coming, people: People) {
  const t = rehearsalTexts(lang);
  const { day, about, agencies, told } = one;
  const counts = agencies.flatMap(({ id }) => (id === null ? [] : [people.get(id) ?? 0]));
  return [
    ...[formatDate(lang, day), weekdayName(lang, day), dayKind(lang, day, foreseen.calendar)],
    ...[t.kinds[one.kind], one.what[lang], about.code, about.name[lang]],
    agencies.map(({ name }) => name).join('; '),
    one.tellsAgencies ? counts.reduce((sum, count) => sum + count, 0) : null,
    ...[told?.[lang] ?? null, about.illustrative ? t.yes : null],
  ];
}
