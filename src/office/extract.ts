import type { Block, ReadBlocks } from './blocks.ts';
import { FOOTNOTE_MARK } from './blocks.ts';
import { mayCite, mergeCitations, placedCitations, readCitations } from './citations.ts';
import { fieldOf } from './columns.ts';
import { impossibleDates } from './dates.ts';
import type { Citation, CitationRole, OfficialDocument, Table, Warning } from './document.ts';
import { type FlowItem, flowOf, type Line } from './flow.ts';
import { BASIS_WORD, type Header, readHeader, STRUCTURE } from './header.ts';
import { kindOfWords } from './kinds.ts';
import { readArticles, readStatements } from './outline.ts';
import { pipeTables } from './plain-text.ts';
import { listsReplaced, opensReplaced, replacedIn } from './replaces.ts';
import { runTables } from './run-tables.ts';
import { readRecipients, readSignature } from './signer.ts';
import { continues, finishTable, joinTables, type OpenTable, openTable } from './tables.ts';
import { isAllCaps, normaliseText, oneToneStyle } from './text.ts';

/** An official document from the blocks of any file. Pure: the same blocks always give the same document. */
export function parseOfficial(read: ReadBlocks | readonly Block[]): OfficialDocument {
  const { blocks, warnings: given } = 'blocks' in read ? read : { blocks: read, warnings: [] };
  const warnings: Warning[] = [...given];
  const flow = flowOf(pipeTables(blocks));
  const items = runTables(flow.items);
  const lines = items.filter((item) => item.type === 'line');
  const header = readHeader(lines.slice(0, linesAboveTables(items)), flow);
  const zones = zonesOf(lines, header);
  const signature = readSignature(lines, zones.bodyStart, flow.properties.get('nguoi ky'));
  const recipients = readRecipients(lines);
  const open = contentTables(items);
  const tables = open.map((table, place) => finishTable(table, flow.notes, `Bảng ${place + 1}`, warnings));
  const ends = [recipients.line, signature.line].filter((line) => line > zones.bodyStart);
  const bodyEnd = ends.length === 0 ? lines.length : Math.min(...ends);
  const body = lines.slice(zones.bodyStart, bodyEnd);
  const annexes = annexLines(lines, bodyEnd);
  const mentions = [
    ...lineCitations(lines.slice(0, zones.bodyStart), zones.bases),
    ...lineCitations([...body, ...annexes], new Set()),
    ...tableCitations(tables),
    ...[...flow.notes.values()].flatMap((note) => readCitations(note, 'body')),
  ];
  const citations = mergeCitations(mentions.filter((citation) => !isSelf(citation, header)));
  warn(warnings, { header, lines, tables, notes: flow.notes });
  return {
    kind: header.kind,
    number: header.number,
    symbol: header.symbol,
    place: header.place,
    date: header.date,
    dateText: header.dateText,
    issuer: header.issuer,
    title: header.title,
    signer: signature.signer,
    recipients: recipients.recipients,
    citations,
    articles: readArticles(body),
    tables,
    statements: readStatements([...statementLines(lines, zones, bodyEnd), ...annexes]),
    replaces: citations.filter((citation) => citation.role === 'replaces'),
    warnings,
  };
}

/** How many lines stand above the first table of content: the header never reaches below it. */
function linesAboveTables(items: readonly FlowItem[]): number {
  const table = items.findIndex((item) => item.type === 'table');
  const above = items
    .slice(0, table === -1 ? items.length : table)
    .filter((item) => item.type === 'line').length;
  return above < 3 ? items.length : above;
}

interface Zones {
  /** Indices of the căn cứ lines. */
  bases: Set<number>;
  /** The first line of the text proper. */
  bodyStart: number;
}

