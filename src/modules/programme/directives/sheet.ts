import { Readable } from 'node:stream';
import { type LocalDate, localDateOf } from '../../../kernel/dates.ts';
import type { Language } from '../../../kernel/text.ts';
import { rowWorkbook, type WorkbookRow } from '../../../office/compose/row-workbook.ts';
import type { Call } from '../../../platform/http/call.ts';
import { formatDate, formatNumber } from '../../../ui/format.ts';
import { attachmentHeaders } from '../../documents/index.ts';
import { agencyName } from '../difficulties/parts.tsx';
import { directiveLifecycle, type ListedDirective, termOfAnswer } from './directive.ts';
import { type DirectiveFilters, listDirectives } from './queries.ts';
import { directiveTexts } from './texts.ts';

/** Rows read at once, and those of one file at most. */
const atOnce = 500;
const mostRows = 20_000;

/** The list as its filters have it, as an Excel file. */
export async function directiveSheet(call: Call, filters: DirectiveFilters): Promise<Response> {
  const { services, actor, language: lang, today } = call;
  const t = directiveTexts(lang);
  const first = await listDirectives(services.db, actor, { ...filters, page: 1 }, today, atOnce);
  async function* rows(): AsyncGenerator<readonly WorkbookRow[]> {
    for (let page = 1, found = first; found.rows.length > 0; page += 1) {
      yield found.rows.map((one) => rowOf(lang, today, one));
      if (found.rows.length < atOnce || page * atOnce >= mostRows) return;
      found = await listDirectives(services.db, actor, { ...filters, page: page + 1 }, today, atOnce);
    }
  }
  const count = formatNumber(lang, Math.min(first.total, mostRows), 0);
  const notes = { sheet: t.sheetNotes, rows: [[t.title], [t.sheetOf(formatDate(lang, today), count)]] };
  const book = rowWorkbook({ sheet: t.sheet, head: t.sheetHead, rows: rows(), notes });
  const headers = attachmentHeaders(`chi-dao-${today}.xlsx`, '', false);
  headers.delete('etag');
  return new Response(Readable.toWeb(book) as ReadableStream, { headers });
}

function rowOf(lang: Language, today: LocalDate, one: ListedDirective): WorkbookRow {
  const day = (at: Date | null) => at && formatDate(lang, localDateOf(at));
  const term = termOfAnswer(one, today);
  return [
    ...[one.code, one.body, one.leader, agencyName(lang, one.agency), one.about?.code ?? null],
    ...[one.documentNumber, day(one.givenAt), formatDate(lang, one.dueOn)],
    directiveLifecycle.states[one.state].internal[lang],
    term?.kind === 'late' ? term.days : null,
    day(one.answeredAt),
  ];
}
