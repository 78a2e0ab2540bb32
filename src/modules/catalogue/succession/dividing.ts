import type { CatalogueKind } from '../entry.ts';
import { type Field, fieldsOf } from '../entry-fields.ts';
import type { EntryContent } from '../inputs.ts';

export const fewestParts = 2;
export const mostParts = 10;

/** Lists of which each part of a split entry takes some. */
export const divisible = ['results', 'questions', 'painPoints', 'requirements'] as const;
type Divisible = (typeof divisible)[number];

export interface DivisibleRow {
  readonly field: Divisible;
  /** From 0 within its list. */
  readonly index: number;
  /** `results-0`: how a form names it. */
  readonly key: string;
  readonly text: string;
}

/** The divisible lists of a kind, as its form names them. */
export function divisibleFields(kind: CatalogueKind): readonly (Field & { readonly name: Divisible })[] {
  return fieldsOf(kind).flatMap((field) => {
    const name = divisible.find((known) => known === field.name);
    return name ? [{ ...field, name }] : [];
  });
}

/** Everything in an entry that is given to one part or another. */
export function divisibleRows({ detail }: Pick<EntryContent, 'detail'>): DivisibleRow[] {
  const lists: Readonly<Partial<Record<Divisible, readonly unknown[]>>> = detail;
  return divisible.flatMap((field) =>
    (lists[field] ?? []).map((row, index) => ({
      field,
      index,
      key: `${field}-${index}`,
      text: wordsOf(row),
    })),
  );
}

function wordsOf(row: unknown): string {
  if (typeof row === 'string') return row;
  const { text, indicator, parameter, value, unit } = row as Readonly<Record<string, string | null>>;
  const target = [value, unit].filter(Boolean).join(' ');
  return [text ?? parameter, indicator, target].filter(Boolean).join(' · ');
}

/**
 * The entry with a title of its own and those rows that are ticked for it. What was printed or translated of the whole
 * does not speak for a part: the first part keeps it only while it keeps the title.
 */
export function partOf(
  content: EntryContent,
  part: { readonly title: string; readonly rows: ReadonlySet<string> },
): EntryContent {
  const detail: Record<string, unknown> = { ...content.detail };
  for (const field of divisible) {
    const list = detail[field];
    if (Array.isArray(list)) detail[field] = list.filter((_, index) => part.rows.has(`${field}-${index}`));
  }
  const same = part.title === content.title;
  return {
    ...content,
    ...(!same && { titleEn: null, summaryEn: null, tt: null }),
    title: part.title,
    detail,
  } as EntryContent;
}