/** The căn cứ lines stand between the title and the first heading, article or `QUYẾT ĐỊNH:`. */
function zonesOf(lines: readonly Line[], header: Header): Zones {
  const bases = new Set<number>();
  let bodyStart = header.end;
  for (let at = header.end; at < lines.length; at += 1) {
    const text = oneToneStyle(lines[at]?.text ?? '');
    if (STRUCTURE.test(text) || /^(?:QUYẾT ĐỊNH|QUYẾT NGHỊ|NGHỊ QUYẾT|CHỈ THỊ|KẾT LUẬN)\s?:/u.test(text))
      break;
    if (isBasis(text)) {
      bases.add(at);
      bodyStart = at + 1;
    } else if (bases.size > 0 && at > bodyStart + 3) break;
    else if (/^(?:QUYẾT ĐỊNH|QUYẾT NGHỊ)$/u.test(text)) break;
  }
  return { bases, bodyStart };
}

function isBasis(text: string): boolean {
  if (!BASIS_WORD.test(text)) return false;
  return /^(?:[-–•]\s)?Căn cứ/u.test(text) || readCitations(text, 'basis').length > 0 || /[;]$/u.test(text);
}

/** Statements may stand before a heading too, right after the căn cứ lines. */
function statementLines(lines: readonly Line[], zones: Zones, bodyEnd: number): Line[] {
  return lines
    .slice(zones.bodyStart, bodyEnd)
    .filter((line) => !/^(?:QUYẾT ĐỊNH|QUYẾT NGHỊ)\s?:?$/u.test(oneToneStyle(line.text)));
}

/** Lines of annexes after the signature; a page's menus after it are not the document's. */
function annexLines(lines: readonly Line[], bodyEnd: number): Line[] {
  const start = lines.findIndex(
    (line, at) => at > bodyEnd && /^(?:phụ lục|danh mục|biểu (?:số|mẫu))/iu.test(oneToneStyle(line.text)),
  );
  return start === -1 ? [] : lines.slice(start);
}

function lineCitations(lines: readonly Line[], bases: ReadonlySet<number>): Citation[] {
  let listing = false;
  return lines.flatMap((line, at) => {
    const text = line.text.replace(FOOTNOTE_MARK, '');
    // The number and date of the document itself are no citation.
    if (/^S[ốỐ]\s?:?\s?[\d./…_\s-]*\//u.test(text) && text.length < 60) return [];
    const role: CitationRole = bases.has(at) ? 'basis' : 'body';
    const placed = placedCitations(text, role);
    const replaced = replacedIn(text, placed);
    const listed = listing && listsReplaced(text, placed);
    if (listed) replaced.add(0);
    listing = listed || opensReplaced(text);
    return placed.map(({ citation }, place) =>
      replaced.has(place) ? { ...citation, role: 'replaces' as const } : citation,
    );
  });
}

function tableCitations(tables: readonly Table[]): Citation[] {
  return tables.flatMap((table) => {
    const bases = new Set(table.columns.map((name, place) => (fieldOf(name) === 'bases' ? place : -1)));
    return table.rows.flatMap((row) => {
      if (!row.some(mayCite)) return [];
      return row.flatMap((text, place) => readCitations(text, bases.has(place) ? 'basis' : 'body'));
    });
  });
}

/** `(Kèm theo Quyết định số …/QĐ-UBND)` and a page's own heading name the document itself. */
function isSelf(citation: Citation, header: Header): boolean {
  if (header.number !== null) return citation.number === header.number;
  if (citation.number !== null || header.symbol === null || citation.symbol !== header.symbol) return false;
  return (
    citation.kind === header.kind &&
    (citation.date === null || header.date === null || citation.date === header.date)
  );
}

const TITLE_LINE =
  /^(?:(?:(?:[IVX]+|[A-H]|\d)[.)]\s)?(?:đến năm|giai đoạn)\s20\d\d|phụ lục|danh mục|biểu|bảng|tổng hợp|phân công|chỉ tiêu|hệ thống|kế hoạch|nhiệm vụ)/iu;

/** Tables with content, each with the title above it; parts a page break cut apart are joined. */
function contentTables(items: readonly FlowItem[]): OpenTable[] {
  const tables: OpenTable[] = [];
  let above: string[] = [];
  let between = false;
  for (const item of items) {
    if (item.type === 'break') continue;
    if (item.type === 'line') {
      between = true;
      above = titleLines(above, item);
      continue;
    }
    const open = openTable(item.table);
    if (open === null) continue;
    const last = tables.at(-1);
    if (last !== undefined && !between && continues(last, open)) joinTables(last, open);
    else tables.push({ ...open, title: open.title ?? titleOf(above) });
    above = [];
    between = false;
  }
  return tables;
}

