import { type Cell, cell } from './blocks.ts';
import { placedCitations } from './citations.ts';
import { fieldOf, looksLikeHeader } from './columns.ts';
import { readDeadline } from './deadlines.ts';
import type { CatalogueField } from './document.ts';
import type { FlowItem } from './flow.ts';
import { fold, isAllCaps } from './text.ts';

const MOST_COLUMNS = 14;
const MOST_LINES = 80;

/**
 * Tables a page's text copy left as cells one under another: `STT`, `Tên bài toán`, `Kết quả`, `1`, … The header
 * is a run of column names beginning with the number column; rows begin with their numbers in sequence.
 */
export function runTables(items: readonly FlowItem[]): FlowItem[] {
  const read: FlowItem[] = [];
  let at = 0;
  while (at < items.length) {
    const run = runAt(items, at);
    if (run === null) {
      const item = items[at];
      // A page number that stayed on a line of its own, kept until here because a row number looks the same.
      const number = item?.type === 'line' && /^\d{1,3}$/u.test(item.text);
      if (item !== undefined && !number) read.push(item);
      at += 1;
      continue;
    }
    read.push({ type: 'table', table: { type: 'table', rows: run.rows, caption: null, page: null } });
    at = run.end;
  }
  return read;
}

interface Run {
  rows: Cell[][];
  end: number;
}

function lineAt(items: readonly FlowItem[], at: number): string | null {
  const item = items[at];
  return item?.type === 'line' ? item.text : null;
}

function runAt(items: readonly FlowItem[], start: number): Run | null {
  const first = lineAt(items, start);
  if (first === null || fieldOf(first) !== 'tt') return null;
  const header: string[] = [first];
  let at = start + 1;
  for (; header.length <= MOST_COLUMNS; at += 1) {
    const text = lineAt(items, at);
    if (text === null || rowNumber(text) !== null || groupMark(text)) break;
    if (text.length > 120) return null;
    header.push(text);
  }
  // `(1)`, `(2)` … under the names only count the columns.
  while (/^\(\d\)$/u.test(lineAt(items, at) ?? '')) at += 1;
  const known = header.filter(looksLikeHeader).length;
  if (header.length < 3 || known * 2 < header.length || rowNumber(lineAt(items, at) ?? '') === null) {
    if (!(header.length >= 3 && groupMark(lineAt(items, at) ?? ''))) return null;
  }
  return rowsFrom(items, at, header);
}

/** `1`, `1.`, `01`: the number that opens a row; null for anything else. */
function rowNumber(text: string): number | null {
  const match = /^0?(\d{1,4})[.)]?$/u.exec(text);
  return match === null ? null : Number(match[1]);
}

function groupMark(text: string): boolean {
  return /^(?:[IVXLC]+|[A-HĐ])[.)]?$/u.test(text);
}

function rowsFrom(items: readonly FlowItem[], start: number, header: string[]): Run | null {
  const rows: Cell[][] = [header.map((name) => cell(name, 1, 1, true))];
  const fields = header.slice(1).map(fieldOf);
  let expected = rowNumber(lineAt(items, start) ?? '') ?? 1;
  let at = start;
  while (at < items.length) {
    const text = lineAt(items, at);
    if (text === null || isEnd(text)) break;
    const repeated = repeatedHeader(items, at, header);
    if (repeated > 0) {
      at += repeated;
      continue;
    }
    if (groupMark(text)) {
      const name = lineAt(items, at + 1) ?? '';
      rows.push([cell(text), cell(name)]);
      at += name === '' ? 1 : 2;
      continue;
    }
    if (rowNumber(text) !== expected) break;
    const content: string[] = [];
    at += 1;
    for (; at < items.length; at += 1) {
      const next = lineAt(items, at);
      if (next === null || isEnd(next) || repeatedHeader(items, at, header) > 0) break;
      if (rowNumber(next) === expected + 1 || (groupMark(next) && content.length >= fields.length)) break;
      content.push(next);
    }
    rows.push([cell(text), ...distribute(content, fields).map((one) => cell(one))]);
    expected += 1;
  }
  return rows.length > 1 ? { rows, end: at } : null;
}

