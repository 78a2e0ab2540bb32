import { type Block, blockText, type Cell, FOOTNOTE_MARK, footnoteMark, type TableBlock } from './blocks.ts';
import { looksLikeHeader } from './columns.ts';
import { headLines } from './header-lines.ts';
import { leadingKind } from './kinds.ts';
import { fold, isAllCaps, normaliseLines, normaliseText, startsLowerCase } from './text.ts';

/** One line of the document in reading order. */
export interface Line {
  text: string;
  heading: number | null;
  page: number | null;
}

export type FlowItem = ({ type: 'line' } & Line) | { type: 'table'; table: TableBlock } | { type: 'break' };

/** The document as lines and tables of content, with what stood outside them. */
export interface Flow {
  items: FlowItem[];
  notes: Map<string, string>;
  /** `Số hiệu`, `Người ký` …, folded label → value, from a web page's table of properties. */
  properties: Map<string, string>;
  pageTitle: string | null;
}

const MOTTO =
  /cong hoa xa hoi chu nghia|doc lap ?- ?tu do|noi nhan ?:|^(?:(?:tm|kt|tl|tuq|q)\. ?|t\/m )\p{L}/mu;
const PROPERTY =
  /^(?:so hieu|so\/ky hieu|so ky hieu|so, ky hieu|ngay ban hanh|ngay co hieu luc|ngay hieu luc|loai van ban|co quan ban hanh|nguoi ky|linh vuc|trich yeu|tinh trang|tinh trang hieu luc|noi ban hanh|ngay dang|so cong bao|ngay cong bao|chuc vu|hieu luc)$/u;
/** Characters of the longest of these, with room for signs. */
const LABEL_MOST = 40;
const NOISE =
  /^(?:dang nhap|dang xuat|dang ky|dang ky \/ dang nhap|trang chu|tai ve|tai xuong|tai van ban|tai file|in trang|in trang nay|ban in|chia se|xem them|quay lai|tro ve|len dau trang|ve dau trang|facebook|zalo|twitter|youtube|tim kiem|tim kiem nang cao|lien he|menu|gui email|gui mail|co chu|mac dinh|luot xem.*|binh luan|doc tiep|tin lien quan|tin khac|tin moi|van ban lien quan|luoc do|thuoc tinh|home|share|print|login|logout|sign in|search|so do (?:cong|trang)|gioi thieu|hoi dap|thu dien tu|english|tieng viet|cookie.*|ban quyen.*|©.*|thong ke truy cap|dang truy cap.*|viec lam(?: \p{L}+){0,6}|tweet|like|copy link|sao chep lien ket)$/u;

/** How far down a run-together head is looked for. */
const HEAD_ITEMS = 60;

const PAGE_NUMBER = /^(?:[-–]?\s*\d{1,4}\s*[-–]?|trang\s*:?\s*\d+(?:\s*[/trên]+\s*\d+)?)$/iu;

export function flowOf(blocks: readonly Block[]): Flow {
  const flow: Flow = { items: [], notes: new Map(), properties: new Map(), pageTitle: null };
  append(flow, blocks, 0);
  flow.items = takeProperties(flow, flow.items);
  flow.items = takeNotes(flow, flow.items);
  flow.items = withoutRepeats(
    continued(flow.items.filter((item) => item.type !== 'line' || !isNoise(item.text))),
  );
  return flow;
}

function append(flow: Flow, blocks: readonly Block[], depth: number): void {
  for (const block of blocks) {
    if (block.type === 'paragraph') {
      for (const line of normaliseLines(block.text).split('\n')) {
        const text = normaliseText(line);
        if (text === '') continue;
        const parts = flow.items.length < HEAD_ITEMS ? headLines(text) : [text];
        for (const part of parts)
          flow.items.push({ type: 'line', text: part, heading: block.heading, page: block.page });
      }
    } else if (block.type === 'table') appendTable(flow, block, depth);
    else if (block.type === 'pageBreak') flow.items.push({ type: 'break' });
    else if (block.type === 'note') flow.notes.set(block.mark, normaliseText(block.text));
    else if (block.name === 'title') flow.pageTitle ??= normaliseText(block.text);
  }
}

function appendTable(flow: Flow, table: TableBlock, depth: number): void {
  const properties = propertiesOf(table);
  if (properties.length >= 2) {
    for (const [label, value] of properties)
      if (!flow.properties.has(label)) flow.properties.set(label, value);
    return;
  }
  if (depth < 12 && isLayout(table)) {
    for (const row of table.rows) for (const one of row) append(flow, one.blocks, depth + 1);
    return;
  }
  flow.items.push({ type: 'table', table });
}

