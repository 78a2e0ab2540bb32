import { vnNorm } from '../../../platform/search/index.ts';
import { itemsTyped, keyOf } from '../bulk/change.ts';
import { comparableText } from '../conflict.ts';
import type { CatalogueKind } from '../entry.ts';
import { type Field, fieldsOf } from '../entry-fields.ts';
import { one, readForm, rowsIn, type Values, valuesOfContent, withRows } from '../entry-form.ts';
import { contentOf, type EntryRecord } from '../entry-store.ts';

/** Takes what all of them say instead of what one of them says. */
export const joined = 'tat-ca';

/** A field in which entries to be merged differ. */
export interface Disagreement {
  readonly field: Field;
  /** What each says, in the order of the entries. */
  readonly said: readonly Values[];
  /** What all say together, each thing once; null where only one of them can be right. */
  readonly together: Values | null;
  /** What is offered: `joined`, or the id of an entry. */
  readonly proposed: string;
}

/** English words stand beside Vietnamese ones: those of another entry would say something else. */
const translates: Readonly<Record<string, string>> = { titleEn: 'title', summaryEn: 'summary' };

/** Names of things are one; so are paragraphs one after another. Titles, dates, sums and ticks are chosen. */
function canJoin(field: Field): boolean {
  if (field.kind === 'rows' || field.kind === 'choices' || field.name === 'keywords') return true;
  return field.kind === 'block' && !Object.entries(translates).flat().includes(field.name);
}

/**
 * The fields in which the entries differ, in the order of the form. `into`: the one that stays. What is proposed follows what
 * was `chosen`, where a field depends on another.
 */
export function disagreements(
  entries: readonly EntryRecord[],
  into: EntryRecord,
  chosen: (field: string) => string = () => '',
): Disagreement[] {
  const known = new Map(entries.map((entry) => [entry, valuesOfContent(contentOf(entry))]));
  const valuesOf = (entry: EntryRecord) => known.get(entry) ?? {};
  const textOf = (entry: EntryRecord, field: Field) => comparableText(valuesOf(entry), field);
  const fields = fieldsOf(into.kind);
  // what the one that stays says comes first
  const ordered = [into, ...entries.filter((entry) => entry !== into)];
  const speaking = (field: Field, among: readonly EntryRecord[]) =>
    among.filter((entry) => textOf(entry, field) !== comparableText({}, field));
  /** The one from which the field is taken, then those that say the same. */
  const agreeing = (field: Field) => {
    const picked = entries.find(({ id }) => String(id) === chosen(field.name));
    const source = picked ?? speaking(field, ordered)[0] ?? into;
    const same = (entry: EntryRecord) => textOf(entry, field) === textOf(source, field);
    return [source, ...ordered.filter((entry) => entry !== source && same(entry))];
  };
  return fields.flatMap((field): Disagreement[] => {
    if (new Set(entries.map((entry) => textOf(entry, field))).size < 2) return [];
    const together = canJoin(field) ? join(field, ordered.map(valuesOf)) : null;
    const original = fields.find(({ name }) => name === translates[field.name]);
    const among = original ? agreeing(original) : ordered;
    const filled = speaking(field, among);
    const alone = String((filled[0] ?? among[0] ?? into).id);
    const list = together !== null && field.kind !== 'block';
    const proposed = list && filled.length > 1 ? joined : alone;
    return [{ field, said: entries.map(valuesOf), together, proposed }];
  });
}

function join(field: Field, all: readonly Values[]): Values {
  if (field.kind === 'choices')
    return { [field.name]: [...new Set(all.flatMap((said) => said[field.name] ?? []))] };
  if (field.kind === 'rows') {
    const rows = all.flatMap((said) => rowsIn(said, field));
    const [cell] = field.cells;
    const single = field.cells.length === 1 && cell ? cell.name : null;
    const key = (row: Record<string, string>) =>
      single === null
        ? vnNorm(field.cells.map(({ name }) => row[name] ?? '').join(' | '))
        : keyOf(field, row[single] ?? '');
    return withRows({}, field, onceEach(rows, key));
  }
  if (field.name === 'keywords') {
    const words = all.flatMap((said) => itemsTyped(field, one(said, field.name)));
    return { [field.name]: [onceEach(words, vnNorm).join(', ')] };
  }
  const texts = all.map((said) => one(said, field.name).trim()).filter(Boolean);
  return { [field.name]: [onceEach(texts, (text) => text).join('\n\n')] };
}

/** The first of those that are alike. */
function onceEach<Item>(items: readonly Item[], keyOfItem: (item: Item) => string): Item[] {
  const known = new Set<string>();
  return items.filter((item) => {
    const key = keyOfItem(item);
    if (known.has(key)) return false;
    known.add(key);
    return true;
  });
}

/**
 * The form of the entry that stays, with every disagreement settled as chosen; a field without a valid choice as it was
 * proposed. Bases keep what is known of them, further columns of an import come from whoever has them.
 */
export function mergedForm(
  entries: readonly EntryRecord[],
  into: EntryRecord,
  chosen: (field: string) => string,
) {
  let values = valuesOfContent(contentOf(into));
  for (const { field, said, together, proposed } of disagreements(entries, into, chosen)) {
    const typed = chosen(field.name);
    const known = typed === joined ? together !== null : entries.some(({ id }) => String(id) === typed);
    const choice = known ? typed : proposed;
    const part =
      choice === joined
        ? (together ?? {})
        : (said[entries.findIndex(({ id }) => String(id) === choice)] ?? {});
    values =
      field.kind === 'rows'
        ? withRows(values, field, rowsIn(part, field))
        : { ...values, [field.name]: part[field.name] ?? [] };
  }
  const others = entries.filter((entry) => entry !== into);
  return readForm(into.kind as CatalogueKind, values, {
    extra: Object.assign({}, ...others.toReversed().map(({ extra }) => extra), into.extra),
    bases: [...others.flatMap(({ bases }) => bases), ...into.bases],
  });
}
