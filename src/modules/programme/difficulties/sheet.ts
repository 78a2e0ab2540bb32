import { Readable } from 'node:stream';
import { localDateOf } from '../../../kernel/dates.ts';
import type { Language } from '../../../kernel/text.ts';
import { rowWorkbook, type WorkbookRow } from '../../../office/compose/row-workbook.ts';
import type { Call } from '../../../platform/http/call.ts';
import { formatDate, formatNumber } from '../../../ui/format.ts';
import { attachmentHeaders } from '../../documents/index.ts';
import { recordInspection } from '../looks.ts';
import { type Difficulty, difficultyLifecycle } from './difficulty.ts';
import { agencyName } from './parts.tsx';
import { type DifficultyFilters, listDifficulties } from './queries.ts';
import { difficultyTexts } from './texts.ts';

/** Rows read at once, and those of one file at most. */
const atOnce = 500;
const mostRows = 20_000;

/** The list as its filters have it, as an Excel file. */
export async function sheetAnswer(call: Call, filters: DifficultyFilters): Promise<Response> {
  const { services, actor, language: lang } = call;
  const { db, clock } = services;
  const today = localDateOf(clock());
  const t = difficultyTexts(lang);
  const first = await listDifficulties(db, actor, { ...filters, page: 1 }, today, atOnce);
  async function* rows(): AsyncGenerator<readonly WorkbookRow[]> {
    for (let page = 1, found = first; found.rows.length > 0; page += 1) {
      await recordInspection(call, 'difficulty', unseen(found.rows));
      yield found.rows.map((one) => rowOf(lang, one));
      if (found.rows.length < atOnce || page * atOnce >= mostRows) return;
      found = await listDifficulties(db, actor, { ...filters, page: page + 1 }, today, atOnce);
    }
  }
  const head = t.sheetHead;
  const count = formatNumber(lang, Math.min(first.total, mostRows), 0);
  const notes = { sheet: t.sheetNotes, rows: [[t.title], [t.sheetOf(formatDate(lang, today), count)]] };
  const book = rowWorkbook({ sheet: t.sheet, head, rows: rows(), notes });
  const headers = attachmentHeaders(`kho-khan-kien-nghi-${today}.xlsx`, '', false);
  headers.delete('etag');
  return new Response(Readable.toWeb(book) as ReadableStream, { headers });
}

/** Those that are not public. */
export function unseen(rows: readonly Difficulty[]): readonly number[] {
  return rows.filter(({ shown }) => !shown).map(({ id }) => id);
}

function rowOf(lang: Language, one: Difficulty): WorkbookRow {
  const t = difficultyTexts(lang);
  const day = (at: Date | null) => at && formatDate(lang, localDateOf(at));
  return [
    ...[one.code ?? t.draft, t.kinds[one.kind], one.title, one.body, one.proposal],
    ...[agencyName(lang, one.sender), one.holder && agencyName(lang, one.holder), one.about?.code ?? null],
    difficultyLifecycle.states[one.state].internal[lang],
    ...[day(one.sentAt), one.dueOn && formatDate(lang, one.dueOn), day(one.answeredAt), one.answeredDays],
    one.shown ? t.yes : t.no,
  ];
}