const textOf = (cell: Cell | undefined) => normaliseText(blockText(cell?.blocks ?? []));

/** Rows of the longest table of properties, with room for more; an annex has thousands. */
const PROPERTY_ROWS = 60;

/** Labels with their values. Columns may be named like properties: then they stand in the first row alone, as heads. */
function propertiesOf(table: TableBlock): [string, string][] {
  if (table.rows.length > PROPERTY_ROWS) return [];
  const [first = [], ...below] = table.rows.map(propertiesIn);
  const heads = first.some(([, value]) => propertyLabel(value) !== null) || headsColumns(table);
  return heads && below.length > 0 && below.every((found) => found.length === 0)
    ? []
    : [...first, ...below.flat()];
}

function propertiesIn(row: readonly Cell[]): [string, string][] {
  const found: [string, string][] = [];
  for (let place = 0; place + 1 < row.length; place += 2) {
    const label = propertyLabel(textOf(row[place]));
    if (label !== null) found.push([label, textOf(row[place + 1])]);
  }
  return found;
}

function propertyLabel(printed: string): string | null {
  if (printed.length > LABEL_MOST) return null;
  const label = fold(printed).replace(/\s*:$/u, '');
  return PROPERTY.test(label) ? label : null;
}

/** Borderless tables only place text on the page: agency beside motto, recipients beside signature, page frames. */
function isLayout(table: TableBlock): boolean {
  const nested = table.rows.some((row) =>
    row.some((one) => one.blocks.some((block) => block.type === 'table')),
  );
  const widest = table.rows.reduce((width, row) => Math.max(width, row.length), 0);
  if (widest <= 1 || (nested && !headsColumns(table))) return true;
  if (table.rows.length === 1 && widest === 2) return true;
  return widest <= 4 && table.rows.length <= 12 && MOTTO.test(fold2(table));
}

/** A small table inside a cell does not make the catalogue around it a page frame. */
function headsColumns(table: TableBlock): boolean {
  const first = (table.rows[0] ?? []).map((one) => normaliseText(blockText(one.blocks)));
  return first.filter((text) => text.length <= 80 && looksLikeHeader(text)).length >= 2;
}

function fold2(table: TableBlock): string {
  return table.rows
    .flatMap((row) => row.flatMap((one) => blockText(one.blocks).split('\n')))
    .map(fold)
    .join('\n');
}

/** `Số hiệu: 145/KH-UBND`, or the label and the value on two lines, as a page's copy leaves them. */
function takeProperties(flow: Flow, items: FlowItem[]): FlowItem[] {
  const labels = items.filter((item) => item.type === 'line' && labelOf(item.text) !== null).length;
  if (labels < 3) return items;
  const kept: FlowItem[] = [];
  let open: string | null = null;
  for (const item of items) {
    if (item.type !== 'line') {
      kept.push(item);
      continue;
    }
    const label = labelOf(item.text);
    if (label !== null) {
      if (label.value === '') open = label.name;
      else if (!flow.properties.has(label.name)) flow.properties.set(label.name, label.value);
    } else if (open !== null && item.text.length < 120) {
      if (!flow.properties.has(open)) flow.properties.set(open, item.text);
      open = null;
    } else kept.push(item);
  }
  return kept;
}

function labelOf(text: string): { name: string; value: string } | null {
  const colon = text.indexOf(':');
  const name = fold(colon === -1 ? text : text.slice(0, colon)).trim();
  if (!PROPERTY.test(name) || isAllCaps(text)) return null;
  return { name, value: colon === -1 ? '' : normaliseText(text.slice(colon + 1)) };
}

const NOTE_LINE = /^(?:\[(\d{1,3}|\*{1,3})\]|\ue000([^\ue001]+)\ue001)\s*(?=\S)/u;

/** Notes printed under the text, and the marks that point to them. */
function takeNotes(flow: Flow, items: FlowItem[]): FlowItem[] {
  const kept: FlowItem[] = [];
  for (const item of items) {
    const match = item.type === 'line' ? NOTE_LINE.exec(item.text) : null;
    if (item.type === 'line' && match !== null) {
      const mark = match[1] ?? match[2] ?? '';
      if (!flow.notes.has(mark)) flow.notes.set(mark, normaliseText(item.text.slice(match[0].length)));
    } else kept.push(item.type === 'line' ? { ...item, text: withMarks(item.text) } : item);
  }
  return kept;
}

