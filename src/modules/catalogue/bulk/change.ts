import { singleSpaced, type Text } from '../../../kernel/text.ts';
import { vnNorm } from '../../../platform/search/index.ts';
import type { CatalogueKind } from '../entry.ts';
import { type Field, fieldsOf } from '../entry-fields.ts';
import { one, readBasis, rowsIn, type Values, withRows } from '../entry-form.ts';

export const bulkModes = ['add', 'remove', 'replace', 'fill', 'clear'] as const;
export type BulkMode = (typeof bulkModes)[number];

export const bulkModeNames: Readonly<Record<BulkMode, Text>> = {
  add: { vi: 'Thêm vào những gì đang có', en: 'Add to what is there' },
  remove: { vi: 'Bớt khỏi những gì đang có', en: 'Take away from what is there' },
  replace: { vi: 'Thay những gì đang có', en: 'Put in place of what is there' },
  fill: { vi: 'Chỉ điền vào mục đang để trống', en: 'Only where nothing is there' },
  clear: { vi: 'Xóa những gì đang có', en: 'Clear what is there' },
};

/** One change for many entries. */
export interface Change {
  readonly field: Field;
  readonly mode: BulkMode;
  /** Items of a list; else one text. */
  readonly typed: readonly string[];
}

/** What makes an entry itself (names, context, results) is written entry by entry. */
const together = new Set([
  ...[
    'sectors',
    'keywords',
    'bases',
    'lead',
    'partners',
    'proposer',
    'beneficiaries',
    'organisation',
    'places',
  ],
  ...[
    'level',
    'priority',
    'scale',
    'forms',
    'acquisition',
    'status',
    'openFrom',
    'openTo',
    'timeFrom',
    'timeTo',
  ],
  ...['timeRaw', 'deadline', 'contact', 'source', 'confidential', 'illustrative'],
]);

/** Fields of the entry form that can be changed for many entries at once. */
export function bulkFields(kind: CatalogueKind): readonly Field[] {
  return fieldsOf(kind).filter(({ name }) => together.has(name));
}

export function findBulkField(kind: CatalogueKind, name: string): Field | null {
  return bulkFields(kind).find((field) => field.name === name) ?? null;
}

/** Keywords are one line of the form, and a list all the same. */
export function isList(field: Field): boolean {
  return field.kind === 'rows' || field.kind === 'choices' || field.name === 'keywords';
}

export function modesOf(field: Field): readonly BulkMode[] {
  if (isList(field)) return ['add', 'remove', 'replace', 'clear'];
  if (field.kind === 'tick') return ['replace', 'clear'];
  return field.kind === 'select' && field.required ? ['replace'] : ['replace', 'fill', 'clear'];
}

/** The items of a list as typed in one box, one on each line. */
export function itemsTyped(field: Field, text: string): string[] {
  const parts = field.name === 'keywords' ? text.split(/[,;\n]/u) : text.split('\n');
  return [...new Set(parts.map(singleSpaced).filter(Boolean))];
}

/** The values of the form with the change made; the very same object where it changes nothing. */
export function applyChange(values: Values, { field, mode, typed }: Change): Values {
  const now = itemsOf(values, field);
  const next = isList(field) ? changedList(field, mode, now, typed) : changedText(mode, now, typed);
  if (next.length === now.length && next.every((item, index) => item === now[index])) return values;
  return withItems(values, field, next);
}

/** What the field says, alone: `{name: [text]}`. */
export function partOf(values: Values, field: Field): Values {
  if (field.kind !== 'rows') return { [field.name]: values[field.name] ?? [] };
  return withItems({}, field, itemsOf(values, field));
}

/** The values with the field as `part` says it. */
export function withPart(values: Values, field: Field, part: Values): Values {
  return withItems(values, field, itemsOf(part, field));
}

/** Whether the field says the same in both. */
export function samePart(field: Field, some: Values, other: Values): boolean {
  return JSON.stringify(itemsOf(some, field)) === JSON.stringify(itemsOf(other, field));
}

function itemsOf(values: Values, field: Field): string[] {
  if (field.kind === 'choices') return [...(values[field.name] ?? [])];
  if (field.kind === 'rows')
    return rowsIn(values, field)
      .map((row) => Object.values(row)[0] ?? '')
      .filter((text) => text.trim() !== '');
  const text = one(values, field.name);
  if (field.name === 'keywords') return itemsTyped(field, text);
  return text.trim() === '' ? [] : [text];
}

function withItems(values: Values, field: Field, items: readonly string[]): Values {
  if (field.kind === 'choices') return { ...values, [field.name]: [...items] };
  if (field.kind === 'rows') {
    const [cell] = field.cells;
    if (!cell) throw new Error(`${field.name} has no cell`);
    return items.length === 0
      ? withRows(values, field, [])
      : withRows(
          values,
          field,
          items.map((item) => ({ [cell.name]: item })),
        );
  }
  if (field.name === 'keywords') return { ...values, [field.name]: [items.join(', ')] };
  return { ...values, [field.name]: items.length === 0 ? [] : [items[0] ?? ''] };
}

function changedList(
  field: Field,
  mode: BulkMode,
  now: readonly string[],
  typed: readonly string[],
): readonly string[] {
  const keys = new Set(typed.map((item) => keyOf(field, item)));
  if (mode === 'clear') return [];
  if (mode === 'remove') return now.filter((item) => !keys.has(keyOf(field, item)));
  if (mode === 'replace') return typed;
  const known = new Set(now.map((item) => keyOf(field, item)));
  return [...now, ...typed.filter((item) => !known.has(keyOf(field, item)))];
}

function changedText(mode: BulkMode, now: readonly string[], typed: readonly string[]): readonly string[] {
  if (mode === 'clear') return [];
  if (mode === 'fill' && now.length > 0) return now;
  return typed.filter((text) => text.trim() !== '');
}

/** Two spellings of one item: diacritics and case apart; a citation is known by its number. */
export function keyOf(field: Field, item: string): string {
  if (field.name !== 'bases') return vnNorm(singleSpaced(item));
  const [basis] = readBasis(item);
  return vnNorm([basis?.number ?? singleSpaced(item), basis?.annex ?? '', basis?.item ?? ''].join(' '));
}
