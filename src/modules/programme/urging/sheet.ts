import { Readable } from 'node:stream';
import { daysBetween, type LocalDate } from '../../../kernel/dates.ts';
import type { Language } from '../../../kernel/text.ts';
import { rowWorkbook, type WorkbookRow } from '../../../office/compose/row-workbook.ts';
import type { Call } from '../../../platform/http/call.ts';
import { formatDate, formatNumber } from '../../../ui/format.ts';
import { attachmentHeaders } from '../../documents/index.ts';
import { agencyName } from '../difficulties/parts.tsx';
import { listUrging, type UrgedRow, type UrgingFilters } from './queries.ts';
import { urgingTexts } from './texts.ts';

/** Rows read at once, and those of one file at most. */
const atOnce = 500;
const mostRows = 20_000;

/** The list as its filters have it, as an Excel file. */
export async function urgingSheet(call: Call, filters: UrgingFilters): Promise<Response> {
  const { services, actor, language: lang, today } = call;
  const { db } = services;
  const t = urgingTexts(lang);
  const first = await listUrging(db, actor, { ...filters, page: 1 }, today, atOnce);
  async function* rows(): AsyncGenerator<readonly WorkbookRow[]> {
    for (let page = 1, found = first; found.rows.length > 0; page += 1) {
      yield found.rows.map((one) => rowOf(lang, today, one));
      if (found.rows.length < atOnce || page * atOnce >= mostRows) return;
      found = await listUrging(db, actor, { ...filters, page: page + 1 }, today, atOnce);
    }
  }
  const count = formatNumber(lang, Math.min(first.counts[filters.view] ?? 0, mostRows), 0);
  const notes = {
    sheet: t.sheetNotes,
    rows: [[`${t.title}: ${t.views[filters.view]}`], [t.sheetOf(formatDate(lang, today), count)]],
  };
  const book = rowWorkbook({ sheet: t.sheet, head: t.sheetHead, rows: rows(), notes });
  const headers = attachmentHeaders(`don-doc-${today}.xlsx`, '', false);
  headers.delete('etag');
  return new Response(Readable.toWeb(book) as ReadableStream, { headers });
}

function rowOf(lang: Language, today: LocalDate, row: UrgedRow): WorkbookRow {
  const t = urgingTexts(lang);
  const day = (date: LocalDate | null | undefined) => (date ? formatDate(lang, date) : null);
  const late = daysBetween(row.lastDay, today);
  return [
    ...[row.code, row.name, row.plan, agencyName(lang, row.agency), day(row.lastDay), late > 0 ? late : null],
    ...[day(row.remindedOn), row.level && t.levels[row.level], day(row.levelOn), day(row.owedBy)],
    ...[day(row.explained?.on), row.explained?.words ?? null, day(row.explained?.doneBy)],
    row.letter && t.letterNumbered(row.letter.number, formatDate(lang, row.letter.issuedOn)),
  ];
}
