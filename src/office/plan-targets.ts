import { planAgencies } from './plan-agencies.ts';
import { scopeOfColumn, type TargetField } from './plan-columns.ts';
import type { PlanTarget, PlanWarning, TargetValue } from './plan-document.ts';
import {
  cellsOf,
  type Numbers,
  numberOf,
  restarts,
  short,
  textOf,
  type Warn,
  warnCells,
  warner,
} from './plan-entries.ts';
import { type PlanRows, periodNamed } from './plan-rows.ts';
import type { PlanSection } from './plan-tables.ts';
import { mayBeThousands, readTargetValues } from './plan-values.ts';
import { normaliseText } from './text.ts';

type Rows = PlanRows<TargetField>;

/** What one table's targets have in common. */
interface Table {
  readonly section: PlanSection;
  readonly fields: readonly TargetField[];
  /** The period its title or header names, for targets that stand under none. */
  readonly period: string | null;
  readonly values: readonly { readonly place: number; readonly scope: string | null }[];
  /** The numbers of all its targets, and those that have parts, by block. */
  readonly numbers: ReadonlySet<string>;
  readonly wholes: ReadonlySet<string>;
  readonly anew: boolean;
}

/** The targets of a table, added to those of the tables before. */
export function readTargets(
  section: PlanSection,
  entries: readonly Rows[],
  into: { targets: PlanTarget[]; warnings: PlanWarning[]; numbers: Numbers },
): void {
  const table = tableOf(section, entries);
  let whole: PlanTarget | null = null;
  for (const rows of entries) {
    const row = into.targets.length + 1;
    const warn = warner('targets', { section, fields: table.fields, row }, into.warnings);
    const target = targetOf(rows, table, whole);
    if (target.parent === null && target.tt !== null) whole = target;
    warnTarget(target, { rows, table, warn });
    const before = into.numbers.repeats(table.anew ? (target.block ?? '') : '', target.tt, row);
    if (before !== null) {
      const message = `Số thứ tự ${target.tt} đã dùng ở chỉ tiêu thứ ${before}. Hãy kiểm tra lại; số in được giữ nguyên.`;
      warn('tt', message);
    }
    into.targets.push(target);
  }
}

function tableOf(section: PlanSection, entries: readonly Rows[]): Table {
  const fields = section.columns.targets;
  const places = fields.flatMap((field, place) => (field === 'value' ? [place] : []));
  const named = fields.flatMap((field, place) =>
    field === 'name' || (field === 'value' && places.length === 1) ? [section.headers[place] ?? ''] : [],
  );
  const period = [...named, section.title ?? ''].map(periodWithin).find((one) => one !== null) ?? null;
  const values = places.map((place) => ({
    place,
    // one column of one year is the period of all targets, not a scope of each
    scope: places.length === 1 ? null : scopeOfColumn(section.headers[place] ?? ''),
  }));
  const keys = entries.map((rows) => ({ block: blockOf(rows, period), tt: numberOf(rows.first) }));
  const numbers = new Set(keys.map(({ block, tt }) => keyOf(block, tt)));
  const wholes = new Set(keys.map(({ block, tt }) => keyOf(block, numberAbove(tt))));
  return { section, fields, period, values, numbers, wholes, anew: restarts(entries) };
}

const keyOf = (block: string | null, tt: string | null) => `${block}\u0001${tt}`;

/** `Đến năm 2030` of `CHỈ TIÊU ĐẾN NĂM 2030`. */
function periodWithin(words: string): string | null {
  const match = /(?:đến năm|giai đoạn|năm)\s20\d\d(?:\s?[-–]\s?20\d\d)?/iu.exec(words);
  return match === null ? null : periodNamed(match[0].toLowerCase());
}

function blockOf({ groups }: Rows, period: string | null): string | null {
  const names = groups.filter((name) => !/^phụ lục/iu.test(name)).map((name) => periodNamed(name) ?? name);
  if (period !== null && !groups.some((name) => periodNamed(name) !== null)) names.unshift(period);
  return names.length === 0 ? null : names.join(' > ');
}

