import { impossibleDates } from './dates.ts';
import type { PlanPart, PlanWarning } from './plan-document.ts';
import type { PlanRow, PlanRows } from './plan-rows.ts';
import type { PlanSection } from './plan-tables.ts';
import { normaliseText } from './text.ts';

/** Says what is wrong with one target or task, in which column. */
export type Warn<Field extends string> = (field: Field | null, message: string) => void;

/** No name may be longer than this when it is saved. */
export const NAME_CHARACTERS_MOST = 5_000;

/** The words of a field over all rows of an entry; what merged cells repeat counts once. */
export function textOf<Field extends string>(rows: PlanRows<Field>, field: Field): string {
  return normaliseText(cellsOf(rows, field).join(' '));
}

export function cellsOf<Field extends string>({ first, more }: PlanRows<Field>, field: Field): string[] {
  const texts = [first, ...more].map((row) => row.text(field)).filter((text) => text !== '');
  return [...new Set(texts)];
}

/** The printed number without the sign after it. */
export function numberOf<Field extends string>(row: PlanRow<Field | 'tt'>): string | null {
  const tt = row.text('tt').replace(/[.)]$/u, '');
  return tt === '' ? null : tt;
}

export function warner<Field extends string>(
  part: PlanPart,
  { section, fields, row }: { section: PlanSection; fields: readonly Field[]; row: number },
  warnings: PlanWarning[],
): Warn<Field> {
  return (field, message) => {
    const column = field === null ? null : (section.headers[fields.indexOf(field)] ?? null);
    warnings.push({ part, row, column, message });
  };
}

/** What may be wrong with the cells of any row: no name, formulas, dates that do not exist. */
export function warnCells<Field extends string>(
  rows: PlanRows<Field | 'tt' | 'name'>,
  fields: readonly (Field | 'tt' | 'name')[],
  warn: Warn<Field | 'tt' | 'name'>,
): void {
  const name = textOf(rows, 'name');
  if (name === '') warn('name', 'Thiếu tên. Hãy nhập tên trước khi lưu.');
  if (name.length > NAME_CHARACTERS_MOST) {
    const message = `Tên dài ${name.length} ký tự, quá ${NAME_CHARACTERS_MOST} ký tự nên không lưu được. Hãy rút gọn.`;
    warn('name', message);
  }
  for (const { cells } of [rows.first, ...rows.more]) {
    cells.forEach((text, place) => {
      const field = fields[place] ?? null;
      if (/^[=@+-]\s?[\p{L}($]/u.test(text))
        warn(field, `Ô “${short(text)}” là công thức; được giữ nguyên là chữ. Hãy nhập giá trị.`);
      for (const wrong of impossibleDates(text))
        warn(field, `Ngày “${wrong}” không có trong lịch. Hãy sửa lại.`);
    });
  }
}

export function short(text: string): string {
  return text.length > 80 ? `${text.slice(0, 77)}…` : text;
}

/**
 * Numbers met before, by the row they were met in. Where groups begin anew with 1 a number counts in its group, else
 * in the whole of the plan.
 */
export class Numbers {
  readonly #seen = new Map<string, number>();

  /** The row that has this number already; null the first time. */
  repeats(scope: string, tt: string | null, row: number): number | null {
    if (tt === null) return null;
    const key = `${scope}\u0001${tt}`;
    const before = this.#seen.get(key);
    if (before === undefined) this.#seen.set(key, row);
    return before ?? null;
  }
}

/** What is said of columns that a table of this kind mostly has, and of those that are not read. */
export function warnColumns(
  part: PlanPart,
  section: PlanSection,
  { fields, wanted }: { fields: readonly string[]; wanted: Readonly<Record<string, string>> },
  warnings: PlanWarning[],
): void {
  const missing = Object.entries(wanted).filter(([field]) => !fields.includes(field));
  if (missing.length > 0) {
    const names = missing.map(([, name]) => name).join(', ');
    const message = `Bảng không có cột ${names}. Hãy kiểm tra tiêu đề cột; nội dung này để trống cho đến khi được nhập.`;
    warnings.push({ part, row: null, column: null, message });
  }
  fields.forEach((field, place) => {
    if (field !== 'other' || !section.rows.some((row) => (row[place] ?? '') !== '')) return;
    const column = section.headers[place] ?? null;
    const message = `Không dùng nội dung cột “${column}”. Nếu cần, hãy ghi vào mục tương ứng khi rà soát.`;
    warnings.push({ part, row: null, column, message });
  });
}

/** Whether groups after the first begin anew with number 1. */
export function restarts<Field extends string>(entries: readonly PlanRows<Field | 'tt'>[]): boolean {
  const begun = new Set<string>();
  for (const { groups, first } of entries) {
    const tt = numberOf(first);
    const group = groups.join('\u0001');
    if (tt === null || begun.has(group)) continue;
    if (begun.size > 0 && /^0?1$/u.test(tt)) return true;
    begun.add(group);
  }
  return false;
}
