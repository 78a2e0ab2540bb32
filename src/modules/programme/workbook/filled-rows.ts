import { singleSpaced, type Text } from '../../../kernel/text.ts';
import type { RawSheet } from '../../../office/index.ts';
import {
  codeHeaders,
  columnOf,
  fieldsOfSheet,
  keyHeader,
  plainly,
  type RowKey,
  type RowTexts,
  readKey,
  type SheetKind,
  scopeHeader,
  sheetKinds,
  type WorkbookField,
} from './columns.ts';

/** `code`: whether the row is about what its code says. */
export interface FieldProblem extends Text {
  readonly field: WorkbookField | 'code';
}

/** A row in which something was filled in. */
export interface FilledRow {
  readonly sheet: SheetKind;
  /** As spreadsheets count. */
  readonly line: number;
  readonly code: string;
  /** Which of several values of a target it is of. */
  readonly scope: string | null;
  readonly key: RowKey | null;
  readonly texts: RowTexts;
  readonly problems: readonly FieldProblem[];
}

export interface FilledSheets {
  /** Sheets of the workbook that were found. */
  readonly found: number;
  readonly rows: readonly FilledRow[];
  /** Rows of which nothing was filled in. */
  readonly unchanged: number;
  /** Columns that are gone, by what they are called. */
  readonly missing: readonly string[];
}

/** Lines above the head, at most; whoever writes some there is understood. */
const headWithin = 40;
/** Longer than anything that may be entered, so that the person is told of it. */
const longest = 10_000;

/** What was filled in, wherever its columns and sheets were moved to. */
export function filledRows(sheets: readonly RawSheet[]): FilledSheets {
  const parts = sheets.flatMap((sheet) => {
    const head = headOf(sheet);
    return head === null ? [] : [readPart(sheet, head)];
  });
  return {
    found: parts.length,
    rows: parts.flatMap(({ rows }) => rows),
    unchanged: parts.reduce((sum, part) => sum + part.unchanged, 0),
    missing: parts.flatMap(({ missing }) => missing),
  };
}

interface Head {
  readonly kind: SheetKind;
  readonly row: number;
  readonly code: number;
  readonly key: number;
  readonly scope: number;
  readonly columns: ReadonlyMap<WorkbookField, number>;
}

/** The head names the code and some column to fill in; a sheet without one is none of ours. */
function headOf({ rows }: RawSheet): Head | null {
  for (const [row, cells] of rows.slice(0, headWithin).entries()) {
    const plain = cells.map(plainly);
    const at = (header: string) => plain.indexOf(plainly(header));
    for (const kind of sheetKinds) {
      const code = at(codeHeaders[kind]);
      if (code === -1) continue;
      const columns = new Map<WorkbookField, number>();
      for (const field of fieldsOfSheet[kind]) {
        const column = at(columnOf(kind, field).header);
        if (column !== -1) columns.set(field, column);
      }
      if (columns.size > 0)
        return { ...{ kind, row, code, columns }, key: at(keyHeader), scope: at(scopeHeader) };
    }
  }
  return null;
}

function readPart(sheet: RawSheet, head: Head) {
  const { kind, columns } = head;
  const unread = problemsByRow(sheet, head);
  const rows: FilledRow[] = [];
  let unchanged = 0;
  for (const [at, cells] of sheet.rows.entries()) {
    if (at <= head.row) continue;
    const code = singleSpaced(cleaned(cells[head.code] ?? '')).slice(0, 100);
    const key = head.key === -1 ? null : readKey(cells[head.key] ?? '');
    const texts = Object.fromEntries(
      [...columns].flatMap(([field, column]) => {
        const text = cleaned(cells[column] ?? '');
        return text === '' ? [] : [[field, text]];
      }),
    );
    const problems = unread.get(at) ?? [];
    if (isFilled(kind, texts) || problems.length > 0)
      rows.push({
        ...{ sheet: kind, line: at + 1, code, key, texts, problems },
        scope: scopeIn(cells, head),
      });
    else if (code !== '') unchanged += 1;
  }
  const missing = fieldsOfSheet[kind].filter((field) => !columns.has(field));
  return { rows, unchanged, missing: missing.map((field) => columnOf(kind, field).header) };
}

function scopeIn(cells: readonly string[], { scope }: Head): string | null {
  return cleaned(scope === -1 ? '' : (cells[scope] ?? '')) || null;
}

/** The period of a figure stands there before anybody has written anything. */
export function isFilled(sheet: SheetKind, texts: RowTexts): boolean {
  return Object.entries(texts).some(
    ([field, text]) => text !== '' && !(sheet === 'targets' && field === 'period'),
  );
}

export function cleaned(text: string): string {
  return text
    .toWellFormed()
    .normalize('NFC')
    .replaceAll('\r\n', '\n')
    .replace(/[^\P{Cc}\n]/gu, ' ')
    .trim()
    .slice(0, longest);
}

const mergedCell: Text = {
  vi: 'Ô này gộp với ô khác nên không rõ là của dòng, cột nào. Hãy ghi lại ở đây, hoặc bỏ gộp trong tệp.',
  en: 'This cell is merged with another, so that its row and column cannot be told. Type it here, or split the cells in the file.',
};

/** By row, from 0: merged cells and those without a value, among the columns to fill in. */
function problemsByRow(
  { rows, merges, problems }: RawSheet,
  { row: head, columns }: Head,
): ReadonlyMap<number, readonly FieldProblem[]> {
  const found = new Map<number, FieldProblem[]>();
  const add = (row: number, field: WorkbookField, text: Text): unknown =>
    found.set(row, [...(found.get(row) ?? []), { field, ...text }]);
  for (const [field, column] of columns) {
    for (const one of problems)
      if (one.row > head && one.column === column)
        add(one.row, field, {
          vi: `${one.message.replace(/ Hãy .*$/u, '')} Hãy ghi giá trị vào ô.`,
          en: 'The cell holds an error or a formula without a result. Type the value.',
        });
    for (const merge of merges)
      if (merge.left <= column && merge.right >= column)
        for (
          let row = Math.max(merge.top, head + 1);
          row <= Math.min(merge.bottom, rows.length - 1);
          row += 1
        )
          if (!found.get(row)?.some((one) => one.field === field)) add(row, field, mergedCell);
  }
  return found;
}