function titleLines(above: string[], line: Line): string[] {
  const text = normaliseText(line.text.replace(FOOTNOTE_MARK, ''));
  const canonical = oneToneStyle(text);
  if (
    /^\(.*(?:kèm theo|ban hành|đơn vị|đvt).*\)?$/iu.test(canonical) ||
    /^(?:đơn vị(?: tính)?|đvt)\s*:/iu.test(canonical)
  )
    return above;
  const heads =
    (isAllCaps(canonical) || TITLE_LINE.test(canonical) || line.heading !== null) && text.length <= 400;
  if (heads) return [...above, text].slice(-6);
  // The rest of a title in running letters under a capital line; anything longer ends it.
  return [];
}

/** `DANH MỤC …` names the table; `Phụ lục I` does when nothing else is there. */
function titleOf(above: readonly string[]): string | null {
  const start = above.findLastIndex((text) => /^phụ lục/iu.test(oneToneStyle(text)));
  const from = start === -1 ? above : above.slice(start);
  const named = from.filter(
    (text) =>
      kindOfWords(text) === null && !/^phụ lục(?:\s(?:số\s)?[IVXLC\d]+)?[.:]?$/iu.test(oneToneStyle(text)),
  );
  const title = (named.length > 0 ? named : from).join(' ');
  return title === '' ? null : normaliseText(title);
}

interface WhatWasRead {
  header: Header;
  lines: readonly Line[];
  tables: readonly Table[];
  notes: ReadonlyMap<string, string>;
}

function warn(warnings: Warning[], read: WhatWasRead): void {
  const { header, lines, tables } = read;
  if (lines.length === 0 && tables.length === 0) {
    warnings.push({ place: '', message: 'Không đọc được chữ nào trong tệp. Hãy kiểm tra lại tệp gốc.' });
    return;
  }
  const missing: [string, unknown][] = [
    ['số, ký hiệu văn bản', header.symbol],
    ['ngày ban hành', header.date],
    ['cơ quan ban hành', header.issuer],
    ['trích yếu', header.title],
  ];
  if (header.symbol !== null && header.number === null) {
    warnings.push({
      place: 'Phần đầu văn bản',
      message: 'Số văn bản để trống, chỉ có ký hiệu. Hãy bổ sung số sau khi ban hành.',
    });
  }
  for (const [name, value] of missing) {
    if (value === null)
      warnings.push({
        place: 'Phần đầu văn bản',
        message: `Không tìm thấy ${name}. Hãy nhập bằng tay nếu có.`,
      });
  }
  for (const line of lines) {
    for (const [, mark] of line.text.matchAll(FOOTNOTE_MARK)) {
      if (mark === undefined || read.notes.has(mark)) continue;
      const message = `Không tìm thấy nội dung chú thích [${mark}]. Hãy xem lại văn bản gốc.`;
      warnings.push({ place: place(line), message });
    }
    for (const wrong of impossibleDates(line.text)) {
      warnings.push({
        place: place(line),
        message: `Ngày “${wrong}” không có trong lịch. Hãy kiểm tra lại văn bản gốc.`,
      });
    }
  }
  tables.forEach((table, at) => {
    if (table.columns.every((name) => name === '')) {
      warnings.push({
        place: `Bảng ${at + 1}`,
        message: 'Bảng không có dòng tiêu đề. Hãy chọn nội dung của từng cột.',
      });
    }
    table.rows.forEach((row, index) => {
      for (const wrong of row.flatMap(impossibleDates)) {
        const where = `Bảng ${at + 1}, dòng ${index + 1}`;
        warnings.push({
          place: where,
          message: `Ngày “${wrong}” không có trong lịch. Hãy kiểm tra lại văn bản gốc.`,
        });
      }
    });
  });
}

function place(line: Line): string {
  const text = normaliseText(line.text.replace(FOOTNOTE_MARK, ''));
  const words = text.length > 60 ? `${text.slice(0, 57)}…` : text;
  return line.page === null ? `Đoạn “${words}”` : `Trang ${line.page}, đoạn “${words}”`;
}