function isEnd(text: string): boolean {
  return (
    /^(?:nơi nhận|phụ lục|tm\.|kt\.)/iu.test(text) ||
    (isAllCaps(text) && /^(?:TM|KT|DANH MỤC|PHỤ LỤC)/u.test(text))
  );
}

function repeatedHeader(items: readonly FlowItem[], at: number, header: readonly string[]): number {
  return header.every((name, place) => fold(lineAt(items, at + place) ?? '') === fold(name))
    ? header.length
    : 0;
}

/** How well a line fits a column: what each field's text looks like. */
function fit(line: string, field: CatalogueField, firstOfCell: boolean): number {
  const dashed = /^[-–+•]/u.test(line);
  const cited = placedCitations(line, 'body').length > 0;
  switch (field) {
    case 'title':
      return (dashed ? -2 : 1) + (cited ? -2 : 0) + (firstOfCell ? 1 : -1);
    case 'bases':
      return (
        (cited ? 3 : -1) +
        (/^[-–+•]?\s?(?:căn cứ|theo|nghị quyết|quyết định|kế hoạch|luật)/iu.test(line) ? 2 : 0)
      );
    case 'leads':
    case 'partners':
      return /^[-–+•]?\s?(?:các\s)?(?:sở|ubnd|ủy ban|ban|bộ|công an|văn phòng|trường|viện|thanh tra|đơn vị|trung tâm)/iu.test(
        line,
      ) && line.length < 160
        ? 3
        : -3;
    case 'deadline':
      return line.length < 60 && readDeadline(line).kind !== 'none' ? 3 : -3;
    case 'money':
      return line.length < 60 && /\d/u.test(line) ? 2 : -3;
    case 'results':
    case 'context':
      return cited ? -1 : 1;
    default:
      return 0;
  }
}

/** The lines of a row over its columns in order, as they fit best; exactly one line per column needs no guess. */
function distribute(lines: readonly string[], fields: readonly CatalogueField[]): string[] {
  if (lines.length === fields.length) return [...lines];
  // A row of hundreds of lines is no row: the table ended without a sign of it.
  if (lines.length > MOST_LINES)
    return [lines[0] ?? '', ...fields.slice(2).map(() => ''), lines.slice(1).join('\n')];
  const columns = fields.length;
  // best[column][line]: the best score of putting the first `line` lines into the first `column` columns.
  const best: number[][] = Array.from({ length: columns + 1 }, () =>
    new Array<number>(lines.length + 1).fill(Number.NEGATIVE_INFINITY),
  );
  const cut: number[][] = best.map((row) => row.map(() => 0));
  const first = best[0];
  if (first !== undefined) first[0] = 0;
  for (let column = 1; column <= columns; column += 1) {
    const field = fields[column - 1] ?? 'other';
    for (let end = 0; end <= lines.length; end += 1) {
      let score = 0;
      for (let from = end; from >= Math.max(0, end - 60); from -= 1) {
        if (from < end) {
          score = 0;
          for (let at = from; at < end; at += 1) score += fit(lines[at] ?? '', field, at === from);
        }
        const before = best[column - 1]?.[from] ?? Number.NEGATIVE_INFINITY;
        const total = before + score - (from === end ? 2.5 : 0);
        if (total > (best[column]?.[end] ?? Number.NEGATIVE_INFINITY)) {
          (best[column] ?? [])[end] = total;
          (cut[column] ?? [])[end] = from;
        }
      }
    }
  }
  const texts: string[] = [];
  let end = lines.length;
  for (let column = columns; column >= 1; column -= 1) {
    const from = cut[column]?.[end] ?? 0;
    texts.unshift(lines.slice(from, end).join('\n'));
    end = from;
  }
  return texts;
}
