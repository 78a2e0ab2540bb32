import type { CatalogueKind } from './entry.ts';
import { type Field, fieldsOf } from './entry-fields.ts';
import { rowsIn, type Values, withRows } from './entry-form.ts';

/** Which side a field is taken from. */
export type Side = 'mine' | 'theirs';

export interface Difference {
  readonly field: Field;
  readonly mine: Values;
  readonly theirs: Values;
  readonly base: Values;
  /** Both changed it from what both began with: the person must look. */
  readonly both: boolean;
  /** Where only one changed it, that one. */
  readonly proposed: Side;
}

/** The fields in which two people's texts of one entry differ, in the order of the form. */
export function differences(
  kind: CatalogueKind,
  sides: { readonly mine: Values; readonly theirs: Values; readonly base: Values },
): Difference[] {
  return fieldsOf(kind).flatMap((field): Difference[] => {
    const mine = comparableText(sides.mine, field);
    const theirs = comparableText(sides.theirs, field);
    if (mine === theirs) return [];
    const base = comparableText(sides.base, field);
    return [
      {
        field,
        ...sides,
        both: mine !== base && theirs !== base,
        proposed: mine === base ? 'theirs' : 'mine',
      },
    ];
  });
}

/** The other person's entry with the chosen fields of one's own. Fields without a choice follow the proposal. */
export function merge(
  kind: CatalogueKind,
  sides: { readonly mine: Values; readonly theirs: Values; readonly base: Values },
  chosen: (field: string) => string,
): Values {
  let merged = sides.theirs;
  for (const difference of differences(kind, sides)) {
    const { field } = difference;
    const typed = chosen(field.name);
    const side = typed === 'mine' || typed === 'theirs' ? typed : difference.proposed;
    if (side === 'theirs') continue;
    merged =
      field.kind === 'rows'
        ? withRows(merged, field, rowsIn(sides.mine, field))
        : { ...merged, [field.name]: sides.mine[field.name] ?? [] };
  }
  return merged;
}

/** One text for a field, whatever its shape; equal exactly when the field is equal. */
export function comparableText(values: Values, field: Field): string {
  if (field.kind !== 'rows') {
    const all = (values[field.name] ?? []).map((text) => text.trim());
    return JSON.stringify((field.kind === 'choices' ? all.sort() : all).filter(Boolean));
  }
  const rows = rowsIn(values, field).map((row) => field.cells.map((cell) => (row[cell.name] ?? '').trim()));
  return JSON.stringify(rows.filter((row) => row.some(Boolean)));
}