function targetOf(rows: Rows, table: Table, whole: PlanTarget | null): PlanTarget {
  const printed = textOf(rows, 'unit');
  const values = valuesOf(rows, table, printed === '' ? null : printed);
  const percent = values.length > 0 && values.every(({ raw }) => /\d\s?%/u.test(raw));
  const name = textOf(rows, 'name');
  const block = blockOf(rows, table.period);
  const tt = numberOf(rows.first);
  return {
    tt,
    parent: parentOf({ tt, name, block }, table, whole),
    block,
    name: name.replace(/^[-–•+]\s*(?=\p{L})/u, '') || null,
    unit: printed || (percent ? '%' : null),
    values,
    agencies: [...new Set(cellsOf(rows, 'agencies').flatMap(planAgencies))],
  };
}

function valuesOf(rows: Rows, { values, fields }: Table, unit: string | null): TargetValue[] {
  const due = fields.includes('due') ? dueScope(textOf(rows, 'due')) : null;
  return values.flatMap(({ place, scope }) => {
    const cells = [rows.first, ...rows.more].map(({ cells }) => cells[place] ?? '');
    return [...new Set(cells)].flatMap((text) =>
      readTargetValues(text, unit).map((value) => {
        const when = scope ?? due;
        const both = when !== null && value.scope !== null ? `${when} - ${value.scope}` : null;
        return { ...value, scope: both ?? when ?? value.scope };
      }),
    );
  });
}

function dueScope(text: string): string | null {
  if (text === '') return null;
  return /^20\d\d$/u.test(text) ? `Năm ${text}` : text;
}

/** `11` of `11.3`, where there is a target 11; of `a)` and of a dash, the numbered target above. */
function parentOf(
  { tt, name, block }: { tt: string | null; name: string; block: string | null },
  { numbers }: Table,
  whole: PlanTarget | null,
): string | null {
  const dashed = tt === null ? /^[-–•+]\s*\p{L}/u.test(name) : /^(?:[a-zđ]|[-–•+])$/u.test(tt);
  if (dashed) return whole !== null && whole.block === block ? whole.tt : null;
  const above = numberAbove(tt);
  return above !== null && numbers.has(keyOf(block, above)) ? above : null;
}

function numberAbove(tt: string | null): string | null {
  return tt === null ? null : (/^(.*\d)[.,]\d{1,3}$/u.exec(tt)?.[1] ?? null);
}

function warnTarget(
  target: PlanTarget,
  { rows, table, warn }: { rows: Rows; table: Table; warn: Warn<TargetField> },
): void {
  warnCells(rows, table.fields, warn);
  const above = numberAbove(target.tt);
  if (above !== null && target.parent === null && !rows.groups.some((name) => name.startsWith(above))) {
    warn('tt', `Không thấy chỉ tiêu ${above} mà chỉ tiêu ${target.tt} thuộc về. Hãy kiểm tra số thứ tự.`);
  }
  if (target.tt === null && target.parent === null)
    warn('tt', 'Chỉ tiêu không có số thứ tự. Hãy nhập số nếu bản gốc có.');
  if (target.values.length === 0 && !table.wholes.has(keyOf(target.block, target.tt)))
    warn('value', 'Chưa có giá trị cần đạt. Hãy nhập giá trị hoặc xác nhận chỉ tiêu để trống.');
  for (const { operator, raw } of target.values) {
    if (operator === 'qualitative' && hasFigure(raw))
      warn(
        'value',
        `Không đọc được con số trong “${short(raw)}”; được giữ nguyên văn như chỉ tiêu định tính.`,
      );
    if (operator !== 'qualitative' && mayBeThousands(raw))
      warn('value', `“${short(raw)}” được đọc với dấu phẩy thập phân. Nếu là hàng nghìn, hãy sửa lại.`);
  }
}

/** A figure that is no year and no number of a document. */
function hasFigure(text: string): boolean {
  return /\d/u.test(
    normaliseText(text).replace(/\d+(?:\/\d+)?\/\p{Lu}[\p{L}-]*|(?<!\d)20\d\d(?!\d)|\d[GD](?!\p{L})/gu, ''),
  );
}