/** Literal `[1]` marks in the same form as those the file marks itself. */
export function withMarks(text: string): string {
  return text.replace(/\s?\[(\d{1,3})\]/gu, (_, mark: string) => footnoteMark(mark));
}

function isNoise(text: string): boolean {
  if (PAGE_NUMBER.test(text) && !/^\d{1,3}$/u.test(text)) return true;
  return text.length <= 60 && NOISE.test(fold(text).replace(/[\s|»>›.:]+$/u, ''));
}

const OWN_LINE =
  /^(?:[a-zđ]{1,2}\s?[).]\s|[ivx]{1,4}[.)]\s|số\s?:|số\s?\/|ngày\s|v\/v|kính gửi|nơi nhận|tm\.|kt\.|http|www\.)/iu;

/** A line that begins in lower case continues the last one. */
function continued(items: FlowItem[]): FlowItem[] {
  const joined: FlowItem[] = [];
  for (const item of items) {
    let last = joined.at(-1);
    // A sentence goes on over a page break.
    if (last?.type === 'break' && item.type === 'line' && startsLowerCase(item.text)) last = joined.at(-2);
    const goesOn =
      item.type === 'line' &&
      last?.type === 'line' &&
      (isOpenRemark(last.text) ||
        (startsLowerCase(item.text) && !OWN_LINE.test(item.text) && !isKindLine(last.text)));
    if (goesOn && last?.type === 'line') last.text = `${last.text} ${item.text}`;
    else joined.push(item.type === 'line' ? { ...item } : item);
  }
  return joined;
}

/** `KẾ HOẠCH` on a line of its own: its abstract begins on the next one, often in lower case. */
function isKindLine(text: string): boolean {
  return text.length <= 60 && isAllCaps(text) && leadingKind(text) !== null;
}

/** `(Kèm theo Quyết định số … của` whose bracket closes on the next line. */
function isOpenRemark(text: string): boolean {
  // The length first: a text joined from thousands of lines is not searched again for each of them.
  return text.length < 300 && /^\((?:kèm|ban hành|tại|theo)[^)]*$/iu.test(text);
}

const MIN_BLOCK = 150;

/** A block of lines that stands twice, as web pages print the beginning of a long text again, counts once. */
function withoutRepeats(items: FlowItem[]): FlowItem[] {
  // a table that stands alone repeats none, and may be thousands of rows long
  const alone = items.filter((item) => item.type === 'table').length < 2;
  const keys = items.map((item) => (alone && item.type === 'table' ? '\u0003' : keyOf(item)));
  const places = new Map<string, number[]>();
  const kept: FlowItem[] = [];
  let at = 0;
  while (at < items.length) {
    const length = repeatedRun(keys, places, at);
    for (let step = 0; step < Math.max(1, length); step += 1) {
      const item = items[at + step];
      const key = keys[at + step];
      if (item === undefined || key === undefined) break;
      if (length === 0) {
        kept.push(item);
        const known = places.get(key);
        if (known === undefined) places.set(key, [at + step]);
        else if (known.length < 8) known.push(at + step);
      }
    }
    at += Math.max(1, length);
  }
  return kept;
}

/** How many items from `at` on repeat an earlier run; 0 unless the run is long enough to be a block. */
function repeatedRun(keys: readonly string[], places: ReadonlyMap<string, number[]>, at: number): number {
  let best = 0;
  for (const start of places.get(keys[at] ?? '') ?? []) {
    let length = 0;
    let characters = 0;
    while (start + length < at && at + length < keys.length && keys[start + length] === keys[at + length]) {
      characters += keys[at + length]?.length ?? 0;
      length += 1;
    }
    if (length >= 2 && characters >= MIN_BLOCK && length > best) best = length;
  }
  return best;
}

function keyOf(item: FlowItem): string {
  if (item.type === 'line') return fold(item.text);
  if (item.type === 'break') return '\u0002';
  return `\u0003${fold(item.table.rows.map((row) => row.map((one) => blockText(one.blocks)).join(' ')).join(' '))}`;
}

/** The document as lines, a row of a table as one; footnote marks and what stands on every page left out. */
export function linesOf(blocks: readonly Block[]): string[] {
  const plain = (text: string) => normaliseText(text.replace(FOOTNOTE_MARK, ''));
  return flowOf(blocks)
    .items.flatMap((item) => {
      if (item.type === 'line') return [plain(item.text)];
      if (item.type === 'break') return [];
      return item.table.rows.map((row) => row.map(({ blocks: held }) => plain(blockText(held))).join(' | '));
    })
    .filter((line) => line !== '');
}
